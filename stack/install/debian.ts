import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../run/execute.ts';
import { type Run, STACK_FOLDER } from '../run/folder.ts';
import { say } from '../run/say.ts';
import { exists, findProgram } from './find.ts';

const PACKAGES = join(STACK_FOLDER, 'debian');

/**
 * Gets a package of Debian or Ubuntu and unpacks it below .stack: nothing is installed, so nothing on the machine
 * changes and no administrator is needed.
 */
export async function unpackDebianPackage(name: string, run: Run): Promise<void> {
  if (!(await findProgram('apt-get')))
    throw new Error(`${name} is missing, and there is no apt-get to get it with: install ${name}`);
  say(`getting ${name} (Debian)`);
  const target = join(PACKAGES, name);
  const temporary = `${target}.new`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  await download(name, temporary, run);
  const [archive = ''] = await readdir(temporary);
  await execute('dpkg-deb', ['--extract', archive, '.'], { cwd: temporary, run });
  // Renamed when it is whole, so that an interrupted run leaves nothing that looks complete.
  await rm(target, { recursive: true, force: true });
  await rename(temporary, target);
}

/** A program of an unpacked package, wherever its distribution puts it. */
export async function findUnpacked(name: string, program: string): Promise<string | undefined> {
  for (const folder of ['bin', 'sbin', 'usr/bin', 'usr/sbin']) {
    const path = join(PACKAGES, name, folder, program);
    if (await exists(path)) return path;
  }
  return undefined;
}

async function download(name: string, cwd: string, run: Run): Promise<void> {
  const get = () => execute('apt-get', ['download', '--quiet', name], { cwd, run });
  try {
    await get();
  } catch (error) {
    // Fresh machines have no package lists yet, old ones outdated lists; only root can fetch them.
    if (run.signal?.aborted || process.getuid?.() !== 0) throw error;
    await execute('apt-get', ['update', '--quiet'], { run });
    await get();
  }
}
