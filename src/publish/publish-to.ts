import type { StoredImage, StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import { explainConflict } from '../registry/ecr-tags.ts';
import { readLabels, readRevision } from '../registry/image-labels.ts';
import { canMove } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import type { Lookup } from './destination.ts';
import type { Draft } from './draft.ts';
import { FINGERPRINT, fingerprintIn } from './fingerprint.ts';
import { type Plan, type PlannedTag, planTable, settleTag, toPlan } from './plan.ts';
import { type PutTag, putTags } from './put-tags.ts';
import { type ReadBack, readReused, readWantedTags } from './read-back.ts';
import { type DestinationResult, type Result, timed } from './result.ts';
import { readBlocking } from './skip-push.ts';
import { goOn, type Made, type Prepared, type Run, type Target } from './targets.ts';

/**
 * Publishes to each destination, all at the same time; one that fails notes why, and does not keep the others from going on. No tag is put
 * before its own destination has returned the image; with all-or-nothing, before every one has.
 */
export async function publishTo(targets: Target[], run: Run, result: Result): Promise<void> {
  const { host } = run;
  const gate = () => {
    host.signal.throwIfAborted();
    const failed = run.policy === 'all-or-nothing' && result.destinations.find(({ error }) => error);
    if (!failed) return;
    for (const own of result.destinations) {
      own.notPushed ??= `Nothing was tagged: ${failed.name} failed, and destinations-policy is all-or-nothing.`;
    }
  };
  const isHeld = ({ result: own }: { result: DestinationResult }) =>
    own.error !== undefined || own.notPushed !== undefined;
  const go = <T extends { result: DestinationResult }, R>(some: T[], work: (one: T) => Promise<R>): Promise<R[]> =>
    goOn(
      some.filter((one) => !isHeld(one)),
      host,
      work,
    );

  const planned = await go(targets, (target) => planFor(target, run));
  logPlans(result, host);
  gate();
  const prepared = await go(planned, (target) => prepare(target, run, result));
  gate();
  const reads = await go(prepared, async (target) => ({ ...target, read: await reuse(target, run, result) }));
  gate();
  const active = reads.filter((one) => !isHeld(one));
  // What a destination has of its own is never replaced by another one's, also where the same was built twice.
  const held = active.flatMap(({ read, ...target }) => (read ? [{ ...target, read }] : []));
  const missing = active.filter(({ read }) => !read);
  const made = missing.length > 0 ? await run.maker.make(missing, held, reads, run, result) : [];
  gate();
  // Their tags were read before the build.
  const again =
    made.length > 0
      ? await go(held, async ({ read, ...target }) => {
          const images = await readWantedTags(target.registry, target.draft);
          return { ...target, read: { ...read, images } };
        })
      : held;
  gate();
  const published = [...again, ...made];
  warnOfTwo(published, result);
  if (run.policy === 'all-or-nothing') {
    for (const target of published) checkTags(target);
    gate();
  }
  const finished = await go(published, async (target) => {
    await run.maker.finish?.(target, run, result);
    return target;
  });
  gate();
  await go(finished, (target) => tag(target, target.read, run, result));
}

/** Also those of destinations that cannot be published to as planned. */
function logPlans({ destinations }: Result, { log }: Run['host']): void {
  const planned = destinations.flatMap(({ name, plan }) => (plan ? [{ name, plan }] : []));
  if (planned.length === 0) return;
  const end = log.group('Plan');
  for (const { name, plan } of planned) log.info(planTable(plan, destinations.length > 1 ? name : undefined));
  end();
}

/** The same inputs may have been built twice, such as by two runs at once. */
function warnOfTwo(published: Made[], { warnings }: Result): void {
  const digests = new Set(published.map(({ read }) => read.image[0].digest));
  if (digests.size < 2) return;
  const list = published.map(({ result: own, read }) => `${own.name}: ${read.image[0].digest}`).join('\n');
  warnings.push(
    `The destinations hold different images that were built from the same inputs; each keeps its own. Delete the one that is not wanted and run this again to have the same everywhere. An image is copied within an AWS account; copy-from in a destination's entry allows it from elsewhere.\n${list}`,
  );
}

/** A conflict that only the digest shows ends all before any tag is put. */
function checkTags({ job, registry, draft, ready, read: { image, images }, result: own }: Made): void {
  const [{ digest }] = image;
  const taken = draft.tags
    .map((tag) => settleTag(tag, images.get(tag), digest, ready.mutability, draft))
    .find(({ action }) => action === 'conflict');
  if (!taken || job.tagConflict !== 'fail') return;
  const { tag, now = '' } = taken;
  own.error = failure(explainConflict({ repository: registry.repository, tag, now, digest }));
}

/** What is wrong with the tags is told before anything is written. */
async function planFor(target: Target, { maker }: Run): Promise<Target & { plan: Plan }> {
  const { job, registry, lookup, draft, result: own } = target;
  const plan = toPlan(draft, registry.repository, lookup, job);
  own.plan = plan;
  if (lookup.repository) own.repository = lookup.repository;
  if (lookup.uri) own.uri = lookup.uri;
  const [blocked, ...others] = plan.tags.filter(({ action }) => action === 'conflict');
  if (blocked && job.tagConflict === 'fail') throw await conflict(target, blocked, others);
  if (plan.action === 'build') await maker.check(draft);
  return { ...target, plan };
}

/** The repository as it should be. Where a tag is in the way of all of it, the image that has that stands for this one. */
async function prepare(target: Target & { plan: Plan }, run: Run, result: Result): Promise<Prepared> {
  const { job, lookup, draft, plan, result: own } = target;
  const published = { tags: draft.tags, digest: plan.image?.digest };
  const ready = await timed(result, run.name(own, 'repository'), () => lookup.ensure(published));
  result.notes.push(...ready.notes);
  result.warnings.push(...lookup.unread, ...ready.warnings);
  own.repository = ready.repository;
  own.uri = ready.uri;
  const prepared = { ...target, ready, access: { uri: ready.uri, auth: lookup.authorization?.auth } };
  const blocked = blockedIn(plan);
  if (blocked && job.tagConflict === 'skip-push') await skipPush(prepared, blocked, result);
  return prepared;
}

const blockedIn = ({ tags }: Plan): PlannedTag | undefined => tags.find(({ action }) => action === 'conflict');

async function reuse({ registry, lookup, draft, plan, ready, result: own }: Prepared, run: Run, result: Result) {
  const { image } = plan;
  own.reused = false;
  if (!image) return undefined;
  if (plan.action === 'copy' && (ready.repository.isNew || !(await isThere(registry, image, lookup.images)))) {
    return undefined;
  }
  if (!(await hasRoom(lookup, image.digest, plan, draft))) {
    const held = plan.tags.filter(({ tag, action }) => action === 'keep' && !canMove(tag, ready.mutability));
    if (plan.action === 'copy' || held.length > 0) {
      throw failure(
        `The image ${image.digest} of ${registry.repository} has as many tags as ECR allows (${MOST_TAGS})${held.length > 0 ? `, and the immutable tag "${held[0]?.tag}" keeps it` : ''}. Delete tags that nobody needs (aws ecr batch-delete-image).`,
      );
    }
    plan.why = `the image that was there, ${image.digest}, has as many tags as ECR allows (${MOST_TAGS})`;
    own.isFull = true;
    result.warnings.push(
      `A new image is built for ${registry.repository}: ${plan.why}. Delete tags that nobody needs, or set reuse: commit to have an image for each commit.`,
    );
    return undefined;
  }
  // What was changed may have waited for AWS.
  const known = ready.notes.length > 0 ? undefined : lookup.images;
  const read = await timed(result, run.name(own, 'verify'), () => readReused(registry, image, plan.tags, draft, known));
  if ('missing' in read && plan.action === 'copy') return undefined;
  if ('missing' in read) {
    const why = `${image.digest}, which was to be reused, is not whole: ${read.missing} is gone`;
    result.warnings.push(
      `The image is built again: ${why} from ${registry.repository}. Check the lifecycle policy: one for untagged images takes those of an index, too, when nothing else names them.`,
    );
    plan.why = why;
    return undefined;
  }
  own.reused = true;
  return read;
}

/** Of an image, not adjustable: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST_TAGS = 1000;

/** Whether an image takes the tags that it lacks; it does where that cannot be known. */
async function hasRoom(lookup: Lookup, digest: string, { tags }: Plan, { contentTag }: Draft): Promise<boolean> {
  const put = tags.filter(({ action }) => action === 'create' || action === 'move').map(({ tag }) => tag);
  const wanted = contentTag && lookup.images.get(contentTag)?.digest !== digest ? [...put, contentTag] : put;
  if (!lookup.tagsOf || wanted.length === 0) return true;
  const has = await lookup.tagsOf(digest);
  return !has || new Set([...has, ...wanted]).size <= MOST_TAGS;
}

/** Whether the repository holds it already, under whatever tag. */
async function isThere(registry: Registry, { digest }: StoredManifest, images: Lookup['images']): Promise<boolean> {
  return (
    [...images.values()].some((each) => each.digest === digest) || (await registry.readManifests([digest])).size > 0
  );
}

async function tag(target: Prepared, { image, images }: ReadBack, { host, name }: Run, result: Result): Promise<void> {
  const { job, registry, draft, ready, result: own } = target;
  own.image = image;
  if (!own.reused) own.labels = draft.build.labels;
  const [put] = await Promise.all([
    timed(result, name(own, 'tags'), () =>
      putTags(registry, {
        image: image[0],
        draft,
        images,
        mutability: ready.mutability,
        tagConflict: job.tagConflict,
        signal: host.signal,
        onPut: (tags) => notePut(tags, own),
      }),
    ),
    own.reused && noteLabels(target, image, result),
    own.reused && noteExpiry(target, image[0].digest, images, result),
  ]);
  result.warnings.push(...put.warnings);
  if (put.error) throw put.error;
  if (put.blocked) await skipPush(target, put.blocked, result);
  else await noteSigning(target, image[0].digest, result);
}

async function conflict(
  { registry, lookup, draft }: Target,
  { tag, now = '' }: PlannedTag,
  others: PlannedTag[],
): Promise<Error> {
  const { repository } = registry;
  const { images, uri, authorization } = lookup;
  const image = images.get(tag);
  const [since, commit] = await Promise.all([
    registry.pushedAt(tag),
    image && uri ? readRevision(registry, image, { uri, auth: authorization?.auth }) : undefined,
  ]);
  const isKnown = image !== undefined && fingerprintIn(image) !== undefined;
  return failure(
    explainConflict({
      repository,
      tag,
      now,
      since,
      commit,
      isKnown,
      others: others.map((each) => each.tag),
      ...(draft.promotes && { digest: draft.promotes.digest }),
    }),
  );
}

/** Those that point at the image now, and where the first one that was moved pointed before. */
function notePut(put: PutTag[], own: DestinationResult): void {
  const done = put.filter((each) => each.done);
  own.tags = done.map(({ tag }) => tag);
  own.put = put;
  const moved = done.find(({ action }) => action === 'move');
  if (moved?.now) own.previousDigest = moved.now;
}

/** An image that gets new tags is as old as its push. */
async function noteExpiry(
  { registry, lookup, draft }: Prepared,
  digest: string,
  images: ReadBack['images'],
  { warnings }: Result,
): Promise<void> {
  if (!lookup.whyExpires || draft.tags.every((tag) => images.get(tag)?.digest === digest)) return;
  const why = await lookup.whyExpires(digest, draft.tags);
  if (!why) return;
  warnings.push(
    `The lifecycle policy of ${registry.repository} would delete the reused image ${digest} with all of its tags: ${why}. Keep its tags by a rule before (keep-tagged), or publish a new image.`,
  );
}

async function noteSigning({ registry, lookup, result: own }: Prepared, digest: string, result: Result): Promise<void> {
  const isPushed = !own.reused || own.copiedFrom !== undefined;
  const signing = await lookup.signing?.(digest, isPushed);
  if (!signing) return;
  const what = `AWS's managed signing of ${registry.repository}@${digest}`;
  if (signing.advice) {
    result.warnings.push(`${what}: ${signing.says}. ${signing.advice}`);
  } else {
    result.notes.push(`${what}: ${signing.says}.`);
  }
}

/** What an image says that was there: a run that cannot read it does without. */
async function noteLabels(
  { registry, access, result: own }: Prepared,
  image: StoredImage,
  result: Result,
): Promise<void> {
  try {
    const { [FINGERPRINT]: _, ...labels } = await timed(result, 'labels', () => readLabels(registry, image, access));
    own.labels = labels;
  } catch (error) {
    result.warnings.push(
      `The outputs leave out the labels of ${image[0].digest}, which could not be read: ${(error as Error).message}`,
    );
  }
}

/** The image that the immutable tag points at is the one that the outputs name. */
async function skipPush(target: Prepared, blocked: PlannedTag, result: Result): Promise<void> {
  const { registry, draft, result: own } = target;
  const { image, notPushed } = await readBlocking(registry, blocked, draft);
  // What was put by then, before another run's tag was seen, is of the other image; a warning names it.
  for (const part of ['labels', 'put', 'previousDigest'] as const) delete own[part];
  Object.assign(own, { image, notPushed, tags: [blocked.tag] } satisfies Partial<DestinationResult>);
  await noteLabels(target, image, result);
}
