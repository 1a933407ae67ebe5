import { constants } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../run/execute.ts';
import { type Run, STACK_FOLDER } from '../run/folder.ts';
import { say, seconds } from '../run/say.ts';
import { exists, findProgram } from './find.ts';

const VENV = join(STACK_FOLDER, 'venv');
const STAMP = join(VENV, 'requirements.txt');
const REQUIREMENTS = join(import.meta.dirname, '..', 'ministack', 'requirements.txt');

export const PYTHON = join(VENV, 'bin', 'python');

/** Whether MiniStack's virtual environment is there and works, with the versions that are asked for. */
export async function isPythonReady(): Promise<boolean> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => undefined);
  const [wanted, installed] = await Promise.all([read(REQUIREMENTS), read(STAMP)]);
  // It only links to the machine's Python, which may be gone.
  return wanted === installed && exists(PYTHON, constants.X_OK);
}

/** Installs MiniStack into .stack/venv. */
export async function installPython(run: Run): Promise<void> {
  const since = performance.now();
  say('installing MiniStack (Python)');
  const python = await findProgram('python3');
  if (python === undefined) throw new Error('Python 3 is missing (Debian and Ubuntu: apt-get install python3-venv)');
  await rm(VENV, { recursive: true, force: true });
  try {
    await execute(python, ['-m', 'venv', VENV], { run });
  } catch (cause) {
    run.signal?.throwIfAborted();
    // Debian's python3 comes without venv; its own message names the package.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Python cannot make a virtual environment (Debian and Ubuntu: apt-get install python3-venv)\n${reason}`,
      { cause },
    );
  }
  await execute(PYTHON, ['-m', 'pip', 'install', '--no-cache-dir', '--no-deps', '--requirement', REQUIREMENTS], {
    run,
  });
  await writeFile(STAMP, await readFile(REQUIREMENTS));
  say(`installed MiniStack in ${seconds(since)}`);
}
