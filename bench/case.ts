import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Builder, Stack } from '../stack/stack.ts';
import type { Measured } from './figure.ts';

export type Bench = {
  stack: Stack;
  /** Fewer rounds. */
  quick: boolean;
};

export type Case = {
  name: string;
  /** Whether it is short enough for every change. */
  quick: boolean;
  measure(bench: Bench): Promise<Measured>;
};

/** What every project is built from, but for what its case is about. */
export const DOCKERFILE = `ARG BASE=scratch
FROM $BASE
RUN mkdir /app
`;

/** A repository that no other measurement has; the stack's role may make it. */
export const freshName = (): string => `team/bench-${randomUUID()}`;

export function firstBuilder({ builders: [builder] }: Stack): Builder {
  if (!builder) throw new Error('The stack has nothing to build with.');
  return builder;
}

/** The address of the stack's own BuildKit. Somebody else's daemon must not lose its cache to a bench. */
export function ownBuildKit(stack: Stack): string {
  const address = firstBuilder(stack).env.BUILDKIT_HOST;
  // The folder's name is in the path of the socket, also where a link makes that shorter.
  if (address?.includes(basename(stack.dir))) return address;
  throw new Error("This case needs the stack's own BuildKit: run it without Docker and BUILDKIT_HOST.");
}
