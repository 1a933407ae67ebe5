import { readFileSync } from 'node:fs';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { isOnPath, run } from '../../src/lib/processes.ts';

const folder = () => mkdtempDisposable(join(tmpdir(), 'run-test-'));
const shell = (script: string, options: Parameters<typeof run>[2] = {}) =>
  run('sh', ['-c', script], { silent: true, ...options });

describe('what a program leaves', () => {
  test.each([
    ['echo out', { exitCode: 0, stdout: 'out\n', output: 'out\n' }],
    ['echo err >&2; exit 3', { exitCode: 3, stdout: '', output: 'err\n' }],
    ['kill -9 $$', { exitCode: -1, stdout: '', output: '' }],
  ])('%s', async (script, result) => {
    expect(await shell(script)).toEqual(result);
  });

  test('no shell touches its arguments', async () => {
    const { stdout } = await run('printf', ['%s|', 'two words', '$HOME', '*', '', '"'], { silent: true });
    expect(stdout).toBe('two words|$HOME|*||"|');
  });

  test('its environment is the given one alone', async () => {
    const { stdout } = await run('env', [], { silent: true, env: { ONLY: 'this' } });
    expect(stdout).toBe('ONLY=this\n');
  });

  test('its folder is the given one', async () => {
    await using cwd = await folder();
    await writeFile(join(cwd.path, 'here'), '');
    expect((await run('ls', [], { silent: true, cwd: cwd.path })).stdout).toBe('here\n');
  });

  test.each([300, 700])('of %i KiB the last 256 are kept', async (kib) => {
    // Lines that count, so that a wrong cut shows.
    const lines = Array.from({ length: kib * 128 }, (_, at) => `${at}`.padStart(7, '0'))
      .join('\n')
      .concat('\n');
    await using cwd = await folder();
    await writeFile(join(cwd.path, 'long'), lines);
    const end = lines.slice(-256 * 1024);
    expect(await run('cat', ['long'], { silent: true, cwd: cwd.path })).toEqual({
      exitCode: 0,
      stdout: end,
      output: end,
    });
  });
});

describe('the log', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test.each([
    [false, 'shown'],
    [true, ''],
  ])('of a silent (%p) program: %p', async (silent, shown) => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await run('printf', ['%s', 'shown'], { silent });
    const chunks = written.mock.calls.map(([chunk]) => String(chunk)).filter((chunk) => !chunk.startsWith('[command]'));
    expect(chunks.join('')).toBe(shown);
  });
});

test('a program that is not there is named', async () => {
  await expect(run('no-such-program', [], { silent: true })).rejects.toMatchObject({
    name: 'Failure',
    message: expect.stringMatching(/^Could not run no-such-program: Unable to locate executable file/),
  });
});

test.each([
  ['sh', true],
  ['no-such-program', false],
])('%s is on PATH: %p', async (tool, expected) => {
  expect(await isOnPath(tool)).toBe(expected);
});

/** Waits for a program to write its process id. */
async function pidIn(file: string): Promise<number> {
  for (let waited = 0; waited < 3_000; waited += 20) {
    const [, pid] = read(file).match(/^(\d+)\n/) ?? [];
    if (pid) return Number(pid);
    await sleep(20);
  }
  throw new Error(`nothing wrote ${file}`);
}

/** Whether a process runs; one that only waits to be reaped does not. */
const runs = (pid: number): boolean => /\) [^Z]/.test(read(`/proc/${pid}/stat`));

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describe('a signal that aborts', () => {
  const reason = new Error('cancelled');

  test('before the start: nothing is run', async () => {
    await using cwd = await folder();
    const started = shell('echo $$ > pid', { cwd: cwd.path, signal: AbortSignal.abort(reason) });
    await expect(started).rejects.toBe(reason);
    expect(read(join(cwd.path, 'pid'))).toBe('');
  });

  test('asks first: a program that ends by itself has its own exit code', async () => {
    await using cwd = await folder();
    const cancel = new AbortController();
    const ended = shell('trap "echo tidied; exit 7" TERM; echo $$ > pid; sleep 5 & wait', {
      cwd: cwd.path,
      signal: cancel.signal,
    });
    await pidIn(join(cwd.path, 'pid'));
    cancel.abort(reason);
    expect(await ended).toEqual({ exitCode: 7, stdout: 'tidied\n', output: 'tidied\n' });
  });

  const stubborn = 'trap "" TERM\necho $$ > pid\nwhile :; do sleep 0.05; done\n';

  test.each([
    ['holds its output', ''],
    ['has let go of its output', '>/dev/null 2>&1'],
  ])(
    'ends the whole tree within seconds: a grandchild that ignores SIGTERM and %s, too',
    async (_, redirection) => {
      await using cwd = await folder();
      await writeFile(join(cwd.path, 'stubborn.sh'), stubborn);
      const cancel = new AbortController();
      const ended = shell(`sh stubborn.sh ${redirection} & wait`, { cwd: cwd.path, signal: cancel.signal });
      const grandchild = await pidIn(join(cwd.path, 'pid'));
      expect(runs(grandchild)).toBe(true);

      const start = performance.now();
      cancel.abort(reason);
      expect(await ended).toEqual({ exitCode: -1, stdout: '', output: '' });
      while (runs(grandchild) && performance.now() - start < 5_000) await sleep(20);
      expect(performance.now() - start).toBeLessThan(4_000);
    },
    10_000,
  );

  test('while the program is being started: it is ended, too', async () => {
    const cancel = new AbortController();
    const start = performance.now();
    const ended = run('sleep', ['4'], { silent: true, signal: cancel.signal });
    cancel.abort(reason);
    await Promise.allSettled([ended]);
    expect(performance.now() - start).toBeLessThan(3_500);
  }, 10_000);

  test('ends its own program only, of several that run at the same time', async () => {
    await using cwd = await folder();
    const cancel = new AbortController();
    const waits = (name: string) => `echo $$ > ${name}; trap "exit 7" TERM; until [ -e over ]; do sleep 0.02; done`;
    const other = shell(waits('other'), { cwd: cwd.path });
    const ended = shell(waits('ended'), { cwd: cwd.path, signal: cancel.signal });
    await Promise.all(['other', 'ended'].map((name) => pidIn(join(cwd.path, name))));
    cancel.abort(reason);
    expect((await ended).exitCode).toBe(7);
    await writeFile(join(cwd.path, 'over'), '');
    expect((await other).exitCode).toBe(0);
  });
});
