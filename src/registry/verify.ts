import { READ_AFTER_WRITE, waitUntil } from '../aws/waits.ts';
import type { StoredImage, StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { Registry } from './registry.ts';

/**
 * Reads back what was pushed, by digest, with every manifest of an index. What is missing is waited for a moment.
 * @param explain says what it means that something is missing
 * @throws Failure when something is missing or is not what its digest says
 */
export async function verifyImage(
  registry: Registry,
  digest: string,
  explain: (missing: string) => string = (missing) =>
    `The push succeeded, but there is no ${missing} in ${registry.repository}. No tag was put in this repository. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`,
): Promise<StoredImage> {
  const whole = await waitUntil<Whole>(
    READ_AFTER_WRITE,
    (read) => 'image' in read,
    async () => {
      const root = (await registry.readManifests([digest])).get(digest);
      return root ? readWhole(registry, root) : { missing: digest };
    },
  );
  if ('image' in whole) return whole.image;
  throw failure(explain(whole.missing));
}

/** An image with every manifest of its index; or the digest of the first one that is missing. */
export type Whole = { image: StoredImage } | { missing: string };

export async function readWhole(registry: Registry, root: StoredManifest): Promise<Whole> {
  const digests = (root.manifest.manifests ?? []).map((child) => child.digest);
  const found = digests.length > 0 ? await registry.readManifests(digests) : new Map<string, StoredManifest>();
  const missing = digests.find((digest) => !found.has(digest));
  if (missing) return { missing };
  return { image: [root, ...digests.map((digest) => found.get(digest) as StoredManifest)] };
}
