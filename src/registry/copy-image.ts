import { pipeline, type Readable } from 'node:stream';
import pLimit from 'p-limit';
import { blobsOf, type Descriptor, type StoredImage } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import { PARALLEL } from './distribution.ts';
import type { DistributionClient } from './distribution-client.ts';
import { exactly } from './exact.ts';

/**
 * Copies an image, what it is made of first, and its own manifest last; no tag is put. A blob that is there is not sent; others are
 * sent as they are read, without a file.
 * @throws Failure for the first thing that fails
 */
export async function copyImage(from: DistributionClient, to: DistributionClient, image: StoredImage): Promise<void> {
  const [root, ...children] = image;
  const largestFirst = blobsOf(image).sort((one, other) => other.size - one.size);
  const limit = pLimit(PARALLEL);
  await Promise.all(
    largestFirst.map((blob) =>
      limit(async () => {
        if (await to.hasBlob(blob.digest)) return;
        const open = async () => compose(await from.openBlob(blob.digest), exactly(blob.digest, sizeOf(blob)));
        await to.uploadBlob(open, blob);
      }),
    ),
  );
  await Promise.all(children.map((child) => limit(() => to.putManifest(child))));
  await to.putManifest(root);
}

const compose = (from: Readable, through: ReturnType<typeof exactly>): Readable => pipeline(from, through, () => {});

/** It becomes the length of a request. */
function sizeOf({ digest, size }: Descriptor): number {
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw failure(
    `The manifest gives "${cut(String(size))}" as the size of ${digest}, which is not a size. Give the repository another image of this commit, by a run with reuse: off.`,
  );
}
