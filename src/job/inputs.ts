import { asArguments, asLines, asList, asPairs } from './lists.ts';
import { inlinePolicy, managedPolicy } from './session-policies.ts';
import { triggers } from './triggers.ts';
import * as values from './values.ts';

/** Reads an input's text. @throws Failure that names the input, its value and the way out */
type InputType<T> = (text: string, name: string) => T;

type Input<T> = {
  type: InputType<T>;
  default: string;
  /** Whether it makes the image what it is, and so is part of the fingerprint (a test holds it to that). */
  image: boolean;
};

const input = <T>(type: InputType<T>, rest: Partial<Omit<Input<T>, 'type'>> = {}): Input<T> => ({
  type,
  default: '',
  image: false,
  ...rest,
});

const text: InputType<string> = (value) => value;
const boolean: InputType<boolean> = values.boolean;
const choice =
  <Word extends string>(...words: Word[]): InputType<Word> =>
  (value, name) =>
    values.choice(name, value, words);
const each =
  <T>(one: InputType<T>): InputType<T[]> =>
  (value, name) =>
    asList(value, name).map((item) => one(item, name));

/**
 * Every input of action.yml, in its order (a test holds the two together). What can only be judged together with another
 * input or the event is text here, and judged in job.ts.
 */
export const INPUTS = {
  repository: input(values.repositoryName),
  // Read by themselves: each destination has inputs of its own.
  destinations: input(text),
  'destinations-policy': input(choice('each', 'all-or-nothing'), { default: 'each' }),
  'aws-region': input(text),
  'role-to-assume': input(each(values.roleArn)),
  'role-session-name': input(text),
  'role-duration-seconds': input(text, { default: '3600' }),
  'role-external-id': input(text),
  audience: input(text, { default: 'sts.amazonaws.com' }),
  'inline-session-policy': input(inlinePolicy),
  'managed-session-policies': input(each(managedPolicy)),
  'allowed-account-ids': input(each(values.accountId)),
  'output-env-credentials': input(boolean, { default: 'false' }),
  'create-repository': input(values.creationMode, { default: 'create' }),
  'creation-template': input(boolean, { default: 'false' }),
  'repository-settings': input(text),
  'image-tag-mutability': input(text),
  'image-tag-mutability-exclusions': input(asList),
  'scan-on-push': input(text),
  encryption: input(text),
  'kms-key': input(text),
  'lifecycle-policy': input(text),
  'repository-policy': input(text),
  'resource-tags': input(asPairs),
  'signing-profile': input((value) => value && values.signingProfile(value)),
  'force-lifecycle-policy': input(boolean, { default: 'false' }),
  'registry-endpoint': input((value, name) => value && values.registryHost(value, name)),
  cache: input(boolean, { default: 'false' }),
  'cache-repository': input(text),
  'pull-request-cache-repository': input(text),
  context: input(values.contextPath, { default: '.', image: true }),
  file: input(text, { image: true }),
  target: input(text, { image: true }),
  'build-args': input(asArguments, { image: true }),
  labels: input(asPairs, { image: true }),
  annotations: input(asLines, { image: true }),
  platforms: input(each(values.platform), { image: true }),
  'no-cache': input(boolean, { default: 'false' }),
  pull: input(boolean, { default: 'false' }),
  tags: input(text),
  flavor: input(text),
  ref: input(text),
  push: input((value, name) => (value ? values.boolean(value, name) : undefined)),
  'dry-run': input(boolean, { default: 'false' }),
  'print-policies': input(triggers, { default: 'false' }),
  // The content's fingerprint names no commit.
  reuse: input(choice('commit', 'content', 'off'), { default: 'commit', image: true }),
  'tag-conflict': input(choice('fail', 'keep', 'skip-push'), { default: 'fail' }),
  'tag-order': input(choice('last-run', 'newest-commit'), { default: 'last-run' }),
  reproducible: input(boolean, { default: 'false', image: true }),
  builder: input(text),
  'buildkit-host': input(text),
  'builder-env': input(each(values.builderVariable)),
};

export type InputName = keyof typeof INPUTS;

/** What the workflow says, each input read as its type. */
export type Inputs = { readonly [Name in InputName]: ReturnType<(typeof INPUTS)[Name]['type']> };

/** The settings as the inputs give them; text is the path of a file, or the YAML or JSON itself. */
export type SettingsInputs = Partial<Pick<Inputs, (typeof SETTINGS)[number]>>;

/** In the order in which they are put over one another. */
export const SETTINGS = [
  'repository-settings',
  'image-tag-mutability',
  'image-tag-mutability-exclusions',
  'scan-on-push',
  'encryption',
  'kms-key',
  'lifecycle-policy',
  'repository-policy',
  'resource-tags',
] as const satisfies InputName[];

/** Whose session it is that AWS is asked in. */
export const SESSION_KEYS = [
  'role-to-assume',
  'role-session-name',
  'role-duration-seconds',
  'role-external-id',
  'audience',
  'inline-session-policy',
  'managed-session-policies',
  'allowed-account-ids',
] as const satisfies InputName[];

/** What a repository of ECR may have of its own. */
export const ECR_KEYS = [
  'repository',
  'aws-region',
  ...SESSION_KEYS,
  'create-repository',
  'creation-template',
  ...SETTINGS,
  'signing-profile',
  'force-lifecycle-policy',
  'registry-endpoint',
] as const satisfies InputName[];

/**
 * Reads every input. One that is empty counts as not given, so that a workflow can pass one through from its own inputs.
 * @param textOf what the workflow gives for an input
 * @throws Failure for the first one that is wrong
 */
export function readInputs(textOf: (name: InputName) => string | undefined): Inputs {
  return Object.fromEntries(
    Object.entries(INPUTS).map(([name, { type, default: value }]) => [
      name,
      type(textOf(name as InputName) || value, name),
    ]),
  ) as Inputs;
}
