import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { exec } from '@actions/exec';
import { which } from '@actions/io';
import { failure } from './failure.ts';

export type RunOptions = {
  env?: Record<string, string>;
  cwd?: string;
  /** What it reads from stdin. */
  input?: string;
  /** Nothing is printed; the output is only returned. */
  silent?: boolean;
  /** Where it is printed; stdout without it. */
  out?: Writable;
  /** All of stdout is returned, not only its end. */
  whole?: boolean;
  /** Ends the whole process tree when it aborts. */
  signal?: AbortSignal;
};

export type RunResult = {
  /** -1 when a signal ended the process. */
  exitCode: number;
  /** The last 256 KiB of stdout alone (or the whole, as asked), and of stdout and stderr together. */
  stdout: string;
  output: string;
};

const KEPT_BYTES = 256 * 1024;
/** The whole run is given up after twice as long (host/github.ts). */
const GRACE_MS = 2_000;

/**
 * Runs a program with its output live in the log. The only place that starts processes; no shell is involved. Several may
 * run at the same time: each knows, and ends, its own children only.
 * @throws Failure when the program is not on PATH. An exit code is the caller's to judge.
 */
export async function run(tool: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const stdout = tail(options.whole ? Number.POSITIVE_INFINITY : KEPT_BYTES);
  const output = tail(KEPT_BYTES);
  const program = await find(tool);
  const children: Children = { alive: new Set(), isEnding: () => signal?.aborted ?? false };
  let ended: Promise<void> | undefined;
  const end = () => {
    ended = endTrees(children.alive);
  };
  signal?.addEventListener('abort', end);
  const start = () =>
    exec(program ? `"${program}"` : tool, args, {
      ignoreReturnCode: true,
      silent: options.silent ?? false,
      ...(options.out && { outStream: options.out }),
      ...(options.env && { env: options.env }),
      ...(options.input !== undefined && { input: Buffer.from(options.input) }),
      ...(options.cwd && { cwd: options.cwd }),
      listeners: {
        stdout: (data) => {
          stdout.add(data);
          output.add(data);
        },
        stderr: output.add,
      },
    });
  try {
    const exitCode: number | null = await running.run(children, start);
    return { exitCode: exitCode ?? -1, stdout: stdout.text(), output: output.text() };
  } catch (cause) {
    throw failure(`Could not run ${tool}: ${(cause as Error).message}. Check that it is installed and executable.`, {
      cause,
    });
  } finally {
    signal?.removeEventListener('abort', end);
    // A descendant may take longer than its root.
    await ended;
  }
}

/** Whether a program can be found. */
export const isOnPath = async (tool: string): Promise<boolean> => (await find(tool)) !== '';

const programs = new Map<string, Promise<string>>();

/** Where a program is, or nothing; looked for once, since PATH may be long. */
function find(tool: string): Promise<string> {
  const found = programs.get(tool) ?? which(tool);
  programs.set(tool, found);
  return found;
}

/** The end of a stream that may be of any length. */
function tail(kept: number) {
  let chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(data: Buffer) {
      chunks.push(data);
      bytes += data.length;
      if (bytes > 2 * kept) {
        chunks = [Buffer.concat(chunks).subarray(-kept)];
        bytes = kept;
      }
    },
    text: () => Buffer.concat(chunks).subarray(-kept).toString(),
  };
}

type Children = { alive: Set<number>; isEnding(): boolean };

/**
 * Whose child is being started. @actions/exec hands out no process, but Node announces each one while it is started
 * (https://nodejs.org/api/diagnostics_channel.html#child-process), in the asynchronous context of the call that does so.
 */
const running = new AsyncLocalStorage<Children>();

subscribe('child_process', (message) => {
  const children = running.getStore();
  if (!children) return;
  const { process: child } = message as { process: ChildProcess };
  // One that ends without reading what it is given is no error of this process's.
  child.once('spawn', () => child.stdin?.on('error', () => {}));
  child.once('spawn', () => {
    const pid = child.pid as number;
    children.alive.add(pid);
    child.once('exit', () => children.alive.delete(pid));
    // It was still being started when everything was to end.
    if (children.isEnding()) kill([pid], 'SIGKILL');
  });
});

async function endTrees(roots: ReadonlySet<number>): Promise<void> {
  // A descendant that outlives its parent is no longer below the root, so all that were ever seen are kept.
  const seen = new Set([...roots].flatMap(tree));
  kill(seen, 'SIGTERM');
  for (const start = performance.now(); performance.now() - start < GRACE_MS; await sleep(25)) {
    for (const pid of [...roots].flatMap(tree)) seen.add(pid);
    for (const pid of seen) if (!isAlive(pid)) seen.delete(pid);
    if (seen.size === 0) return;
  }
  kill(seen, 'SIGKILL');
}

const isAlive = (pid: number): boolean => {
  try {
    // One that nobody has waited for is over all the same; a container's first process may never do so.
    return process.kill(pid, 0) && statusOf(pid)?.state !== 'Z';
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

type Status = { pid: number; state: string; parent: number };

function processes(): Status[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) && statusOf(Number(name))) || []);
}

/** @returns undefined for one that ended meanwhile, and where there is no /proc */
function statusOf(pid: number): Status | undefined {
  try {
    // "pid (command) state ppid …"; the command may itself hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, state, parent: Number(parent) };
  } catch {
    return undefined;
  }
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
