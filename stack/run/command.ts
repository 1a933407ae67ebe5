import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { signal as send } from './processes.ts';

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

type Started = { env: Record<string, string>; stop(): Promise<void> };

/**
 * Starts something, runs a command on it, stops it again whatever happens, and answers the command's exit code.
 * A signal interrupts the start; later it is passed on to the command, which then ends in its own way.
 */
export async function runOn(start: (signal: AbortSignal) => Promise<Started>, command: string[]): Promise<number> {
  const interrupted = new AbortController();
  let pass = (_name: NodeJS.Signals) => {};
  let code: number | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    code ??= 128 + constants.signals[name];
    interrupted.abort(new Error(`interrupted by ${name}`));
    pass(name);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const started = await start(interrupted.signal);
    try {
      interrupted.signal.throwIfAborted();
      return await run(command, started.env, (forward) => (pass = forward));
    } finally {
      await started.stop();
    }
  } catch (error) {
    if (interrupted.signal.aborted && error === interrupted.signal.reason && code !== undefined) return code;
    throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

/** After this many signals the command is killed. A runner that cancels a job sends two, with time between them. */
const PATIENCE = 3;

function run(
  [program = '', ...args]: string[],
  env: Record<string, string>,
  onSignal: (forward: (name: NodeJS.Signals) => void) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    // In a session of its own it gets a signal once, from here, and not a second time from the terminal.
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'inherit', detached: true });
    let signals = 0;
    onSignal((name) => child.pid && send(-child.pid, ++signals > PATIENCE ? 'SIGKILL' : name));
    child.on('error', (cause) => reject(new Error(`cannot run ${program}: ${cause.message}`, { cause })));
    child.on('exit', (code, killedBy) => resolve(code ?? 128 + (killedBy ? constants.signals[killedBy] : 0)));
  });
}

/** Runs a script's main function: its answer is the exit code, an error is one message and code 1. */
export async function main(script: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await script();
  } catch (error) {
    process.stderr.write(`stack: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
