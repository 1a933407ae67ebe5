import { pipeline } from 'node:stream';
import pLimit from 'p-limit';
import { blobsOf, type Descriptor, type StoredImage } from '../image/manifest.ts';
import { PARALLEL } from './distribution.ts';
import type { DistributionClient } from './distribution-client.ts';
import { exactly } from './exact.ts';

/**
 * Copies an image, what it is made of first, and its own manifest last; no tag is put. A blob that is there is not sent; others are
 * sent as they are read, without a file. The first failure ends all.
 * @returns why it could not be read where it is, if so
 * @throws Failure for what fails where it is copied to
 */
export async function copyImage(
  from: DistributionClient,
  to: DistributionClient,
  image: StoredImage,
): Promise<Error | undefined> {
  const [root, ...children] = image;
  const largestFirst = blobsOf(image).sort((one, other) => other.size - one.size);
  const limit = pLimit(PARALLEL);
  const stop = new AbortController();
  let unreadable: Error | undefined;
  const note = (error: Error): void => {
    unreadable ??= error;
  };
  const copy = async (blob: Descriptor) => {
    stop.signal.throwIfAborted();
    if (await to.hasBlob(blob.digest)) return;
    const open = async () => {
      const read = await from.openBlob(blob.digest).catch((error) => {
        note(error);
        throw error;
      });
      return pipeline(read, exactly(blob.digest, blob.size), (error) => {
        // The one that reads it ended it.
        if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') note(error);
      });
    };
    await to.uploadBlob(open, blob, stop.signal);
  };
  await limit.map(largestFirst, (blob) => copy(blob).catch((error) => stop.abort(error)));
  if (unreadable) return unreadable;
  stop.signal.throwIfAborted();
  await Promise.all(children.map((child) => limit(() => to.putManifest(child))));
  await to.putManifest(root);
  return undefined;
}
