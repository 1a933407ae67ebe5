import { describe, expect, test } from '@jest/globals';
import type { StoredManifest } from '../../src/image/manifest.ts';
import type { Draft } from '../../src/publish/draft.ts';
import { FINGERPRINT } from '../../src/publish/fingerprint.ts';
import { lookedUpTags, type Plan, type PlannedTag, type RegistryState, toPlan } from '../../src/publish/plan.ts';
import type { Mutability } from '../../src/registry/mutability.ts';
import { SHA } from '../host/events.ts';
import { carrying, digestOf, ofCommit } from '../registry/images.ts';
import { repository } from '../registry/repositories.ts';
import { dirty, draft, MINE, OTHER } from './drafts.ts';

const mutable: Mutability = { setting: 'MUTABLE', exclusions: [] };
const immutable: Mutability = { setting: 'IMMUTABLE', exclusions: [] };
const releasesStay: Mutability = { setting: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*'] };
const latestMoves: Mutability = { setting: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['latest'] };

const holding = (images: Record<string, StoredManifest>, mutability = mutable): RegistryState => ({
  repository,
  mutability,
  images: new Map(Object.entries(images)),
});

const mine = carrying('a', MINE);
const again = carrying('b', MINE);
const other = carrying('c', OTHER);
const foreign = { ...carrying('d'), labels: {} };
const unread = carrying('d');

const build = { repository: 'team/app', createRepository: false, action: 'build', fingerprint: MINE } as const;
const nothingFound = { ...build, why: 'the registry held no image with this fingerprint' };
const reuse = { repository: 'team/app', createRepository: false, action: 'reuse', fingerprint: MINE } as const;
const off: Draft = { ...draft, reuse: { wanted: false, why: 'reuse is off' } };
const content: Draft = { ...draft, contentTag: 'content-0' };

const job = { tagConflict: 'fail', repository: { mode: 'create' } } as const;

const plans: [string, Draft, RegistryState | undefined, Omit<Plan, 'tagConflict'>][] = [
  [
    'the registry was not asked: nothing is known',
    draft,
    undefined,
    {
      repository: 'team/app',
      action: 'build',
      why: 'the registry was not asked',
      fingerprint: MINE,
      tags: [
        { tag: 'v1', action: 'unknown' },
        { tag: 'latest', action: 'unknown' },
      ],
    },
  ],
  [
    'no repository: all is made',
    draft,
    { ...holding({}), repository: undefined },
    {
      ...nothingFound,
      createRepository: true,
      tags: [
        { tag: 'v1', action: 'create' },
        { tag: 'latest', action: 'create' },
      ],
    },
  ],
  [
    'a new version: its tag is made, latest moves',
    draft,
    holding({ latest: other }, latestMoves),
    {
      ...nothingFound,
      tags: [
        { tag: 'v1', action: 'create' },
        { tag: 'latest', action: 'move', now: digestOf('c') },
      ],
    },
  ],
  [
    'an immutable tag is made from something else: it is in the way before the build',
    draft,
    holding({ v1: other, latest: other }, releasesStay),
    {
      ...nothingFound,
      tags: [
        { tag: 'v1', action: 'conflict', now: digestOf('c') },
        { tag: 'latest', action: 'move', now: digestOf('c') },
      ],
    },
  ],
  [
    'the same again: nothing to do',
    draft,
    holding({ v1: mine, latest: mine }, immutable),
    {
      ...reuse,
      image: mine,
      tags: [
        { tag: 'v1', action: 'keep', now: digestOf('a') },
        { tag: 'latest', action: 'keep', now: digestOf('a') },
      ],
    },
  ],
  [
    'a run that died between its tags: the next one adds what is missing',
    draft,
    holding({ v1: mine, latest: other }),
    {
      ...reuse,
      image: mine,
      tags: [
        { tag: 'v1', action: 'keep', now: digestOf('a') },
        { tag: 'latest', action: 'move', now: digestOf('c') },
      ],
    },
  ],
  [
    'an image to reuse, but a tag that stays elsewhere',
    draft,
    holding({ v1: other, latest: mine }, immutable),
    {
      ...reuse,
      image: mine,
      tags: [
        { tag: 'v1', action: 'conflict', now: digestOf('c') },
        { tag: 'latest', action: 'keep', now: digestOf('a') },
      ],
    },
  ],
  [
    'a release of a commit that is there under its own tag',
    draft,
    holding({ [SHA]: mine }),
    {
      ...reuse,
      image: mine,
      tags: [
        { tag: 'v1', action: 'create' },
        { tag: 'latest', action: 'create' },
      ],
    },
  ],
  [
    'another commit with the same content',
    content,
    holding({ 'content-0': mine, latest: other }),
    {
      ...reuse,
      image: mine,
      tags: [
        { tag: 'v1', action: 'create' },
        { tag: 'latest', action: 'move', now: digestOf('c') },
      ],
    },
  ],
  [
    'reuse is not wanted: the image that is there is built again',
    off,
    holding({ v1: mine, latest: mine }, releasesStay),
    {
      ...build,
      why: 'reuse is off',
      tags: [
        { tag: 'v1', action: 'match', now: digestOf('a') },
        { tag: 'latest', action: 'move', now: digestOf('a') },
      ],
    },
  ],
  [
    'files that the commit does not hold: there is no fingerprint, and nobody knows what the build will give',
    dirty,
    holding({ v1: mine, latest: foreign }, releasesStay),
    {
      repository: 'team/app',
      createRepository: false,
      action: 'build',
      why: 'the build sees what the commit does not hold: generated',
      tags: [
        { tag: 'v1', action: 'match', now: digestOf('a') },
        { tag: 'latest', action: 'move', now: digestOf('d') },
      ],
    },
  ],
];

test.each(plans)('%s', (_, from, state, plan) => {
  expect(toPlan(from, 'team/app', state, job)).toEqual({ ...plan, tagConflict: 'fail' });
});

test.each(['off', 'verify'] as const)('with create-repository: %s a missing repository will not be created', (mode) => {
  const state = { ...holding({}), repository: undefined };
  expect(toPlan(draft, 'team/app', state, { ...job, repository: { mode } }).createRepository).toBe(false);
});

describe('what one tag needs', () => {
  const cases: [string, string, Draft, StoredManifest | undefined, PlannedTag['action']][] = [
    ['built, missing', 'IMMUTABLE', off, undefined, 'create'],
    ['built, made from something else', 'MUTABLE', off, other, 'move'],
    ['built, made from something else', 'IMMUTABLE', off, other, 'conflict'],
    ['built, made by something else', 'MUTABLE', off, foreign, 'move'],
    ['built, made by something else', 'IMMUTABLE', off, foreign, 'conflict'],
    ['built, nobody can tell from what', 'IMMUTABLE', off, unread, 'match'],
    ['built, made from the same', 'MUTABLE', off, mine, 'move'],
    ['built, made from the same', 'IMMUTABLE', off, mine, 'match'],
    ['built from nobody knows what, missing', 'IMMUTABLE', dirty, undefined, 'create'],
    ['built from nobody knows what, there', 'MUTABLE', dirty, mine, 'move'],
    ['built from nobody knows what, there', 'IMMUTABLE', dirty, mine, 'match'],
    ['built from nobody knows what, made by something else', 'IMMUTABLE', dirty, foreign, 'match'],
    ['reused, made from the same', 'MUTABLE', draft, mine, 'keep'],
    ['reused, made from the same', 'IMMUTABLE', draft, mine, 'keep'],
  ];

  test.each(cases)('%s, %s', (_, setting, from, image, action) => {
    const state = holding(image ? { v1: image } : {}, { setting, exclusions: [] });
    const plan = toPlan({ ...from, tags: ['v1'] }, 'team/app', state, job);
    expect(plan.tags).toEqual([{ tag: 'v1', action, ...(image && { now: image.digest }) }]);
  });
});

describe('which image stands in for the build', () => {
  test.each<[string, Draft, Record<string, StoredManifest>, StoredManifest | undefined]>([
    ['the main tag’s', draft, { v1: mine }, mine],
    ['another wanted tag’s', draft, { latest: mine }, mine],
    [
      'the first of several: the wanted tags in their order, then the commit’s',
      draft,
      { latest: mine, v1: again },
      again,
    ],
    ['the one that fits, wherever it is', draft, { v1: other, latest: foreign, [SHA]: mine }, mine],
    ['the commit’s own before the content’s', content, { 'content-0': mine, [SHA]: again }, again],
    ['not one under a tag that nobody asked for', draft, { v0: mine, 'content-0': mine }, undefined],
    ['not one that was made from something else', draft, { v1: other }, undefined],
    ['not one that does not say what it was made from', draft, { v1: foreign }, undefined],
    ['not one where it is not wanted', off, { v1: mine }, undefined],
    // Nothing is nothing, it is not the same nothing.
    [
      'not one without a fingerprint for a draft without one',
      { ...dirty, reuse: { wanted: true } },
      { v1: foreign },
      undefined,
    ],
  ])('%s', (_, from, images, expected) => {
    expect(toPlan(from, 'team/app', holding(images), job).image).toEqual(expected);
  });
});

test.each<[string, Draft, string[]]>([
  ['the wanted ones and the commit’s', draft, ['v1', 'latest', SHA]],
  ['each once', { ...draft, tags: [SHA, 'latest'] }, [SHA, 'latest']],
  ['the content’s, where it counts', content, ['v1', 'latest', SHA, 'content-0']],
  ['no commit’s, where there is none', { ...draft, commit: { sha: '' } }, ['v1', 'latest']],
])('one look asks for these tags: %s', (_, from, tags) => {
  expect(lookedUpTags(from)).toEqual(tags);
});

describe('with tag-order: newest-commit', () => {
  const newest: Draft = { ...draft, tagOrder: 'newest-commit' };
  const newer = ofCommit('c', '2023-11-15T00:00:00.000Z');
  const newerRelease = { v1: newer, latest: newer };

  test.each<[string, Draft, RegistryState, PlannedTag['action'][]]>([
    ['what a newer commit has, stays', newest, holding(newerRelease), ['stay', 'stay']],
    ['unless the last run counts', draft, holding(newerRelease), ['move', 'move']],
    ['what never moves is a conflict all the same', newest, holding(newerRelease, releasesStay), ['conflict', 'stay']],
    ['also where an image is reused', newest, holding({ v1: mine, latest: newer }), ['keep', 'stay']],
  ])('%s', (_, from, state, actions) => {
    expect(toPlan(from, 'team/app', state, job).tags.map(({ action }) => action)).toEqual(actions);
  });
});

describe('a fingerprint in a label, which an image built from ours has, too', () => {
  const labelled = { ...carrying('d'), labels: { [FINGERPRINT]: MINE } };

  test.each([
    ['stands in for a build under the commit’s own tag', { [SHA]: labelled }, 'reuse'],
    ['but under no other', { latest: labelled }, 'build'],
  ])('%s', (_, images, action) => {
    expect(toPlan(draft, 'team/app', holding(images), job).action).toBe(action);
  });
});
