// What Biome cannot say of the layout; which folder may import which, and who may touch the runner, is in biome.json.
import { globSync, readdirSync, readFileSync } from 'node:fs';
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
