import { describe, expect, test } from '@jest/globals';
import type { StoredManifest } from '../../src/image/manifest.ts';
import type { PlannedTag } from '../../src/publish/plan.ts';
import { readPushed, readReused } from '../../src/publish/read-back.ts';
import { index, ofCommit } from '../registry/images.ts';
import { draft } from './drafts.ts';
import { type Memory, registryOf } from './registries.ts';

const ours = ofCommit('a');
const before = ofCommit('b');
const between = ofCommit('c');
const content = { ...draft, contentTag: 'content-0' };

const memory = (tags: Record<string, StoredManifest>): Memory => ({
  manifests: [ours, before, between],
  tags: new Map(Object.entries(tags).map(([tag, { digest }]) => [tag, digest])),
});

describe('an image that was pushed', () => {
  test('is read at the same time as the tags', async () => {
    const { registry, requests } = registryOf({
      ...memory({ latest: before, 'content-0': before }),
      // Neither is answered before both are asked.
      meanwhile: () => new Promise((both) => setImmediate(() => requests.length === 2 && both())),
    });
    const { image, images } = await readPushed(registry, ours.digest, content);
    expect(image).toEqual([ours]);
    expect(images).toEqual(
      new Map([
        ['latest', before],
        ['content-0', before],
      ]),
    );
    expect(requests.sort()).toEqual(['readManifests sha256:a', 'readTags v1 latest content-0']);
  });

  test('a tag that another run put since the lookup is seen', async () => {
    const registered = memory({ latest: before });
    const { registry } = registryOf(registered);
    const lookup = await registry.readTags(draft.tags);
    registered.tags.set('latest', between.digest);
    registered.tags.set('v1', between.digest);
    const { images } = await readPushed(registry, ours.digest, draft);
    expect(lookup.get('latest')).toBe(before);
    expect([images.get('v1'), images.get('latest')]).toEqual([between, between]);
  });

  test('one that is not there is an error', async () => {
    const { registry } = registryOf({ manifests: [], tags: new Map() });
    await expect(readPushed(registry, ours.digest, draft)).rejects.toThrow(
      /^The push succeeded, but there is no sha256:/,
    );
  });
});

describe('an image that was found', () => {
  const fresh = new Map([['latest', before]]);
  const [root, ...children] = index;
  const kept: PlannedTag[] = [{ tag: 'latest', action: 'keep', now: ours.digest }];
  const moves: PlannedTag[] = [{ tag: 'latest', action: 'move', now: before.digest }];

  test('of one platform, with every tag at it, is whole as it was looked up: nothing is asked', async () => {
    const { registry, requests } = registryOf(memory({ latest: ours }));
    const known = new Map([['latest', ours]]);
    expect(await readReused(registry, ours, kept, draft, known)).toEqual({
      image: [ours],
      images: known,
    });
    expect(requests).toEqual([]);
  });

  test('its tags are read again where one of them will move', async () => {
    const { registry } = registryOf(memory({ latest: between }));
    const read = await readReused(registry, ours, moves, draft, fresh);
    expect(read).toHaveProperty('images', new Map([['latest', between]]));
  });

  test('its tags are read again where something was sent since', async () => {
    const { registry, requests } = registryOf(memory({ latest: between }));
    const read = await readReused(registry, ours, kept, draft, undefined);
    expect(read).toHaveProperty('images', new Map([['latest', between]]));
    expect(requests).toEqual(['readTags v1 latest']);
  });

  test('of several platforms is read with its children, and the tags with them', async () => {
    const registered: Memory = { manifests: [...children, between], tags: new Map([['latest', between.digest]]) };
    const { registry, requests } = registryOf(registered);
    const read = await readReused(registry, root, kept, draft, fresh);
    expect(read).toEqual({ image: index, images: new Map([['latest', between]]) });
    expect(requests.sort()).toEqual(['readManifests sha256:a sha256:b sha256:f', 'readTags v1 latest']);
  });

  test('that lost a child is not reused', async () => {
    const { registry } = registryOf({ manifests: children.slice(1), tags: new Map() });
    expect(await readReused(registry, root, kept, draft, fresh)).toEqual({ missing: children[0]?.digest });
  });
});
