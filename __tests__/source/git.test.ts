import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findNested, findRoot, gitWith } from '../../src/source/git.ts';
import { realPath } from '../../src/source/paths.ts';
import { checkoutOf, type Files, folderOf } from './checkout.ts';

const home = process.cwd();
/** @returns the root from the workspace, which is the folder */
function rootOf(workspace: string, context: string): string | undefined {
  process.chdir(workspace);
  try {
    const root = findRoot(context);
    return root?.replace(realPath('.'), '.');
  } finally {
    process.chdir(home);
  }
}

const bare: Files = { 'app/HEAD': 'ref: refs/heads/main\n', 'app/objects/x': '', 'app/refs/x': '', 'app/config': '' };

test('the workspace comes first, then the checkout around the context, and nothing above the workspace', () => {
  using checkout = checkoutOf({ 'app/x/a': '', 'none/a': '' });
  expect(rootOf(checkout.folder, 'app')).toBe('.');
  expect(rootOf(join(checkout.folder, 'app'), 'x')).toBeUndefined();
  using folder = folderOf({ 'app/x/a': '', ...bare });
  expect(rootOf(folder.folder, 'app/x')).toBeUndefined();
  mkdirSync(join(folder.folder, 'app/.git'));
  expect(rootOf(folder.folder, 'app/x')).toBe('./app');
  expect(rootOf(folder.folder, checkout.folder)).toBe(realPath(checkout.folder));
});

test('the outermost checkout in another is found', () => {
  using checkout = checkoutOf({ 'a/b/c/d': '' });
  for (const path of ['a/b', 'a/b/c']) mkdirSync(join(checkout.folder, path, '.git'));
  const root = realPath(checkout.folder);
  expect(findNested(root, join(root, 'a/b/c'))).toBe(join(root, 'a/b'));
  expect(findNested(join(root, 'a/b'), join(root, 'a/b/c'))).toBe(join(root, 'a/b/c'));
  expect(findNested(root, join(root, 'a'))).toBeUndefined();
  expect(findNested(root, root)).toBeUndefined();
  expect(findNested(root, home)).toBeUndefined();
});

test('a folder that only looks like a repository is not asked', async () => {
  using checkout = checkoutOf({ ...bare, 'app/config': '[core]\n\tbare = true\n' });
  const git = gitWith(process.env);
  expect(await git(join(checkout.folder, 'app'), 'rev-parse', '--git-dir')).toBeUndefined();
  expect(await git(checkout.folder, 'rev-parse', '--git-dir')).toBe('.git\n');
});

test('Git sees no token and no key', async () => {
  using checkout = checkoutOf({ a: '' });
  const env = {
    PATH: process.env.PATH,
    GIT_DIR: '/x',
    AWS_SECRET_ACCESS_KEY: 'key',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
  };
  // An alias that runs a program, which nothing but this test would ask for.
  const seen = await gitWith(env)(checkout.folder, '-c', 'alias.seen=!env', 'seen');
  const names = seen?.split('\n').flatMap((line) => line.match(/^([A-Z_]+)=/)?.[1] ?? []);
  const own = [
    'PATH',
    'GIT_TERMINAL_PROMPT',
    'GIT_CEILING_DIRECTORIES',
    'GIT_NO_LAZY_FETCH',
    'GIT_ALLOW_PROTOCOL',
    'GIT_NO_REPLACE_OBJECTS',
  ];
  const gits =
    /^(GIT_(DIR|PREFIX|CONFIG_PARAMETERS|LITERAL_PATHSPECS|OPTIONAL_LOCKS|EXEC_PATH|WORK_TREE)|PWD|OLDPWD|SHLVL|_)$/;
  expect(names?.filter((name) => !gits.test(name)).sort()).toEqual(own.sort());
  expect(seen).not.toContain('GIT_DIR=/x');
});
