import { join } from 'node:path';
import { failure } from '../failure.ts';
import type { SettingsInputs } from '../settings/read.ts';
import { type Flavor, parseFlavor } from '../tags/flavor.ts';
import { parseAnnotationLevels } from '../tags/metadata.ts';
import { parseTagRules, type TagRule } from '../tags/rules.ts';
import { type Event, forkOf, isDependabot } from './event.ts';
import * as grammar from './grammar.ts';
import type { Inputs } from './inputs.ts';

/** The tag without a rule: the commit's full SHA. */
const COMMIT_TAG = 'type=sha,format=long,prefix=';

/** What the run is asked to do: typed, validated, nothing has been sent. */
export type Request = {
  repository: RepositoryRequest;
  settings: SettingsInputs;
  aws: AwsRequest;
  build: BuildRequest;
  builder: BuilderRequest;
  tags: TagRule[];
  flavor: Flavor;
  /** How many characters of a commit `{{sha}}` and the short form of type=sha have. */
  shortShaLength?: number;
  /** Whether an image that is there already may stand in for a build: one of the same commit, or of the same files. */
  reuse: 'commit' | 'content' | 'off';
  /** What to do when a tag that cannot be moved points elsewhere. */
  tagConflict: 'fail' | 'keep' | 'skip-push';
  /** Only say what would be done. */
  dryRun: boolean;
  /** Say which permissions this takes; that is a dry run, too. */
  printPolicies: boolean;
  /** Without a push, `why` says so in words. */
  push: { wanted: true } | { wanted: false; why: string };
};

export type RepositoryRequest = {
  name: string;
  /** `off`: it must exist; `create`: made if missing; `reconcile`: and brought in line; `verify`: any difference fails. */
  mode: 'off' | 'create' | 'reconcile' | 'verify';
  /** Whether a lifecycle policy is applied whatever it expires. */
  force: boolean;
  /** The repository that the build's cache is kept in. */
  cache?: string;
  endpoint?: string;
};

export type AwsRequest = {
  /** Empty where AWS is not asked for anything. */
  region: string;
  /** The first is assumed by OIDC, each next by the one before; none means the SDK's default chain. */
  roles: string[];
  sessionName: string;
  durationSeconds: number;
  externalId?: string;
  audience: string;
  allowedAccounts: string[];
};

export type BuildRequest = {
  /** Folders and files are relative to the workspace. */
  context: string;
  file: string;
  target?: string;
  buildArgs: [name: string, value: string][];
  labels: [name: string, value: string][];
  annotations: Annotation[];
  /** Where annotations go that name no level of their own. */
  annotationLevels: string[];
  /** Whether the files' times in the layers are the commit's, too. */
  reproducible: boolean;
  platforms: string[];
  noCache: boolean;
  pull: boolean;
};

/** On the manifest, the index, or one of their descriptors; https://github.com/moby/buildkit/blob/master/docs/annotations.md */
export type Annotation = { level?: string; name: string; value: string };

/** A BuildKit daemon by its address, or a builder of buildx by its name (or its current one). */
export type BuilderRequest = { kind: 'buildctl'; address: string } | { kind: 'buildx'; name?: string };

/**
 * Pure: what the inputs, the event and the environment ask for.
 * @throws Failure for the first input that is wrong.
 */
export function toRequest(inputs: Inputs, event: Event, env: NodeJS.ProcessEnv): Request {
  const endpoint = inputs['registry-endpoint'];
  const target = inputs.target;
  const shortShaLength = env.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const printPolicies = grammar.yesOrNo('print-policies', inputs['print-policies']);
  const dryRun = grammar.yesOrNo('dry-run', inputs['dry-run']) || printPolicies;
  const roles = list(inputs['role-to-assume']).map(grammar.roleArn);
  const push = toPush(inputs.push, event, roles, env);
  const region = inputs['aws-region'] || env.AWS_REGION || env.AWS_DEFAULT_REGION || '';
  return {
    repository: {
      name: grammar.repositoryName(inputs.repository),
      mode: grammar.oneOf('create-repository', modeOf(inputs['create-repository']), [
        'off',
        'create',
        'reconcile',
        'verify',
      ]),
      force: grammar.yesOrNo('force', inputs.force),
      ...(grammar.yesOrNo('cache', inputs.cache) && {
        cache: grammar.repositoryName(inputs['cache-repository'] || `${inputs.repository}/cache`, 'cache-repository'),
      }),
      ...(endpoint && { endpoint: grammar.registryHost(endpoint) }),
    },
    aws: {
      ...toAws(inputs, event, roles),
      // A fork's pull request may not see the secret or variable that holds it, and does not need it.
      region: region || push.wanted || dryRun ? grammar.region(region) : '',
    },
    settings: {
      'repository-settings': inputs['repository-settings'],
      'image-tag-mutability': inputs['image-tag-mutability'],
      'image-tag-mutability-exclusions': inputs['image-tag-mutability-exclusions'],
      'scan-on-push': inputs['scan-on-push'],
      encryption: inputs.encryption,
      'kms-key': inputs['kms-key'],
      'lifecycle-policy': inputs['lifecycle-policy'],
      'repository-policy': inputs['repository-policy'],
      'resource-tags': inputs['resource-tags'],
    },
    build: {
      context: inputs.context,
      file: inputs.file || join(inputs.context, 'Dockerfile'),
      ...(target && { target }),
      buildArgs: lines(inputs['build-args']).flatMap((line) => buildArg(line, env)),
      labels: lines(inputs.labels).map((line) => grammar.pair('labels', line)),
      annotations: lines(inputs.annotations).flatMap(annotation),
      annotationLevels: parseAnnotationLevels(env.DOCKER_METADATA_ANNOTATIONS_LEVELS ?? ''),
      reproducible: grammar.yesOrNo('reproducible', inputs.reproducible),
      platforms: list(inputs.platforms).map(grammar.platform),
      noCache: grammar.yesOrNo('no-cache', inputs['no-cache']),
      pull: grammar.yesOrNo('pull', inputs.pull),
    },
    builder: toBuilder(inputs, env),
    tags: parseTagRules(lines(inputs.tags || COMMIT_TAG)),
    flavor: parseFlavor(lines(inputs.flavor)),
    ...(shortShaLength && { shortShaLength: Number(shortShaLength) }),
    reuse: grammar.oneOf('reuse', inputs.reuse, ['commit', 'content', 'off']),
    tagConflict: grammar.oneOf('tag-conflict', inputs['tag-conflict'], ['fail', 'keep', 'skip-push']),
    dryRun,
    printPolicies,
    push,
  };
}

function toAws(inputs: Inputs, event: Event, roles: string[]): Omit<AwsRequest, 'region'> {
  const externalId = inputs['role-external-id'];
  if (externalId && roles.length === 1) {
    throw failure(
      'role-external-id: the only role is assumed by OIDC, and AssumeRoleWithWebIdentity takes no external id. It is for the second and later roles of role-to-assume.',
    );
  }
  return {
    roles,
    sessionName: grammar.sessionName(inputs['role-session-name'] || `ecr-publish-${event.runId || 'local'}`),
    durationSeconds: grammar.durationSeconds(inputs['role-duration-seconds'], roles.length > 1 ? 3600 : 43200),
    ...(externalId && { externalId: grammar.externalId(externalId) }),
    audience: inputs.audience,
    allowedAccounts: list(inputs['allowed-account-ids']).map(grammar.accountId),
  };
}

/** `true` and `false` are understood, too: what other actions have. */
const modeOf = (input: string): string => ({ true: 'create', false: 'off' })[input.toLowerCase()] ?? input;

/** `[level[,level]:]name=value`, as buildx has it. */
function annotation(line: string): Annotation[] {
  const [, levels, rest = line] = line.match(/^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):(.*)$/) ?? [];
  const [name, value] = grammar.pair('annotations', rest);
  if (/\s/.test(name))
    throw failure(`annotations: "${name}" has white space in it. A name is such as org.example.team.`);
  if (!levels) return [{ name, value }];
  return parseAnnotationLevels(levels).map((level) => ({ level, name, value }));
}

/** As `docker build` has it: a name without a value takes the environment's, and is left out where there is none. */
function buildArg(line: string, env: NodeJS.ProcessEnv): [string, string][] {
  if (line.includes('=')) return [grammar.pair('build-args', line)];
  const value = env[line];
  return value === undefined ? [] : [[line, value]];
}

function toBuilder(inputs: Inputs, env: NodeJS.ProcessEnv): BuilderRequest {
  const { builder: name, 'buildkit-host': given } = inputs;
  if (name && given) {
    throw failure(
      'builder and buildkit-host are both given. Name a builder of buildx, or a BuildKit daemon, not both.',
    );
  }
  // BUILDX_BUILDER is left to buildx itself.
  const address = given || (name ? '' : env.BUILDKIT_HOST);
  if (!address) return { kind: 'buildx', ...(name && { name }) };
  if (/^(unix|tcp|npipe|docker-container|kube-pod|nerdctl-container|podman-container|ssh):\/\/./.test(address)) {
    return { kind: 'buildctl', address };
  }
  throw failure(
    `${given ? 'buildkit-host' : 'BUILDKIT_HOST'}: "${address}" is not an address of BuildKit. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.`,
  );
}

/** Where GitHub gives a pull request no way to authenticate, it is built without a push, so that its check is green. */
function toPush(input: string, event: Event, roles: string[], env: NodeJS.ProcessEnv): Request['push'] {
  if (input) {
    return grammar.yesOrNo('push', input) ? { wanted: true } : { wanted: false, why: 'push is false.' };
  }
  const fork = forkOf(event);
  if (fork) {
    // pull_request_target has credentials, which is what makes a fork's code dangerous there.
    const reason = event.name === 'pull_request' ? 'GitHub gives it no credentials' : 'what it builds is not trusted';
    return { wanted: false, why: `This is a pull request from a fork (${fork}): ${reason}.` };
  }
  if (isDependabot(event) && roles.length > 0 && !env.ACTIONS_ID_TOKEN_REQUEST_URL) {
    return { wanted: false, why: 'Dependabot started this run: GitHub gives it no id-token.' };
  }
  return { wanted: true };
}

/** One entry a line, empty lines and comments left out. */
const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));

/** Entries parted by lines or commas. */
const list = (text: string): string[] =>
  lines(text)
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter(Boolean);
