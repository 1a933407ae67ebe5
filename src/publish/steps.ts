import { ecrClient } from '../aws/client.ts';
import { idTokenOf, session } from '../aws/sessions.ts';
import { type Builder, builderWarnings, checkBuilder, findBuilder } from '../build/builder.ts';
import { readInfluences } from '../build/influences.ts';
import { build, checkContext } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import { inlinePolicyOf } from '../iam/least-policy.ts';
import type { StoredImage } from '../image/manifest.ts';
import { type Job, jobWarnings } from '../job/job.ts';
import { requireRole } from '../job/session-policies.ts';
import { region } from '../job/values.ts';
import { failure } from '../lib/failure.ts';
import { ecrRegistry } from '../registry/ecr.ts';
import { checkAccount } from '../registry/ecr-authorization.ts';
import { imageUri, type Repository } from '../registry/ecr-repository.ts';
import { explainConflict } from '../registry/ecr-tags.ts';
import { readLabels } from '../registry/image-labels.ts';
import type { BlobAccess, Registry } from '../registry/registry.ts';
import { differences, toDiff } from '../settings/difference.ts';
import { ensureRepository } from '../settings/ensure.ts';
import type { Settings } from '../settings/schema.ts';
import { type Commit, readCommit } from '../source/commit.ts';
import { isOfWorkspace } from '../source/git.ts';
import { warnOfTokens } from '../source/tokens.ts';
import { mayCarryForeignCode, pushOf, type Trust, trustOf } from '../source/trust.ts';
import { readWorktree, type Worktree } from '../source/worktree.ts';
import { type CacheNames, readOnly } from './build-cache.ts';
import { type Draft, earlyTags, toDraft } from './draft.ts';
import { FINGERPRINT } from './fingerprint.ts';
import { type Destination, isUnknown, type Lookup, lookUp, type Unknown } from './lookup.ts';
import { makeImage } from './make-image.ts';
import { lookedUpTags, type PlannedTag, toPlan } from './plan.ts';
import { pullLogin } from './pull-login.ts';
import { putTags } from './put-tags.ts';
import { readReused } from './read-back.ts';
import { type Result, timed } from './result.ts';
import { readBlocking } from './skip-push.ts';

/**
 * Takes a commit to an image in ECR: a lookup of what is there, a plan, a build that pushes by digest or an image that is
 * there already, read back, then the tags.
 * @param result filled in as the run goes, so that it is right also where a later step fails
 */
export async function publish(asked: Job, host: Host, result: Result): Promise<void> {
  result.dryRun = asked.dryRun;
  result.warnings.push(...builderWarnings(asked.builder), ...jobWarnings(asked));
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
  if (!push.wanted || job.printPolicies) {
    const why = push.wanted ? 'print-policies asks AWS for nothing.' : push.why;
    const pulled = !job.dryRun && trust.level !== 'untrusted' ? pullLogin(job, caches, host, result) : undefined;
    const [draft, builder, printed, pull] = await Promise.all([
      drafted,
      job.dryRun ? undefined : found,
      policies,
      pulled,
    ]);
    noteDraft(draft, result);
    if (printed) result.notes.push(printed);
    if (!builder) return noteDryRun(job, settings, draft, { unknown: why }, result);
    checkBuilder(builder, draft.build);
    result.notPushed = why;
    const cache = pull?.cache && readOnly(pull.cache, draft.cacheScopes, job.repository.endpoint);
    const spec = { ...draft.build, ...(cache && { cache }) };
    const built = await timed(result, 'build', () =>
      build(builder, spec, { to: 'nothing' }, host, {
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
    const [draft, lookup] = await Promise.all([drafted, looked]);
    noteDraft(draft, result);
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
  const access = { uri, auth: lookup.authorization.auth };
  if (blocked && job.tagConflict === 'skip-push') return skipPush(registry, blocked, draft, access, result);

  // What was changed may have waited for AWS.
  const fresh = ensured.notes.length > 0 ? undefined : lookup.images;
  const reused = plan.image && (await timed(result, 'verify', () => readReused(registry, plan, draft, fresh)));
  result.reused = reused !== undefined;
  const { image, images } =
    reused ?? (await makeImage(destination, { job, host, draft, builder: await found, lookup }, plan, uri, result));
  result.image = image;
  if (!reused) result.labels = draft.build.labels;
  const [put] = await Promise.all([
    timed(result, 'tags', () =>
      putTags(registry, {
        image: image[0],
        draft,
        images,
        // A repository that was just created may have it from the registry's template.
        mutability: ensured.repository.created ? ensured.repository.mutability : lookup.mutability,
        tagConflict: job.tagConflict,
        signal: host.signal,
        onPut: (tags) => notePut(tags, result),
      }),
    ),
    reused && noteLabels(registry, image, access, result),
  ]);
  result.warnings.push(...put.warnings);
  if (put.error) throw put.error;
  if (put.blocked) await skipPush(registry, put.blocked, draft, access, result);
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
  result.warnings.push(...(state.attachments.warnings ?? []));
  const wrong = differences(settings, { ...state.repository, ...state.attachments });
  if (wrong.length > 0) result.notes.push(`The repository differs from its settings:\n${wrong.map(toDiff).join('\n')}`);
}

async function conflict(registry: Registry, { tag, now = '' }: PlannedTag): Promise<Error> {
  const { repository } = registry;
  return failure(explainConflict({ repository, tag, now, since: await registry.pushedAt(tag) }));
}

/** Those that point at the image now, and where the first one that was moved pointed before. */
function notePut(tags: PlannedTag[], result: Result): void {
  result.tags = tags.map(({ tag }) => tag);
  const moved = tags.find(({ action }) => action === 'move');
  if (moved?.now) result.previousDigest = moved.now;
}

/** What an image says that was there: a run that cannot read it does without. */
async function noteLabels(registry: Registry, image: StoredImage, access: BlobAccess, result: Result): Promise<void> {
  try {
    const { [FINGERPRINT]: _, ...labels } = await timed(result, 'labels', () => readLabels(registry, image, access));
    result.labels = labels;
  } catch (error) {
    result.warnings.push(
      `The outputs leave out the labels of ${image[0].digest}, which could not be read: ${(error as Error).message}`,
    );
  }
}

/** The image that the immutable tag points at is the one that the outputs name. */
async function skipPush(
  registry: Registry,
  blocked: PlannedTag,
  draft: Draft,
  access: BlobAccess,
  result: Result,
): Promise<void> {
  const { image, notPushed } = await readBlocking(registry, blocked, draft);
  delete result.labels;
  Object.assign(result, { image, notPushed, tags: [blocked.tag] } satisfies Partial<Result>);
  await noteLabels(registry, image, access, result);
}

/** The role of pull requests need not write to the repository that branches are built from. */
function cacheNames({ repository: { cache, pullRequestCache } }: Job, trust: Trust): CacheNames | undefined {
  return cache ? { own: (trust.level === 'pull request' && pullRequestCache) || cache, base: cache } : undefined;
}
