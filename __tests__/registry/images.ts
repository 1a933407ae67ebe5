import type { Descriptor, Manifest, StoredImage, StoredManifest } from '../../src/image/manifest.ts';
import { FINGERPRINT } from '../../src/publish/fingerprint.ts';
import { COMMIT_TIME } from '../../src/publish/newer-commit.ts';

/** A digest that is told apart at sight: `sha256:aaaa…`. */
export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

const blob = (letter: string, size: number): Descriptor => ({ digest: digestOf(letter), size });

const stored = (letter: string, manifest: Manifest): StoredManifest => ({
  digest: digestOf(letter),
  mediaType: `application/vnd.oci.image.${manifest.manifests ? 'index' : 'manifest'}.v1+json`,
  text: JSON.stringify(manifest),
  manifest,
});

const linux = (architecture: string, letter: string, variant?: string): Descriptor => ({
  ...blob(letter, 500),
  platform: { os: 'linux', architecture, ...(variant && { variant }) },
});

/** As BuildKit writes it beside each platform's image. */
const attestation: Descriptor = {
  ...blob('f', 800),
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': digestOf('a') },
};

const amd64 = stored('a', { config: blob('1', 1_000), layers: [blob('2', 2_000_000), blob('3', 300_000)] });
// It shares the layer 2 with amd64.
const arm64 = stored('b', { config: blob('4', 1_100), layers: [blob('2', 2_000_000), blob('5', 400_000)] });
const statement = stored('f', { config: blob('6', 200), layers: [blob('7', 10_000)] });

/** An image of one platform, which its manifest does not name. */
export const single: StoredImage = [amd64];

/** An image of two platforms, one of them with a provenance. */
export const index: StoredImage = [
  stored('e', { manifests: [linux('amd64', 'a'), linux('arm64', 'b', 'v8'), attestation] }),
  amd64,
  arm64,
  statement,
];

/** An image of one platform that carries this fingerprint; none, where something else made it. */
export const carrying = (letter: string, fingerprint?: string): StoredManifest =>
  stored(letter, { ...amd64.manifest, ...(fingerprint && { annotations: { [FINGERPRINT]: fingerprint } }) });

/** An image of one platform whose commit was made at this time; one that does not say it without. */
export const ofCommit = (letter: string, time?: string): StoredManifest =>
  stored(letter, { ...amd64.manifest, ...(time && { annotations: { [COMMIT_TIME]: time } }) });
