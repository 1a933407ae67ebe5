// An image stands in for a commit only where it was built from the commit's bytes, whatever Git was told to overlook.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { commit, DOCKERFILE, freshName, type Project, project } from '../project.ts';

const Dockerfile = 'FROM scratch\nCOPY . /\n';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'protocol.file.allow=always', ...args], { stdio: 'pipe' });

/** With a submodule, of which Git is told to overlook all changes. */
function withSubmodule(): Project {
  const library = project({ 'lib.c': 'lib\n', '.gitignore': '*.o\n' });
  const source = project({ Dockerfile });
  git(source.folder, 'submodule', '--quiet', 'add', library.folder, 'library');
  git(source.folder, 'config', '--file', '.gitmodules', 'submodule.library.ignore', 'all');
  return commit(source.folder);
}

const plain = () => project({ Dockerfile, 'a.c': 'a\n' });

test.each<[string, () => Project, change: (folder: string) => void, seen: string]>([
  [
    'a file that is assumed to be unchanged',
    plain,
    (folder) => {
      git(folder, 'update-index', '--assume-unchanged', 'a.c');
      writeFileSync(join(folder, 'a.c'), 'changed\n');
    },
    'a.c',
  ],
  [
    'a file that is skipped',
    plain,
    (folder) => {
      git(folder, 'update-index', '--skip-worktree', 'a.c');
      writeFileSync(join(folder, 'a.c'), 'changed\n');
    },
    'a.c',
  ],
  [
    'a submodule whose changes are to be ignored',
    withSubmodule,
    (folder) => writeFileSync(join(folder, 'library/lib.c'), 'changed\n'),
    'library/lib.c',
  ],
  [
    'a file that a submodule ignores',
    withSubmodule,
    (folder) => writeFileSync(join(folder, 'library/lib.o'), 'generated\n'),
    'library/lib.o',
  ],
  [
    'a submodule at another commit',
    withSubmodule,
    (folder) => {
      writeFileSync(join(folder, 'library/lib.c'), 'changed\n');
      commit(join(folder, 'library'));
    },
    'library/lib.c',
  ],
  [
    'line ends that Git normalizes',
    () => project({ Dockerfile, 'a.c': 'a\n', '.gitattributes': '* text=auto\n' }),
    (folder) => {
      writeFileSync(join(folder, 'a.c'), 'a\r\n');
      git(folder, 'add', '.');
    },
    'a.c',
  ],
  [
    'line ends that core.autocrlf makes',
    plain,
    (folder) => {
      git(folder, 'config', 'core.autocrlf', 'true');
      writeFileSync(join(folder, 'a.c'), 'a\r\n');
      git(folder, 'add', '.');
    },
    'a.c',
  ],
  [
    'an identifier that Git fills in',
    () => project({ Dockerfile, 'a.c': '$Id$\n', '.gitattributes': '*.c ident\n' }),
    (folder) => {
      writeFileSync(join(folder, 'a.c'), '$Id: anything $\n');
      git(folder, 'add', '.');
    },
    'a.c',
  ],
  [
    'a large file that a filter puts in place of its pointer',
    () => project({ Dockerfile, 'a.bin': 'pointer\n', '.gitattributes': '*.bin filter=lfs\n' }),
    (folder) => {
      git(folder, 'config', 'filter.lfs.clean', 'echo pointer');
      writeFileSync(join(folder, 'a.bin'), 'a large file\n');
      git(folder, 'add', '.');
    },
    'a.bin',
  ],
  [
    'another encoding than that of the commit',
    () => project({ Dockerfile, 'a.txt': 'ä\n' }),
    (folder) => {
      mkdirSync(join(folder, '.git/info'), { recursive: true });
      writeFileSync(join(folder, '.git/info/attributes'), '*.txt text working-tree-encoding=UTF-16LE\n');
      writeFileSync(join(folder, 'a.txt'), Buffer.from('ä\n', 'utf16le'));
      git(folder, 'add', '.');
    },
    'a.txt',
  ],
  [
    'a change that keeps size and time',
    plain,
    (folder) => {
      const path = join(folder, 'a.c');
      git(folder, 'config', 'core.trustctime', 'false');
      utimesSync(path, 1e9, 1e9);
      git(folder, 'add', '.');
      writeFileSync(path, 'b\n');
      utimesSync(path, 1e9, 1e9);
    },
    'a.c',
  ],
  [
    'a new file whose name is not UTF-8',
    plain,
    (folder) => writeFileSync(Buffer.from(join(folder, 'caf\xe9.js'), 'latin1'), 'generated\n'),
    'caf\uFFFD.js (its name is not UTF-8)',
  ],
  [
    'a file that .dockerignore would keep out if its patterns were expressions',
    () => project({ Dockerfile, 'app/dev/a.c': 'a\n', '.dockerignore': 'app/(dev)\n' }),
    (folder) => writeFileSync(join(folder, 'app/dev/a.c'), 'changed\n'),
    'app/dev/a.c',
  ],
])('%s does not pass for the commit', async (_, make, change, seen) => {
  const source = make();
  const inputs = publishing(freshName());
  const first = await runAction({ inputs, project: source });
  expect(first.errors).toEqual([]);
  change(source.folder);
  const again = await runAction({ inputs, project: source });
  expect(again.outputs.reused).toBe('false');
  expect(JSON.parse(again.outputs.plan ?? '').why).toBe(`the build sees what the commit does not hold: ${seen}`);
});

test('a submodule that is the commit’s passes, and so does a pointer that was left in place', async () => {
  const source = withSubmodule();
  writeFileSync(join(source.folder, '.gitattributes'), '*.bin filter=lfs\n');
  writeFileSync(join(source.folder, 'a.bin'), 'pointer\n');
  const inputs = publishing(freshName());
  const whole = commit(source.folder);
  await runAction({ inputs, project: whole });
  const again = await runAction({ inputs, project: whole });
  expect(again.outputs.reused).toBe('true');
});

test('modes that the commit does not hold are in the image, and so make another one; the context’s own is not', async () => {
  const source = project({ Dockerfile: 'FROM scratch\nCOPY . /\n', 'docs/a.txt': 'a\n', '.dockerignore': '.git\n' });
  const inputs = publishing(freshName());
  const chmod = (path: string, mode: number) => chmodSync(join(source.folder, path), mode);
  const publish = async (more: Record<string, string> = {}) => {
    const { errors, outputs } = await runAction({ inputs: { ...inputs, ...more }, project: source });
    expect(errors).toEqual([]);
    return { digest: outputs.digest, reused: outputs.reused };
  };
  const under = (umask: number) => {
    for (const path of ['Dockerfile', '.dockerignore', 'docs/a.txt']) chmod(path, 0o666 & ~umask);
    chmod('docs', 0o777 & ~umask);
  };
  chmod('.', 0o755);
  under(0o022);
  const usual = await publish();
  expect(usual.reused).toBe('false');

  // The same image is built, so the mode of this folder need not count.
  chmod('.', 0o700);
  expect(await publish()).toEqual({ ...usual, reused: 'true' });
  expect(await publish({ 'no-cache': 'true' })).toEqual(usual);

  for (const change of [() => under(0o077), () => chmod('docs', 0o1777)]) {
    under(0o022);
    change();
    const other = await publish({ tags: 'other' });
    expect(other.reused).toBe('false');
    expect(other.digest).not.toBe(usual.digest);
    expect(await publish({ tags: 'other' })).toEqual({ ...other, reused: 'true' });
  }
  under(0o022);
  expect(await publish()).toEqual({ ...usual, reused: 'true' });
});

test('names in .dockerignore that are no expression fail nothing', async () => {
  const source = project({ Dockerfile: DOCKERFILE, 'hello.txt': 'hello\n', '.dockerignore': 'libstdc++\n' });
  const inputs = publishing(freshName());
  const first = await runAction({ inputs, project: source });
  expect(first.errors).toEqual([]);
  expect((await runAction({ inputs, project: source })).outputs.reused).toBe('true');
});

test('a pattern of .dockerignore that would take for ever to be matched is not matched here', async () => {
  const source = project({
    Dockerfile: DOCKERFILE,
    'hello.txt': 'hello\n',
    '.dockerignore': `${'*a'.repeat(9)}b\n`,
    ['a'.repeat(200)]: '',
  });
  const run = await runAction({ inputs: { ...publishing(freshName()), 'dry-run': 'true' }, project: source });
  expect(run.errors).toEqual([]);
  expect(run.log).toContain('fingerprint  none');
});
