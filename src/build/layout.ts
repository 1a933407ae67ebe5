import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Descriptor } from '../image/manifest.ts';

/**
 * Prepares the folder that an OCI layout is exported to. Each layer that the registry holds already gets an empty file in its
 * place: BuildKit copies no blob that is there, so that a base of gigabytes is not written again for every build.
 * Sources: https://github.com/opencontainers/image-spec/blob/main/image-layout.md,
 * https://github.com/containerd/containerd/blob/main/plugins/content/local/store.go (Writer)
 */
export async function prepareLayout(folder: string, layers: Descriptor[]): Promise<void> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  await Promise.all(
    layers.flatMap(({ digest }) => {
      const [, name] = digest.match(/^sha256:([0-9a-f]{64})$/) ?? [];
      return name ? [writeFile(join(blobs, name), '')] : [];
    }),
  );
}

/** Bytes that are free where a folder is. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
