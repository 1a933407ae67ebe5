import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Run } from '../run/folder.ts';
import { say } from '../run/say.ts';

/** Runs something while holding a lock file, so that two runs do not install the same thing at once. */
export async function locked<T>(file: string, run: Run, action: () => Promise<T>): Promise<T> {
  // flock(1) holds the lock for as long as its stdin is open: a run that is killed lets go of it by itself.
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await held(holder, file, run);
    return await action();
  } finally {
    holder.stdin.destroy();
  }
}

async function held(holder: ChildProcessByStdio<Writable, Readable, null>, file: string, run: Run): Promise<void> {
  const waiting = setTimeout(() => say('waiting for another run that installs'), 1_000);
  const giveUp = () => holder.kill();
  run.signal?.addEventListener('abort', giveUp);
  try {
    const output = once(holder.stdout, 'data').then(() => true);
    const end = once(holder, 'exit').then(() => false);
    const isHeld = await Promise.race([output, end]);
    run.signal?.throwIfAborted();
    if (!isHeld) throw new Error(`cannot lock ${file}`);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Error('flock is missing (Debian and Ubuntu: apt-get install util-linux)', { cause });
  } finally {
    clearTimeout(waiting);
    run.signal?.removeEventListener('abort', giveUp);
  }
}
