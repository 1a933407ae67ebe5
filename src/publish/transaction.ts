import type { ECRClient } from '@aws-sdk/client-ecr';
import { createRepository, imageUri, type Repository } from '../aws/repository.ts';
import type { Output } from '../build/arguments.ts';
import { build } from '../build/build.ts';
import type { Builder } from '../build/builder.ts';
import { failure } from '../failure.ts';
import type { Draft } from '../plan/draft.ts';
import { type Plan, type PlannedTag, settleTag, tagGroups, toPlan } from '../plan/plan.ts';
import { dockerAuthConfig } from '../registry/auth.ts';
import type { StoredImage } from '../registry/manifest.ts';
import { readWhole } from '../registry/read.ts';
import { explainConflict, pushedAt, putTag } from '../registry/tag.ts';
import { verifyImage } from '../registry/verify.ts';
import { phase, type Report } from '../report/report.ts';
import type { Request } from '../request/request.ts';
import type { Look } from './look.ts';
import type { Surroundings } from './publish.ts';

/** All that a publish has at hand once it has looked. */
export type Transaction = {
  request: Request;
  draft: Draft;
  ecr: ECRClient;
  look: Look;
  builder: Builder;
  around: Surroundings;
  report: Report;
};

/** Plans, and does it: an image by digest first, verified, then the tags. */
export async function transact(all: Transaction): Promise<void> {
  const { request, draft, ecr, look, around, report } = all;
  const { name } = request.repository;
  const plan = toPlan(draft, name, look);
  report.plan = plan;
  if (look.repository) nameRepository(request, look.repository, report);

  const blocked = plan.tags.find(({ action }) => action === 'conflict');
  if (blocked && request.tagConflict === 'fail') throw await conflict(ecr, name, blocked);
  if (blocked && request.tagConflict === 'skip-push') return skipPush(ecr, name, blocked, report);

  const image = (await reusedImage(ecr, plan, report)) ?? (await makeImage(all, plan));
  report.image = image;
  around.signal.throwIfAborted();
  await phase(report, 'tags', () => moveTags(all, plan, image));
}

async function conflict(ecr: ECRClient, repository: string, { tag, now = '' }: PlannedTag): Promise<Error> {
  return failure(explainConflict({ repository, tag, now, since: await pushedAt(ecr, repository, tag) }));
}

/** The image that is in the way is the one that the outputs name. */
async function skipPush(ecr: ECRClient, name: string, { tag, now = '' }: PlannedTag, report: Report): Promise<void> {
  report.image = await verifyImage(ecr, name, now);
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

async function makeImage(all: Transaction, plan: Plan): Promise<StoredImage> {
  const { request, draft, ecr, look, builder, around, report } = all;
  report.reused = false;
  const repository =
    look.repository ?? (await phase(report, 'repository', () => makeRepository(ecr, request.repository)));
  const uri = nameRepository(request, repository, report);
  around.signal.throwIfAborted();

  const host = uri.slice(0, uri.indexOf('/'));
  const auth = dockerAuthConfig(host, look.authorization.auth, around.env.DOCKER_AUTH_CONFIG);
  const { digest, metadata } = await phase(report, 'build and push', () =>
    build(builder, draft.build, toOutput(builder, uri, plan), auth, around.env, around.signal),
  );
  report.metadata = metadata;
  if (!digest) throw failure('The builder pushed, but did not say which digest. Update buildctl or buildx.');
  return phase(report, 'verify', () => verifyImage(ecr, repository.name, digest));
}

function makeRepository(ecr: ECRClient, { name, create }: Request['repository']): Promise<Repository> {
  if (create) return createRepository(ecr, name);
  throw failure(
    `repository: there is no "${name}", and create-repository is false. Make it, or let this step make it.`,
  );
}

/** Notes the repository and where its images are, which it returns. */
export function nameRepository(request: Request, repository: Repository, report: Report): string {
  report.repository = repository;
  report.uri = imageUri(repository, request.repository.endpoint);
  return report.uri;
}

/** By digest where the builder can; where it cannot, a tag that is new or never moves goes first. */
function toOutput(builder: Builder, uri: string, plan: Plan): Output {
  const first = plan.tags.find(({ action }) => action === 'create' || action === 'match') ?? plan.tags[0];
  return builder.pushesByDigest || !first ? { push: 'digest', uri } : { push: 'tag', uri, tag: first.tag };
}

async function moveTags(
  { request, draft, ecr, look, report }: Transaction,
  plan: Plan,
  [root]: StoredImage,
): Promise<void> {
  const mutability = report.repository?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
  const wanted = plan.tags.map((tag) => settleTag(tag, root.digest, mutability));
  const blocked = wanted.filter(({ action }) => action === 'conflict');
  for (const { tag, now = '' } of blocked) {
    const message = explainConflict({ repository: plan.repository, tag, now, digest: root.digest });
    if (request.tagConflict !== 'keep') throw failure(message);
    report.warnings.push(`The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`);
  }
  const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
  try {
    for (const group of tagGroups([...wanted, ...contentTags(draft, look, root.digest)], mutability)) {
      await allSettled(
        group.map(async ({ tag, action, now }) => {
          await putTag(ecr, plan.repository, tag, root);
          done.add(tag);
          if (action === 'move' && now) report.previousDigest ??= now;
        }),
      );
    }
  } finally {
    // In the order that they were asked for, whichever came first.
    report.tags = draft.tags.filter((tag) => done.has(tag));
  }
}

/** The tag by which other commits find this content, where it is wanted and not taken. */
function contentTags({ contentTag: tag }: Draft, { images }: Look, digest: string): PlannedTag[] {
  if (!tag) return [];
  const now = images.get(tag)?.digest;
  return now ? [{ tag, action: now === digest ? 'keep' : 'move', now }] : [{ tag, action: 'create' }];
}

/** Waits for all, so that what is told of them is true, then throws the first error. */
async function allSettled(work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
