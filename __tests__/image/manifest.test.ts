import { expect, test } from '@jest/globals';
import { digestsByPlatform, platformOf, storedBytes } from '../../src/image/manifest.ts';
import { digestOf, index, single } from '../registry/images.ts';

test.each([
  ['an index', index, { 'linux/amd64': digestOf('a'), 'linux/arm64/v8': digestOf('b') }],
  ['a manifest, which names no platform', single, {}],
])('the platforms of %s', (_, image, expected) => {
  expect(digestsByPlatform(image)).toEqual(expected);
});

test.each([
  ['one platform', single, 2_301_000],
  ['an index: what its images share once, attestations too', index, 2_301_000 + 401_100 + 10_200],
])('the bytes of %s', (_, image, expected) => {
  expect(storedBytes(image)).toBe(expected);
});

test('a descriptor without a platform has none', () => {
  expect(platformOf({ digest: digestOf('a'), size: 1 })).toBeUndefined();
});
