import { expect, test } from '@jest/globals';
import { readBlocking } from '../../src/publish/skip-push.ts';
import { carrying, index } from '../registry/images.ts';
import { draft, MINE, OTHER } from './drafts.ts';
import { registryOf } from './registries.ts';

const blocked = (now: string) => ({ tag: 'v1', action: 'conflict', now }) as const;
const UNKNOWN = ' Whether it was built from this commit is unknown.';

test.each([
  ['made from this commit', MINE, ''],
  ['made from another one', OTHER, UNKNOWN],
  ['made by another tool', undefined, UNKNOWN],
])('the image that is there is read: %s', async (_, fingerprint, more) => {
  const there = carrying('c', fingerprint);
  const { registry } = registryOf({ manifests: [there], tags: new Map() });
  expect(await readBlocking(registry, blocked(there.digest), draft)).toEqual({
    image: [there],
    notPushed: `The tag "v1" is immutable and points at ${there.digest}; tag-conflict is skip-push.${more}`,
  });
});

test('an index is read with its children, and one that lost a child is an error', async () => {
  const [root, ...children] = index;
  const whole = registryOf({ manifests: [...index], tags: new Map() }).registry;
  expect((await readBlocking(whole, blocked(root.digest), draft)).image).toEqual(index);
  const broken = registryOf({ manifests: [root, ...children.slice(1)], tags: new Map() }).registry;
  await expect(readBlocking(broken, blocked(root.digest), draft)).rejects.toThrow(
    `The tag "v1" of team/app points at ${root.digest}, but ${children[0]?.digest}, which is part of it, is gone.`,
  );
});
