import { describe, expect, test } from '@jest/globals';
import type { Draft } from '../../src/publish/draft.ts';
import type { PlannedTag } from '../../src/publish/plan.ts';
import { type PutTags, putTags } from '../../src/publish/put-tags.ts';
import type { Mutability } from '../../src/registry/mutability.ts';
import { ofCommit } from '../registry/images.ts';
import { draft } from './drafts.ts';
import { type Memory, registryOf } from './registries.ts';

const mutable: Mutability = { setting: 'MUTABLE', exclusions: [] };
const releasesStay: Mutability = { setting: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*'] };

const ours = ofCommit('a', '2023-11-14T22:13:20.000Z');
const older = ofCommit('b', '2023-11-13T00:00:00.000Z');
const newer = ofCommit('c', '2023-11-15T00:00:00.000Z');
const unknown = ofCommit('d');
const sameCommit = ofCommit('e', '2023-11-14T22:13:20.000Z');
const manifests = [ours, older, newer, unknown, sameCommit];

type Around = {
  draft?: Partial<Draft>;
  mutability?: Mutability;
  tagConflict?: 'fail' | 'keep' | 'skip-push';
  /** Each tag and its image, as it was read. */
  tags?: Record<string, { digest: string }>;
  signal?: AbortSignal;
} & Partial<Pick<Memory, 'immutable' | 'meanwhile'>>;

/** Puts `v1` and `latest`, unless something else is asked for, at the image of this run. */
async function put({ tags = {}, signal, mutability = mutable, ...around }: Around) {
  const memory: Memory = {
    manifests,
    tags: new Map(Object.entries(tags).map(([tag, { digest }]) => [tag, digest])),
    ...(around.immutable && { immutable: around.immutable }),
    ...(around.meanwhile && { meanwhile: around.meanwhile }),
  };
  const { registry, requests } = registryOf(memory);
  const wanted = { ...draft, ...around.draft };
  const images = await registry.readTags([...wanted.tags, ...(wanted.contentTag ? [wanted.contentTag] : [])]);
  requests.length = 0;
  let told: PlannedTag[] = [];
  const result: PutTags = await putTags(registry, {
    image: ours,
    draft: wanted,
    images,
    mutability,
    tagConflict: around.tagConflict ?? 'fail',
    signal: signal ?? new AbortController().signal,
    onPut: (now) => {
      told = now.filter(({ done }) => done).map(({ done: _, ...tag }) => tag);
    },
  });
  return { ...result, told, requests, tags: Object.fromEntries(memory.tags) };
}

const at = ({ digest }: { digest: string }) => digest;

test('new tags are put before those that move, and what is told is what was replaced', async () => {
  const run = await put({ tags: { latest: older } });
  expect(run).toEqual({
    warnings: [],
    requests: ['putTag v1', 'putTag latest'],
    tags: { v1: at(ours), latest: at(ours) },
    told: [
      { tag: 'v1', action: 'create' },
      { tag: 'latest', action: 'move', now: at(older) },
    ],
  });
});

test('a tag that is there already is not put again, and is told', async () => {
  const run = await put({ tags: { v1: ours, latest: ours } });
  expect(run.requests).toEqual([]);
  expect(run.told.map(({ tag }) => tag)).toEqual(['v1', 'latest']);
});

describe('a newer commit’s image is there', () => {
  const NEWER = `${at(newer)} there is of a newer commit (2023-11-15T00:00:00.000Z) than this run's (2023-11-14T22:13:20.000Z)`;
  const moved = (tag: string) =>
    `The tag "${tag}" was moved to an older commit's image: ${NEWER}. If that was not meant, run the newer commit's job again; with tag-order: newest-commit such a tag stays where it is.`;
  const stays = (tag: string) => `The tag "${tag}" stays where it is: ${NEWER}, and tag-order is newest-commit.`;

  test('last-run moves it, with a warning', async () => {
    const run = await put({ tags: { latest: newer } });
    expect(run.warnings).toEqual([moved('latest')]);
    expect(run.tags).toEqual({ v1: at(ours), latest: at(ours) });
    expect(run.told[1]).toEqual({ tag: 'latest', action: 'move', now: at(newer) });
  });

  test.each<[number, Draft['tags'], string[]]>([
    [1, ['v1', 'latest'], ['latest']],
    [2, ['v1', 'latest', 'edge'], ['latest', 'edge']],
    [3, ['main', 'latest', 'edge'], ['main', 'latest', 'edge']],
  ])('newest-commit leaves it: %p', async (_, tags, staying) => {
    const before = Object.fromEntries(staying.map((tag) => [tag, newer]));
    const run = await put({ draft: { tags, tagOrder: 'newest-commit' }, tags: before });
    const free = tags.filter((tag) => !staying.includes(tag));
    expect(run.warnings).toEqual(staying.map(stays));
    expect(run.error).toBeUndefined();
    expect(run.requests).toEqual(free.map((tag) => `putTag ${tag}`));
    expect(run.told.map(({ tag }) => tag)).toEqual(free);
    expect(run.tags).toEqual(Object.fromEntries(tags.map((tag) => [tag, at(free.includes(tag) ? ours : newer)])));
  });

  test('nobody is warned of one that failed to move', async () => {
    const run = await put({
      tags: { latest: newer },
      meanwhile: (request) => {
        if (request === 'putTag latest') throw new Error('throttled');
      },
    });
    expect(run.warnings).toEqual([]);
    expect(run.error).toEqual(new Error('throttled'));
  });

  test('the content’s tag moves without a word: nobody deploys it', async () => {
    const run = await put({ draft: { tags: ['v1'], contentTag: 'content-0' }, tags: { 'content-0': newer } });
    expect(run.warnings).toEqual([]);
    expect(run.tags).toEqual({ v1: at(ours), 'content-0': at(ours) });
  });
});

test.each([
  ['an older commit’s', older],
  ['one that does not say its time', unknown],
  ['another one of the same commit', sameCommit],
])('no word of order where the image there is %s', async (_, there) => {
  const run = await put({ draft: { tagOrder: 'newest-commit' }, tags: { latest: there } });
  expect(run.warnings).toEqual([]);
  expect(run.tags.latest).toBe(at(ours));
});

const CONFLICT = /^The tag "v1" of team\/app is immutable and already points at sha256:b+, not at sha256:a+\./;
const KEPT = `The tag "v1" stays at ${at(older)}: it is immutable, and tag-conflict is keep.`;

describe('an immutable tag that another run took before it was read', () => {
  const taken: Around = { tags: { v1: older }, mutability: releasesStay, immutable: ['v1'] };

  test('fail: nothing is put', async () => {
    const run = await put(taken);
    expect(run.error?.message).toMatch(CONFLICT);
    expect([run.requests, run.told]).toEqual([[], []]);
  });

  test('keep: the others are put', async () => {
    const run = await put({ ...taken, tagConflict: 'keep' });
    expect([run.error, run.warnings]).toEqual([undefined, [KEPT]]);
    expect(run.tags).toEqual({ v1: at(older), latest: at(ours) });
  });

  test('skip-push: nothing is put, and the tag is named', async () => {
    const run = await put({ ...taken, tagConflict: 'skip-push' });
    expect(run.blocked).toEqual({ tag: 'v1', action: 'conflict', now: at(older) });
    expect(run.requests).toEqual([]);
  });
});

describe('an immutable tag that another run takes between the reading and the put', () => {
  const taken: Around = {
    mutability: releasesStay,
    immutable: ['v1'],
    meanwhile: (request, { tags }) => {
      if (request === 'putTag v1') tags.set('v1', at(older));
    },
  };

  test('fail: what moves is not put any more', async () => {
    const run = await put(taken);
    expect(run.error?.message).toMatch(CONFLICT);
    expect(run.tags).toEqual({ v1: at(older) });
    expect(run.told).toEqual([]);
  });

  test('keep: it stays, the others are put', async () => {
    const run = await put({ ...taken, tagConflict: 'keep' });
    expect([run.error, run.warnings]).toEqual([undefined, [KEPT]]);
    expect(run.tags).toEqual({ v1: at(older), latest: at(ours) });
    expect(run.told.map(({ tag }) => tag)).toEqual(['latest']);
  });

  test('skip-push: what moves is not put any more, and what was put is said', async () => {
    const tags: Draft['tags'] = ['v1', 'v2', 'latest'];
    const run = await put({ ...taken, draft: { tags }, tagConflict: 'skip-push' });
    expect(run.blocked).toMatchObject({ tag: 'v1', now: at(older) });
    expect(run.tags).toEqual({ v1: at(older), v2: at(ours) });
    expect(run.warnings).toEqual([
      `These tags had been put by then and point at ${at(ours)}: v2. Delete them if they are not wanted.`,
    ]);
  });

  test('the content’s tag is nobody’s loss', async () => {
    const run = await put({
      draft: { tags: ['v1'], contentTag: 'content-0' },
      mutability: { setting: 'IMMUTABLE', exclusions: [] },
      immutable: ['content-0'],
      meanwhile: (request, { tags }) => {
        if (request === 'putTag content-0') tags.set('content-0', at(older));
      },
    });
    expect([run.error, run.warnings]).toEqual([undefined, []]);
    expect(run.told.map(({ tag }) => tag)).toEqual(['v1']);
  });
});

describe('cancelled', () => {
  const reason = new Error('Cancelled');

  test('before the first put: nothing is put', async () => {
    const run = await put({ signal: AbortSignal.abort(reason) });
    expect([run.error, run.requests, run.told]).toEqual([reason, [], []]);
  });

  test('between the groups: what was sent is waited for and told, what moves is not put', async () => {
    const cancel = new AbortController();
    const tags: Draft['tags'] = ['v1', 'v2', 'latest'];
    const run = await put({
      draft: { tags },
      tags: { latest: older },
      signal: cancel.signal,
      meanwhile: (request) => {
        if (request === 'putTag v2') cancel.abort(reason);
      },
    });
    expect(run.error).toBe(reason);
    expect(run.tags).toEqual({ v1: at(ours), v2: at(ours), latest: at(older) });
    expect(run.told.map(({ tag }) => tag)).toEqual(['v1', 'v2']);
  });

  test('between two puts of a group: the second is not sent', async () => {
    const cancel = new AbortController();
    const run = await put({
      draft: { tags: ['v1', 'v2'] },
      signal: cancel.signal,
      meanwhile: (request) => {
        if (request === 'putTag v1') cancel.abort(reason);
      },
    });
    expect([run.error, run.requests]).toEqual([reason, ['putTag v1']]);
    expect(run.told.map(({ tag }) => tag)).toEqual(['v1']);
  });

  test('with nothing left to put: that is success', async () => {
    const run = await put({ tags: { v1: ours, latest: ours }, signal: AbortSignal.abort(reason) });
    expect(run.error).toBeUndefined();
  });
});

test('half of a group fails: the other half is waited for and told, the next group is not begun', async () => {
  const slow = Promise.withResolvers<void>();
  const run = await put({
    draft: { tags: ['v1', 'v2', 'latest'] },
    tags: { latest: older },
    async meanwhile(request) {
      if (request === 'putTag v1') {
        setImmediate(() => slow.resolve());
        throw new Error('denied');
      }
      if (request === 'putTag v2') await slow.promise;
    },
  });
  expect(run.error).toEqual(new Error('denied'));
  expect(run.tags).toEqual({ v2: at(ours), latest: at(older) });
  expect(run.told.map(({ tag }) => tag)).toEqual(['v2']);
});

test('each tag is told as it is put, for a run that has to end before the rest', async () => {
  const told: string[][] = [];
  const { registry } = registryOf({ manifests, tags: new Map([['latest', at(older)]]) });
  await putTags(registry, {
    image: ours,
    draft,
    images: new Map([['latest', older]]),
    mutability: mutable,
    tagConflict: 'fail',
    signal: new AbortController().signal,
    onPut: (tags) => told.push(tags.filter(({ done }) => done).map(({ tag }) => tag)),
  });
  expect(told).toEqual([[], ['v1'], ['v1', 'latest']]);
});
