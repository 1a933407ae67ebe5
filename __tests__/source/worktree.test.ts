import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readWorktree, type Worktree } from '../../src/source/worktree.ts';
import { type Checkout, checkoutOf, type Files, folderOf } from './checkout.ts';

const Dockerfile = 'FROM scratch\nCOPY . /\n';
const committed: Files = { Dockerfile, 'src/main.c': 'main', 'README.md': 'read me', 'docs/index.md': 'more' };

const home = process.cwd();
/** The checkout is the workspace. */
async function look({ folder }: Checkout, context = '.', file = 'Dockerfile'): Promise<Worktree> {
  process.chdir(folder);
  try {
    return await readWorktree(context, file, process.env);
  } finally {
    process.chdir(home);
  }
}

const sees = (what: string): Worktree => ({
  clean: false,
  why: `the build sees what the commit does not hold: ${what}`,
});

const writing = (files: Files) => (checkout: Checkout) => checkout.write(files);

type Case = [string, ignoreFiles: Files, change: (checkout: Checkout) => unknown];

describe('the build sees what the commit holds', () => {
  test.each<Case>([
    ['nothing is changed', {}, () => undefined],
    ['a changed file is kept out', { '.dockerignore': '*.md' }, writing({ 'README.md': 'changed' })],
    ['a deleted one, too', { '.dockerignore': '*.md' }, ({ folder }) => rmSync(join(folder, 'README.md'))],
    ['a new file is kept out', { '.dockerignore': '**/*.log' }, writing({ 'src/c.log': '', 'd.log': '' })],
    [
      'what Git ignores is kept out',
      { '.gitignore': 'node_modules\n*.log', '.dockerignore': 'node_modules/\r\n*.log\r\n' },
      writing({ 'node_modules/a/index.js': '', 'node_modules/b/index.js': '', 'npm.log': '' }),
    ],
    [
      'the Dockerfile’s own list keeps it out, and counts instead of the context’s',
      { 'Dockerfile.dockerignore': 'docs', '.dockerignore': '!docs' },
      writing({ 'docs/index.md': 'changed', 'docs/new.md': 'new' }),
    ],
    [
      'all is kept out but what is named',
      { '.dockerignore': '*\n!src', '.gitignore': 'node_modules' },
      writing({ 'README.md': 'changed', 'new.md': 'new', 'node_modules/a/index.js': '' }),
    ],
  ])('%s', async (_, ignoreFiles, change) => {
    using checkout = checkoutOf({ ...committed, ...ignoreFiles });
    change(checkout);
    const read = ['Dockerfile', ...Object.keys(ignoreFiles).filter((name) => name === 'Dockerfile.dockerignore')];
    expect(await look(checkout)).toEqual({
      clean: true,
      context: checkout.git('rev-parse', 'HEAD^{tree}'),
      dockerfile: read.map((name) => checkout.git('rev-parse', `HEAD:${name}`)).join(' '),
    });
  });
});

describe('the build sees what the commit does not hold', () => {
  test.each<[...Case, string]>([
    ['a changed file', {}, writing({ 'src/main.c': 'changed' }), 'src/main.c'],
    ['a deleted file', {}, ({ folder }) => rmSync(join(folder, 'README.md')), 'README.md (missing)'],
    [
      'a change that waits for its commit',
      {},
      ({ write, git }) => {
        write({ 'src/main.c': 'changed' });
        git('add', '.');
      },
      'src/main.c',
    ],
    ['a new file', {}, writing({ 'src/new.c': '' }), 'src/new.c'],
    ['a new folder', {}, writing({ 'new/a.c': '', 'new/b.c': '' }), 'new/'],
    ['a file that Git ignores', { '.gitignore': 'generated*' }, writing({ 'src/generated.c': '' }), 'src/generated.c'],
    [
      'a file that .dockerignore lets in again',
      { '.gitignore': '*.log', '.dockerignore': '*.log\n!important.log' },
      writing({ 'a.log': '', 'important.log': '' }),
      'important.log',
    ],
    [
      'a folder of which .dockerignore lets something in again',
      { '.gitignore': 'generated', '.dockerignore': 'generated\n!generated/keep' },
      writing({ 'generated/keep': '', 'generated/other': '' }),
      'generated/',
    ],
    // The folder itself is not: the build gets it, empty.
    [
      'a folder of which all is kept out but itself',
      { '.gitignore': 'generated', '.dockerignore': 'generated/*' },
      writing({ 'generated/a': '' }),
      'generated/',
    ],
    [
      'a file that the Dockerfile’s own list does not keep out, though .dockerignore would',
      { 'Dockerfile.dockerignore': '*.md', '.dockerignore': 'src' },
      writing({ 'src/main.c': 'changed' }),
      'src/main.c',
    ],
    // Docker tells README.md and readme.md apart.
    [
      'a file whose name is kept out in other letters',
      { '.dockerignore': 'readme.md' },
      writing({ 'README.md': '' }),
      'README.md',
    ],
    [
      'a renamed file: both names',
      {},
      ({ git }) => git('mv', 'README.md', 'LIESMICH.md'),
      'LIESMICH.md, README.md (missing)',
    ],
    [
      'a renamed file next to one that is kept out',
      { '.dockerignore': 'docs' },
      ({ git, write }) => {
        git('mv', 'README.md', 'LIESMICH.md');
        write({ 'docs/index.md': 'changed' });
      },
      'LIESMICH.md, README.md (missing)',
    ],
    [
      'the Dockerfile, though it is kept out',
      { '.dockerignore': 'Dockerfile' },
      writing({ Dockerfile: 'FROM scratch' }),
      'Dockerfile',
    ],
    // What is kept out is not what the commit says.
    [
      '.dockerignore, though it keeps itself out',
      { '.dockerignore': '*\n!src' },
      writing({ '.dockerignore': '*' }),
      '.dockerignore',
    ],
    ['a new .dockerignore that keeps itself out', {}, writing({ '.dockerignore': '*\n!src' }), '.dockerignore'],
    [
      '.dockerignore that is gone, though it kept itself out',
      { '.dockerignore': '.dockerignore' },
      ({ folder }) => rmSync(join(folder, '.dockerignore')),
      '.dockerignore (missing)',
    ],
    [
      'the Dockerfile’s own list, though it keeps itself out',
      { 'Dockerfile.dockerignore': '*\n!src' },
      writing({ 'Dockerfile.dockerignore': '*' }),
      'Dockerfile.dockerignore',
    ],
    [
      'a new list of the Dockerfile’s own that keeps itself out',
      {},
      writing({ 'Dockerfile.dockerignore': '*\n!src' }),
      'Dockerfile.dockerignore',
    ],
    [
      'one that Git ignores',
      { '.gitignore': '*.dockerignore' },
      writing({ 'Dockerfile.dockerignore': '*\n!src' }),
      'Dockerfile.dockerignore',
    ],
    [
      'the Dockerfile’s own list that is gone, though the context’s keeps it out',
      { '.dockerignore': '*\n!src', 'Dockerfile.dockerignore': 'src' },
      ({ folder }) => rmSync(join(folder, 'Dockerfile.dockerignore')),
      'Dockerfile.dockerignore (missing)',
    ],
    [
      'names with spaces, umlauts, quotes and line ends',
      {},
      writing({ 'größe und maß.txt': '', '"a\tb"': '', 'c\nd': '' }),
      '"a\tb", c\nd, größe und maß.txt',
    ],
    [
      'more than the log has room for',
      {},
      writing({ 'a.c': '', 'b.c': '', 'c.c': '', 'd.c': '', 'e.c': '' }),
      'a.c, b.c, c.c and 2 more',
    ],
  ])('%s', async (_, ignoreFiles, change, what) => {
    using checkout = checkoutOf({ ...committed, ...ignoreFiles });
    change(checkout);
    expect(await look(checkout)).toEqual(sees(what));
  });
});

test.each<[string, string, Worktree]>([
  // As an expression, it would keep src out.
  ['(src)', 'src/main.c', sees('src/main.c')],
  ['libstdc++', 'libstdc++', expect.objectContaining({ clean: true }) as never],
  [
    'a*|b',
    'README.md',
    {
      clean: false,
      why: '.dockerignore has a pattern with too many wildcards, or one that only Docker can read: a*|b',
    },
  ],
])('the pattern %j means what it does in Docker', async (pattern, path, expected) => {
  using checkout = checkoutOf({ ...committed, '.dockerignore': pattern });
  checkout.write({ [path]: 'changed' });
  expect(await look(checkout)).toEqual(expected);
});

describe('the build does not see all that the commit holds', () => {
  test('of a sparse checkout', async () => {
    using checkout = checkoutOf(committed);
    checkout.git('sparse-checkout', 'set', 'src');
    expect(await look(checkout)).toEqual(sees('docs/index.md (missing)'));
  });

  test('of a submodule that is not checked out', async () => {
    using library = checkoutOf({ 'lib.c': '' });
    using checkout = checkoutOf(committed);
    checkout.git('submodule', '--quiet', 'add', library.folder, 'library');
    checkout.commit();
    expect(await look(checkout)).toMatchObject({ clean: true });
    checkout.git('submodule', '--quiet', 'deinit', '--force', 'library');
    expect(await look(checkout)).toEqual({
      clean: false,
      why: 'the submodule library is not checked out as the commit has it',
    });
  });
});

describe('a context in a checkout of its own', () => {
  test('is the submodule’s, at its own commit', async () => {
    using library = checkoutOf({ Dockerfile, 'app/a': '' });
    using checkout = checkoutOf(committed);
    checkout.git('submodule', '--quiet', 'add', library.folder, 'library');
    checkout.commit();
    const clean = {
      clean: true,
      context: library.git('rev-parse', 'HEAD:app'),
      dockerfile: library.git('rev-parse', 'HEAD:Dockerfile'),
    };
    const inSubmodule = () => look(checkout, 'library/app', 'library/Dockerfile');
    expect(await inSubmodule()).toEqual(clean);
    checkout.write({ 'library/app/a': 'changed' });
    expect(await inSubmodule()).toEqual(sees('a'));
    checkout.git('-C', 'library', 'commit', '--quiet', '--all', '--message=another commit');
    const moved = { ...clean, context: checkout.git('-C', 'library', 'rev-parse', 'HEAD:app') };
    expect(moved.context).not.toBe(clean.context);
    expect(await inSubmodule()).toEqual(moved);
  });

  test.each<[string, (checkout: Checkout) => unknown]>([
    [
      'a second clone, which the one around it does not know',
      ({ git, folder }) => git('clone', '--quiet', folder, 'other'),
    ],
    [
      'one that the one around it ignores',
      ({ commit, git, folder }) => {
        commit({ '.gitignore': '/other' });
        git('clone', '--quiet', folder, 'other');
      },
    ],
    ['a worktree', ({ git }) => git('worktree', 'add', '--quiet', '--detach', 'other')],
  ])('is its own: %s', async (_, add) => {
    using checkout = checkoutOf(committed);
    add(checkout);
    const idOf = (path: string) => checkout.git('-C', 'other', 'rev-parse', `HEAD:${path}`);
    const inOther = () => look(checkout, 'other', 'other/Dockerfile');
    const before = { clean: true, context: idOf(''), dockerfile: idOf('Dockerfile') };
    expect(await inOther()).toEqual(before);
    checkout.write({ 'other/README.md': 'changed' });
    expect(await inOther()).toEqual(sees('README.md'));
    checkout.git('-C', 'other', 'commit', '--quiet', '--all', '--message=another commit');
    expect(await inOther()).toEqual({ ...before, context: idOf('') });
    expect(idOf('')).not.toBe(before.context);
    // What is around it is not in it.
    expect(await look(checkout, 'other', 'Dockerfile')).toEqual({
      clean: false,
      why: 'Git has no commit that holds Dockerfile',
    });
  });
});

describe('what kinds of files there are', () => {
  test.each<[string, (checkout: Checkout) => unknown, string]>([
    ['a program that is one no more', ({ folder }) => chmodSync(join(folder, 'run'), 0o644), 'run'],
    ['a file that became a program', ({ folder }) => chmodSync(join(folder, 'README.md'), 0o755), 'README.md'],
    [
      'a link to elsewhere',
      ({ folder }) => {
        rmSync(join(folder, 'link'));
        symlinkSync('README.md', join(folder, 'link'));
      },
      'link',
    ],
    [
      'a file in place of a link',
      ({ folder, write }) => {
        rmSync(join(folder, 'link'));
        write({ link: 'run' });
      },
      'link',
    ],
    [
      'a link in place of a folder',
      ({ folder }) => {
        renameSync(join(folder, 'docs'), join(folder, '.git/docs'));
        symlinkSync('.git/docs', join(folder, 'docs'));
      },
      'docs, docs/index.md (missing)',
    ],
    [
      'a pipe in place of a file',
      ({ folder }) => {
        rmSync(join(folder, 'README.md'));
        execFileSync('mkfifo', [join(folder, 'README.md')]);
      },
      'README.md',
    ],
    ['an empty folder', ({ folder }) => mkdirSync(join(folder, 'empty')), 'empty/'],
  ])('%s', async (_, change, what) => {
    using checkout = checkoutOf({ ...committed, run: '#!/bin/sh\n' });
    chmodSync(join(checkout.folder, 'run'), 0o755);
    symlinkSync('run', join(checkout.folder, 'link'));
    checkout.commit();
    expect(await look(checkout)).toMatchObject({ clean: true });
    change(checkout);
    expect(await look(checkout)).toEqual(sees(what));
  });

  test('what is read through a link may be anything', async () => {
    using checkout = checkoutOf({ ...committed, 'ci/Dockerfile': Dockerfile });
    symlinkSync('ci', join(checkout.folder, 'link'));
    checkout.commit();
    const why = 'link/Dockerfile is a link, or behind one, which may lead anywhere';
    expect(await look(checkout, '.', 'link/Dockerfile')).toEqual({ clean: false, why });
  });

  test('of a repository with longer ids', async () => {
    using checkout = folderOf(committed);
    checkout.git('init', '--quiet', '--object-format=sha256');
    checkout.commit();
    expect(await look(checkout)).toMatchObject({ clean: true });
    checkout.write({ 'src/main.c': 'changed' });
    expect(await look(checkout)).toEqual(sees('src/main.c'));
  });
});

describe('names that are not UTF-8', () => {
  /** A path of bytes: each `?` of it is one that is no UTF-8. */
  const bytes = (folder: string, path: string) => Buffer.from(join(folder, path.replaceAll('?', '\xe9')), 'latin1');
  const write = (folder: string, path: string) => writeFileSync(bytes(folder, path), 'not in the commit');
  const notUtf8 = (path: string) => sees(`${path} (its name is not UTF-8)`);

  test.each<Case>([
    ['a new file', {}, ({ folder }) => write(folder, 'src/caf?.js')],
    [
      'one that a pattern may match, or not',
      { '.dockerignore': 'src/*.js' },
      ({ folder }) => write(folder, 'src/caf?.js'),
    ],
    ['a new folder', {}, ({ folder }) => mkdirSync(bytes(folder, 'src/caf?.js'))],
    [
      'a committed one, unchanged',
      {},
      ({ folder, commit }) => {
        write(folder, 'src/caf?.js');
        commit();
      },
    ],
    // What is left of its name is the same, and so is what Git prints of it.
    [
      'one in place of another that was committed',
      {},
      ({ folder, commit }) => {
        write(folder, 'src/caf?.js');
        commit();
        renameSync(bytes(folder, 'src/caf?.js'), Buffer.from(join(folder, 'src/caf\xe8.js'), 'latin1'));
      },
    ],
    // The character that stands for what was lost is a name like any other.
    [
      'one beside a committed file that is named as what is left of it',
      {},
      ({ folder, commit }) => {
        commit({ 'src/caf\uFFFD.js': 'not in the commit' });
        rmSync(join(folder, 'src/caf\uFFFD.js'));
        write(folder, 'src/caf?.js');
      },
    ],
  ])('never pass for the commit: %s', async (_, ignoreFiles, change) => {
    using checkout = checkoutOf({ ...committed, ...ignoreFiles });
    change(checkout);
    expect(await look(checkout)).toEqual(notUtf8('src/caf\uFFFD.js'));
  });

  test('nor does a committed one in a folder of such a name, there or not', async () => {
    using checkout = checkoutOf(committed);
    mkdirSync(bytes(checkout.folder, 'caf?'));
    write(checkout.folder, 'caf?/a');
    checkout.commit();
    const folder = 'caf\uFFFD (its name is not UTF-8)';
    expect(await look(checkout)).toEqual(sees(`${folder}, caf\uFFFD/a (missing)`));
    rmSync(bytes(checkout.folder, 'caf?'), { recursive: true });
    expect(await look(checkout)).toEqual(sees('caf\uFFFD/a (missing)'));
  });

  test('do not matter in a folder that is kept out', async () => {
    using checkout = checkoutOf({ ...committed, '.dockerignore': 'docs' });
    mkdirSync(bytes(checkout.folder, 'docs/?'));
    for (const path of ['docs/caf?.js', 'docs/?/a']) write(checkout.folder, path);
    expect(await look(checkout)).toMatchObject({ clean: true });
    checkout.commit();
    expect(await look(checkout)).toMatchObject({ clean: true });
  });
});

describe('modes that the commit does not hold', () => {
  const modesOf = async (checkout: Checkout) => {
    const found = await look(checkout);
    return found.clean ? (found.modes ?? 'usual') : found.why;
  };
  const program: Files = { ...committed, run: '#!/bin/sh\n', '.dockerignore': 'docs' };
  function withProgram(): Checkout {
    const checkout = folderOf(program);
    checkout.git('init', '--quiet');
    chmodSync(join(checkout.folder, 'run'), 0o755);
    symlinkSync('run', join(checkout.folder, 'link'));
    checkout.commit();
    return checkout;
  }
  const under =
    (umask: number) =>
    ({ folder }: Checkout) => {
      for (const path of ['src', 'docs', 'run']) chmodSync(join(folder, path), 0o777 & ~umask);
      for (const path of ['Dockerfile', 'README.md', 'src/main.c', 'docs/index.md', '.dockerignore'])
        chmodSync(join(folder, path), 0o666 & ~umask);
    };

  test.each<[string, (checkout: Checkout) => unknown]>([
    ['nothing', () => undefined],
    ['the umask 022', under(0o022)],
    ['what is kept out', ({ folder }) => ['docs', 'docs/index.md'].map((path) => chmodSync(join(folder, path), 0o700))],
    // BuildKit does not send it.
    ['the context’s own folder', ({ folder }) => chmodSync(folder, 0o777)],
  ])('are none after %s', async (_, change) => {
    using checkout = withProgram();
    change(checkout);
    expect(await modesOf(checkout)).toBe('usual');
  });

  test('make each another content', async () => {
    const changes: ((checkout: Checkout) => unknown)[] = [
      ...[0o002, 0o027, 0o077, 0o000].map(under),
      ...[0o664, 0o600, 0o4644, 0o2644].map(
        (mode) =>
          ({ folder }: Checkout) =>
            chmodSync(join(folder, 'README.md'), mode),
      ),
      ...[0o700, 0o2755, 0o1777].map(
        (mode) =>
          ({ folder }: Checkout) =>
            chmodSync(join(folder, 'src'), mode),
      ),
      ...[0o744, 0o4755].map(
        (mode) =>
          ({ folder }: Checkout) =>
            chmodSync(join(folder, 'run'), mode),
      ),
    ];
    const found = new Set<string>();
    for (const change of changes) {
      using checkout = withProgram();
      change(checkout);
      const modes = await modesOf(checkout);
      expect(modes).toMatch(/^[0-9a-f]{64}$/);
      found.add(modes);
    }
    expect(found.size).toBe(changes.length);
  });

  test('are the same on another machine', async () => {
    using one = withProgram();
    using other = withProgram();
    for (const checkout of [one, other]) under(0o002)(checkout);
    expect(await modesOf(one)).toBe(await modesOf(other));
  });
});

describe('a context in a subfolder, its Dockerfile elsewhere', () => {
  const files: Files = { 'app/größe.c': 'a', 'app/.dockerignore': '*.md', 'ci/Dockerfile': Dockerfile, 'web/b': 'b' };
  const inFolder = (checkout: Checkout) => look(checkout, 'app', 'ci/Dockerfile');

  test.each<[string, Files]>([
    ['nothing is changed', {}],
    ['something is changed outside', { 'web/b': 'changed', 'web/new': '', 'new/a': '', 'ci/new': '' }],
    ['what is changed is kept out', { 'app/README.md': 'new' }],
  ])('%s', async (_, change) => {
    using checkout = checkoutOf(files);
    checkout.write(change);
    expect(await inFolder(checkout)).toEqual({
      clean: true,
      context: checkout.git('rev-parse', 'HEAD:app'),
      dockerfile: checkout.git('rev-parse', 'HEAD:ci/Dockerfile'),
    });
  });

  test.each<[string, Files, string]>([
    ['a changed file', { 'app/größe.c': 'changed' }, 'größe.c'],
    ['a new folder', { 'app/new/a': '' }, 'new/'],
    ['the Dockerfile', { 'ci/Dockerfile': 'FROM scratch' }, '../ci/Dockerfile'],
    ['the Dockerfile’s own list', { 'ci/Dockerfile.dockerignore': '*.c' }, '../ci/Dockerfile.dockerignore'],
  ])('%s', async (_, change, what) => {
    using checkout = checkoutOf(files);
    checkout.write(change);
    expect(await inFolder(checkout)).toEqual(sees(what));
  });

  test('the Dockerfile’s policy is a part of the content, and is read by buildx even if nobody committed it', async () => {
    using checkout = checkoutOf({ 'ci/Dockerfile': Dockerfile, 'ci/Dockerfile.rego': 'package docker', 'app/a': '' });
    const [dockerfile, policy] = ['', '.rego'].map((end) => checkout.git('rev-parse', `HEAD:ci/Dockerfile${end}`));
    const inApp = () => look(checkout, 'app', 'ci/Dockerfile');
    expect(await inApp()).toMatchObject({ clean: true, dockerfile: `${dockerfile}  ${policy}` });
    checkout.write({ 'ci/Dockerfile.rego': 'package other' });
    expect(await inApp()).toEqual(sees('../ci/Dockerfile.rego'));
    checkout.git('rm', '--quiet', '--force', 'ci/Dockerfile.rego');
    checkout.commit();
    expect(await inApp()).toMatchObject({ clean: true, dockerfile });
    checkout.write({ 'ci/Dockerfile.rego': 'package other' });
    expect(await inApp()).toEqual(sees('../ci/Dockerfile.rego'));
  });

  test('the Dockerfile’s own list is a part of the content', async () => {
    using checkout = checkoutOf({ ...files, 'ci/Dockerfile.dockerignore': '*.c' });
    const [dockerfile, own] = ['', '.dockerignore'].map((end) => checkout.git('rev-parse', `HEAD:ci/Dockerfile${end}`));
    expect(await inFolder(checkout)).toMatchObject({ clean: true, dockerfile: `${dockerfile} ${own}` });
  });

  test('a submodule elsewhere may be missing', async () => {
    using library = checkoutOf({ 'lib.c': '' });
    using checkout = checkoutOf(files);
    checkout.git('submodule', '--quiet', 'add', library.folder, 'web/library');
    checkout.commit();
    checkout.git('submodule', '--quiet', 'deinit', '--force', 'web/library');
    expect(await inFolder(checkout)).toMatchObject({ clean: true });
  });

  test('another commit’s context is the same while only the rest changes', async () => {
    using checkout = checkoutOf(files);
    const before = await inFolder(checkout);
    checkout.commit({ 'web/b': 'changed' });
    expect(await inFolder(checkout)).toEqual(before);
    checkout.commit({ 'ci/Dockerfile.dockerignore': '*.c' });
    expect(await inFolder(checkout)).not.toEqual(before);
  });
});

describe('there is nothing to compare with', () => {
  const noCommit = (file: string): Worktree => ({ clean: false, why: `Git has no commit that holds ${file}` });

  test('no repository', async () => {
    using folder = folderOf({ Dockerfile });
    expect(await look(folder)).toEqual(noCommit('Dockerfile'));
  });

  test('no commit yet', async () => {
    using folder = folderOf({ Dockerfile });
    folder.git('init', '--quiet');
    expect(await look(folder)).toEqual(noCommit('Dockerfile'));
  });

  test.each([
    ['an uncommitted Dockerfile', '.', 'Containerfile'],
    ['an uncommitted context', 'generated', 'generated/Dockerfile'],
    ['an ignored context', 'ignored', 'Dockerfile'],
  ])('%s', async (_, context, file) => {
    using checkout = checkoutOf({ ...committed, '.gitignore': 'ignored' });
    checkout.write({ Containerfile: Dockerfile, 'generated/Dockerfile': Dockerfile, 'ignored/a': '' });
    expect(await look(checkout, context, file)).toEqual(noCommit(file));
  });
});
