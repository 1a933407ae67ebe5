import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrClient } from '../aws/client.ts';
import { idTokenOf, session } from '../aws/sessions.ts';
import type { BuildCache } from '../build/build-spec.ts';
import { type Builder, builderWarnings, checkBuilder, findBuilder } from '../build/builder.ts';
import { readInfluences } from '../build/influences.ts';
import { type Built, build, checkContext } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import { inlinePolicyOf } from '../iam/least-policy.ts';
import type { StoredImage } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import { requireRole } from '../job/session-policies.ts';
import { region } from '../job/values.ts';
import { failure } from '../lib/failure.ts';
import { ecrRegistry } from '../registry/ecr.ts';
import { checkAccount } from '../registry/ecr-authorization.ts';
import { imageUri, type Repository } from '../registry/ecr-repository.ts';
import { explainConflict } from '../registry/ecr-tags.ts';
import { hostOf, type Registry } from '../registry/registry.ts';
import { readWhole, verifyImage } from '../registry/verify.ts';
import { differences, toDiff } from '../settings/difference.ts';
import { ensureRepository } from '../settings/ensure.ts';
import type { Settings } from '../settings/schema.ts';
import { type Commit, readCommit } from '../source/commit.ts';
import { isOfWorkspace } from '../source/git.ts';
import { warnOfTokens } from '../source/tokens.ts';
import { mayCarryForeignCode, pushOf, type Trust, trustOf } from '../source/trust.ts';
import { readWorktree, type Worktree } from '../source/worktree.ts';
import { type CacheNames, ensureCache, readOnly } from './build-cache.ts';
import { type Draft, earlyTags, toDraft } from './draft.ts';
import { FINGERPRINT, fingerprintIn } from './fingerprint.ts';
import { type Destination, isUnknown, type Lookup, lookUp, type Unknown } from './lookup.ts';
import { lookedUpTags, type Plan, type PlannedTag, pushOutput, toPlan } from './plan.ts';
import { pullLogin } from './pull-login.ts';
import { putTags } from './put-tags.ts';
import { type Result, timed } from './result.ts';

/**
 * Takes a commit to an image in ECR: a lookup of what is there, a plan, a build that pushes by digest or an image that is
 * there already, read back, then the tags.
 * @param result filled in as the run goes, so that it is right also where a later step fails
 */
export async function publish(asked: Job, host: Host, result: Result): Promise<void> {
  result.dryRun = asked.dryRun;
  result.warnings.push(...builderWarnings(asked.builder));
  const [settings] = await Promise.all([settingsOf(asked), checkContext(asked.build)]);
  // Whose commit it is decides what the run may do.
  const { event, env, signal } = host;
  const { context, file } = asked.build;
  // A dry run asks it only for its platform.
  const found =
    asked.dryRun && asked.build.platforms.length > 0
      ? undefined
      : timed(result, 'builder', () => findBuilder(asked.builder, asked.builderEnv, host));
  // A run that reuses an image for the platforms that it names needs no builder, and is not told that there is none.
  found?.catch(() => {});
  const compared = timed(result, 'Git', () => readWorktree(context, file, env, signal));
  // Told to whoever needs it.
  compared.catch(() => {});
  const commit = await timed(result, 'commit', () => readCommit(event, context, file, env, signal));
  const clean = mayCarryForeignCode(event) && isOfWorkspace(context) && (await compared).clean;
  const trust = trustOf(event, { head: commit.head, clean }, host.idToken !== undefined);
  if (event.sha && !commit.head) result.warnings.push(UNKNOWN_COMMIT);
  const job = withRights(asked, trust);
  const push = pushOf(job.push, trust);
  if (push.wanted || job.printPolicies) region(job.aws.region);
  if (push.wanted) requireRole(job.aws);
  const inlinePolicy = push.wanted ? inlinePolicyOf(job, settings) : undefined;
  const caches = cacheNames(job, trust);
  const now = new Date();
  const drafted = readDraft(job, host, trust, commit, compared, found, now);
  const policies = job.printPolicies ? printPolicies(job, settings, host) : undefined;
  if (!push.wanted) {
    const pulled = !job.dryRun && trust.level !== 'untrusted' ? pullLogin(job, caches, host, result) : undefined;
    const [draft, builder, printed, pull] = await Promise.all([
      drafted,
      job.dryRun ? undefined : found,
      policies,
      pulled,
    ]);
    noteDraft(draft, result);
    if (printed) result.notes.push(printed);
    if (!builder) return noteDryRun(job, settings, draft, { unknown: push.why }, result);
    checkBuilder(builder, draft.build);
    result.notPushed = push.why;
    const cache = pull?.cache && readOnly(pull.cache, draft.cacheScopes, job.repository.endpoint);
    const spec = { ...draft.build, ...(cache && { cache }) };
    const built = await timed(result, 'build', () =>
      build(builder, spec, { push: 'nothing' }, host, {
        builderEnv: job.builderEnv,
        isolated: trust.level === 'untrusted',
        ...(pull?.login && { login: pull.login }),
      }),
    );
    result.metadata = built.metadata;
    return;
  }
  const destination = connect(job, inlinePolicy, host, result);
  // What does not depend on each other runs at the same time.
  const tags = earlyTags(job, event, trust, commit, now).then(async (early) => lookedUpTags(early ?? (await drafted)));
  const looked = timed(result, 'lookup', () => lookUp(destination, job, settings, tags, caches));
  try {
    const [draft, lookup, printed] = await Promise.all([drafted, looked, policies]);
    noteDraft(draft, result);
    if (printed) result.notes.push(printed);
    host.signal.throwIfAborted();
    if (!isUnknown(lookup)) checkAccount(lookup.authorization.account, job.aws.allowedAccounts);
    if (!found || job.dryRun || isUnknown(lookup)) return noteDryRun(job, settings, draft, lookup, result);
    await publishTo(destination, { job, host, settings, draft, found, lookup }, result);
  } catch (error) {
    // Where both fail, a wrong tag is told, not what AWS said.
    await drafted;
    throw error;
  }
}

const UNKNOWN_COMMIT =
  'Nobody can tell which commit is built: there is no .git around the context, or no git. It is taken for the commit of the event. Use an image with git for the job, and check the repository out with actions/checkout.';

/** A pull request never creates or changes a repository; untrusted code gets nothing of the environment. */
function withRights(job: Job, trust: Trust): Job {
  if (trust.level === 'untrusted') {
    const isGiven = ([name]: [string, string]) => !job.argsFromEnv.includes(name);
    return { ...job, builderEnv: [], build: { ...job.build, buildArgs: job.build.buildArgs.filter(isGiven) } };
  }
  if (trust.level !== 'pull request') return job;
  const { mode } = job.repository;
  const without = { create: 'off', reconcile: 'verify', off: 'off', verify: 'verify' } as const;
  return { ...job, repository: { ...job.repository, mode: without[mode] } };
}

/** What is known before anything is written. */
type Known = { job: Job; host: Host; settings: Settings; draft: Draft; found: Promise<Builder>; lookup: Lookup };

async function publishTo(destination: Destination, known: Known, result: Result): Promise<void> {
  const { registry, ecr } = destination;
  const { job, host, settings, draft, found, lookup } = known;
  const plan = toPlan(draft, registry.repository, lookup);
  result.plan = plan;
  if (lookup.repository) noteRepository(job, lookup.repository, result);

  const blocked = plan.tags.find(({ action }) => action === 'conflict');
  if (blocked && job.tagConflict === 'fail') throw await conflict(registry, blocked);
  if (plan.action === 'build') checkBuilder(await found, draft.build);
  if (!lookup.repository && draft.trust.level === 'pull request') {
    throw failure(
      `repository: there is no "${registry.repository}", and a pull request never creates one. Let a run of a branch create it first, or name one that is there.`,
    );
  }
  const ensured = await timed(result, 'repository', () =>
    ensureRepository({
      ecr,
      settings,
      request: job.repository,
      found: lookup.repository,
      attachments: lookup.attachments,
      published: { tags: draft.tags, digest: plan.image?.digest },
    }),
  );
  result.notes.push(...ensured.notes);
  result.warnings.push(...ensured.warnings);
  const uri = noteRepository(job, ensured.repository, result);
  if (blocked && job.tagConflict === 'skip-push') return skipPush(registry, blocked, draft, result);

  const reused = plan.image && (await timed(result, 'verify', () => readReused(registry, plan)));
  result.reused = reused !== undefined;
  const image = reused ?? (await makeImage(destination, known, plan, uri, result));
  result.image = image;
  host.signal.throwIfAborted();
  const put = await timed(result, 'tags', () =>
    putTags(registry, {
      plan,
      image: image[0],
      draft,
      images: lookup.images,
      // A repository that was just created may have it from the registry's template.
      mutability: ensured.repository.created ? ensured.repository.mutability : lookup.mutability,
      tagConflict: job.tagConflict,
    }),
  );
  result.warnings.push(...put.warnings);
  result.tags = put.tags;
  if (put.previousDigest) result.previousDigest = put.previousDigest;
  if (put.error) throw put.error;
  if (put.blocked) await skipPush(registry, put.blocked, draft, result);
}

/** The client with the session of the job's roles. */
function connect({ aws, repository }: Job, inlinePolicy: string | undefined, host: Host, result: Result): Destination {
  const credentials = session({
    ...aws,
    inlinePolicy,
    mask: host.mask,
    idToken: () => timed(result, 'id token', () => idTokenOf(host, aws.audience)),
  });
  const phase = aws.roles.length > 0 ? 'role' : 'credentials';
  const ecr = ecrClient(aws.region, (client) => timed(result, phase, () => credentials(client)));
  return { ecr, registry: ecrRegistry(ecr, repository.name, host.mask) };
}

async function printPolicies(...of: [Job, Settings, Host]): Promise<string> {
  const { policiesOf } = await import('../iam/print-policies.ts');
  return policiesOf(...of);
}

/** Most runs have no settings, and do without what reads them. */
async function settingsOf({ settings, aws }: Job): Promise<Settings> {
  if (!Object.values(settings).some((given) => given?.length)) return {};
  const { readSettings } = await import('../settings/settings-inputs.ts');
  return readSettings(settings, aws.region);
}

async function readDraft(
  job: Job,
  host: Host,
  trust: Trust,
  commit: Commit,
  compared: Promise<Worktree>,
  found: Promise<Builder> | undefined,
  now: Date,
): Promise<Draft> {
  const [worktree, influences] = await Promise.all([compared, readInfluences(job, host, found)]);
  const draft = await toDraft(job, host.event, trust, commit, worktree, influences, now);
  return { ...draft, warnings: [...draft.warnings, ...warnOfTokens(job.build.context, job.build.file)] };
}

function noteDraft(draft: Draft, result: Result): void {
  result.draft = draft;
  result.warnings.push(...draft.warnings);
}

/** @returns where its images are */
function noteRepository({ repository: { endpoint } }: Job, repository: Repository, result: Result): string {
  result.repository = repository;
  result.uri = imageUri(repository, endpoint);
  return result.uri;
}

/** What would be done, as far as the registry could be asked. */
function noteDryRun(job: Job, settings: Settings, draft: Draft, lookup: Lookup | Unknown, result: Result): void {
  const state = isUnknown(lookup) ? undefined : lookup;
  result.plan = toPlan(draft, job.repository.name, state);
  result.notPushed = isUnknown(lookup)
    ? `This is a dry run, without the registry: ${lookup.unknown}`
    : 'This is a dry run.';
  if (!state?.repository) return;
  noteRepository(job, state.repository, result);
  const wrong = differences(settings, { ...state.repository, ...state.attachments });
  if (wrong.length > 0) result.notes.push(`The repository differs from its settings:\n${wrong.map(toDiff).join('\n')}`);
}

async function conflict(registry: Registry, { tag, now = '' }: PlannedTag): Promise<Error> {
  const { repository } = registry;
  return failure(explainConflict({ repository, tag, now, since: await registry.pushedAt(tag) }));
}

/** The image that the immutable tag points at is the one that the outputs name. */
async function skipPush(
  registry: Registry,
  { tag, now = '' }: PlannedTag,
  { fingerprint }: Draft,
  result: Result,
): Promise<void> {
  const explain = (missing: string) =>
    `The tag "${tag}" of ${registry.repository} points at ${now}, but ${missing} of it is gone.`;
  result.image = await verifyImage(registry, now, explain);
  result.tags = [tag];
  const isKnown = fingerprint !== undefined && fingerprintIn(result.image[0].manifest) === fingerprint;
  result.notPushed = `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.${
    isKnown ? '' : ' That image is not known to be made from this commit.'
  }`;
}

/** The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule. */
async function readReused(registry: Registry, { image }: Plan): Promise<StoredImage | undefined> {
  const whole = image && (await readWhole(registry, image));
  return whole && 'image' in whole ? whole.image : undefined;
}

const NO_ANNOTATIONS =
  'This Docker keeps its images without the containerd store, and drops annotations: the image has no fingerprint, so that no later run can reuse it. Turn the containerd image store on, or add docker/setup-buildx-action before this step.';

async function makeImage(
  { registry, ecr }: Destination,
  { job, host, draft, found, lookup }: Known,
  plan: Plan,
  uri: string,
  result: Result,
): Promise<StoredImage> {
  host.signal.throwIfAborted();
  const builder = await found;
  // Also where an image was to be reused that turned out not to be whole.
  checkBuilder(builder, draft.build);
  if (!builder.can.annotations) result.warnings.push(NO_ANNOTATIONS);
  const cache = await buildCache(ecr, job, draft, builder, lookup, result);
  const output = pushOutput(builder.can, uri, draft, plan.tags);
  const login = { host: hostOf(uri), auth: lookup.authorization.auth };
  const built: Built = await timed(result, 'build and push', () =>
    build(builder, { ...draft.build, ...(cache && { cache }) }, output, host, { login, builderEnv: job.builderEnv }),
  );
  result.metadata = built.metadata;
  const { digest } = built;
  if (!digest) throw failure('The builder pushed, but did not say which digest. Update buildctl or buildx.');
  const image = await timed(result, 'verify', () => verifyImage(registry, digest));
  // A frontend that a Dockerfile names (# syntax=) may write annotations over ours.
  const claimed = fingerprintIn(image[0].manifest);
  if (claimed === undefined || claimed === draft.fingerprint) return image;
  throw failure(
    `The image ${digest} says that it was made from something else (${FINGERPRINT}=${claimed}). No tag was put. The frontend that the Dockerfile names in its # syntax= line may have written that; use another one.`,
  );
}

/** The role of pull requests need not write to the repository that branches are built from. */
function cacheNames({ repository: { cache, pullRequestCache } }: Job, trust: Trust): CacheNames | undefined {
  return cache ? { own: (trust.level === 'pull request' && pullRequestCache) || cache, base: cache } : undefined;
}

async function buildCache(
  ecr: ECRClient,
  { repository }: Job,
  { cacheScopes }: Draft,
  { can }: Builder,
  lookup: Lookup,
  { warnings }: Result,
): Promise<BuildCache | undefined> {
  if (!lookup.cache) return undefined;
  const ensured = await ensureCache(ecr, repository, cacheScopes, lookup.cache);
  warnings.push(...ensured.warnings);
  const { cache } = ensured;
  if (!cache.write || can.cacheExport) return cache;
  warnings.push(
    'The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.',
  );
  return { read: cache.read };
}
