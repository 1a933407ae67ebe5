// The operations of the OCI distribution API on one repository.
// Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { checkDigest, sha256 } from '../image/digest.ts';
import {
  type Descriptor,
  MANIFEST_TYPES,
  type Manifest,
  OCI_INDEX,
  parseManifest,
  type StoredManifest,
} from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import type { Address } from './distribution-address.ts';
import { type Access, type Answer, distributionRequests, MOST_BYTES } from './distribution-requests.ts';

/** A blob's digest and its bytes. */
export type Blob = { digest: string; size: number };

/** A blob from a byte on. */
export type Opened = { stream: Readable; from: number };

/** How a registry without the referrers API answers: 404 as it should, the others as some do. */
const NO_REFERRERS = [400, 404, 405, 501];
const MOST_PAGES = 100;

/** The path of a file, or what opens a stream. */
type Source = string | (() => Promise<Readable>);

/** Every digest that is given must be `sha256:<64 hex>`. */
export type DistributionClient = {
  address: Address;
  /** The manifest or index of a tag or digest, which was compared; undefined where there is none. */
  manifest(reference: string): Promise<StoredManifest | undefined>;
  /**
   * What refers to a manifest, as the registry lists it; undefined where it has no such API.
   * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
   * @throws Failure for a list of more than 100 pages, or of more bytes than a manifest may have
   */
  referrers(digest: string): Promise<Descriptor[] | undefined>;
  hasBlob(digest: string, signal?: AbortSignal): Promise<boolean>;
  /** A blob of at most 4 MiB, such as a configuration, whose digest was compared; undefined where there is none. */
  blob(digest: string): Promise<Buffer | undefined>;
  /**
   * A blob of any size, to be read as it comes; the digest is not compared.
   * @param from how many bytes are there already: a registry that cannot leave them out sends them again
   * @throws Failure where there is none
   */
  openBlob(digest: string, from?: number, signal?: AbortSignal): Promise<Opened>;
  /**
   * Uploads a file, or what another registry sends, as it is read.
   * @param mount a repository of this registry that has the blob: where the registry can, nothing is sent
   */
  uploadBlob(source: Source, blob: Blob, options?: { signal?: AbortSignal; mount?: string | undefined }): Promise<void>;
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

  async function referrers(digest: string): Promise<Descriptor[] | undefined> {
    const what = `Listing what refers to ${digest}`;
    const headers = { accept: OCI_INDEX };
    const found: Descriptor[] = [];
    let to: URL | undefined = new URL(`/v2/${address.repository}/referrers/${checkDigest(digest)}`, address.origin);
    for (let [page, bytes] = [0, 0]; to; page++) {
      const answer: Answer = await send({ what, method: 'GET', to, headers }, page === 0 ? NO_REFERRERS : []);
      if (NO_REFERRERS.includes(answer.status)) return undefined;
      bytes += answer.body.length;
      if (page === MOST_PAGES || bytes > MOST_BYTES) {
        throw failure(
          `${what} of ${address.repository} failed: the list of ${address.host} has more than ${MOST_PAGES} pages or ${MOST_BYTES} bytes. Delete what is not needed of it.`,
        );
      }
      const text = answer.body.toString();
      const isIndex = answer.headers['content-type']?.startsWith(OCI_INDEX) || parseManifest(text)?.manifests;
      // Such as a page for people, which some have wherever they have nothing else; oras takes it for the same.
      if (page === 0 && !isIndex) return undefined;
      for (const each of parse(text, what).manifests ?? []) found.push(each);
      to = nextPage(answer, to, what);
    }
    return found;
  }

  /** Source: https://www.rfc-editor.org/rfc/rfc8288#section-3 */
  function nextPage({ headers }: Answer, from: URL, what: string): URL | undefined {
    const links = [
      ...[headers.link ?? []]
        .flat()
        .join(', ')
        .matchAll(/<([^<>]*)>([^<]*)/g),
    ];
    const next = links.find(([, , parameters]) => /;\s*rel\s*=\s*"?next\b/i.test(parameters ?? ''))?.[1];
    if (next === undefined) return undefined;
    const url = URL.parse(next, from.href);
    // Not to another place over https either, as a download may be: it is the same API that goes on.
    if (url?.origin === address.origin.origin) return url;
    throw failure(
      `${what} of ${address.repository} failed: ${address.host} says that its list goes on at "${cut(next)}", which is not on that host. Behind a proxy the registry must know its own address (distribution: http.host or http.relativeurls).`,
    );
  }

  async function blob(digest: string): Promise<Buffer | undefined> {
    const what = `Reading ${digest}`;
    const answer = await send({ what, method: 'GET', to: `blobs/${checkDigest(digest)}` }, [404]);
    if (answer.status === 404) return undefined;
    const found = sha256(answer.body);
    if (found !== digest) throw differs(what, digest, found);
    return answer.body;
  }

  async function openBlob(digest: string, from = 0, signal?: AbortSignal): Promise<Opened> {
    const what = `Reading ${digest}`;
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    const { status, stream } = await send({
      what,
      method: 'GET',
      to: `blobs/${checkDigest(digest)}`,
      headers,
      stream: true,
      ...(signal && { signal }),
    });
    if (stream) return { stream, from: status === 206 ? from : 0 };
    throw failure(`${what} of ${address.repository} failed: ${address.host} answered with something else.`);
  }

  async function hasBlob(digest: string, signal?: AbortSignal): Promise<boolean> {
    const what = `Looking for ${digest}`;
    return (
      (await send({ what, method: 'HEAD', to: `blobs/${checkDigest(digest)}`, ...(signal && { signal }) }, [404]))
        .status !== 404
    );
  }

  /** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put and #mounting-a-blob-from-another-repository */
  async function uploadBlob(
    source: Source,
    { digest, size }: Blob,
    { signal, mount }: { signal?: AbortSignal; mount?: string | undefined } = {},
  ): Promise<void> {
    const what = `Uploading ${digest}`;
    const ends = signal && { signal };
    const query = mount ? `?mount=${encodeURIComponent(checkDigest(digest))}&from=${encodeURIComponent(mount)}` : '';
    const request = { what, method: 'POST' as const, ...ends };
    // It only saves an upload: whatever is wrong with it, the request without it tells.
    const mounted = mount && (await send({ ...request, to: `blobs/uploads/${query}` }, NO_MOUNT));
    if (mounted && mounted.status === 201) return;
    const begun = mounted && mounted.status === 202 ? mounted : await send({ ...request, to: 'blobs/uploads/' });
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

  return { address, manifest, referrers, hasBlob, blob, openBlob, uploadBlob, putManifest };
}

/** How registries refuse a mount, or do not know it. */
const NO_MOUNT = [400, 401, 403, 404, 405, 500, 501];

/** What the registry says is the digest. */
const digestIn = ({ headers }: Answer): string | undefined =>
  [headers['docker-content-digest'] ?? []].flat().find((digest) => digest.startsWith('sha256:'));
