// The operations of the OCI distribution API on one repository.
// Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { checkDigest, sha256 } from '../image/digest.ts';
import { MANIFEST_TYPES, type Manifest, parseManifest, type StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { Address } from './distribution-address.ts';
import { type Access, type Answer, distributionRequests, MOST_BYTES } from './distribution-requests.ts';

/** A blob's digest and its bytes. */
export type Blob = { digest: string; size: number };

/** The path of a file, or what opens a stream. */
type Source = string | (() => Promise<Readable>);

/** Every digest that is given must be `sha256:<64 hex>`. */
export type DistributionClient = {
  address: Address;
  /** The manifest or index of a tag or digest, which was compared; undefined where there is none. */
  manifest(reference: string): Promise<StoredManifest | undefined>;
  hasBlob(digest: string): Promise<boolean>;
  /** A blob of at most 4 MiB, such as a configuration, whose digest was compared; undefined where there is none. */
  blob(digest: string): Promise<Buffer | undefined>;
  /** A blob of any size, to be read as it comes; the digest is not compared. @throws Failure where there is none */
  openBlob(digest: string): Promise<Readable>;
  /** Uploads a file, or what another registry sends, as it is read. */
  uploadBlob(source: Source, blob: Blob, signal?: AbortSignal): Promise<void>;
  /**
   * Puts a manifest or index under its digest, or under a tag.
   * @throws Failure where the registry says that it has another digest
   */
  putManifest(image: Pick<StoredManifest, 'digest' | 'mediaType' | 'text'>, tag?: string): Promise<void>;
};

export function distributionClient(access: Access): DistributionClient {
  const { address, send, locate } = distributionRequests(access);

  async function manifest(reference: string): Promise<StoredManifest | undefined> {
    const byDigest = reference.includes(':');
    const to = `manifests/${byDigest ? checkDigest(reference) : reference}`;
    const what = `Reading ${byDigest ? reference : `the tag "${reference}"`}`;
    const headers = { accept: MANIFEST_TYPES.join(', ') };
    const answer = await send({ what, method: 'GET', to, headers }, [404]);
    if (answer.status === 404) return undefined;
    const text = answer.body.toString();
    // Of the text, so that bytes which are no text are refused too.
    const digest = sha256(text);
    const wanted = byDigest ? reference : digestIn(answer);
    if (wanted && wanted !== digest) throw differs(what, wanted, digest);
    const mediaType = (answer.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    return { digest, mediaType, text, manifest: parse(text, what) };
  }

  async function blob(digest: string): Promise<Buffer | undefined> {
    const what = `Reading ${digest}`;
    const answer = await send({ what, method: 'GET', to: `blobs/${checkDigest(digest)}` }, [404]);
    if (answer.status === 404) return undefined;
    const found = sha256(answer.body);
    if (found !== digest) throw differs(what, digest, found);
    return answer.body;
  }

  async function openBlob(digest: string): Promise<Readable> {
    const what = `Reading ${digest}`;
    const { stream } = await send({ what, method: 'GET', to: `blobs/${checkDigest(digest)}`, stream: true });
    if (stream) return stream;
    throw failure(`${what} of ${address.repository} failed: ${address.host} answered with something else.`);
  }

  async function hasBlob(digest: string): Promise<boolean> {
    const what = `Looking for ${digest}`;
    return (await send({ what, method: 'HEAD', to: `blobs/${checkDigest(digest)}` }, [404])).status !== 404;
  }

  /** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put */
  async function uploadBlob(source: Source, { digest, size }: Blob, signal?: AbortSignal): Promise<void> {
    const what = `Uploading ${digest}`;
    const ends = signal && { signal };
    const begun = await send({ what, method: 'POST', to: 'blobs/uploads/', ...ends });
    const to = locate(begun, what);
    // By hand: the rest of the query may be signed, and stays as it is written.
    to.search += `${to.search ? '&' : ''}digest=${encodeURIComponent(checkDigest(digest))}`;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': `${size}` };
    const body = typeof source === 'string' ? () => createReadStream(source) : source;
    const answer = await send({ what, method: 'PUT', to, headers, body, ...ends });
    const stored = digestIn(answer);
    if (stored && stored !== digest) throw differs(what, digest, stored);
  }

  async function putManifest(
    { digest, mediaType, text }: Pick<StoredManifest, 'digest' | 'mediaType' | 'text'>,
    tag?: string,
  ): Promise<void> {
    const what = tag ? `Putting the tag "${tag}"` : `Putting ${digest}`;
    if (Buffer.byteLength(text) > MOST_BYTES) {
      throw failure(
        `${what} of ${address.repository} failed: a manifest has at most ${MOST_BYTES} bytes, this one has more.`,
      );
    }
    const to = `manifests/${tag ?? checkDigest(digest)}`;
    const answer = await send({ what, method: 'PUT', to, headers: { 'content-type': mediaType }, body: text });
    // It need not say the digest; of a tag it is asked then.
    const stored = digestIn(answer) ?? (tag && (await manifest(tag))?.digest);
    if (tag ? stored !== digest : stored && stored !== digest) throw differs(what, digest, stored || 'nothing');
  }

  const differs = (what: string, wanted: string, found: string) =>
    failure(
      `${what} of ${address.repository} failed: ${address.host} has ${found} there, not ${wanted}. Something between here and the registry changes it, or the registry is broken. Check the proxy and the registry.`,
    );

  function parse(text: string, what: string): Manifest {
    const manifest = parseManifest(text);
    if (manifest) return manifest;
    throw failure(`${what} of ${address.repository} failed: what ${address.host} has there is no manifest.`);
  }

  return { address, manifest, hasBlob, blob, openBlob, uploadBlob, putManifest };
}

/** What the registry says is the digest. */
const digestIn = ({ headers }: Answer): string | undefined =>
  [headers['docker-content-digest'] ?? []].flat().find((digest) => digest.startsWith('sha256:'));
