import { expect, test } from '@jest/globals';
import { canMove } from '../../src/registry/mutability.ts';

test.each<[string, string[], string, boolean]>([
  ['MUTABLE', [], 'v1', true],
  ['IMMUTABLE', [], 'v1', false],
  // Filters without the setting that they belong to say nothing.
  ['MUTABLE', ['v*'], 'v1', true],
  ['IMMUTABLE', ['v*'], 'v1', false],

  ['MUTABLE_WITH_EXCLUSION', ['v*'], 'v1', false],
  ['MUTABLE_WITH_EXCLUSION', ['v*'], 'latest', true],
  ['MUTABLE_WITH_EXCLUSION', ['v*', 'release-*'], 'release-7', false],
  ['MUTABLE_WITH_EXCLUSION', [], 'v1', true],

  ['IMMUTABLE_WITH_EXCLUSION', ['latest'], 'latest', true],
  ['IMMUTABLE_WITH_EXCLUSION', ['latest'], 'v1', false],
  ['IMMUTABLE_WITH_EXCLUSION', ['dev-*', 'latest'], 'dev-main', true],
  ['IMMUTABLE_WITH_EXCLUSION', [], 'v1', false],
])('%s with the exclusions %p: %s may move: %p', (setting, exclusions, tag, expected) => {
  expect(canMove(tag, { setting, exclusions })).toBe(expected);
});

// A `*` is any number of characters, anywhere; nothing else is more than itself.
test.each<[string, string[], string[]]>([
  ['latest', ['latest'], ['latest-1', 'my-latest', 'Latest', 'lates']],
  ['*', ['v1', 'latest', '_'], []],
  ['dev*', ['dev', 'dev-main', 'develop'], ['v-dev', 'de']],
  ['*-dev', ['-dev', 'a-dev', 'a-dev-dev'], ['dev', 'a-dev-1']],
  ['*dev*', ['dev', 'a-dev-b'], ['de-v']],
  ['v*-*', ['v1-rc', 'v-', 'v1-rc-2'], ['v1', '1-v1-rc']],
  ['v*.*.*', ['v1.2.3', 'v..'], ['v1.2', 'v123']],
  ['**', ['v1'], []],
  // Letters of the language of regular expressions.
  ['v1.2', ['v1.2'], ['v1x2']],
  ['v?', [], ['v', 'v1', '']],
  ['v+', [], ['v', 'vv']],
  ['v[0-9]', [], ['v1']],
  ['(a|b)', [], ['a', 'b']],
  ['v{2}', [], ['vv']],
  ['^v1$', [], ['v1']],
  ['\\w', [], ['v', 'w']],
  ['', [], ['v1']],
])('the filter %p is for %p and not for %p', (filter, matching, others) => {
  const moves = (tag: string) => canMove(tag, { setting: 'IMMUTABLE_WITH_EXCLUSION', exclusions: [filter] });
  expect({ matching: matching.filter(moves), others: others.filter(moves) }).toEqual({ matching, others: [] });
});
