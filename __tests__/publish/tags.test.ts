import { describe, expect, test } from '@jest/globals';
import type { StoredManifest } from '../../src/image/manifest.ts';
import { type PlannedTag, settleTag, tagGroups } from '../../src/publish/plan.ts';
import type { Mutability } from '../../src/registry/mutability.ts';
import { digestOf, ofCommit } from '../registry/images.ts';
import { commit } from './drafting.ts';

const mutable: Mutability = { setting: 'MUTABLE', exclusions: [] };
const immutable: Mutability = { setting: 'IMMUTABLE', exclusions: [] };
const releasesStay: Mutability = { setting: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*'] };

const A = digestOf('a');
const B = digestOf('b');

describe('what a tag needs once the digest is known', () => {
  const lastRun = { commit, tagOrder: 'last-run' } as const;
  const newestCommit = { commit, tagOrder: 'newest-commit' } as const;
  const { time: _, ...timeless } = commit;
  const ours = ofCommit('a', '2023-11-14T22:13:20.000Z');
  const sameCommit = ofCommit('b', '2023-11-14T22:13:20.000Z');
  const older = ofCommit('b', '2023-11-14T22:13:19.000Z');
  const newer = ofCommit('b', '2023-11-14T22:13:21.000Z');
  const unknown = ofCommit('b');

  test.each<[string, StoredManifest | undefined, Mutability, Parameters<typeof settleTag>[4], PlannedTag['action']]>([
    ['it is not there', undefined, immutable, lastRun, 'create'],
    ['it is there already', ours, mutable, lastRun, 'keep'],
    ['it is there already and never moves', ours, immutable, lastRun, 'keep'],
    ['it is elsewhere and may move', older, mutable, lastRun, 'move'],
    ['it is elsewhere and never moves', older, immutable, lastRun, 'conflict'],
    ['it is elsewhere and never moves, by a filter', older, releasesStay, lastRun, 'conflict'],
    ['it is a newer commit’s, and the last run counts', newer, mutable, lastRun, 'move'],
    ['it is a newer commit’s, and that counts', newer, mutable, newestCommit, 'stay'],
    ['it is a newer commit’s and never moves', newer, immutable, newestCommit, 'conflict'],
    ['it is an older commit’s', older, mutable, newestCommit, 'move'],
    ['it is another image of the same commit', sameCommit, mutable, newestCommit, 'move'],
    ['nobody knows of which commit it is', unknown, mutable, newestCommit, 'move'],
    ['its time is none', ofCommit('b', 'yesterday'), mutable, newestCommit, 'move'],
    [
      'nobody knows when this run’s commit was made',
      newer,
      mutable,
      { commit: timeless, tagOrder: 'newest-commit' },
      'move',
    ],
  ])('%s', (_, image, mutability, draft, action) => {
    const expected = { tag: 'v1', action, ...(image && { now: image.digest }) };
    expect(settleTag('v1', image, A, mutability, draft)).toEqual(expected);
  });
});

describe('tags are put in two groups', () => {
  const create = (tag: string): PlannedTag => ({ tag, action: 'create' });
  const move = (tag: string): PlannedTag => ({ tag, action: 'move', now: B });

  test.each<[string, PlannedTag[], Mutability, [PlannedTag[], PlannedTag[]]]>([
    ['new ones before those that move', [move('latest'), create('v1')], mutable, [[create('v1')], [move('latest')]]],
    [
      'in their order',
      [create('v1.2.3'), move('latest'), create('v1'), move('edge')],
      mutable,
      [
        [create('v1.2.3'), create('v1')],
        [move('latest'), move('edge')],
      ],
    ],
    [
      'one that the registry may refuse to move before those that it will move',
      [move('latest'), move('v1')],
      releasesStay,
      [[move('v1')], [move('latest')]],
    ],
    [
      'a new latest with those that move',
      [create('latest'), create('v1'), create('1-latest'), create('latest-alpine'), create('latest.2')],
      mutable,
      [[create('v1')], [create('latest'), create('1-latest'), create('latest-alpine'), create('latest.2')]],
    ],
    [
      'a new tag that only sounds like it with the other new ones',
      [create('latests'), create('mylatest')],
      mutable,
      [[create('latests'), create('mylatest')], []],
    ],
    [
      'a new latest that will never move with the other new ones',
      [create('latest')],
      immutable,
      [[create('latest')], []],
    ],
    [
      'what needs nothing, or must not be touched, is in none',
      [
        { tag: 'v1', action: 'keep', now: A },
        { tag: 'v2', action: 'conflict', now: B },
        { tag: 'v3', action: 'match', now: B },
        { tag: 'v4', action: 'unknown' },
        { tag: 'v5', action: 'stay', now: B },
      ],
      mutable,
      [[], []],
    ],
    ['none', [], immutable, [[], []]],
  ])('%s', (_, tags, mutability, groups) => {
    expect(tagGroups(tags, mutability)).toEqual(groups);
  });
});
