import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { withTables } from '../scripts/docs.ts';

const file = (path: string) => resolve(import.meta.dirname, '..', path);
const read = (path: string) => readFileSync(file(path), 'utf8');

test("README's tables are what action.yml says; if not, run npm run docs", () => {
  const readme = read('README.md');
  expect(withTables(readme, read('action.yml'))).toBe(readme);
  expect(readme).toContain('| `repository` |');
  expect(readme).toContain('| `image` |');
});

test('every file that the documents link to is there', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...readdirSync(file('docs')).map((name) => `docs/${name}`),
  ];
  const dead = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map(([, target = '']) => resolve(file(path), '..', target))
      .filter((target) => !existsSync(target)),
  );
  expect(dead).toEqual([]);
});

test("our workflows' actions are pinned by commit", () => {
  const workflows = readdirSync(file('.github/workflows')).map((name) => read(`.github/workflows/${name}`));
  const uses = workflows.flatMap((text) => [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action));
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$/);
});
