import type { Run } from '../run/folder.ts';
import { findUnpacked, unpackDebianPackage } from './debian.ts';
import { findProgram } from './find.ts';

/** Distribution 2.8, which most private registries still are or are made of. */
export async function findDockerRegistry(): Promise<string | undefined> {
  return (await findProgram('docker-registry')) ?? findUnpacked('docker-registry', 'docker-registry');
}

export async function installDockerRegistry(run: Run): Promise<void> {
  await unpackDebianPackage('docker-registry', run);
}
