import { expect, test } from '@jest/globals';
import { explainConflict } from '../../src/registry/ecr-tags.ts';
import { digestOf } from './images.ts';

const A = digestOf('a');
const B = digestOf('b');
const WAYS_OUT =
  "Give another tag, or let the tag move (the repository's tag mutability, or an exclusion filter for it). With tag-conflict: keep it stays where it is, and the other tags are published.";

const conflict = { repository: 'team/app', tag: 'v1', now: A };

test.each<[string, Parameters<typeof explainConflict>[0], string]>([
  ['before the build', conflict, `points at ${A}, which was made from something else.`],
  [
    'before the build, where it is known since when',
    { ...conflict, since: new Date('2026-11-20T12:00:00Z') },
    `points at ${A} since 2026-11-20T12:00:00.000Z, which was made from something else.`,
  ],
  ['after it', { ...conflict, digest: B }, `points at ${A}, not at ${B}.`],
])('a tag in the way, %s', (_, given, where) => {
  expect(explainConflict(given)).toBe(`The tag "v1" of team/app is immutable and already ${where} ${WAYS_OUT}`);
});
