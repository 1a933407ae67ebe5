import { describe, expect, test } from '@jest/globals';
import { type PlannedTag, settleTag, tagGroups } from '../../src/publish/plan.ts';
import type { Mutability } from '../../src/registry/mutability.ts';
import { digestOf } from '../registry/images.ts';

const mutable: Mutability = { setting: 'MUTABLE', exclusions: [] };
const immutable: Mutability = { setting: 'IMMUTABLE', exclusions: [] };
const releasesStay: Mutability = { setting: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*'] };

const A = digestOf('a');
const B = digestOf('b');

describe('what a tag needs once the digest is known', () => {
  test.each<[string, Omit<PlannedTag, 'tag'>, Mutability, PlannedTag['action']]>([
    ['it is not there', { action: 'create' }, immutable, 'create'],
    ['it is there already', { action: 'move', now: A }, mutable, 'keep'],
    ['it is there already, as hoped', { action: 'match', now: A }, immutable, 'keep'],
    ['it is there already, against what was feared', { action: 'conflict', now: A }, immutable, 'keep'],
    ['it is elsewhere and may move', { action: 'move', now: B }, mutable, 'move'],
    ['it is elsewhere and may move, though a match was hoped for', { action: 'match', now: B }, mutable, 'move'],
    ['it is elsewhere and stays', { action: 'match', now: B }, immutable, 'conflict'],
    ['it is elsewhere and stays, by a filter', { action: 'match', now: B }, releasesStay, 'conflict'],
    ['it is elsewhere and stays, as known', { action: 'conflict', now: B }, immutable, 'conflict'],
  ])('%s', (_, planned, mutability, action) => {
    expect(settleTag({ tag: 'v1', ...planned }, A, mutability)).toEqual({ ...planned, tag: 'v1', action });
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
      ],
      mutable,
      [[], []],
    ],
    ['none', [], immutable, [[], []]],
  ])('%s', (_, tags, mutability, groups) => {
    expect(tagGroups(tags, mutability)).toEqual(groups);
  });
});
