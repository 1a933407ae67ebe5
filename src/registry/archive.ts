// Makes an OCI image layout, which pushLayout pushes, from an image archive: from a layout in a tar or a folder, or from what
// `docker save` writes. Sources: https://github.com/opencontainers/image-spec/blob/main/image-layout.md and
// https://github.com/moby/moby/blob/v25.0.0/image/spec/v1.2.md (manifest.json)
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, realpath, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar/extract';
import { blobPath, checkDigest, sha256 } from '../image/digest.ts';
import { type Descriptor, imagesOf, parseManifest } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import { MOST_BYTES } from './distribution-requests.ts';

export type Archived = {
  /** Of the manifest or index that is the image. */
  digest: string;
  /** The tag that the archive names for it, if it names exactly one. */
  reference?: string;
};

/**
 * Writes the image of an archive as an OCI layout. A layout's blobs are not read: pushLayout and the registry check them.
 * @param path of a tar, which may be gzipped, or of a folder that is an OCI layout
 * @param folder an empty one. Of a layout that is a folder itself, it links to the blobs: they must stay until the push
 * @throws Failure for what is no archive of exactly one image
 */
export async function openArchive(path: string, folder: string): Promise<Archived> {
  const found = await stat(path).catch((cause) => {
    throw failure(
      `The image archive ${cut(path)} cannot be read: ${cause.message}. Give the path of a tar, or of a folder that is an OCI layout.`,
      { cause },
    );
  });
  if (!found.isDirectory() && !found.isFile()) throw broken(path, 'is neither a file nor a folder');
  const source = found.isDirectory() ? await realpath(path) : await unpack(path, join(folder, 'unpacked'));
  // Since version 25, `docker save` writes an index.json as well, and only the layout has the manifest that was built or pulled.
  const index = await readSmall(path, join(source, 'index.json'));
  if (index !== undefined) {
    const archived = readIndex(path, index);
    await symlink(join(source, 'blobs'), join(folder, 'blobs'));
    await writeIndex(folder, index);
    return archived;
  }
  if (found.isDirectory()) throw broken(path, 'is a folder without an index.json, so it is no OCI layout');
  const list = await readSmall(path, join(source, 'manifest.json'));
  if (list === undefined) throw broken(path, 'is no image: it has neither an index.json nor a manifest.json');
  return makeLayout(path, list, source, folder);
}

const broken = (path: string, what: string, options?: { cause: unknown }) =>
  failure(
    `The image archive ${cut(path)} ${what}. Export the image with \`docker save\`, or with \`docker buildx build --output type=oci,dest=image.tar\`.`,
    options,
  );

/** Links and devices are left out, so that nothing in the folder leads out of it. */
async function unpack(path: string, folder: string): Promise<string> {
  const outside: string[] = [];
  const filter = (name: string, entry: object) => {
    if (!leadsOut(name)) return 'type' in entry && KEPT.includes(String(entry.type));
    outside.push(name);
    return false;
  };
  try {
    await mkdir(folder);
    // tar's own decompression takes 16 MB at once, and keeps in memory whatever that becomes.
    const decompress = (await isGzip(path)) ? createGunzip() : new PassThrough();
    await pipeline(createReadStream(path), decompress, unpacking(folder, filter));
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    if (!cause.syscall) throw broken(path, `is not a tar that can be unpacked: ${cut(cause.message)}`, { cause });
    throw failure(
      `The image archive ${cut(path)} could not be unpacked to ${folder}: ${cause.message}. Check the permissions and the free disk space.`,
      { cause },
    );
  }
  const [first] = outside;
  if (first === undefined) return folder;
  throw broken(path, `has an entry "${cut(first)}", which leads out of the folder that it is unpacked to`);
}

/** Takes a tar's bytes, and ends when all files are written, or with the first thing that is wrong. */
function unpacking(folder: string, filter: (name: string, entry: object) => boolean): Writable {
  // Root would otherwise give the files to the users that the archive names.
  const unpacker = extract({ cwd: folder, strict: true, preserveOwner: false, noMtime: true, zstd: false, filter });
  let isOver = false;
  unpacker.on('eof', () => {
    isOver = true;
  });
  const stream = new Writable({
    write(chunk, _, done) {
      // It would collect in memory whatever comes after the archive's end.
      if (isOver || unpacker.write(chunk)) done();
      else unpacker.once('drain', () => done());
    },
    final(done) {
      unpacker.once('close', () => done());
      unpacker.end();
    },
  });
  unpacker.on('error', (error) => stream.destroy(error as Error));
  return stream;
}

/** The types of entries as tar names them; the last two are old ways to write a file. */
const KEPT = ['Directory', 'File', 'OldFile', 'ContiguousFile'];

/** On Windows, a backslash or a drive's letter leads out as well. crane's names have a colon, too: `sha256:…`. */
const leadsOut = (name: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(name) || name.split(/[/\\]/).includes('..');

/** A document of the archive; undefined where there is none. */
async function readSmall(archive: string, path: string): Promise<string | undefined> {
  const found = await stat(path).catch((cause) => {
    if (cause.code === 'ENOENT') return undefined;
    throw broken(archive, `cannot be read: ${cause.message}`, { cause });
  });
  if (!found) return undefined;
  if (found.isFile() && found.size <= MOST_BYTES) return readFile(path, 'utf8');
  throw broken(archive, `is damaged: ${cut(path)} is not a file of at most ${MOST_BYTES} bytes`);
}

async function writeIndex(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(join(folder, 'index.json'), text);
}

/** Pure: the one image of a layout's index. */
function readIndex(path: string, text: string): Archived {
  const index = parseManifest(text);
  if (!index) throw broken(path, 'has an index.json that is not an index');
  const images = imagesOf(index);
  // Docker lists an image with two tags twice.
  const digest = onlyOne(path, new Map(images.map((image) => [image.digest, nameOf(image) ?? image.digest])));
  return { digest: checkDigest(digest), ...tagIn(images.flatMap((image) => nameOf(image) ?? [])) };
}

/** Pure: the only key of what an archive holds. @throws Failure with the names, which are the values */
function onlyOne<Key>(path: string, images: Map<Key, string>): Key {
  const [first, ...others] = images.keys();
  if (first === undefined) throw broken(path, 'holds no image');
  if (others.length === 0) return first;
  throw failure(
    `The image archive ${cut(path)} holds ${images.size} images: ${cut([...images.values()].join(', '))}. Export one image only.`,
  );
}

/**
 * containerd's is always a whole name; the other is a tag or a whole name, as each program likes.
 * Source: https://github.com/containerd/containerd/blob/main/core/images/annotations.go
 */
const nameOf = ({ annotations }: Descriptor): string | undefined =>
  annotations?.['io.containerd.image.name'] || annotations?.['org.opencontainers.image.ref.name'] || undefined;

/** Pure: the tag that these names have, if there is exactly one. A name may have a digest in its place. */
function tagIn(names: string[]): { reference?: string } {
  const tags = names.flatMap((name) => /^(?:[^@]*:)?(\w[\w.-]{0,127})$/.exec(name)?.[1] ?? []);
  const [reference, ...others] = new Set(tags);
  return reference !== undefined && others.length === 0 ? { reference } : {};
}

type Listed = { Config: string; RepoTags?: string[] | null; Layers: string[] };

/** Pure: what `docker save` lists in manifest.json; undefined for anything else. */
function parseList(text: string): Listed[] | undefined {
  const list = parseJson(text);
  const isRight = (each: Partial<Record<keyof Listed, unknown>> | null) =>
    typeof each?.Config === 'string' && isStrings(each.RepoTags ?? []) && isStrings(each.Layers);
  return Array.isArray(list) && list.every(isRight) ? list : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** From an archive that has none, as Docker before version 25, Podman, skopeo and crane write it. */
async function makeLayout(path: string, listed: string, source: string, folder: string): Promise<Archived> {
  const list = parseList(listed);
  if (!list) throw broken(path, 'has a manifest.json that is not of `docker save`');
  const image = onlyOne(path, new Map(list.map((each) => [each, each.RepoTags?.[0] ?? each.Config])));
  const text = await readSmall(path, insideOf(path, source, image.Config));
  if (text === undefined) throw broken(path, `lacks its configuration ${cut(image.Config)}`);
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  const config = await writeBlob(folder, text, 'application/vnd.docker.container.image.v1+json');
  const layers = await moveLayers(path, image.Layers, diffIdsOf(text), source, folder);
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
  const root = await writeBlob(folder, JSON.stringify({ schemaVersion: 2, mediaType, config, layers }), mediaType);
  await writeIndex(folder, JSON.stringify({ schemaVersion: 2, manifests: [root] }));
  return { digest: root.digest, ...tagIn(image.RepoTags ?? []) };
}

/** Where a file that manifest.json names is. */
function insideOf(path: string, source: string, name: string): string {
  if (!leadsOut(name)) return join(source, name);
  throw broken(path, `has a manifest.json that names "${cut(name)}", which leads out of the archive`);
}

/** Pure: the digests of the uncompressed layers. Source: https://github.com/opencontainers/image-spec/blob/main/config.md */
function diffIdsOf(config: string): string[] {
  const parsed = parseJson(config) as { rootfs?: { diff_ids?: unknown } | null } | null | undefined;
  const ids = parsed?.rootfs?.diff_ids;
  return isStrings(ids) ? ids : [];
}

async function writeBlob(folder: string, text: string, mediaType: string): Promise<Descriptor> {
  const digest = sha256(text);
  await writeFile(blobPath(folder, digest), text);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

async function moveLayers(
  path: string,
  names: string[],
  diffIds: string[],
  source: string,
  folder: string,
): Promise<Descriptor[]> {
  if (names.length !== diffIds.length) {
    throw broken(path, `has ${names.length} layers, and its configuration has the digests of ${diffIds.length}`);
  }
  const moved = new Map<string, Descriptor>();
  for (const [at, name] of names.entries()) {
    const diffId = diffIds[at] as string;
    // Of a layer that it has written already, Docker writes a link, which was not unpacked.
    if (moved.has(diffId)) continue;
    const file = insideOf(path, source, name);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) throw broken(path, `lacks the layer ${cut(name)}, or has a link in its place`);
    const layer = await readLayer(path, name, file);
    if (layer.diffId !== diffId) {
      throw broken(
        path,
        `is damaged: the layer ${cut(name)} has the digest ${layer.diffId}, and ${cut(diffId)} in the image's configuration`,
      );
    }
    await rename(file, blobPath(folder, layer.digest));
    moved.set(diffId, { mediaType: layer.mediaType, digest: layer.digest, size: found.size });
  }
  return diffIds.map((diffId) => moved.get(diffId) as Descriptor);
}

type Layer = {
  mediaType: string;
  digest: string /** The digest of what is in it when it is not compressed. */;
  diffId: string;
};

async function readLayer(path: string, name: string, file: string): Promise<Layer> {
  const mediaType = 'application/vnd.docker.image.rootfs.diff.tar';
  const digest = await digestOf(file);
  if (!(await isGzip(file))) return { mediaType, digest, diffId: digest };
  const diffId = await digestOf(file, true).catch((cause) => {
    throw broken(path, `is damaged: the layer ${cut(name)} cannot be decompressed: ${cause.message}`, { cause });
  });
  return { mediaType: `${mediaType}.gzip`, digest, diffId };
}

/** As the bytes pass: a layer may be larger than the memory. */
async function digestOf(file: string, decompressed = false): Promise<string> {
  const hash = createHash('sha256');
  const take = async (bytes: AsyncIterable<Buffer>) => {
    for await (const chunk of bytes) hash.update(chunk);
  };
  const bytes = createReadStream(file);
  await (decompressed ? pipeline(bytes, createGunzip(), take) : pipeline(bytes, take));
  return `sha256:${hash.digest('hex')}`;
}

async function isGzip(file: string): Promise<boolean> {
  for await (const [first, second] of createReadStream(file, { end: 1 })) return first === 0x1f && second === 0x8b;
  return false;
}
