import type { Run } from '../run/folder.ts';
import { findUnpacked, unpackDebianPackage } from './debian.ts';
import { findProgram } from './find.ts';

/** What runs a build step in a container, for BuildKit and Docker alike. */
export async function findRunc(): Promise<string | undefined> {
  return (await findProgram('runc')) ?? findUnpacked('runc', 'runc');
}

export async function installRunc(run: Run): Promise<void> {
  await unpackDebianPackage('runc', run);
}
