// Holds action.yml against the code: what it declares is what the code reads and sets, no more and no less.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INPUTS, type Inputs } from '../src/job/inputs.ts';
import { toJob } from '../src/job/job.ts';
import { outputNames, toOutputs } from '../src/report/outputs.ts';
import { push } from './host/events.ts';
import { inputsOf } from './job/jobs.ts';
import { published } from './report/reports.ts';

const root = new URL('../', import.meta.url);

type Action = {
  inputs: Record<string, { description?: string; default?: string }>;
  outputs: Record<string, { description?: string }>;
  runs: { using: string; main: string };
};
const action: Action = parse(readFileSync(new URL('action.yml', root), 'utf8'));

test('it runs on node 24, from a bundle that is there', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/publish.js' });
  expect(existsSync(new URL(action.runs.main, root))).toBe(true);
});

test('its inputs and their defaults are those of the code, in the same order', () => {
  const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
  expect(declared).toEqual(Object.entries(INPUTS).map(([name, input]) => [name, input.default]));
});

test('every input is read', () => {
  // toJobs reads its text, for inputs of each.
  const read = new Set<string>(['destinations']);
  const inputs = new Proxy<Inputs>(inputsOf({ cache: 'true', 'pull-request-cache-repository': 'team/pull-cache' }), {
    get: (from, name) => {
      read.add(String(name));
      return Reflect.get(from, name);
    },
    ownKeys: () => {
      throw new Error('A copy of all inputs would count as reading each.');
    },
  });
  toJob(inputs, push, {});
  expect([...read].sort()).toEqual(Object.keys(action.inputs).sort());
});

test('its outputs are those of the code, in the same order', () => {
  expect(Object.keys(action.outputs)).toEqual([...outputNames]);
});

test('every output is set by a run that did it all', () => {
  const destinations = [{ name: 'eu-central-1/team/app', tags: published.tags }];
  expect(Object.keys(toOutputs({ ...published, destinations })).sort()).toEqual(Object.keys(action.outputs).sort());
});
