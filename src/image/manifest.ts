// What a manifest and an index say. Source: https://github.com/opencontainers/image-spec/blob/main/manifest.md and
// image-index.md; Docker's schema 2 has the same fields.

export type Descriptor = {
  mediaType?: string;
  digest: string;
  size: number;
  platform?: { os: string; architecture: string; variant?: string };
  annotations?: Record<string, string>;
};

export type Manifest = {
  config?: Descriptor;
  layers?: Descriptor[];
  manifests?: Descriptor[];
  /** What it refers to, such as the image that it signs. */
  subject?: Descriptor;
  artifactType?: string;
  annotations?: Record<string, string>;
};

/**
 * Pure: a manifest or index from its text; undefined for what is none. Its registry may have made it up, and what is read here is
 * counted, sorted and shown.
 */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) return undefined;
    const { config, layers, manifests, subject, artifactType, annotations } = parsed;
    // Go writes a list that was never filled as null.
    const one = (value: unknown) => (value == null ? [] : [value]);
    const lists = [one(config), layers ?? [], manifests ?? [], one(subject)];
    const isRight =
      lists.every((list) => Array.isArray(list) && list.every(isDescriptor)) &&
      (artifactType == null || typeof artifactType === 'string') &&
      isStrings(annotations);
    return isRight ? (parsed as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, or a string for each key. */
const isStrings = (value: unknown): boolean =>
  value == null || (isObject(value) && Object.values(value).every((each) => typeof each === 'string'));

const isDescriptor = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.digest === 'string' &&
  Number.isSafeInteger(value.size) &&
  (value.size as number) >= 0 &&
  (value.mediaType === undefined || typeof value.mediaType === 'string') &&
  isStrings(value.annotations) &&
  (value.platform == null || isObject(value.platform));

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

export const MANIFEST_TYPES = [
  OCI_INDEX,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** OCI's may leave it out: https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export const mediaTypeOf = (manifest: Manifest & { mediaType?: string }): string =>
  manifest.mediaType ?? `application/vnd.oci.image.${manifest.manifests ? 'index' : 'manifest'}.v1+json`;

/** A manifest as the registry holds it: the digest is of these very bytes. */
export type StoredManifest = {
  digest: string;
  mediaType: string;
  text: string;
  manifest: Manifest;
  /** Of its configuration, where that was read. */
  labels?: Record<string, string>;
};

/** An image with everything below it, the manifest or index itself first. */
export type StoredImage = [StoredManifest, ...StoredManifest[]];

/** `linux/arm64/v8`; undefined for an attestation, which has the platform unknown/unknown. */
export function platformOf(child: Descriptor): string | undefined {
  const { platform } = child;
  if (!platform || isAttestation(child)) return undefined;
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

/** Source: https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
const isAttestation = ({ annotations }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

/** What an index holds besides attestations; nothing for a manifest. */
export const imagesOf = ({ manifests }: Manifest): Descriptor[] =>
  (manifests ?? []).filter((child) => !isAttestation(child));

/** The configuration of an image; of an index, of its first image. */
export function configOf(image: StoredImage): Descriptor | undefined {
  const [root] = image;
  const digest = imagesOf(root.manifest)[0]?.digest ?? root.digest;
  return image.find((each) => each.digest === digest)?.manifest.config;
}

/** The digest of each platform's image, for an index; nothing for a manifest, which does not say its platform. */
export function digestsByPlatform([root]: StoredImage): Record<string, string> {
  return Object.fromEntries(
    (root.manifest.manifests ?? []).flatMap((child) => {
      const platform = platformOf(child);
      return platform ? [[platform, child.digest]] : [];
    }),
  );
}

/** The configurations and layers of an image, each once. */
export function blobsOf(image: StoredImage): Descriptor[] {
  const all = image.flatMap(({ manifest: { config, layers } }) => [...(config ? [config] : []), ...(layers ?? [])]);
  return [...new Map(all.map((blob) => [blob.digest, blob])).values()];
}

/** Those that a copy of the image takes along. */
export const blobsToCopy = (image: StoredImage): Descriptor[] => blobsOf(image).filter((blob) => !isForeign(blob));

/** Bytes that the registry keeps for the image. */
export const storedBytes = (image: StoredImage): number => blobsOf(image).reduce((sum, { size }) => sum + size, 0);

/**
 * A layer that may not be in a registry.
 * Source: IsNonDistributable of https://github.com/containerd/containerd/blob/main/core/images/mediatypes.go
 */
export const isForeign = ({ mediaType = '' }: Descriptor): boolean =>
  /^application\/vnd\.(oci\.image\.layer\.nondistributable|docker\.image\.rootfs\.foreign)\./.test(mediaType);
