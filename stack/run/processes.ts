import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** When a process started, in clock ticks since boot: with its id, a name that is never given twice. */
export async function startTime(pid: number): Promise<string | undefined> {
  const stat = await read(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses and may itself contain spaces.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/**
 * The processes that belong to a run folder. The kernel's own record is used rather than a file of pids: every process
 * that is started for a run has the folder's unique name in its environment, and so has what it starts; a build step's
 * container has it in its cgroup. Nothing else can match, also after a crash.
 */
async function processesOf(runName: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const ours = await Promise.all(pids.map((pid) => belongsTo(pid, runName)));
  return pids.filter((_, index) => ours[index]);
}

async function belongsTo(pid: number, runName: string): Promise<boolean> {
  const records = await Promise.all([read(`/proc/${pid}/environ`), read(`/proc/${pid}/cgroup`)]);
  return records.some((record) => record?.includes(runName));
}

/** Kills every process of a run folder and waits until they are gone. */
export async function killAll(runName: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const pids = await processesOf(runName);
    if (pids.length === 0) return;
    if (Date.now() > deadline) throw new Error(`these processes do not end: ${pids.join(', ')}`);
    for (const pid of pids) signal(pid, 'SIGKILL');
    await sleep(20);
  }
}

/** Sends a signal (to a group when the id is negative); a process that has already ended is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// A process may end while it is looked at, and another user's cannot be read: neither is ours to report.
async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
