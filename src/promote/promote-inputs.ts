import { ECR_KEYS, type InputName } from '../job/inputs.ts';
import { asLines, asList } from '../job/lists.ts';
import { choice, platform, registryHost, roleArn, variableName } from '../job/values.ts';
import { failure } from '../lib/failure.ts';
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

const [repository, ...ecr] = ECR_KEYS;

/** What promote has as publish has it, in the order of action.yml. */
export const SHARED = [
  repository,
  'destinations',
  'destinations-policy',
  ...ecr,
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
  const [role, endpoint] = [textOf('source-role-to-assume'), textOf('source-registry-endpoint')];
  return {
    source,
    sourceRole: role && roleArn(role, 'source-role-to-assume'),
    sourceEndpoint: endpoint && registryHost(endpoint, 'source-registry-endpoint'),
    sourceUsername,
    sourcePasswordEnv: sourcePasswordEnv && variableName(sourcePasswordEnv, 'source-password-env'),
    platforms: asList(textOf('platforms'), 'platforms').map(platform),
    referrers: choice('referrers', textOf('referrers') || 'false', ['true', 'false']) === 'true',
    require: asLines(textOf('require'), 'require').map(parseCondition),
  };
}
