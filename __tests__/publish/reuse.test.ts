import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { type Draft, earlyTags } from '../../src/publish/draft.ts';
import { contentTag, fingerprintOf } from '../../src/publish/fingerprint.ts';
import type { Worktree } from '../../src/source/worktree.ts';
import { HEAD_SHA, push, SHA } from '../host/events.ts';
import { type Given, jobOf } from '../job/jobs.ts';
import { clean, commit, draftOf, ids, influences, NOW, TRUSTED } from './drafting.ts';

const schedule: Event = { ...push, name: 'schedule' };
const generated: Worktree = { clean: false, why: 'the build sees what the commit does not hold: generated' };
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

describe('an image that is there stands in for the build', () => {
  test.each<[string, Given, Event, Worktree, Draft['reuse']]>([
    ['of the same commit', {}, push, clean, { wanted: true }],
    ['of the same content', { reuse: 'content' }, push, clean, { wanted: true }],
    ['not if reuse is off', { reuse: 'off' }, push, clean, { wanted: false, why: 'reuse is off' }],
    ['not with pull', { pull: 'true' }, push, clean, { wanted: false, why: 'pull asks for newer base images' }],
    [
      'not with no-cache',
      { 'no-cache': 'true' },
      push,
      clean,
      { wanted: false, why: 'no-cache asks for a fresh build' },
    ],
    ['not from a schedule', {}, schedule, clean, { wanted: false, why: 'a schedule is there to build afresh' }],
    ['not where files are changed', {}, push, generated, { wanted: false, why: generated.why }],
    [
      'what is asked for is said first',
      { reuse: 'off', pull: 'true' },
      schedule,
      generated,
      { wanted: false, why: 'reuse is off' },
    ],
  ])('%s', async (_, inputs, event, worktree, expected) => {
    expect((await draftOf(inputs, { event, worktree })).reuse).toEqual(expected);
  });
});

const base = await draftOf({});

describe('the fingerprint', () => {
  const makers: [string, Given][] = [
    ['the context', { context: 'app', file: 'Dockerfile' }],
    ['the Dockerfile', { file: 'Containerfile' }],
    ['the target', { target: 'release' }],
    ['the platforms', { platforms: 'linux/arm64' }],
    ['build arguments', { 'build-args': 'A=1' }],
    ['labels', { labels: 'team=shop' }],
    ['annotations', { annotations: 'team=shop' }],
    ['their level', { annotations: 'index:team=shop' }],
    ['rewritten timestamps', { reproducible: 'true' }],
    ['the content instead of the commit', { reuse: 'content' }],
  ];

  test.each(makers)('changes with %s', async (_, inputs) => {
    expect((await draftOf(inputs)).fingerprint).not.toBe(base.fingerprint);
  });

  test('is another one for each of these', async () => {
    const drafts = await Promise.all(makers.map(([, inputs]) => draftOf(inputs)));
    expect(new Set(drafts.map(({ fingerprint }) => fingerprint)).size).toBe(makers.length);
  });

  test.each<[string, Given]>([
    ['the tags', { tags: 'v1,latest', flavor: 'suffix=-x' }],
    ['how it is built', { pull: 'true', 'no-cache': 'true', 'buildkit-host': 'tcp://buildkit:1234' }],
    [
      'who publishes it, and where',
      { repository: 'team/other', 'role-to-assume': 'arn:aws:iam::111122223333:role/ci' },
    ],
    ['what is done with it', { reuse: 'off', 'tag-conflict': 'keep', 'dry-run': 'true', push: 'false' }],
  ])('does not change with %s', async (_, inputs) => {
    expect((await draftOf(inputs)).fingerprint).toBe(base.fingerprint);
  });

  test.each<[string, Given, Given]>([
    ['a label', { labels: 'on={{branch}}' }, { labels: 'on=main' }],
    ['an annotation', { annotations: 'on={{branch}}' }, { annotations: 'on=main' }],
  ])('goes by %s as it is written', async (_, expression, value) => {
    expect((await draftOf(expression)).fingerprint).not.toBe((await draftOf(value)).fingerprint);
  });

  // The last one counts.
  test.each<[string, string, string]>([
    ['of the same name', 'team=shop\nteam=web', 'team=web\nteam=shop'],
    ['of which one names its level', 'team=shop\nmanifest:team=web', 'manifest:team=web\nteam=shop'],
  ])('changes with the order of two annotations %s', async (_, annotations, turned) => {
    expect((await draftOf({ annotations })).fingerprint).not.toBe((await draftOf({ annotations: turned })).fingerprint);
  });

  test('changes with the levels that the environment names, whatever their order', async () => {
    const on = async (levels: string) =>
      (await draftOf({}, { env: { DOCKER_METADATA_ANNOTATIONS_LEVELS: levels } })).fingerprint;
    expect(await on('manifest')).toBe(base.fingerprint);
    expect(await on('index')).not.toBe(base.fingerprint);
    expect(await on('manifest,index')).not.toBe(base.fingerprint);
    expect(await on('index,manifest')).toBe(await on('manifest,index'));
  });

  test('does not change with a label or annotation that is a time: no run would ever find its image again', async () => {
    const inputs = { labels: "built={{date 'X'}}", annotations: "built={{date 'X'}}" };
    const later = await draftOf(inputs, { now: new Date('2026-11-21T12:00:00Z') });
    expect(later.fingerprint).toBe((await draftOf(inputs)).fingerprint);
  });

  test('is of the checked-out commit: a pull request’s merge, though its image goes by the head', async () => {
    const merge = await draftOf({}, { commit: { ...commit, sha: HEAD_SHA, head: SHA } });
    const nextMerge = await draftOf({}, { commit: { ...commit, sha: HEAD_SHA, head: OTHER } });
    expect(merge.fingerprint).toBe(base.fingerprint);
    expect(nextMerge.fingerprint).not.toBe(base.fingerprint);
  });

  test.each<[string, Parameters<typeof draftOf>[1]]>([
    ['the context’s content, though the commit is the same', { worktree: { clean: true, ...ids, context: OTHER } }],
    [
      'the Dockerfile’s content, though the commit is the same',
      { worktree: { clean: true, ...ids, dockerfile: OTHER } },
    ],
    ['the files’ modes, though the content is the same', { worktree: { clean: true, ...ids, modes: 'a' } }],
    ['the builder’s own platform', { influences: { ...influences, platform: 'linux/arm64' } }],
    ['a variable that the builder reads', { influences: { ...influences, variables: { BUILDX_NEW: '1' } } }],
    [
      'the proxies that become build arguments',
      { influences: { ...influences, proxies: { default: { noProxy: 'x' } } } },
    ],
  ])('changes with %s, whatever stands for the commit', async (_, around) => {
    for (const reuse of ['commit', 'content']) {
      expect((await draftOf({ reuse }, around)).fingerprint).not.toBe((await draftOf({ reuse })).fingerprint);
    }
  });

  test('is not known where nobody can tell the builder’s own platform', async () => {
    for (const reuse of ['commit', 'content']) {
      const draft = await draftOf({ reuse }, { influences: null });
      expect([draft.fingerprint, draft.contentTag]).toEqual([undefined, undefined]);
      expect(draft.reuse).toEqual({
        wanted: false,
        why: expect.stringMatching(/^without platforms, .* name platforms/),
      });
    }
  });

  test('is not known where the build sees what the commit does not hold', async () => {
    const draft = await draftOf({ reuse: 'content' }, { worktree: generated });
    expect([draft.fingerprint, draft.contentTag]).toEqual([undefined, undefined]);
  });
});

describe('reuse: content', () => {
  const reuse = 'content';

  test('goes by Git’s ids of the context and the Dockerfile, wherever they are', async () => {
    const fingerprint = fingerprintOf('trusted', ids, {
      influences,
      platforms: [],
      buildArgs: {},
      labels: {},
      annotations: {},
      annotationLevels: ['manifest'],
      reproducible: false,
    });
    const found = { fingerprint, contentTag: contentTag(fingerprint) };
    expect(await draftOf({ reuse })).toMatchObject(found);
    expect(await draftOf({ reuse }, { commit: { sha: OTHER, head: OTHER, time: 0 } })).toMatchObject(found);
    expect(await draftOf({ reuse, context: 'app' })).toMatchObject(found);
  });

  test.each<[string, Partial<Worktree>]>([
    ['another context', { context: OTHER }],
    ['another Dockerfile', { dockerfile: OTHER }],
  ])('%s is another content', async (_, change) => {
    const changed = await draftOf({ reuse }, { worktree: { ...clean, ...change } as Worktree });
    expect(changed.contentTag).not.toBe((await draftOf({ reuse })).contentTag);
  });

  test('alone gives the image a tag for its content', async () => {
    expect(await draftOf({ reuse: 'commit' })).not.toHaveProperty('contentTag');
    expect(await draftOf({ reuse: 'off' })).not.toHaveProperty('contentTag');
  });
});

describe('the registry is asked', () => {
  const early = (given: Given) => earlyTags(jobOf(given), push, TRUSTED, commit, NOW);

  test.each(['commit', 'off'])('for the draft’s tags before it has a fingerprint, with reuse: %s', async (reuse) => {
    const given = { reuse, tags: 'type=sha,format=long\nlatest' };
    const { tags } = await draftOf(given);
    expect(await early(given)).toEqual({ tags, commit });
  });

  test('not before the content is known that has a tag', async () => {
    expect(await early({ reuse: 'content' })).toBeUndefined();
  });
});
