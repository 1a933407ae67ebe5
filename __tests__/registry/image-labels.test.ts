import { expect, test } from '@jest/globals';
import type { StoredImage } from '../../src/image/manifest.ts';
import { readLabels, readRevision, revisionIn } from '../../src/registry/image-labels.ts';
import { registryOf } from '../publish/registries.ts';
import { digestOf, index, single } from './images.ts';

const access = { uri: 'registry.example/team/app', auth: '' };
const registry = (config: string) =>
  registryOf({ manifests: [], tags: new Map(), blobs: new Map([[digestOf('1'), config]]) }).registry;

const [root, ...children] = index;
const { manifests = [] } = root.manifest;
const attestationFirst: StoredImage = [{ ...root, manifest: { manifests: manifests.toReversed() } }, ...children];

test.each<[string, StoredImage]>([
  ['an image', single],
  ['the first image of an index', index],
])('the labels of %s', async (_, image) => {
  const text = JSON.stringify({ config: { Labels: { team: 'shop' } } });
  expect(await readLabels(registry(text), image, access)).toEqual({ team: 'shop' });
});

test('an attestation is no image, wherever it stands', async () => {
  const asked = registryOf({ manifests: [], tags: new Map(), blobs: new Map([[digestOf('4'), '{}']]) });
  await readLabels(asked.registry, attestationFirst, access);
  expect(asked.requests).toEqual(['readBlob sha256:4']);
});

test.each([
  ['no labels', '{"config":{}}'],
  ['labels that are null, as Docker writes them', '{"config":{"Labels":null}}'],
  ['no configuration, as of an artifact', '{}'],
])('%s', async (_, text) => {
  expect(await readLabels(registry(text), single, access)).toEqual({});
});

test('what is no configuration is an error', async () => {
  await expect(readLabels(registry('<html>'), single, access)).rejects.toThrow(
    `The configuration ${digestOf('1')} is not JSON`,
  );
  await expect(readLabels(registry('{}'), [{ ...single[0], manifest: {} }], access)).rejects.toThrow(
    `${digestOf('a')} names no configuration.`,
  );
});

const REVISION = 'org.opencontainers.image.revision';
const annotated = (revision: string) => ({
  ...single[0],
  manifest: { ...single[0].manifest, annotations: { [REVISION]: revision } },
});
const labelled = (revision: string) => JSON.stringify({ config: { Labels: { [REVISION]: revision } } });

test('the commit that an image was built from: its annotation, or the label of its own or of its first image', async () => {
  expect(revisionIn(annotated('c0ffee0'))).toBe('c0ffee0');
  expect(await readRevision(registry('{}'), annotated('c0ffee0'), access)).toBe('c0ffee0');
  expect(await readRevision(registry(labelled('c0ffee1')), single[0], access)).toBe('c0ffee1');
  const blobs = new Map([[digestOf('1'), labelled('c0ffee2')]]);
  const whole = registryOf({ manifests: index, tags: new Map(), blobs }).registry;
  expect(await readRevision(whole, root, access)).toBe('c0ffee2');
});

test('an image that names no commit, or whose configuration cannot be read, has none', async () => {
  for (const revision of ['', 'v1', 'c0ffee0\n::error::x']) expect(revisionIn(annotated(revision))).toBeUndefined();
  expect(await readRevision(registry('{}'), single[0], access)).toBeUndefined();
  expect(await readRevision(registry('<html>'), single[0], access)).toBeUndefined();
  expect(await readRevision(registry('{}'), root, access)).toBeUndefined();
});
