import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { exec } from '@actions/exec';
import { which } from '@actions/io';
import { failure } from '../failure.ts';

export type RunOptions = {
  env?: Record<string, string>;
  cwd?: string;
  /** Nothing is printed; the output is only returned. */
  silent?: boolean;
  /** Ends the whole process tree when it aborts. */
  signal?: AbortSignal;
};

export type RunResult = {
  /** -1 when a signal ended the process. */
  exitCode: number;
  /** The last 256 KiB of stdout alone, and of stdout and stderr together. */
  stdout: string;
  output: string;
};

const KEPT_BYTES = 256 * 1024;
/** After this long a process that was asked to end is killed; the runner itself waits 7.5 s between its signals. */
const GRACE_MS = 2_000;

/**
 * Runs a program with its output live in the log. The only place that starts processes; no shell is involved.
 * @throws Failure when the program is not on PATH. An exit code is the caller's to judge.
 */
export async function run(tool: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const stdout = tail();
  const output = tail();
  const children = watchChildren(options.signal);
  const end = () => endTrees(children.alive);
  options.signal?.addEventListener('abort', end);
  try {
    const exitCode: number | null = await exec(tool, args, {
      ignoreReturnCode: true,
      silent: options.silent ?? false,
      ...(options.env && { env: options.env }),
      ...(options.cwd && { cwd: options.cwd }),
      listeners: {
        stdout: (data) => {
          stdout.add(data);
          output.add(data);
        },
        stderr: output.add,
      },
    });
    return { exitCode: exitCode ?? -1, stdout: stdout.text(), output: output.text() };
  } catch (cause) {
    throw failure(`Could not run ${tool}: ${(cause as Error).message}`, { cause });
  } finally {
    options.signal?.removeEventListener('abort', end);
    children.stop();
  }
}

/** Whether a program can be found. */
export const isOnPath = async (tool: string): Promise<boolean> => (await which(tool)) !== '';

/** The end of a stream that may be of any length. */
function tail() {
  let chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(data: Buffer) {
      chunks.push(data);
      bytes += data.length;
      if (bytes > 2 * KEPT_BYTES) {
        chunks = [Buffer.concat(chunks).subarray(-KEPT_BYTES)];
        bytes = KEPT_BYTES;
      }
    },
    text: () => Buffer.concat(chunks).subarray(-KEPT_BYTES).toString(),
  };
}

/**
 * The processes started from now on. @actions/exec hands out none, but Node announces each one
 * (https://nodejs.org/api/diagnostics_channel.html#child-process).
 */
function watchChildren(signal: AbortSignal | undefined) {
  const alive = new Set<number>();
  const watch = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    child.once('spawn', () => {
      const pid = child.pid as number;
      alive.add(pid);
      // It was still being started when everything was to end.
      if (signal?.aborted) kill([pid], 'SIGKILL');
      child.once('exit', () => alive.delete(pid));
    });
  };
  subscribe('child_process', watch);
  return { alive, stop: () => unsubscribe('child_process', watch) };
}

async function endTrees(roots: ReadonlySet<number>): Promise<void> {
  // A descendant that outlives its parent is no longer below the root, so all that were ever seen are kept.
  const seen = new Set([...roots].flatMap(tree));
  kill(seen, 'SIGTERM');
  for (const start = performance.now(); performance.now() - start < GRACE_MS; await sleep(50)) {
    for (const pid of [...roots].flatMap(tree)) seen.add(pid);
    for (const pid of seen) if (!isAlive(pid)) seen.delete(pid);
    if (seen.size === 0) return;
  }
  kill(seen, 'SIGKILL');
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A process with all its descendants; only with itself where there is no /proc. */
function tree(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of processes()) childrenOf.set(entry.parent, [...(childrenOf.get(entry.parent) ?? []), entry.pid]);
  const below = (pid: number): number[] => [pid, ...(childrenOf.get(pid) ?? []).flatMap(below)];
  return below(root);
}

function processes(): { pid: number; parent: number }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // "pid (command) state ppid …"; the command may itself hold spaces and parentheses.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

function kill(pids: Iterable<number>, signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // it ended meanwhile
    }
  }
}
