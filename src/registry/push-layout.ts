// Pushes an image from an OCI image layout, as Docker and BuildKit export it, by digest.
// Source: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import pLimit from 'p-limit';
import { blobPath, sha256 } from '../image/digest.ts';
import { type Descriptor, isForeign, type Manifest, mediaTypeOf, parseManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { DistributionClient } from './distribution-client.ts';
import { MOST_BYTES } from './distribution-requests.ts';
import { inParallel, PARALLEL } from './parallel.ts';

type Total = { blobs: number; bytes: number };

export type PushedLayout =
  | { uploaded: Total /** What the registry had. */; skipped: Total }
  /** Layers that neither the layout nor the registry holds. Nothing was put. */
  | { missing: string[] };

type Document = { digest: string; mediaType: string; text: string; manifest: Manifest };
type File = Descriptor & {
  path: string /** The file stands for a layer that the registry has. */;
  placeholder: boolean;
};

/**
 * Uploads the blobs that the registry does not hold, then the manifests, the root last; no tag is put. A layer's file may be
 * a placeholder, known by its size, for one that the registry holds.
 * @param folder of the layout
 * @param digest of the index or manifest
 * @param parallel how many requests at once
 * @throws Failure for a layout that is not whole
 */
export async function pushLayout(
  client: Pick<DistributionClient, 'hasBlob' | 'uploadBlob' | 'putManifest'>,
  folder: string,
  digest: string,
  parallel = PARALLEL,
): Promise<PushedLayout> {
  const documents = new Map<string, Document>();
  await readTree(folder, digest, undefined, documents);
  const files = await findFiles(folder, [...documents.values()]);

  const held = async ({ digest }: File) => client.hasBlob(digest);
  const placeholders = files.filter(({ placeholder }) => placeholder);
  const confirmed = await inParallel(placeholders, held, parallel);
  const missing = placeholders.filter((_, at) => !confirmed[at]).map(({ digest }) => digest);
  if (missing.length > 0) return { missing };

  const [uploaded, skipped]: [Total, Total] = [
    { blobs: 0, bytes: 0 },
    { blobs: 0, bytes: 0 },
  ];
  const upload = async (file: File, signal: AbortSignal) => {
    const isHeld = file.placeholder || (await held(file));
    if (!isHeld) await client.uploadBlob(file.path, file, { signal });
    const total = isHeld ? skipped : uploaded;
    total.blobs++;
    total.bytes += file.size;
  };
  await inParallel(files, upload, parallel);

  const limit = pLimit(parallel);
  const puts = new Map<string, Promise<void>>();
  const put = (document: Document): Promise<void> => {
    const begun = puts.get(document.digest) ?? putAll(document);
    puts.set(document.digest, begun);
    return begun;
  };
  const putAll = async (document: Document): Promise<void> => {
    await Promise.all(childrenOf(document).map((child) => put(child)));
    await limit(() => client.putManifest(document));
  };
  const childrenOf = ({ manifest }: Document): Document[] =>
    (manifest.manifests ?? []).map(({ digest }) => documents.get(digest) as Document);
  await put(documents.get(digest) as Document);
  return { uploaded, skipped };
}

/** Reads an index or manifest and every one below it. */
async function readTree(
  folder: string,
  digest: string,
  size: number | undefined,
  documents: Map<string, Document>,
): Promise<void> {
  if (documents.has(digest)) return;
  const path = blobPath(folder, digest);
  const bytes = await sizeOf(path, digest);
  if (bytes > MOST_BYTES || (size !== undefined && bytes !== size)) {
    throw broken(folder, `${digest} has ${bytes} bytes, not ${size ?? `${MOST_BYTES} at most, as a manifest has`}`);
  }
  const text = await readFile(path, 'utf8');
  const found = sha256(text);
  if (found !== digest) throw broken(folder, `the digest of ${digest} is ${found}`);
  const manifest = parse(text, folder, digest);
  documents.set(digest, { digest, mediaType: mediaTypeOf(manifest), text, manifest });
  for (const child of manifest.manifests ?? []) await readTree(folder, child.digest, child.size, documents);
}

function parse(text: string, folder: string, digest: string): Manifest {
  const manifest = parseManifest(text);
  if (manifest?.manifests ?? manifest?.layers) return manifest as Manifest;
  throw broken(folder, `${digest} is neither a manifest nor an index`);
}

/** The configurations and layers that are to be in the registry, each once, the largest first. */
async function findFiles(folder: string, documents: Document[]): Promise<File[]> {
  const files = new Map<string, File>();
  for (const { manifest } of documents) {
    const layers = (manifest.layers ?? []).filter((layer) => !isForeign(layer));
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...layers]) {
      if (files.has(blob.digest)) continue;
      const path = blobPath(folder, blob.digest);
      // A layer that is not there may be in the registry.
      const isLayer = blob !== manifest.config;
      const bytes = isLayer && !existsSync(path) ? -1 : await sizeOf(path, blob.digest);
      const placeholder = bytes !== blob.size;
      if (placeholder && blob === manifest.config) {
        throw broken(folder, `${blob.digest} has ${bytes} bytes, not ${blob.size}`);
      }
      files.set(blob.digest, { ...blob, path, placeholder });
    }
  }
  return [...files.values()].sort((one, other) => other.size - one.size);
}

async function sizeOf(path: string, digest: string): Promise<number> {
  const found = await stat(path).catch((cause) => {
    throw failure(
      `${path} of the OCI layout, which should hold ${digest}, cannot be read: ${cause.message}. Run it again.`,
      {
        cause,
      },
    );
  });
  return found.size;
}

const broken = (folder: string, what: string) =>
  failure(`The OCI layout ${folder} is not whole: ${what}. Export it again.`);
