// The architecture's rules, checked from the source text.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: root }).sort();
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

type Import = { from: string; typeOnly: boolean };

/** What a file imports: its own files by their path from the root, packages by their name. */
function importsOf(file: string, source: string): Import[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const lazy = source.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g);
  return [
    ...[...statements].map(([, type, from = '']) => ({ from, typeOnly: type !== undefined })),
    ...[...lazy].map(([, from = '']) => ({ from, typeOnly: false })),
  ].map(({ from, typeOnly }) => ({ from: from.startsWith('.') ? join(file, '..', from) : from, typeOnly }));
}

const imports = new Map([...text].map(([file, source]) => [file, importsOf(file, source)]));

const importersOf = (wanted: string, which: (found: Import) => boolean = () => true): string[] =>
  files.filter((file) => imports.get(file)?.some((found) => found.from === wanted && which(found)));

/** Those outside of a room that import something of it. */
const importersOfRoom = (room: string): string[] =>
  files.filter(
    (file) => dirname(file) !== `src/${room}` && imports.get(file)?.some(({ from }) => dirname(from) === `src/${room}`),
  );

const values = ({ typeOnly }: Import): boolean => !typeOnly;

/** A way of imports that ends where it began. */
function cycle(graph: ReadonlyMap<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    return (graph.get(file) ?? []).map((next) => walk(next, [...way, file])).find(Boolean);
  };
  return [...graph.keys()].map((file) => walk(file, [])).find(Boolean);
}

test('imports are found in every form that is written', () => {
  const source = `import * as a from 'a';
import { b, type B } from './b.ts';
import type { C } from '../c.ts';
import {
  d,
} from 'd';
import 'e';
export { f } from 'f';
const { g } = await import('./g.ts');
`;
  expect(importsOf('src/room/file.ts', source)).toEqual([
    { from: 'a', typeOnly: false },
    { from: 'src/room/b.ts', typeOnly: false },
    { from: 'src/c.ts', typeOnly: true },
    { from: 'd', typeOnly: false },
    { from: 'e', typeOnly: false },
    { from: 'f', typeOnly: false },
    { from: 'src/room/g.ts', typeOnly: false },
  ]);
});

test('a cycle is found', () => {
  const way = cycle(new Map(Object.entries({ main: ['a', 'b'], a: ['c'], b: ['c'], c: ['d'], d: ['b'] })));
  expect(way).toEqual(['c', 'd', 'b', 'c']);
});

test('no imports go in a circle, not even of types', () => {
  expect(cycle(new Map([...imports].map(([file, found]) => [file, found.map(({ from }) => from)])))).toBeUndefined();
});

test('imports go from the entry through the order of things to the rooms, never back', () => {
  expect(files.filter((file) => dirname(file) === 'src')).toEqual(['src/failure.ts', 'src/main.ts']);
  expect(importersOf('src/main.ts')).toEqual([]);
  expect(importersOfRoom('publish')).toEqual(['src/main.ts']);
});

test.each([
  ['@actions/exec', ['src/process/run.ts']],
  ['child_process', []],
  // The type of a child process is needed there; starting one is @actions/exec's.
  ['node:child_process', []],
  // Inputs are read and outputs written by the entries alone.
  ['@actions/core', ['src/main.ts', 'src/request/inputs.ts']],
  ['node_modules/@actions/github/lib/context.js', ['src/main.ts']],
  ['@actions/github', []],
  // The environment is main.ts's to read and to hand on.
  ['node:process', []],
])('%s is imported by %p alone', (name, importers) => {
  expect(importersOf(name, values)).toEqual(importers);
});

test('the environment of the process is read in main.ts alone', () => {
  expect(files.filter((file) => /\bprocess\s*(\.|\?\.|\[['"])\s*env\b/.test(text.get(file) ?? ''))).toEqual([
    'src/main.ts',
  ]);
});
