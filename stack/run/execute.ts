import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import type { Run } from './folder.ts';
import { signal as send } from './processes.ts';

type ExecuteOptions = {
  /** Belongs to this run: it ends with the run's signal and is cleaned up with its folder. */
  run?: Run;
  cwd?: string;
  /** On top of this process's environment. */
  env?: Record<string, string>;
  timeoutMs?: number;
};

/** Runs a command to its end and answers its stdout. A failure's message carries the end of what it printed. */
export async function execute(command: string, args: string[], options: ExecuteOptions = {}): Promise<string> {
  const { run, cwd, timeoutMs } = options;
  run?.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    // The folder's name in the environment is what marks a process as the run's.
    const ours = run && { STACK_RUN: run.dir, TMPDIR: join(run.dir, 'tmp') };
    const env = { ...process.env, ...options.env, ...ours };
    // A group of its own, so that Ctrl-C reaches it only through the signal and ends its children too.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.pid && send(-child.pid, 'SIGTERM');
    const timer = timeoutMs && setTimeout(stop, timeoutMs);
    run?.signal?.addEventListener('abort', stop);
    let stdout = '';
    let both = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      both += data;
    });
    child.stderr.on('data', (data) => {
      both += data;
    });
    child.on('error', (cause) => reject(new Error(`cannot run ${command}: ${cause.message}`, { cause })));
    child.on('close', (code, killedBy) => {
      clearTimeout(timer);
      run?.signal?.removeEventListener('abort', stop);
      if (run?.signal?.aborted) reject(run.signal.reason);
      else if (code === 0) resolve(stdout);
      else reject(new Error(`${basename(command)} ${args[0] ?? ''} ended with ${killedBy ?? code}:\n${tail(both)}`));
    });
  });
}

/** The last lines of a log, enough to see what went wrong. */
export function tail(text: string, lines = 20): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
