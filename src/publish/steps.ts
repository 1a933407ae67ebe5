import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrClient } from '../aws/client.ts';
import { idTokenOf, session } from '../aws/sessions.ts';
import type { BuildCache } from '../build/build-spec.ts';
import { type Builder, checkBuilder, findBuilder } from '../build/builder.ts';
import { type Built, build, checkContext } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import type { StoredImage } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
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
import { readCommit } from '../source/commit.ts';
import { warnOfTokens } from '../source/tokens.ts';
import { readWorktree } from '../source/worktree.ts';
import { ensureCache } from './build-cache.ts';
import { type Draft, toDraft } from './draft.ts';
import { type Destination, isUnknown, type Lookup, lookUp, type Unknown } from './lookup.ts';
import { type Plan, type PlannedTag, pushOutput, toPlan } from './plan.ts';
import { putTags } from './put-tags.ts';
import { type Result, timed } from './result.ts';

/**
 * Takes a commit to an image in ECR: a lookup of what is there, a plan, a build that pushes by digest or an image that is
 * there already, read back, then the tags.
 * @param result filled in as the run goes, so that it is right also where a later step fails
 */
export async function publish(job: Job, host: Host, result: Result): Promise<void> {
  result.dryRun = job.dryRun;
  const [settings] = await Promise.all([settingsOf(job), checkContext(job.build)]);
  const drafted = timed(result, 'Git', () => readDraft(job, host));
  const found = job.dryRun ? undefined : timed(result, 'builder', () => findBuilder(job.builder, host.signal));
  if (!job.push.wanted && !job.dryRun) {
    const [draft, builder] = await Promise.all([drafted, found as Promise<Builder>]);
    noteDraft(draft, result);
    result.notPushed = job.push.why;
    const built = await timed(result, 'build', () => build(builder, draft.build, { push: 'nothing' }, host));
    result.metadata = built.metadata;
    return;
  }
  const destination = connect(job, host, result);
  // What does not depend on each other runs at the same time.
  const looked = timed(result, 'lookup', () => lookUp(destination, job, settings, drafted));
  const policies = job.printPolicies ? printPolicies(job, settings, host) : undefined;
  try {
    const [draft, builder, lookup, printed] = await Promise.all([drafted, found, looked, policies]);
    noteDraft(draft, result);
    if (printed) result.notes.push(printed);
    host.signal.throwIfAborted();
    if (!isUnknown(lookup)) checkAccount(lookup.authorization.account, job.aws.allowedAccounts);
    if (!builder || isUnknown(lookup)) return noteDryRun(job, settings, draft, lookup, result);
    checkBuilder(builder, draft.build);
    await publishTo(destination, { job, host, settings, draft, builder, lookup }, result);
  } catch (error) {
    // Where both fail, a wrong tag is told, not what AWS said.
    await drafted;
    throw error;
  }
}

/** What is known before anything is written. */
type Known = { job: Job; host: Host; settings: Settings; draft: Draft; builder: Builder; lookup: Lookup };

async function publishTo(destination: Destination, known: Known, result: Result): Promise<void> {
  const { registry, ecr } = destination;
  const { job, host, settings, draft, lookup } = known;
  const plan = toPlan(draft, registry.repository, lookup);
  result.plan = plan;
  if (lookup.repository) noteRepository(job, lookup.repository, result);

  const blocked = plan.tags.find(({ action }) => action === 'conflict');
  if (blocked && job.tagConflict === 'fail') throw await conflict(registry, blocked);
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
  if (blocked && job.tagConflict === 'skip-push') return skipPush(registry, blocked, result);

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
  if (put.blocked) await skipPush(registry, put.blocked, result);
}

/** The client with the session of the job's roles. */
function connect({ aws, repository }: Job, host: Host, result: Result): Destination {
  const credentials = session({
    ...aws,
    mask: host.mask,
    idToken: () => timed(result, 'id token', () => idTokenOf(host, aws.audience)),
  });
  const ecr = ecrClient(aws.region, credentials && ((options) => timed(result, 'role', () => credentials(options))));
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

async function readDraft(job: Job, { event, env, signal }: Host): Promise<Draft> {
  const { context, file } = job.build;
  const [commit, worktree] = await Promise.all([
    readCommit(event, context, env, signal),
    readWorktree(context, file, env, signal),
  ]);
  const draft = await toDraft(job, event, commit, worktree, new Date());
  return { ...draft, warnings: [...draft.warnings, ...warnOfTokens(context, file)] };
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
async function skipPush(registry: Registry, { tag, now = '' }: PlannedTag, result: Result): Promise<void> {
  const explain = (missing: string) =>
    `The tag "${tag}" of ${registry.repository} points at ${now}, but ${missing} of it is gone.`;
  result.image = await verifyImage(registry, now, explain);
  result.tags = [tag];
  result.notPushed = `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.`;
}

/** The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule. */
async function readReused(registry: Registry, { image }: Plan): Promise<StoredImage | undefined> {
  const whole = image && (await readWhole(registry, image));
  return whole && 'image' in whole ? whole.image : undefined;
}

async function makeImage(
  { registry, ecr }: Destination,
  { job, host, draft, builder, lookup }: Known,
  plan: Plan,
  uri: string,
  result: Result,
): Promise<StoredImage> {
  host.signal.throwIfAborted();
  const cache = await buildCache(ecr, job, draft, builder, lookup, result);
  const output = pushOutput(builder.can, uri, draft, plan.tags);
  const login = { host: hostOf(uri), auth: lookup.authorization.auth };
  const built: Built = await timed(result, 'build and push', () =>
    build(builder, { ...draft.build, ...(cache && { cache }) }, output, host, login),
  );
  result.metadata = built.metadata;
  const { digest } = built;
  if (!digest) throw failure('The builder pushed, but did not say which digest. Update buildctl or buildx.');
  return timed(result, 'verify', () => verifyImage(registry, digest));
}

async function buildCache(
  ecr: ECRClient,
  { repository }: Job,
  { cacheScopes }: Draft,
  { can }: Builder,
  lookup: Lookup,
  { warnings }: Result,
): Promise<BuildCache | undefined> {
  const { cache: name } = repository;
  if (!name || !lookup.cache) return undefined;
  const ensured = await ensureCache(ecr, { ...repository, cache: name }, cacheScopes, lookup.cache);
  warnings.push(...ensured.warnings);
  const { cache } = ensured;
  if (!cache?.write || can.cacheExport) return cache;
  warnings.push(
    'The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.',
  );
  return { read: cache.read };
}
