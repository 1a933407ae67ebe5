import { type InputName, SETTINGS } from '../job/inputs.ts';
import { asLines, asList } from '../job/lists.ts';
import { platform } from '../job/values.ts';
import { cut, failure } from '../lib/failure.ts';
import { type Condition, parseCondition } from './conditions.ts';

/** What promote/action.yml has of its own, in its order. */
export const OWN = [
  'source',
  'source-role-to-assume',
  'source-registry-endpoint',
  'source-username',
  'source-password-env',
  'platforms',
  'referrers',
  'require',
] as const;

/** What promote has as publish has it, in the order of action.yml. */
export const SHARED = [
  'repository',
  'destinations',
  'destinations-policy',
  'aws-region',
  'role-to-assume',
  'role-session-name',
  'role-duration-seconds',
  'role-external-id',
  'audience',
  'inline-session-policy',
  'managed-session-policies',
  'allowed-account-ids',
  'create-repository',
  'creation-template',
  ...SETTINGS,
  'signing-profile',
  'force-lifecycle-policy',
  'registry-endpoint',
  'tags',
  'flavor',
  'dry-run',
  'tag-conflict',
  'tag-order',
] as const satisfies InputName[];

export type PromoteInputs = {
  /** A reference with a tag or digest, or the path of an archive. */
  source: string;
  sourceRole: string;
  sourceEndpoint: string;
  sourceUsername: string;
  sourcePasswordEnv: string;
  /** Of an index; all of it where there are none. */
  platforms: string[];
  /** Whether signatures, SBOMs and attestations go along. */
  referrers: boolean;
  require: Condition[];
};

/** @throws Failure for the first input that is wrong */
export function readPromoteInputs(textOf: (name: string) => string): PromoteInputs {
  const source = textOf('source');
  if (!source) throw failure('source: it is not given. Set it to an image, such as docker.io/library/nginx:1.29.');
  const [sourceUsername, sourcePasswordEnv] = [textOf('source-username'), textOf('source-password-env')];
  if (Boolean(sourceUsername) !== Boolean(sourcePasswordEnv)) {
    throw failure('source-username and source-password-env go together. Set both, or neither.');
  }
  const referrers = textOf('referrers') || 'false';
  if (referrers !== 'true' && referrers !== 'false') {
    throw failure(`referrers: "${cut(referrers)}" must be one of true, false.`);
  }
  return {
    source,
    sourceRole: textOf('source-role-to-assume'),
    sourceEndpoint: textOf('source-registry-endpoint'),
    sourceUsername,
    sourcePasswordEnv,
    platforms: asList(textOf('platforms'), 'platforms').map(platform),
    referrers: referrers === 'true',
    require: asLines(textOf('require'), 'require').map(parseCondition),
  };
}
