import { constants } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../run/execute.ts';
import { type Run, STACK_FOLDER } from '../run/folder.ts';
import { say, seconds } from '../run/say.ts';
import { exists, findProgram } from './find.ts';

/** The emulators of AWS, each with the folder of its virtual environment in .stack and that of its pins in stack. */
const EMULATORS = {
  MiniStack: { venv: 'venv', pins: 'ministack' },
  moto: { venv: 'venv-moto', pins: 'moto' },
} as const;

export type Emulator = keyof typeof EMULATORS;

const venvOf = (emulator: Emulator) => join(STACK_FOLDER, EMULATORS[emulator].venv);
const stampOf = (emulator: Emulator) => join(venvOf(emulator), 'requirements.txt');
const requirementsOf = (emulator: Emulator) =>
  join(import.meta.dirname, '..', EMULATORS[emulator].pins, 'requirements.txt');

/** The Python that has this emulator. */
export const pythonOf = (emulator: Emulator) => join(venvOf(emulator), 'bin', 'python');

/** Which emulators' virtual environments are not there or do not work, or have other versions than are asked for. */
export async function missingEmulators(): Promise<Emulator[]> {
  const names = Object.keys(EMULATORS) as Emulator[];
  const ready = await Promise.all(names.map(isReady));
  return names.filter((_, index) => !ready[index]);
}

async function isReady(emulator: Emulator): Promise<boolean> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => undefined);
  const [wanted, installed] = await Promise.all([read(requirementsOf(emulator)), read(stampOf(emulator))]);
  // It only links to the machine's Python, which may be gone.
  return wanted === installed && exists(pythonOf(emulator), constants.X_OK);
}

/** Installs an emulator into its virtual environment. */
export async function installEmulator(emulator: Emulator, run: Run): Promise<void> {
  const since = performance.now();
  say(`installing ${emulator} (Python)`);
  const python = await findProgram('python3');
  if (python === undefined) throw new Error('Python 3 is missing (Debian and Ubuntu: apt-get install python3-venv)');
  const venv = venvOf(emulator);
  await rm(venv, { recursive: true, force: true });
  try {
    await execute(python, ['-m', 'venv', venv], { run });
  } catch (cause) {
    run.signal?.throwIfAborted();
    // Debian's python3 comes without venv; its own message names the package.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Python cannot make a virtual environment (Debian and Ubuntu: apt-get install python3-venv)\n${reason}`,
      { cause },
    );
  }
  const requirements = requirementsOf(emulator);
  const pip = ['-m', 'pip', 'install', '--no-cache-dir', '--no-deps', '--requirement', requirements];
  await execute(pythonOf(emulator), pip, { run });
  await writeFile(stampOf(emulator), await readFile(requirements));
  say(`installed ${emulator} in ${seconds(since)}`);
}
