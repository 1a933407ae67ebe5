import { configOf, type StoredImage, type StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { BlobAccess, Registry } from './registry.ts';
import { readWhole } from './verify.ts';

/**
 * The labels that an image has, of an index those of its first image.
 * Source: https://github.com/opencontainers/image-spec/blob/main/config.md (config.Labels)
 * @throws Failure where they cannot be read
 */
export async function readLabels(
  registry: Registry,
  image: StoredImage,
  access: BlobAccess,
): Promise<Record<string, string>> {
  const config = configOf(image);
  if (!config) throw failure(`${image[0].digest} names no configuration.`);
  const text = (await registry.readBlob(config, access)).toString();
  try {
    return labelsIn(JSON.parse(text).config);
  } catch (cause) {
    throw failure(`The configuration ${config.digest} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Pure: the labels of a configuration; whoever may push decides what stands there, and only text is a label. */
export const labelsIn = (config: { Labels?: unknown } | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config?.Labels ?? {}).filter((label): label is [string, string] => typeof label[1] === 'string'),
  );

/** Source: https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const REVISION = 'org.opencontainers.image.revision';

/** Pure: the commit that an image says it was built from, by its annotation or by a label that was read; undefined for anything else. */
export function revisionIn({ manifest, labels }: StoredManifest): string | undefined {
  const revision = manifest.annotations?.[REVISION] ?? labels?.[REVISION];
  // Whoever may push decides what it says.
  return revision && /^[0-9a-f]{7,64}$/.test(revision) ? revision : undefined;
}

/** The same, also from the image's configuration, of an index from its first image's; undefined where that cannot be read. */
export async function readRevision(
  registry: Registry,
  image: StoredManifest,
  access: BlobAccess,
): Promise<string | undefined> {
  const told = revisionIn(image);
  if (told) return told;
  try {
    const whole = await readWhole(registry, image);
    return 'image' in whole
      ? revisionIn({ ...image, labels: await readLabels(registry, whole.image, access) })
      : undefined;
  } catch {
    return undefined;
  }
}
