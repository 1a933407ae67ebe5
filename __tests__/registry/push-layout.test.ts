// What real registries hardly show; the rest is in e2e/distribution.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import { pushLayout } from '../../src/registry/push-layout.ts';

/** A layout of one image, with layers of these contents. */
function layoutOf(...contents: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const add = (text: string) => {
    const digest = sha256(text);
    writeFileSync(join(folder, 'blobs', 'sha256', digest.slice('sha256:'.length)), text);
    return { digest, size: text.length };
  };
  const foreign = {
    mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    digest: sha256('of Windows'),
    size: 1_000,
    urls: ['https://go.microsoft.com/x'],
  };
  const layers = [foreign, ...contents.map(add)];
  const { digest } = add(JSON.stringify({ config: add('{}'), layers }));
  return { folder, digest };
}

test('each blob goes once, the largest first, foreign layers not at all; the manifest last, as what it is', async () => {
  const { folder, digest } = layoutOf('a', 'a layer', 'a');
  const done: string[] = [];
  const client = {
    hasBlob: async () => false,
    uploadBlob: async (_: string, { size }: { size: number }) => void done.push(`blob of ${size}`),
    putManifest: async ({ mediaType }: { mediaType: string }) => void done.push(mediaType),
  };
  expect(await pushLayout(client, folder, digest, 1)).toEqual({
    uploaded: { blobs: 3, bytes: 10 },
    skipped: { blobs: 0, bytes: 0 },
  });
  expect(done).toEqual(['blob of 7', 'blob of 2', 'blob of 1', 'application/vnd.oci.image.manifest.v1+json']);
});

test('the first upload that fails ends the others, and nothing is put', async () => {
  const { folder, digest } = layoutOf('a', 'a layer', 'bbb');
  const asked: number[] = [];
  const client = {
    hasBlob: async () => false,
    uploadBlob: async (_: string, { size }: { size: number }, { signal }: { signal?: AbortSignal } = {}) => {
      asked.push(size);
      if (size === 3) throw new Error('refused');
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    },
    putManifest: async () => void asked.push(-1),
  };
  await expect(pushLayout(client, folder, digest, 2)).rejects.toThrow(new Error('refused'));
  expect(asked).toEqual([7, 3]);
});
