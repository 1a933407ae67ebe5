import type { ECRClient } from '@aws-sdk/client-ecr';
import { imageUri, type Repository } from '../aws/repository.ts';
import { type Built, build } from '../build/build.ts';
import { type Builder, canExportCache } from '../build/builder.ts';
import { failure } from '../failure.ts';
import type { BuildCache, Draft } from '../plan/draft.ts';
import { type Plan, type PlannedTag, settleTag, tagGroups, toPlan } from '../plan/plan.ts';
import { dockerAuthConfig } from '../registry/auth.ts';
import type { StoredImage } from '../registry/manifest.ts';
import { readWhole } from '../registry/read.ts';
import { explainConflict, pushedAt, putTag } from '../registry/tag.ts';
import { verifyImage } from '../registry/verify.ts';
import { phase, type Report } from '../report/report.ts';
import type { Request } from '../request/request.ts';
import type { Settings } from '../settings/settings.ts';
import { ensureCache } from './cache.ts';
import { hostOf, toOutput } from './destination.ts';
import type { EarlyBuild } from './early.ts';
import type { Look } from './look.ts';
import { ensureRepository } from './repository.ts';
import type { Surroundings } from './surroundings.ts';

/** All that a publish has at hand once it has looked. */
export type Transaction = {
  request: Request;
  settings: Settings;
  draft: Draft;
  ecr: ECRClient;
  look: Look;
  builder: Builder;
  /** Runs since before there was a plan. */
  early: EarlyBuild | undefined;
  around: Surroundings;
  report: Report;
};

/** Plans, and does it: an image by digest first, verified, then the tags. */
export async function transact(all: Transaction): Promise<void> {
  const { request, draft, ecr, look, early, around, report } = all;
  const { name } = request.repository;
  const plan = toPlan(draft, name, look);
  report.plan = plan;
  if (look.repository) nameRepository(request, look.repository, report);

  const blocked = plan.tags.find(({ action }) => action === 'conflict');
  if (plan.image || (blocked && request.tagConflict !== 'keep')) void early?.end();
  if (blocked && request.tagConflict === 'fail') throw await conflict(ecr, name, blocked);
  const uri = await repositoryAsItShouldBe(all, plan);
  if (blocked && request.tagConflict === 'skip-push') return skipPush(ecr, name, blocked, report);
  const image = (await reusedImage(ecr, plan, report)) ?? (await makeImage(all, plan, uri));
  report.image = image;
  around.signal.throwIfAborted();
  await phase(report, 'tags', () => moveTags(all, plan, image));
}

/** @returns where its images are */
async function repositoryAsItShouldBe(
  { ecr, request, settings, draft, look, report }: Transaction,
  plan: Plan,
): Promise<string> {
  const repository = await phase(report, 'repository', () =>
    ensureRepository({
      ecr,
      settings,
      request: request.repository,
      found: look.repository,
      attachments: look.attachments,
      published: { tags: draft.tags, digest: plan.image?.digest },
      say: (text) => report.notes.push(text),
      warn: (text) => report.warnings.push(text),
    }),
  );
  return nameRepository(request, repository, report);
}

async function conflict(ecr: ECRClient, repository: string, { tag, now = '' }: PlannedTag): Promise<Error> {
  return failure(explainConflict({ repository, tag, now, since: await pushedAt(ecr, repository, tag) }));
}

/** The image that is in the way is the one that the outputs name. */
async function skipPush(ecr: ECRClient, name: string, { tag, now = '' }: PlannedTag, report: Report): Promise<void> {
  const explain = (missing: string) => `The tag "${tag}" of ${name} points at ${now}, but ${missing} of it is gone.`;
  report.image = await verifyImage(ecr, name, now, explain);
  report.tags = [tag];
  report.notPushed = `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.`;
}

/** The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule. */
async function reusedImage(
  ecr: ECRClient,
  { image, repository }: Plan,
  report: Report,
): Promise<StoredImage | undefined> {
  if (!image) return undefined;
  const whole = await phase(report, 'verify', () => readWhole(ecr, repository, image));
  report.reused = 'image' in whole;
  return 'image' in whole ? whole.image : undefined;
}

async function makeImage(all: Transaction, plan: Plan, uri: string): Promise<StoredImage> {
  const { ecr, around, report } = all;
  report.reused = false;
  around.signal.throwIfAborted();
  const { digest, metadata } = await buildAndPush(all, plan, uri);
  report.metadata = metadata;
  if (!digest) throw failure('The builder pushed, but did not say which digest. Update buildctl or buildx.');
  return phase(report, 'verify', () => verifyImage(ecr, plan.repository, digest));
}

/** The build that runs already, if it is the one; or else one that is started now. */
async function buildAndPush(all: Transaction, plan: Plan, uri: string): Promise<Built> {
  const { draft, look, builder, early, around, report } = all;
  const { auth } = look.authorization;
  const output = toOutput(builder, uri, draft, plan.tags);
  if (early?.letGo(output, auth)) return early.built;
  await early?.end();
  const cache = await buildCache(all);
  const DOCKER_AUTH_CONFIG = dockerAuthConfig(hostOf(uri), auth, around.env.DOCKER_AUTH_CONFIG);
  return phase(report, 'build and push', () =>
    build(builder, { ...draft.build, ...(cache && { cache }) }, output, {
      env: { ...around.env, DOCKER_AUTH_CONFIG },
      signal: around.signal,
    }),
  );
}

async function buildCache({
  request,
  draft,
  ecr,
  look,
  builder,
  around,
  report,
}: Transaction): Promise<BuildCache | undefined> {
  const { cache: name } = request.repository;
  if (!name || !look.cache) return undefined;
  const warn = (text: string) => report.warnings.push(text);
  const cache = await ensureCache(ecr, { ...request.repository, cache: name }, draft.cacheScopes, look.cache, warn);
  if (!cache?.write || (await canExportCache(builder, around.signal))) return cache;
  warn('The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.');
  return { read: cache.read };
}

/** Notes the repository and where its images are, which it returns. */
export function nameRepository(request: Request, repository: Repository, report: Report): string {
  report.repository = repository;
  report.uri = imageUri(repository, request.repository.endpoint);
  return report.uri;
}

async function moveTags(all: Transaction, plan: Plan, [root]: StoredImage): Promise<void> {
  const { request, draft, ecr, look, report } = all;
  // A repository that was just made may have it from the registry's template.
  const mutability = report.repository?.created ? report.repository.mutability : look.mutability;
  const wanted = plan.tags.map((tag) => settleTag(tag, root.digest, mutability));
  const blocked = wanted.filter(({ action }) => action === 'conflict');
  if (blocked[0] && request.tagConflict === 'skip-push') return skipPush(ecr, plan.repository, blocked[0], report);
  for (const { tag, now = '' } of blocked) {
    const message = explainConflict({ repository: plan.repository, tag, now, digest: root.digest });
    if (request.tagConflict === 'fail') throw failure(message);
    report.warnings.push(`The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`);
  }
  const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
  try {
    for (const group of tagGroups(
      [...wanted, ...contentTags(draft, { ...look, mutability }, root.digest)],
      mutability,
    )) {
      await allSettled(
        group.map(async ({ tag }) => {
          await putTag(ecr, plan.repository, tag, root);
          done.add(tag);
        }),
      );
    }
  } finally {
    // In the order that they were asked for, whichever came first.
    report.tags = draft.tags.filter((tag) => done.has(tag));
    const moved = wanted.find(({ tag, action }) => action === 'move' && done.has(tag));
    if (moved?.now) report.previousDigest = moved.now;
  }
}

/** The tag by which other commits find this content, where it is wanted and may be put. */
function contentTags({ contentTag: tag }: Draft, { images, mutability }: Look, digest: string): PlannedTag[] {
  if (!tag) return [];
  const now = images.get(tag)?.digest;
  return [settleTag({ tag, action: 'match', ...(now && { now }) }, digest, mutability)];
}

/** Waits for all, so that what is told of them is true, then throws the first error. */
async function allSettled(work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
