import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { cut } from '../lib/failure.ts';
import { lifecycleMistake } from './lifecycle-policy.ts';
import { policyMistake } from './repository-policy.ts';
import { type Settings, settingsSchema } from './schema.ts';

/** What is wrong with a value, and where in it. */
export type Mistake = { path: string[]; message: string };

const SEE = 'See repository-settings.schema.json.';

/** Pure: the first thing that is wrong with settings of whatever form. */
export function findMistake(value: unknown, region: string): Mistake | undefined {
  const [error, outer] = new Validator(settingsSchema as object, '2020-12').validate(value).errors.toReversed();
  if (!error) return mistakeOfSense(value as Settings, region);
  // Of a property that is not to be, only the error before it says which schema does not have it.
  const { keywordLocation } = (error.keyword === 'false' && outer) || error;
  const schema = valueAt(settingsSchema, fromPointer(keywordLocation).slice(0, -1)) as Schema;
  const path = fromPointer(error.instanceLocation);
  const given = keywordLocation.includes('/propertyNames/') ? path.at(-1) : valueAt(value, path);
  return { path, message: inWords(error, schema, given) };
}

function inWords({ keyword, error }: OutputUnit, schema: Schema, given: unknown): string {
  const whole = JSON.stringify(given) ?? 'nothing';
  const is = cut(whole);
  switch (keyword) {
    case 'false': {
      const known = Object.keys(schema.properties ?? {}).filter((name) => !name.startsWith('$'));
      return `There is no such setting. Use one of ${known.join(', ')}.`;
    }
    case 'type': {
      const inQuotes = typeof given !== 'object' && new RegExp(schema.pattern ?? '', 'u').test(whole);
      const hint = schema.type === 'string' && (inQuotes ? 'Put it in quotes.' : schema.description);
      return `${is} is not of the type ${[schema.type].flat().join(' or ')}. ${hint || SEE}`;
    }
    case 'enum':
      return `${is} must be one of ${schema.enum?.join(', ')}.`;
    case 'pattern':
      return `${is} does not have the required form. ${schema.description}`;
    case 'required':
      return `It has no ${schema.required?.filter((name) => !Object.hasOwn(given as object, name)).join(', ')}. ${SEE}`;
    case 'maxProperties':
      return `It has more than ${schema.maxProperties} entries. Remove some.`;
    default:
      return `${is} is not valid. ${cut(error)} ${SEE}`;
  }
}

/** What no schema can say. */
function mistakeOfSense(settings: Settings, region: string): Mistake | undefined {
  const { 'image-tag-mutability-exclusions': exclusions = [], encryption } = settings;
  const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
  const messages = {
    'image-tag-mutability-exclusions':
      exclusions.length > 0 &&
      !settings['image-tag-mutability'] &&
      'There is no setting for them to be exempt from. Set image-tag-mutability.',
    'encryption.key': encryption && keyMistake(encryption, region),
    'lifecycle-policy': lifecycle && lifecycleMistake(lifecycle),
    'repository-policy': policy && policyMistake(policy, { partition: 'aws', region }),
  };
  return Object.entries(messages).flatMap(([path, message]) => (message ? { path: path.split('.'), message } : []))[0];
}

function keyMistake({ type, key }: NonNullable<Settings['encryption']>, region: string): string | undefined {
  if (key && type === 'AES256') return 'AES256 takes no key. Give KMS or KMS_DSSE, or no key.';
  const keyRegion = key?.match(/^arn:[^:]+:kms:([^:]+):/)?.[1];
  if (!keyRegion || keyRegion === region) return undefined;
  return `The key is in ${cut(keyRegion)}, and the repository in ${region}. Give a key of ${region}.`;
}

/** `#/properties/a~1b` */
const fromPointer = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const valueAt = (value: unknown, path: string[]): unknown =>
  path.reduce((all, part) => (all as Record<string, unknown> | undefined)?.[part], value);
