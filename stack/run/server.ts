import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from './execute.ts';
import type { Run } from './folder.ts';
import { signal as send } from './processes.ts';

export type Server = { stop(): Promise<void> };

type ServerOptions = {
  /** Names the log file and the error messages. */
  name: string;
  command: string;
  args: string[];
  /** What it needs on top of the few variables that every server gets. */
  env?: Record<string, string>;
  /** Answers something as soon as the server can be used. */
  ready(log: string): Promise<unknown>;
};

const START_MS = 60_000;
const STOP_MS = 10_000;

/** Starts a server of a run and waits until it is ready. Its log is in the run folder. */
export async function startServer({ dir, signal }: Run, options: ServerOptions): Promise<Server> {
  const { name, command, args, ready } = options;
  signal?.throwIfAborted();
  const logFile = join(dir, 'logs', `${name}.log`);
  const output = openSync(logFile, 'a');
  const env = { ...serverEnvironment(dir), ...options.env };
  // A session of its own: Ctrl-C in the terminal is for the command that uses the server, which may still need it.
  const child = spawn(command, args, { cwd: dir, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);

  let ended: string | undefined;
  const end = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, killedBy) => resolve(`it ended with ${killedBy ?? code}`));
  }).then((reason) => {
    ended = reason;
  });
  const stop = async () => {
    if (ended === undefined && child.pid) send(child.pid, 'SIGTERM');
    await Promise.race([end, sleep(STOP_MS, undefined, { ref: false })]);
    if (ended === undefined && child.pid) send(-child.pid, 'SIGKILL');
    await end;
  };

  const deadline = Date.now() + START_MS;
  const log = () => readFile(logFile, 'utf8');
  while (!(await ready(await log()).catch(() => false))) {
    const problem = ended ?? (Date.now() > deadline ? 'it did not get ready in time' : undefined);
    if (problem !== undefined || signal?.aborted) {
      await stop();
      signal?.throwIfAborted();
      throw new Error(`${name} did not start: ${problem}\n${tail(await log())}`);
    }
    await sleep(20);
  }
  return { stop };
}

const KEPT = ['PATH', 'LANG', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * Nothing of the user's own settings (AWS_…, DOCKER_…, BUILDKIT_…) may steer a server of the stack. HOME and TMPDIR
 * keep what it writes in the run folder, and mark the process as belonging to it.
 */
function serverEnvironment(dir: string): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => KEPT.includes(name.toUpperCase()));
  return { ...Object.fromEntries(kept), HOME: dir, TMPDIR: join(dir, 'tmp') };
}
