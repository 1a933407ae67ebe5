import { expect, test } from '@jest/globals';
import { explainConflict } from '../../src/registry/ecr-tags.ts';
import { digestOf } from './images.ts';

const A = digestOf('a');
const B = digestOf('b');
const WAYS_OUT =
  'Use another tag, make this one mutable (image-tag-mutability, or a filter in image-tag-mutability-exclusions), or set tag-conflict: keep to leave it there and publish the other tags.';

const conflict = { repository: 'team/app', tag: 'v1', now: A, isKnown: true };

test.each<[string, Parameters<typeof explainConflict>[0], string]>([
  ['before the build', conflict, `points at ${A}, which was built from other inputs.`],
  [
    'before the build, where it is known when its image was pushed',
    { ...conflict, since: new Date('2026-11-20T12:00:00Z') },
    `points at ${A} (pushed 2026-11-20T12:00:00.000Z), which was built from other inputs.`,
  ],
  [
    'whose image does not say what it was built from',
    { ...conflict, isKnown: false },
    `points at ${A}, which does not say what it was built from.`,
  ],
  [
    'beside others',
    { ...conflict, others: ['v1.2', 'latest'] },
    `points at ${A}, which was built from other inputs. So are v1.2, latest.`,
  ],
  ['after it', { ...conflict, digest: B }, `points at ${A}, not at ${B}.`],
  [
    'whose image names its commit',
    { ...conflict, commit: 'c0ffee0' },
    `points at ${A} (built from commit c0ffee0), which was built from other inputs.`,
  ],
  [
    'whose image names its commit, after the build',
    { ...conflict, commit: 'c0ffee0', digest: B },
    `points at ${A} (built from commit c0ffee0), not at ${B}.`,
  ],
])('a tag in the way, %s', (_, given, where) => {
  expect(explainConflict(given)).toBe(`The tag "v1" of team/app is immutable and already ${where} ${WAYS_OUT}`);
});
