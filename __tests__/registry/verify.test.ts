import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { StoredManifest } from '../../src/image/manifest.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { verifyImage } from '../../src/registry/verify.ts';
import { digestOf } from './images.ts';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const child = JSON.stringify({ layers: [] });
const parent = JSON.stringify({ manifests: [{ digest: sha256(child), size: child.length }] });

/** A registry as far as it is asked here: it holds these manifests. */
function holding(...texts: string[]): Registry {
  const held = new Map<string, StoredManifest>(
    texts.map((text) => [sha256(text), { digest: sha256(text), mediaType: '', text, manifest: JSON.parse(text) }]),
  );
  const notAsked = () => Promise.reject(new Error('not asked here'));
  return {
    repository: 'team/app',
    readManifests: async (digests) => new Map([...held].filter(([digest]) => digests.includes(digest))),
    authorize: notAsked,
    readTags: notAsked,
    readBlob: notAsked,
    putTag: notAsked,
    readNewest: async () => [],
    pushedAt: notAsked,
  };
}

test('an image is read back with every manifest of its index', async () => {
  const image = await verifyImage(holding(parent, child), sha256(parent));
  expect(image.map(({ digest }) => digest)).toEqual([sha256(parent), sha256(child)]);
});

test.each<[string, Registry, digest: string, missing: string]>([
  ['the image', holding(), digestOf('a'), digestOf('a')],
  ['one of its manifests', holding(parent), sha256(parent), sha256(child)],
])('what is missing is named, in the caller’s words if there are any: %s', async (_, registry, digest, missing) => {
  await expect(verifyImage(registry, digest)).rejects.toThrow(
    new Error(
      `The push succeeded, but there is no ${missing} in team/app. No tag was put in this repository. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`,
    ),
  );
  await expect(verifyImage(registry, digest, (what) => `${what} is gone.`)).rejects.toThrow(
    new Error(`${missing} is gone.`),
  );
});
