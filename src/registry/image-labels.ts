import { configOf, type StoredImage } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { BlobAccess, Registry } from './registry.ts';

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
    return JSON.parse(text).config?.Labels ?? {};
  } catch (cause) {
    throw failure(`The configuration ${config.digest} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
