import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cut, failure } from '../lib/failure.ts';

/** Pure: `sha256:…` of bytes. */
export const sha256 = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Pure: the same digest. @throws Failure for anything but `sha256:<64 hex>` */
export function checkDigest(digest: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  throw failure(`"${cut(digest)}" is not a digest of the form sha256:<64 hexadecimal digits>.`);
}

/** Pure: where an OCI image layout has a blob. @throws Failure for anything but `sha256:<64 hex>` */
export const blobPath = (folder: string, digest: string): string =>
  join(folder, 'blobs', 'sha256', checkDigest(digest).slice('sha256:'.length));
