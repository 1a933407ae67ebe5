import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freeSpace, prepareLayout } from '../../src/build/layout.ts';
import { digestOf } from '../registry/images.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layout-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a layer that the registry holds gets an empty file', () =>
  inFolder(async (folder) => {
    await prepareLayout(folder, [
      { digest: digestOf('a'), size: 5_000_000_000 },
      { digest: digestOf('b'), size: 10 },
      { digest: digestOf('a'), size: 5_000_000_000 },
    ]);
    const blobs = join(folder, 'blobs', 'sha256');
    expect((await readdir(blobs)).sort()).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
    expect((await stat(join(blobs, 'a'.repeat(64)))).size).toBe(0);
  }));

test('a digest of a registry chooses no path', () =>
  inFolder(async (folder) => {
    const outside = join(folder, 'outside');
    await writeFile(outside, 'kept');
    const layout = join(folder, 'layout');
    await prepareLayout(layout, [
      { digest: 'sha256:../../../outside', size: 1 },
      { digest: `sha512:${'a'.repeat(128)}`, size: 1 },
    ]);
    expect(await readdir(join(layout, 'blobs', 'sha256'))).toEqual([]);
    expect(await readFile(outside, 'utf8')).toBe('kept');
  }));

test('the free space is that of the file system', async () => {
  expect(await freeSpace(tmpdir())).toBeGreaterThan(1_000_000);
});
