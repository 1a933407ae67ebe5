import { join } from 'node:path';
import type { Event } from '../host/event.ts';
import { type Annotation, parseAnnotationLevels } from '../image/annotations.ts';
import { type Flavor, parseFlavor } from '../image/flavor.ts';
import { parseTagRules, type TagRule } from '../image/tag-rules.ts';
import { cut, failure } from '../lib/failure.ts';
import { checkProxies } from '../lib/proxy.ts';
import type { Place } from './destinations.ts';
import { type InputName, type Inputs, readInputs, SETTINGS, type SettingsInputs } from './inputs.ts';
import { type Argument, asPair } from './lists.ts';
import { checkSessionPolicies } from './session-policies.ts';
import type { Trigger } from './triggers.ts';
import * as values from './values.ts';

/** What a run is asked to do: typed and validated; nothing has been sent. */
export type Job = {
  /** Of the destination, for messages and the output `results`. */
  name: string;
  /** The destination whose image this one may take, though other people may push there. */
  copyFrom?: string;
  place: Place;
  repository: RepositoryRequest;
  settings: SettingsInputs;
  aws: AwsRequest;
  /** Whether later steps of the job get the session of the first destination in ECR. */
  outputEnvCredentials: boolean;
  build: BuildRequest;
  builder: BuilderRequest;
  /** Names of variables that the builder may see besides its own. */
  builderEnv: string[];
  /** Names of the build arguments whose values are the environment's. */
  argsFromEnv: string[];
  /** Stands for the event's ref. */
  ref?: string;
  /** Empty where none is given. */
  tags: TagRule[];
  flavor: Flavor;
  /** How many characters of a commit `{{sha}}` and the short form of type=sha have. */
  shortShaLength?: number;
  /** Whether an image that is there already may stand in for a build: one of the same commit, or of the same files. */
  reuse: 'commit' | 'content' | 'off';
  /** What to do when a tag that cannot be moved points elsewhere. */
  tagConflict: 'fail' | 'keep' | 'skip-push';
  /** Whether a tag that moves goes to the image of the run that was last, or stays at that of the newest commit. */
  tagOrder: 'last-run' | 'newest-commit';
  /** Whether a destination that fails leaves the others alone, or keeps all tags from being put. */
  destinationsPolicy: 'each' | 'all-or-nothing';
  /** Only say what would be done. */
  dryRun: boolean;
  /** Say which permissions this takes, for which runs (empty: this one's); that is a dry run, too. */
  printPolicies: false | Trigger[];
  /** undefined leaves it to the run's trust. */
  push?: boolean;
};

export type RepositoryRequest = {
  name: string;
  /** `off`: it must exist; `create`: created if missing; `reconcile`: and brought in line; `verify`: any difference fails. */
  mode: Inputs['create-repository'];
  /** Whether the mode is a pull request's, which never creates or changes a repository, whatever the input says. */
  isPullRequest?: boolean;
  /** Whether it is created as the registry's creation template says. */
  template: boolean;
  /** Whether a lifecycle policy is applied whatever it expires. */
  force: boolean;
  /** ARN of the profile that AWS signs the images with. */
  signingProfile?: string;
  /** The repository that the build's cache is kept in. */
  cache?: string;
  /** Where pull requests write theirs. */
  pullRequestCache?: string;
  endpoint?: string;
};

export type AwsRequest = {
  /** Empty where AWS is not asked for anything. */
  region: string;
  /** The first is assumed by OIDC, each role assumes the next; none means the SDK's default chain. */
  roles: string[];
  sessionName: string;
  durationSeconds: number;
  externalId?: string;
  audience: string;
  /** Narrows the last role's session: a policy, or `least` for one that allows exactly what the job needs. */
  inlinePolicy?: string;
  managedPolicies: string[];
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

/** A BuildKit daemon by its address, or a builder of buildx by its name (or its current one). */
export type BuilderRequest = { kind: 'buildctl'; address: string } | { kind: 'buildx'; name?: string };

/**
 * What the inputs, the event and the environment ask for: one job for each destination, which differ in where the image goes and
 * under which tags.
 * @param textOf what the workflow gives for an input
 * @throws Failure for the first input that is wrong
 */
export async function toJobs(
  textOf: (name: InputName) => string | undefined,
  event: Event,
  env: NodeJS.ProcessEnv,
): Promise<[Job, ...Job[]]> {
  const text = textOf('destinations');
  if (!text) return [toJob(readInputs(textOf), event, env)];
  if (textOf('repository')) {
    throw failure(
      'repository and destinations are both set. Make the repository the first entry of destinations, and remove the input.',
    );
  }
  // Most runs have one, and do without what reads them.
  const { parseDestinations } = await import('./destinations.ts');
  const jobs = parseDestinations(text).map(({ name, copyFrom, place, inputs }, at) => {
    try {
      const job = toJob(
        readInputs((input) => inputs[input] || textOf(input)),
        event,
        env,
        place,
      );
      return { ...job, ...(name && { name }), ...(copyFrom && { copyFrom }) };
    } catch (cause) {
      throw failure(`destinations: entry ${at + 1}${name ? ` (${name})` : ''}: ${(cause as Error).message}`, { cause });
    }
  });
  const twice = jobs.find(({ name }, at) => jobs.findIndex((other) => other.name === name) !== at);
  if (twice) throw failure(`destinations: two are called "${cut(twice.name)}". Give each a name of its own.`);
  for (const { name, copyFrom } of jobs.filter((job) => job.copyFrom)) {
    const sources = jobs.filter((job) => job.place.kind === 'ecr' && job.name !== name).map((job) => job.name);
    if (!sources.includes(copyFrom ?? '')) {
      throw failure(
        `destinations: copy-from of ${name}: "${cut(copyFrom ?? '')}" must be the name of another destination in ECR: ${sources.join(', ') || 'there is none'}.`,
      );
    }
  }
  // The build is one, and so is its cache.
  const keeper = jobs.find(({ place }) => place.kind === 'ecr');
  if (!keeper && jobs[0]?.repository.cache) {
    throw failure(
      'cache: it is kept in ECR, and none of the destinations is there. Remove the input, or add a destination of ECR.',
    );
  }
  return jobs.map((job) => (job === keeper ? job : withoutCache(job))) as [Job, ...Job[]];
}

function withoutCache(job: Job): Job {
  const { cache, pullRequestCache, ...repository } = job.repository;
  return { ...job, repository };
}

/** Pure: what the inputs ask for, for one destination. @throws Failure for the first input that is wrong */
export function toJob(inputs: Inputs, event: Event, env: NodeJS.ProcessEnv, place: Place = { kind: 'ecr' }): Job {
  const { 'registry-endpoint': endpoint, target } = inputs;
  const shortShaLength = env.DOCKER_METADATA_SHORT_SHA_LENGTH;
  checkProxies(env);
  const dryRun = inputs['dry-run'] || inputs['print-policies'] !== false;
  const region =
    place.kind === 'ecr-public'
      ? PUBLIC_REGION
      : inputs['aws-region'] || env.AWS_REGION || env.AWS_DEFAULT_REGION || '';
  if (endpoint) checkEndpoint(endpoint, region, env);
  const repository = place.kind === 'registry' ? place.repository : inputs.repository;
  return {
    name: [placeName(place, region), repository].filter(Boolean).join('/'),
    place,
    repository: {
      name: repository,
      mode: inputs['create-repository'],
      template: inputs['creation-template'],
      force: inputs['force-lifecycle-policy'],
      ...(inputs['signing-profile'] && { signingProfile: inputs['signing-profile'] }),
      ...(inputs.cache && toCaches(inputs)),
      ...(endpoint && { endpoint }),
    },
    aws: {
      ...toAws(inputs, event),
      // A fork's pull request may not see the secret or variable that holds it, and does not need it.
      region: region && values.region(region),
    },
    outputEnvCredentials: inputs['output-env-credentials'],
    // ECR alone has them.
    settings: place.kind === 'ecr' ? Object.fromEntries(SETTINGS.map((name) => [name, inputs[name]])) : {},
    build: {
      context: inputs.context,
      file: inputs.file || join(inputs.context, 'Dockerfile'),
      ...(target && { target }),
      buildArgs: inputs['build-args'].flatMap((argument) => buildArg(argument, env)),
      labels: inputs.labels,
      annotations: inputs.annotations.flatMap(annotation),
      annotationLevels: parseAnnotationLevels(env.DOCKER_METADATA_ANNOTATIONS_LEVELS ?? ''),
      reproducible: inputs.reproducible,
      platforms: inputs.platforms,
      noCache: inputs['no-cache'],
      pull: inputs.pull,
    },
    builder: toBuilder(inputs, env),
    builderEnv: inputs['builder-env'],
    argsFromEnv: inputs['build-args'].flatMap(([name, value]) => (value === undefined ? [name] : [])),
    ...(inputs.ref && { ref: inputs.ref }),
    tags: parseTagRules(ruleLines(inputs.tags)),
    flavor: parseFlavor(ruleLines(inputs.flavor)),
    ...(shortShaLength && { shortShaLength: Number(shortShaLength) }),
    reuse: inputs.reuse,
    tagConflict: inputs['tag-conflict'],
    tagOrder: tagOrder(inputs),
    destinationsPolicy: inputs['destinations-policy'],
    dryRun,
    printPolicies: inputs['print-policies'],
    ...(inputs.push !== undefined && { push: inputs.push }),
  };
}

/** Source: https://docs.aws.amazon.com/general/latest/gr/ecr-public.html (the only one with its API for repositories) */
const PUBLIC_REGION = 'us-east-1';

const placeName = (place: Place, region: string): string =>
  place.kind === 'registry' ? place.host : place.kind === 'ecr-public' ? place.kind : region;

function toCaches(inputs: Inputs): Pick<RepositoryRequest, 'cache' | 'pullRequestCache'> {
  const { repository, 'cache-repository': cache, 'pull-request-cache-repository': pullRequestCache } = inputs;
  return {
    cache: cacheName(cache || `${repository}/cache`, 'cache-repository', repository),
    ...(pullRequestCache && {
      pullRequestCache: cacheName(pullRequestCache, 'pull-request-cache-repository', repository),
    }),
  };
}

/** Among images the cache would be expired, copied and scanned as they are, and its tags would stand among theirs. */
function cacheName(value: string, input: string, repository: string): string {
  if (value !== repository) return values.repositoryName(value, input);
  throw failure(
    `${input}: "${cut(value)}" is the repository of the images, and the cache needs one of its own, with its own lifecycle. Name another one, such as "${cut(repository)}/cache".`,
  );
}

function toAws(inputs: Inputs, event: Event): Omit<AwsRequest, 'region'> {
  const { 'role-to-assume': roles, 'role-external-id': externalId, audience } = inputs;
  const { 'inline-session-policy': inlinePolicy, 'managed-session-policies': managedPolicies } = inputs;
  checkSessionPolicies(inlinePolicy, managedPolicies);
  if (externalId && roles.length === 1) {
    throw failure(
      'role-external-id: the only role is assumed by OIDC, and AssumeRoleWithWebIdentity takes no external id. Remove it, or add a second role to role-to-assume, for which it is used.',
    );
  }
  return {
    roles,
    sessionName: values.sessionName(inputs['role-session-name'] || `ecr-publish-${event.runId || 'local'}`),
    durationSeconds: values.durationSeconds(inputs['role-duration-seconds'], roles.length > 1 ? 3600 : 43200),
    ...(externalId && { externalId: values.externalId(externalId) }),
    audience,
    ...(inlinePolicy && { inlinePolicy }),
    managedPolicies,
    allowedAccounts: inputs['allowed-account-ids'],
  };
}

const AWS_HOST =
  /\.(amazonaws\.(com|com\.cn|eu)|amazonwebservices\.(com\.cn|eu)|(api|on)\.aws|aws\.scloud|ic\.gov|sgov\.gov|adc-e\.uk)\.?$/;

/**
 * A password that AWS itself gave must not go to another host. ECR's own other names are of one region and, which is checked
 * once AWS has named it, of one account.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html (which of the variables counts)
 * @throws Failure for a host that must not get AWS's password
 */
export function checkEndpoint(
  endpoint: string,
  region: string,
  env: NodeJS.ProcessEnv,
  input = 'registry-endpoint',
): void {
  const own = values.ecrHost(endpoint);
  if (own && region && own.region !== region) {
    throw failure(
      `${input}: "${endpoint}" is a registry of ${own.region}, and the repository is in ${region}. Give the registry's host in ${region}, or correct aws-region.`,
    );
  }
  if (own) return;
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  const url = ignored ? '' : env.AWS_ENDPOINT_URL_ECR || env.AWS_ENDPOINT_URL || '';
  const host = URL.parse(url)?.hostname;
  if (host && !AWS_HOST.test(host)) return;
  throw failure(
    `${input}: "${cut(endpoint)}" would get a password of AWS itself, since the environment names no emulator. Remove the input; or give ECR's own name by FIPS or dual-stack, such as 123456789012.dkr-ecr.eu-central-1.on.aws; or set AWS_ENDPOINT_URL to the emulator that the registry belongs to.`,
  );
}

function tagOrder({ 'tag-order': order, reuse }: Inputs): Job['tagOrder'] {
  if (order === 'last-run' || reuse !== 'content') return order;
  throw failure(
    'tag-order: newest-commit does not go with reuse: content: an image that is reused for its content carries the time of the commit that it was built from, and says nothing of the newest one that it stands for. Set reuse: commit, or tag-order: last-run.',
  );
}

/** `[level[,level]:]name=value`, as buildx has it. */
function annotation(line: string): Annotation[] {
  const [, levels, rest = line] =
    line.match(/^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):(.*)$/s) ?? [];
  const [name, value] = asPair(rest, 'annotations');
  if (/\s/.test(name))
    throw failure(`annotations: "${cut(name)}" contains white space. Use a name such as org.example.team.`);
  if (!levels) return [{ name, value }];
  return parseAnnotationLevels(levels).map((level) => ({ level, name, value }));
}

/** As `docker build` has it: a name without a value takes the environment's, and is left out where there is none. */
function buildArg([name, value]: Argument, env: NodeJS.ProcessEnv): [string, string][] {
  const given = value ?? env[name];
  return given === undefined ? [] : [[name, given]];
}

/** Pure: what is worth saying of the inputs as they are. */
export const jobWarnings = ({ argsFromEnv, build: { buildArgs } }: Pick<Job, 'argsFromEnv' | 'build'>): string[] =>
  argsFromEnv
    .filter((name) => !buildArgs.some(([each]) => each === name))
    .map(
      (name) =>
        `build-args: "${name}" is given without a value, and the environment has none, so the build goes without it. Give ${name}=VALUE, or set it in the step's env.`,
    );

function toBuilder(inputs: Inputs, env: NodeJS.ProcessEnv): BuilderRequest {
  const { builder: name, 'buildkit-host': given } = inputs;
  if (name && given) {
    throw failure(
      'builder and buildkit-host are both set. Set only one of them: a buildx builder or the address of a BuildKit daemon.',
    );
  }
  // BUILDX_BUILDER is left to buildx itself.
  const address = given || (name ? '' : env.BUILDKIT_HOST);
  if (!address) return { kind: 'buildx', ...(name && { name }) };
  if (/^(unix|tcp|npipe|docker-container|kube-pod|nerdctl-container|podman-container|ssh):\/\/./.test(address)) {
    return { kind: 'buildctl', address };
  }
  throw failure(
    `${given ? 'buildkit-host' : 'BUILDKIT_HOST'}: "${cut(address)}" is not the address of a BuildKit daemon. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.`,
  );
}

/** One rule a line, without empty lines and comments. A rule is CSV by itself, in docker/metadata-action's way. */
const ruleLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
