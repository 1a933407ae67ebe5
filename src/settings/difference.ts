import { canonicalLifecycle, lifecyclePolicy } from './lifecycle-policy.ts';
import { canonicalPolicy, type Place, repositoryPolicy, withLambdas } from './repository-policy.ts';
import type { Settings } from './schema.ts';

/** What a repository is like, as AWS describes it. */
export type Actual = {
  arn: string;
  mutability: { setting: string; exclusions: string[] };
  scanOnPush: boolean;
  /** Whether the images are scanned as they arrive, by the repository's setting or a rule of the registry; missing where that is not known. */
  scanned?: boolean;
  encryption: { type: string; key?: string };
  /** ARN of the key that has the alias that the settings name, empty where none has; missing where nobody could tell. */
  aliasedKey?: string;
  lifecyclePolicy?: string;
  repositoryPolicy?: string;
  resourceTags: Record<string, string>;
};

/** A setting by its name. */
export type Setting = Exclude<keyof Settings, 'image-tag-mutability-exclusions'>;

/** One setting that is not as it should be. */
export type Difference = {
  setting: Setting;
  is: string;
  should: string;
  /** Whether AWS can change it once the repository is made. */
  changeable: boolean;
};

/** Pure: what differs in meaning; what the settings leave out does not. */
export function differences(settings: Settings, actual: Actual): Difference[] {
  return [
    ...mutability(settings, actual),
    ...scanning(settings, actual),
    ...encryption(settings, actual),
    ...lifecycle(settings, actual),
    ...policy(settings, actual),
    ...resourceTags(settings, actual),
  ];
}

/** Pure: a difference as the log shows it. */
export const toDiff = ({ setting, is, should }: Difference): string => `${setting}\n- ${is}\n+ ${should}`;

/** Pure: the settings' words in AWS's; `undefined` where they say nothing. */
export function wantedMutability(settings: Settings): { setting: string; exclusions: string[] } | undefined {
  const { 'image-tag-mutability': setting, 'image-tag-mutability-exclusions': exclusions = [] } = settings;
  if (!setting) return undefined;
  return { setting: exclusions.length > 0 ? `${setting}_WITH_EXCLUSION` : setting, exclusions };
}

function mutability(settings: Settings, actual: Actual): Difference[] {
  const wanted = wantedMutability(settings);
  const words = ({ setting, exclusions }: { setting: string; exclusions: string[] }) =>
    [setting, ...exclusions.toSorted()].join(' ');
  return wanted ? compare('image-tag-mutability', words(actual.mutability), words(wanted)) : [];
}

function scanning({ 'scan-on-push': wanted }: Settings, actual: Actual): Difference[] {
  // A rule of the registry does what the repository's own setting, which AWS retires, would do.
  if (wanted === undefined || (wanted && actual.scanned)) return [];
  return compare('scan-on-push', String(actual.scanOnPush), String(wanted));
}

function encryption({ encryption: wanted }: Settings, { encryption: is, aliasedKey }: Actual): Difference[] {
  if (!wanted) return [];
  const { key = '' } = wanted;
  const same = isSameKey(key, is.key, aliasedKey);
  const words = (type: string, name?: string) => (key && name && !same ? `${type} ${name}` : type);
  const behind = isAlias(key) ? ` (${aliasedKey || 'no key has it'})` : '';
  return compare('encryption', words(is.type, is.key), words(wanted.type, key + behind), false);
}

/** AWS answers with the key's ARN, which ends with its id. Only KMS can say whose an alias is. */
const isSameKey = (wanted: string, is = '', aliased?: string): boolean =>
  wanted === is || (isAlias(wanted) ? aliased === undefined || aliased === is : is.endsWith(`:key/${wanted}`));

/** Pure: whether a key is named by an alias, or an alias's ARN. */
export const isAlias = (key: string): boolean => /(^|:)alias\//.test(key);

function lifecycle({ 'lifecycle-policy': settings }: Settings, { lifecyclePolicy: is }: Actual): Difference[] {
  if (!settings) return [];
  const should = lifecyclePolicy(settings);
  const same = is !== undefined && canonicalLifecycle(is) === canonicalLifecycle(should);
  return same ? [] : [{ setting: 'lifecycle-policy', is: is ?? 'none', should, changeable: true }];
}

function policy({ 'repository-policy': settings }: Settings, { repositoryPolicy: is, arn }: Actual): Difference[] {
  if (!settings) return [];
  const should = withLambdas(repositoryPolicy(settings, placeOf(arn)), is);
  const same = is !== undefined && canonicalPolicy(is) === canonicalPolicy(should);
  return same ? [] : [{ setting: 'repository-policy', is: is ?? 'none', should, changeable: true }];
}

function resourceTags({ 'resource-tags': wanted = {} }: Settings, { resourceTags: is }: Actual): Difference[] {
  const wrong = Object.keys(wanted).filter((name) => is[name] !== wanted[name]);
  const words = (tags: Record<string, string>) =>
    wrong.flatMap((name) => (tags[name] === undefined ? [] : `${name}=${tags[name]}`)).join(', ') || 'none';
  return compare('resource-tags', words(is), words(wanted));
}

/** `arn:aws:ecr:eu-central-1:123456789012:repository/team/app` */
export function placeOf(arn: string): Place {
  const [, partition = 'aws', , region = ''] = arn.split(':');
  return { partition, region };
}

const compare = (setting: Setting, is: string, should: string, changeable = true): Difference[] =>
  is === should ? [] : [{ setting, is, should, changeable }];
