import type { StoredImage, StoredManifest } from '../image/manifest.ts';
import type { Registry } from '../registry/registry.ts';
import { readWhole, verifyImage } from '../registry/verify.ts';
import type { Draft } from './draft.ts';
import type { Plan } from './plan.ts';

/** An image that is whole in the registry, and the images that the tags to be put point at by then. */
export type ReadBack = { image: StoredImage; images: ReadonlyMap<string, StoredManifest> };

/** The images that the tags to be put point at now. */
export const readWantedTags = (registry: Registry, { tags, contentTag }: Draft) =>
  registry.readTags([...tags, ...(contentTag ? [contentTag] : [])]);

/**
 * The image that was pushed. Another run may have put tags since the lookup.
 * @throws Failure when something of the image is missing
 */
export async function readPushed(registry: Registry, digest: string, draft: Draft): Promise<ReadBack> {
  const [image, images] = await Promise.all([verifyImage(registry, digest), readWantedTags(registry, draft)]);
  return { image, images };
}

/**
 * The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule.
 * @param known the images of the lookup, which will do where it found every tag at the image; undefined where AWS was waited for
 * since
 */
export async function readReused(
  registry: Registry,
  image: StoredManifest,
  tags: Plan['tags'],
  draft: Draft,
  known: ReadBack['images'] | undefined,
): Promise<ReadBack | { missing: string }> {
  const { contentTag } = draft;
  const isDone =
    tags.every(({ action }) => action === 'keep') && (!contentTag || known?.get(contentTag)?.digest === image.digest);
  // An image of one platform is whole as the lookup read it.
  const again = known && isDone && !image.manifest.manifests ? known : readWantedTags(registry, draft);
  const [whole, images] = await Promise.all([readWhole(registry, image), again]);
  return 'image' in whole ? { image: whole.image, images } : whole;
}
