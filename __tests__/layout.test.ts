// What Biome cannot say of the layout; which folder may import which, and who may touch the runner, is in biome.json.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');

test('no file name stands twice under src', () => {
  const names = globSync('src/**/*.ts', { cwd: root }).map((file) => basename(file));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('every folder of src has its place in the order of imports', () => {
  const { overrides }: { overrides: { includes: string[] }[] } = JSON.parse(
    readFileSync(join(root, 'biome.json'), 'utf8'),
  );
  const ordered = overrides.flatMap(({ includes }) => includes);
  for (const folder of readdirSync(join(root, 'src'))) expect(ordered).toContain(`src/${folder}/**`);
});

test('no file is so large that whoever uses the action would have to fetch it for nothing', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const large = files.filter((file) => existsSync(file) && statSync(file).size > 1_000_000);
  expect(large).toEqual([]);
});
