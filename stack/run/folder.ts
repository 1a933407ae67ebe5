import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { removeCgroups } from './cgroups.ts';
import { execute } from './execute.ts';
import { unmountBelow } from './mounts.ts';
import { killAll, startTime } from './processes.ts';
import { say } from './say.ts';
import { shortcut } from './socket.ts';

/** Everything that the stack writes is below this folder, which Git ignores. */
export const STACK_FOLDER = join(import.meta.dirname, '..', '..', '.stack');

/** One run of the stack: where it writes, and what interrupts its start. */
export type Run = { dir: string; signal: AbortSignal | undefined };

/**
 * Makes the folder of one run, `.stack/run-<pid>-<start time>-XXXXXX`. The name says which process owns it, so that a
 * later start can tell a leftover from a run in progress without any file that could be half written.
 */
export async function createRun(signal: AbortSignal | undefined): Promise<Run> {
  await mkdir(STACK_FOLDER, { recursive: true });
  const dir = await mkdtemp(join(STACK_FOLDER, `run-${process.pid}-${await startTime(process.pid)}-`));
  await Promise.all(['logs', 'tmp'].map((name) => mkdir(join(dir, name))));
  return { dir, signal };
}

/** Ends what still runs in a run folder and deletes it with all mounts and control groups. */
export async function destroyRun(dir: string): Promise<void> {
  await killAll(basename(dir));
  await unmountBelow(dir);
  await removeCgroups(basename(dir));
  await rm(shortcut(dir), { force: true });
  try {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    // An ordinary user's BuildKit leaves files of the further user ids that rootlesskit gives it.
    await execute('rootlesskit', ['rm', '-rf', dir]);
  }
}

/** Cleans up after runs whose process was killed before it could. */
export async function removeLeftovers(): Promise<void> {
  const names = await readdir(STACK_FOLDER).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const owner = /^run-(\d+)-(\d+)-/.exec(name);
      if (!owner || (await startTime(Number(owner[1]))) === owner[2]) return;
      say(`cleaning up ${name}, which a killed run left behind`);
      await destroyRun(join(STACK_FOLDER, name));
    }),
  );
}
