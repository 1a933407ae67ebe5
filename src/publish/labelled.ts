import type { StoredManifest } from '../image/manifest.ts';
import { readLabels } from '../registry/image-labels.ts';
import type { BlobAccess, Registry } from '../registry/registry.ts';

/**
 * A Docker without the containerd image store writes no annotations, and leaves the fingerprint in a label, which is read where it
 * decides something: at the commit's own tag, and at one that never moves.
 */
export async function withLabels(
  registry: Registry,
  images: ReadonlyMap<string, StoredManifest>,
  access: BlobAccess,
  decides: (tag: string) => boolean,
): Promise<{ images: ReadonlyMap<string, StoredManifest>; warnings: string[] }> {
  const warnings: string[] = [];
  const bare = [...images].filter(([tag, { manifest }]) => !manifest.annotations && manifest.config && decides(tag));
  const read = bare.map(async ([tag, image]) => {
    try {
      return [tag, { ...image, labels: await readLabels(registry, [image], access) }] as const;
    } catch (error) {
      warnings.push(
        `What the image of the tag "${tag}" was built from is unknown, since its labels could not be read: ${(error as Error).message}`,
      );
      return [tag, image] as const;
    }
  });
  return { images: new Map([...images, ...(await Promise.all(read))]), warnings };
}
