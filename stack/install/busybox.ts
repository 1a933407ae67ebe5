import { open } from 'node:fs/promises';
import type { Run } from '../run/folder.ts';
import { findUnpacked, unpackDebianPackage } from './debian.ts';
import { findProgram } from './find.ts';

/** A statically linked busybox: the whole of the base image, and `ip` for the TLS stack. */
export async function findBusybox(): Promise<string | undefined> {
  const installed = await findProgram('busybox');
  if (installed && (await isStatic(installed))) return installed;
  return findUnpacked('busybox-static', 'busybox');
}

export async function installBusybox(run: Run): Promise<void> {
  await unpackDebianPackage('busybox-static', run);
}

/** A dynamic ELF program names its loader in a segment of type 3 (PT_INTERP). */
async function isStatic(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer: header } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const [offset, size, count] = [
      Number(header.readBigUInt64LE(0x20)),
      header.readUInt16LE(0x36),
      header.readUInt16LE(0x38),
    ];
    const types = Array.from({ length: count }, (_, index) => header.readUInt32LE(offset + index * size));
    return !types.includes(3);
  } finally {
    await file.close();
  }
}
