import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import type { Descriptor, Manifest, StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { Distribution } from './distribution-client.ts';

/** How many blobs are sent at the same time, as containerd does it. */
const AT_ONCE = 4;

/**
 * Pushes an image from an OCI layout by its digest, what it is made of first. A blob that the registry holds is not sent; one that
 * is only an empty file in the layout cannot be.
 * Source: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 * @returns the layers that the registry turned out not to hold, though the layout has none; then no manifest was pushed
 */
export async function pushLayout(target: Distribution, folder: string, digest: string): Promise<{ missing: string[] }> {
  const root = await readManifest(folder, digest);
  const children = await Promise.all(
    (root.manifest.manifests ?? []).map((child) => readManifest(folder, child.digest)),
  );
  const blobs = new Map(
    [root, ...children]
      .flatMap(({ manifest: { config, layers = [] } }) => [...(config ? [config] : []), ...layers])
      .map((blob) => [blob.digest, blob]),
  );
  const largestFirst = [...blobs.values()].sort((a, b) => b.size - a.size);
  const pushed = await pMap(largestFirst, (blob) => pushBlob(target, folder, blob), { concurrency: AT_ONCE });
  const missing = pushed.flatMap((blob) => blob ?? []);
  if (missing.length > 0) return { missing };
  await pMap(children, (child) => target.pushManifest(child.digest, child), { concurrency: AT_ONCE });
  await target.pushManifest(digest, root);
  return { missing: [] };
}

/** @returns the digest, where it is neither here nor there */
async function pushBlob(
  target: Distribution,
  folder: string,
  { digest, size }: Descriptor,
): Promise<string | undefined> {
  if (await target.hasBlob(digest)) return undefined;
  const file = fileOf(folder, digest);
  const { size: bytes } = await stat(file);
  if (bytes === 0) return digest;
  if (bytes !== size) throw failure(`The exported image is broken: ${digest} has ${bytes} bytes, not ${size}.`);
  await target.pushBlob(digest, file);
  return undefined;
}

async function readManifest(folder: string, digest: string): Promise<StoredManifest> {
  const text = await readFile(fileOf(folder, digest), 'utf8');
  const manifest: Manifest & { mediaType?: string } = JSON.parse(text);
  const isIndex = manifest.manifests !== undefined;
  const mediaType = manifest.mediaType ?? `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`;
  return { digest, text, mediaType, manifest };
}

/** @throws Failure for a digest that is none, and so may lead anywhere */
function fileOf(folder: string, digest: string): string {
  const [, name] = digest.match(/^sha256:([0-9a-f]{64})$/) ?? [];
  if (!name) throw failure(`The exported image is broken: "${digest}" is not a digest of SHA-256.`);
  return join(folder, 'blobs', 'sha256', name);
}
