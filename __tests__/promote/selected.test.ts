import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import { type Descriptor, parseManifest, type StoredImage, type StoredManifest } from '../../src/image/manifest.ts';
import { SELECTED_FROM, selectPlatforms } from '../../src/promote/selected.ts';
import { FINGERPRINT } from '../../src/publish/fingerprint.ts';

const stored = (document: object): StoredManifest => {
  const text = JSON.stringify(document);
  return { digest: sha256(text), mediaType: 'application/json', text, manifest: parseManifest(text) ?? {} };
};
const child = (of: string) => stored({ layers: [], annotations: { of } });
const [amd, arm, attested] = [child('amd'), child('arm'), child('attested')];
const described = ({ digest, text }: StoredManifest, more: object): Descriptor => ({
  digest,
  size: text.length,
  ...more,
});
const platform = (architecture: string, variant?: string) => ({
  platform: { os: 'linux', architecture, ...(variant && { variant }) },
});
const root = stored({
  manifests: [
    described(amd, platform('amd64')),
    described(arm, platform('arm64', 'v8')),
    described(attested, {
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': arm.digest },
    }),
  ],
  annotations: { [FINGERPRINT]: 'sha256:1', team: 'shop' },
  subject: { digest: amd.digest, size: 1 },
});
const image: StoredImage = [root, amd, arm, attested];
const FROM = 'registry.example/app@sha256:1';

test('of one platform, with what is attested of it, without what is only true of the whole', () => {
  const [index, ...children] = selectPlatforms(image, ['linux/arm64'], FROM);
  expect(children).toEqual([arm, attested]);
  expect(index.manifest.annotations).toEqual({ team: 'shop', [SELECTED_FROM]: FROM });
  expect(index.manifest).not.toHaveProperty('subject');
  expect(index.digest).toBe(sha256(index.text));
  expect(JSON.parse(index.text)).toEqual(index.manifest);
});

test.each([[[]], [['linux/amd64', 'linux/arm64/v8']]])('all of it is the very index: %j', (platforms) => {
  expect(selectPlatforms(image, platforms, FROM)).toBe(image);
});

test('what cannot be selected', () => {
  expect(() => selectPlatforms(image, ['linux/s390x'], FROM)).toThrow('has no linux/s390x');
  expect(() => selectPlatforms([amd], ['linux/amd64'], FROM)).toThrow('is an image of one platform');
});
