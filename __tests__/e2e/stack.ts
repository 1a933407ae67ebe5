import { readFileSync } from 'node:fs';
import type { Stack } from '../../stack/stack.ts';

/** The programs that the tests run against; `npm test` brings them up. */
export const stack: Stack = read();

/** Docker without the containerd image store writes neither annotations nor images of several platforms. */
export const fullBuilders = stack.builders.filter(({ name }) => name !== 'docker-overlay2');

function read(): Stack {
  const file = process.env.STACK;
  if (!file)
    throw new Error('There is no stack: run these tests with `npm test`, or `npm test -- e2e` for them alone.');
  return JSON.parse(readFileSync(file, 'utf8'));
}
