// What refers to an image: signatures, SBOMs and attestations, by the subject that their manifests name, or by cosign's tags.
import { sha256 } from '../image/digest.ts';
import { type Descriptor, type Manifest, OCI_INDEX, type StoredImage, type StoredManifest } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import type { DistributionClient } from './distribution-client.ts';
import { MOST_BYTES } from './distribution-requests.ts';
import { inParallel } from './parallel.ts';

export type Referrer = {
  image: StoredImage;
  /** The tag that it is found by, such as cosign's. */
  tag?: string;
};

/** Source: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (tag-based discovery), and cosign's attest and attach */
const COSIGN = ['.sig', '.att', '.sbom'];

/** A signature of an attestation of an image is the second. */
const DEPTH = 3;
const MOST_REFERRERS = 1000;
/** All are held until they are copied. */
const MOST_BYTES_OF_ALL = 16 * MOST_BYTES;

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
const tagOf = (digest: string): string => digest.replace(':', '-');

/** What may refer to something: listed by its digest, or found by its tag, which was read then. */
type Lead = {
  digest: string;
  tag?: string;
  root?: StoredManifest;
  /** Whether the registry itself says that it is there; a list under a tag may be older than a deletion. */
  isListed?: boolean;
};

/**
 * Everything that refers to these digests: by the referrers API, or the tag `sha256-<hex>` of registries without it; cosign's tags
 * `sha256-<hex>.sig`, `.att`, `.sbom`; and what refers to those in turn, three times at most. Each once, or once for each of its tags.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 * @param digests of an image: its index, and every manifest of it
 * @throws Failure for what is listed and cannot be read, and for more than 1,000 manifests or 64 MiB of them
 */
export async function findReferrers(from: DistributionClient, digests: string[]): Promise<Referrer[]> {
  const { read, list, count, checkListed } = bounded(from);
  const found = new Map<string, { image: StoredImage; tags: Set<string> }>();
  const known = new Set(digests);
  for (let [depth, level] = [0, [...known]]; depth < DEPTH && level.length > 0; depth++) {
    const asked = level.flatMap((digest) => [
      () => list(digest),
      ...COSIGN.map((suffix) => () => tagged(`${tagOf(digest)}${suffix}`)),
    ]);
    const leads = (await inParallel(asked, (ask) => ask())).flat();
    // One with its manifest decides: what has a tag of its own need not name a subject.
    const fresh = new Map<string, Lead>();
    for (const lead of leads) {
      if (!known.has(lead.digest) && !fresh.get(lead.digest)?.root) fresh.set(lead.digest, lead);
    }
    const roots = (await inParallel([...fresh.values()], rootOf)).flat();
    const images = await withChildren(roots);
    for (const image of images) found.set(image[0].digest, { image, tags: new Set() });
    for (const { digest, tag } of leads) if (tag) found.get(digest)?.tags.add(tag);
    level = [...new Set(images.flat().map(({ digest }) => digest))].filter((digest) => !known.has(digest));
    for (const digest of [...fresh.keys(), ...level]) known.add(digest);
  }
  return [...found.values()].flatMap(({ image, tags }) =>
    tags.size > 0 ? [...tags].map((tag) => ({ image, tag })) : [{ image }],
  );

  async function tagged(tag: string): Promise<Lead[]> {
    const root = await read(tag);
    if (!root) return [];
    count(1);
    return [{ digest: root.digest, tag, root }];
  }

  async function rootOf({ digest, root, isListed }: Lead): Promise<StoredManifest[]> {
    if (root) return [root];
    const listed = await read(digest);
    if (!listed && isListed) throw gone(digest);
    // An index under such a tag may be no list of referrers, but an image of somebody who names tags like this.
    return listed && known.has(listed.manifest.subject?.digest ?? '') ? [listed] : [];
  }

  async function withChildren(roots: StoredManifest[]): Promise<StoredImage[]> {
    const childrenOf = ({ manifest }: StoredManifest) => (manifest.manifests ?? []).map(checkListed);
    const digests = [...new Set(roots.flatMap(childrenOf))];
    count(digests.length);
    const children = await inParallel(digests, async (digest) => {
      const child = await read(digest);
      if (child) return [digest, child] as const;
      throw gone(digest);
    });
    const byDigest = new Map(children);
    return roots.map((root) => [root, ...childrenOf(root).map((digest) => byDigest.get(digest) as StoredManifest)]);
  }

  function gone(digest: string): Error {
    const { host, repository } = from.address;
    return failure(
      `${digest}, which is listed as a signature, SBOM or attestation in ${repository}, could not be read: ${host} does not have it. Push it there again, or delete what lists it. Run this again then.`,
    );
  }
}

/** Reads no more than the bounds, whatever the registry says: all that it lists, and that is read, counts. */
function bounded(from: DistributionClient) {
  let [manifests, bytes] = [0, 0];
  const { repository } = from.address;

  function count(more: number): void {
    manifests += more;
    if (manifests <= MOST_REFERRERS && bytes <= MOST_BYTES_OF_ALL) return;
    throw failure(
      `Reading what refers to the image in ${repository} failed: its signatures, SBOMs and attestations are more than ${MOST_REFERRERS}, or have more than ${MOST_BYTES_OF_ALL} bytes. Delete those that are not needed.`,
    );
  }

  async function read(reference: string): Promise<StoredManifest | undefined> {
    const found = await from.manifest(reference);
    bytes += found?.text.length ?? 0;
    count(0);
    return found;
  }

  async function list(digest: string): Promise<Lead[]> {
    const byApi = await from.referrers(digest);
    const listed = byApi ?? (await read(tagOf(digest)))?.manifest.manifests ?? [];
    count(listed.length);
    return listed.map((each) => ({ digest: checkListed(each), isListed: byApi !== undefined }));
  }

  /** Without its colon it would be a tag, or the path of something else. */
  function checkListed({ digest }: Descriptor): string {
    if (/^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
    throw failure(
      `"${cut(digest)}", which ${from.address.host} lists as a signature, SBOM or attestation in ${repository}, is not a digest of the form sha256:<64 hexadecimal digits>. Delete it from the list.`,
    );
  }

  return { read, list, count, checkListed };
}

/**
 * Copies them after the image itself; where the target has no referrers API, its tag `sha256-<hex>` gets the index that lists them,
 * merged with what is there. A tag of cosign's keeps what only the target has: it moves only to what holds all of it.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
 * @param copy returns why it could not be read where it is, if so
 * @returns how many were copied
 * @throws Failure for one that could not be read, or written
 */
export async function copyReferrers(
  from: DistributionClient,
  to: DistributionClient,
  referrers: Referrer[],
  copy: (image: StoredImage) => Promise<Error | undefined>,
): Promise<number> {
  const tagged = referrers.flatMap(({ image: [root], tag }) => (tag ? [{ root, tag }] : []));
  // Before anything is written.
  const moves = await inParallel(tagged, ({ root, tag }) => mayMove(from, to, root, tag));
  const images = [...new Map(referrers.map(({ image }) => [image[0].digest, image])).values()];
  await inParallel(images, async (image) => {
    const unreadable = await copy(image);
    if (!unreadable) return;
    throw failure(
      `${image[0].digest}, which refers to the image in ${from.address.repository} of ${from.address.host}, could not be read: ${unreadable.message}`,
      { cause: unreadable },
    );
  });
  await inParallel(
    tagged.filter((_, at) => moves[at]),
    ({ root, tag }) => to.putManifest(root, tag),
  );
  const bySubject = new Map<string, StoredManifest[]>();
  for (const [root] of images) {
    const subject = root.manifest.subject?.digest;
    if (subject) bySubject.set(subject, [...(bySubject.get(subject) ?? []), root]);
  }
  await inParallel([...bySubject], ([subject, roots]) => listUnderTag(to, subject, roots));
  return images.length;
}

/** Whether a tag of the target is to be put on this manifest; not where it has all that this has. */
async function mayMove(
  from: DistributionClient,
  to: DistributionClient,
  root: StoredManifest,
  tag: string,
): Promise<boolean> {
  const held = await to.manifest(tag);
  if (!held) return true;
  if (held.digest === root.digest) return false;
  const [there, here] = [partsOf(held.manifest), partsOf(root.manifest)];
  // cosign adds each signature or attestation as a layer.
  if (there.every((digest) => here.includes(digest))) return true;
  if (here.every((digest) => there.includes(digest))) return false;
  throw failure(
    `The tag "${tag}" of ${to.address.repository} was not moved: ${to.address.host} has ${held.digest} there, with signatures, SBOMs or attestations that ${from.address.host} does not have. Delete the tag if they are not needed, or copy them to ${from.address.repository} first.`,
  );
}

const partsOf = ({ layers, manifests }: Manifest): string[] =>
  [...(layers ?? []), ...(manifests ?? [])].map(({ digest }) => digest);

/** Another that does the same at this moment may win; the API has no way to prevent that which all registries know. */
async function listUnderTag(to: DistributionClient, subject: string, roots: StoredManifest[]): Promise<void> {
  if (await to.referrers(subject)) return;
  const tag = tagOf(subject);
  const held = await to.manifest(tag);
  if (held && held.mediaType !== OCI_INDEX) {
    throw failure(
      `The tag "${tag}" of ${to.address.repository} must be the list of what refers to ${subject}, but ${to.address.host} has "${cut(held.mediaType)}" there. Delete the tag, and run this again.`,
    );
  }
  const listed = held?.manifest.manifests ?? [];
  const missing = roots.filter(({ digest }) => !listed.some((each) => each.digest === digest));
  if (missing.length === 0) return;
  const manifests = [...listed, ...missing.map(describe)];
  const kept = held && JSON.parse(held.text);
  const text = JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, ...kept, manifests });
  await to.putManifest({ digest: sha256(text), mediaType: OCI_INDEX, text }, tag);
}

/** As a registry with the API would list it. */
function describe({ digest, mediaType, text, manifest }: StoredManifest): Descriptor & { artifactType?: string } {
  const { artifactType, config, annotations } = manifest;
  const type = artifactType || config?.mediaType;
  return {
    mediaType,
    digest,
    size: Buffer.byteLength(text),
    ...(type && { artifactType: type }),
    ...(annotations && { annotations }),
  };
}
