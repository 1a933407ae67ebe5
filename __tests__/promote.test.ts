// Holds promote/action.yml against the code and against action.yml.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { withShared } from '../scripts/promote.ts';
import { OWN, SHARED } from '../src/promote/promote-inputs.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const [own, publish] = [read('promote/action.yml'), read('action.yml')];
const action: { inputs: Record<string, { default?: string }>; runs: object } = parse(own);

test('what it shares is what action.yml says; if not, run npm run docs', () => {
  expect(withShared(own, publish)).toBe(own);
});

test('its inputs are those of the code', () => {
  expect(Object.keys(action.inputs).sort()).toEqual([...OWN, ...SHARED].sort());
});

test('it runs on node 24, from the bundle', () => {
  expect(action.runs).toEqual({ using: 'node24', main: '../dist/promote.js' });
});
