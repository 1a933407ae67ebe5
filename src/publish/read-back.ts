import type { StoredImage, StoredManifest } from '../image/manifest.ts';
import type { Registry } from '../registry/registry.ts';
import { readWhole, verifyImage } from '../registry/verify.ts';
import type { Draft } from './draft.ts';
import type { Plan } from './plan.ts';

/** An image that is whole in the registry, and the images that the tags to be put point at by then. */
export type ReadBack = { image: StoredImage; images: ReadonlyMap<string, StoredManifest> };

const readTags = (registry: Registry, { tags, contentTag }: Draft) =>
  registry.readTags([...tags, ...(contentTag ? [contentTag] : [])]);

/**
 * The image that was pushed. Another run may have put tags since the lookup.
 * @param before the tags of the lookup where one of them went with the push: it has moved, and the lookup knows from where
 * @throws Failure when something of the image is missing
 */
export async function readPushed(
  registry: Registry,
  digest: string,
  draft: Draft,
  before?: ReadBack['images'],
): Promise<ReadBack> {
  const [image, now] = await Promise.all([verifyImage(registry, digest), readTags(registry, draft)]);
  if (!before) return { image, images: now };
  const images = [...now].flatMap(([tag, there]) => {
    const known = there.digest === digest ? before.get(tag) : there;
    return known ? [[tag, known] as const] : [];
  });
  return { image, images: new Map(images) };
}

/**
 * The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule.
 * @param fresh the images of the lookup where nothing was sent since
 */
export async function readReused(
  registry: Registry,
  { image }: Pick<Plan, 'image'>,
  draft: Draft,
  fresh: ReadBack['images'] | undefined,
): Promise<ReadBack | undefined> {
  if (!image) return undefined;
  // An image of one platform is whole as the lookup read it.
  const again = fresh && !image.manifest.manifests ? fresh : readTags(registry, draft);
  const [whole, images] = await Promise.all([readWhole(registry, image), again]);
  return 'image' in whole ? { image: whole.image, images } : undefined;
}
