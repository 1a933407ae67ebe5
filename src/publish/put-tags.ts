import type { StoredManifest } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { explainConflict } from '../registry/ecr-tags.ts';
import type { Mutability } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import type { Draft } from './draft.ts';
import { type Plan, type PlannedTag, settleTag, tagGroups } from './plan.ts';

export type PutTags = {
  /** Those that point at the image now, in the order that they were asked for. */
  tags: string[];
  warnings: string[];
  /** Where the first tag that was moved pointed before. */
  previousDigest?: string;
  /** With tag-conflict: skip-push the tag for which nothing was done. */
  blocked?: PlannedTag;
  /** Why not all of them could be put. */
  error?: Error;
};

type What = {
  plan: Plan;
  /** Verified. */
  image: StoredManifest;
  draft: Draft;
  /** The images that tags point at. */
  images: ReadonlyMap<string, StoredManifest>;
  mutability: Mutability;
  tagConflict: Job['tagConflict'];
};

/** Points the plan's tags at a verified image: those that never move first. */
export async function putTags(registry: Registry, what: What): Promise<PutTags> {
  const { plan, image, draft, images, mutability, tagConflict } = what;
  const wanted = plan.tags.map((tag) => settleTag(tag, image.digest, mutability));
  const blocked = wanted.filter(({ action }) => action === 'conflict');
  if (blocked[0] && tagConflict === 'skip-push') return { tags: [], warnings: [], blocked: blocked[0] };
  if (blocked[0] && tagConflict === 'fail') {
    const { tag, now = '' } = blocked[0];
    const message = explainConflict({ repository: plan.repository, tag, now, digest: image.digest });
    return { tags: [], warnings: [], error: failure(message) };
  }
  const warnings = blocked.map(
    ({ tag, now }) => `The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`,
  );
  const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
  let error: Error | undefined;
  for (const group of tagGroups([...wanted, ...contentTags(draft, images, image.digest, mutability)], mutability)) {
    const put = group.map(async ({ tag }) => {
      await registry.putTag(tag, image);
      done.add(tag);
    });
    // All of them are waited for, so that what is told of them is true.
    const failed = (await Promise.allSettled(put)).find((each) => each.status === 'rejected');
    error = failed?.reason;
    if (error) break;
  }
  const moved = wanted.find(({ tag, action }) => action === 'move' && done.has(tag));
  return {
    tags: draft.tags.filter((tag) => done.has(tag)),
    warnings,
    ...(moved?.now && { previousDigest: moved.now }),
    ...(error && { error }),
  };
}

/** The tag by which other commits find this content, where it is wanted and may be put. */
function contentTags(
  { contentTag: tag }: Draft,
  images: What['images'],
  digest: string,
  mutability: Mutability,
): PlannedTag[] {
  if (!tag) return [];
  const now = images.get(tag)?.digest;
  return [settleTag({ tag, action: 'match', ...(now && { now }) }, digest, mutability)];
}
