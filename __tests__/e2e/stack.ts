import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Stack } from '../../stack/stack.ts';

/** The programs that the tests run against; `npm test` brings them up. */
export const stack: Stack = read();

/** Docker without the containerd image store writes neither annotations nor images of several platforms. */
export const fullBuilders = stack.builders.filter(({ name }) => name !== 'docker-overlay2');

/**
 * The tags of an image whose push could not be verified: a Docker without the containerd image store cannot push without one,
 * and a tag that is new goes with it.
 */
export const unverifiedTags = (tag: string): Record<string, unknown> =>
  stack.builders[0]?.name === 'docker-overlay2' ? { [tag]: expect.any(String) } : {};

function read(): Stack {
  const file = process.env.STACK;
  if (!file)
    throw new Error('There is no stack: run these tests with `npm test`, or `npm test -- e2e` for them alone.');
  return JSON.parse(readFileSync(file, 'utf8'));
}
