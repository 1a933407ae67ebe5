import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { blobsToCopy, type Descriptor, type StoredImage } from '../image/manifest.ts';
import { isFailure } from '../lib/failure.ts';
import type { DistributionClient } from './distribution-client.ts';
import { exactly } from './exact.ts';
import { inParallel } from './parallel.ts';

/** What is told of a copy as it goes on. */
export type Copying = {
  /** Bytes that were read. */
  onBytes?(count: number): void;
  /** A blob that the target holds now. */
  onBlob?(): void;
};

/** How often a download that broke off is gone on with, and an upload is begun again. */
const TRIES = 3;
const PAUSE_MS = 500;

/**
 * Copies an image, what it is made of first, and its own manifest last; no tag is put. A blob that is there is not sent; within a
 * registry it is mounted where the registry can; others are sent as they are read, without a file. The first failure ends all.
 * @returns why it could not be read where it is, if so
 * @throws Failure for what fails where it is copied to
 */
export async function copyImage(
  from: DistributionClient,
  to: DistributionClient,
  image: StoredImage,
  { onBytes, onBlob }: Copying = {},
): Promise<Error | undefined> {
  const [root, ...children] = image;
  const largestFirst = blobsToCopy(image).sort((one, other) => other.size - one.size);
  const mount = from.address.host === to.address.host ? from.address.repository : undefined;
  let unreadable: Error | undefined;
  const note = (error: Error): void => {
    unreadable ??= error;
  };
  const copy = async (blob: Descriptor, signal: AbortSignal) => {
    const open = async () => {
      const checked = exactly(blob.digest, blob.size);
      // Before the upload notices.
      checked.once('error', (error) => isFailure(error) && note(error));
      return pipeline(
        Readable.from(resumed(from, blob, note, onBytes, signal), { objectMode: false }),
        checked,
        () => {},
      );
    };
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      try {
        if (!(await to.hasBlob(blob.digest, signal))) await to.uploadBlob(open, blob, { signal, mount });
        onBlob?.();
        return;
      } catch (error) {
        if (unreadable || tries === TRIES || !(isBroken(error as Error) || isBusy(error as Error))) throw error;
        await sleep(PAUSE_MS * 2 ** tries, undefined, { signal });
      }
    }
  };
  await inParallel(largestFirst, copy).catch((error) => {
    if (!unreadable) throw error;
  });
  if (unreadable) return unreadable;
  await inParallel(children, (child) => to.putManifest(child));
  await to.putManifest(root);
  return undefined;
}

/** A blob; where the connection breaks, from the byte on that it broke at. */
async function* resumed(
  from: DistributionClient,
  { digest, size }: Descriptor,
  note: (error: Error) => void,
  onBytes: Copying['onBytes'],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let done = 0;
  for (let tries = 1; ; tries++) {
    try {
      const opened = await from.openBlob(digest, done, signal);
      let skip = done - opened.from;
      for await (const chunk of opened.stream as AsyncIterable<Buffer>) {
        const rest = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - rest.length;
        if (rest.length === 0) continue;
        done += rest.length;
        onBytes?.(rest.length);
        yield rest;
      }
      return;
    } catch (error) {
      // It broke behind the last byte.
      if (done >= size && size > 0) return;
      signal.throwIfAborted();
      if (tries < TRIES && isBroken(error as Error)) {
        await sleep(PAUSE_MS * tries, undefined, { signal });
        continue;
      }
      note(error as Error);
      throw error;
    }
  }
}

/** Whether a registry takes no more requests for now: what is sent as it is read is not asked for again below. */
const isBusy = ({ cause }: Error): boolean => /^429 /.test((cause as Error | undefined)?.message ?? '');

/** Whether a connection broke, or a registry failed itself, which may not happen again. */
function isBroken(error: Error): boolean {
  const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: Error };
  if (/^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/.test(code ?? '') || message === 'aborted')
    return true;
  return /^5\d\d /.test(message) || (cause !== undefined && isBroken(cause));
}
