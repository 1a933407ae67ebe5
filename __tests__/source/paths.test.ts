import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { checkFile, checkPath, realPath } from '../../src/source/paths.ts';
import { folderOf } from './checkout.ts';

const home = process.cwd();
const around = folderOf({ 'w/app/a': '', 'w/app/deep/b': '', 'other/x/c': '', 'wide/d': '' });
/** Unlike join, leaves a `..` where it is. */
const at = (path: string) => `${process.cwd()}/${path}`;
process.chdir(join(around.folder, 'w'));
symlinkSync('app', 'inner');
symlinkSync('../other', 'out');
symlinkSync('../../other/x', 'app/out');
symlinkSync('nowhere', 'dangling');
symlinkSync(join(around.folder, 'w/app'), '../other/in');
mkdirSync('..w');
afterAll(() => {
  process.chdir(home);
  around[Symbol.dispose]();
});

test.each([
  '.',
  'app',
  'app/a',
  'inner/deep',
  'app/../app',
  '../w/app',
  'out/in/a',
  'not-there',
  'dangling',
  '..w',
  at('app'),
  at('../other'),
  at('../other/x/c'),
  at('../other/in/a'),
  at('not-there/../../other'),
  '/',
])('%s is taken', (path) => {
  expect(() => checkPath('context', path)).not.toThrow();
});

test.each([
  'out',
  'out/x/c',
  'inner/out',
  'app/out/c',
  'out/../wide',
  'inner/../out',
  at('out'),
  at('app/out/c'),
  at('out/../wide'),
  at('app/out/../../wide'),
  at('../w/out'),
  at('../other/in/out'),
])('%s leads out by a link of the workspace', (path) => {
  expect(() => checkPath('context', path)).toThrow(
    /^context: ".*" is, or is below, a symbolic link that leads out of the workspace, to ".*\/(other|wide).*"\./,
  );
});

test.each(['..', '../other', 'app/../../other', '../not-there'])('%s climbs out', (path) => {
  expect(() => checkPath('file', path)).toThrow(/^file: ".*" leads out of the workspace, .*\. Give an absolute path/);
});

test.each(['out/x/c', '../other/x/c', at('../other/x/c')])('no file outside is read: %s', (path) => {
  expect(() => checkFile('lifecycle-policy', path)).toThrow(/^lifecycle-policy: ".*" leads out of the workspace/);
});

test('a folder is not a file', () => {
  expect(() => checkFile('lifecycle-policy', 'app')).toThrow(/^lifecycle-policy: "app" is not a file\./);
});

test.each(['app/a', 'inner/a', at('app/a'), 'not-there'])('a file inside may be read: %s', (path) => {
  expect(checkFile('lifecycle-policy', path)).toBe(realPath(path));
});
