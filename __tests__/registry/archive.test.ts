// Archives as docker save, buildx, skopeo, crane and Podman write them, small, and as whoever means harm could.
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { create, replace } from 'tar';
import { sha256 } from '../../src/image/digest.ts';
import { type Archived, openArchive } from '../../src/registry/archive.ts';
import { pushLayout } from '../../src/registry/push-layout.ts';

type Files = Record<string, string | Buffer>;

const newFolder = () => mkdtempSync(join(tmpdir(), 'archive-'));

function write(files: Files, folder = newFolder()): string {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

/** A tar of a folder, as `tar -C folder -cf` makes it of these names. */
async function pack(folder: string, { gzip = false, names = readdirSync(folder) } = {}): Promise<string> {
  const file = join(newFolder(), 'image.tar');
  await create({ file, cwd: folder, gzip, preservePaths: true, jobs: 1 }, names);
  return file;
}

const packed = (files: Files) => pack(write(files));

const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json';
const LAYER = 'application/vnd.docker.image.rootfs.diff.tar';

const blob = (text: string) => ({ [`blobs/sha256/${sha256(text).slice(7)}`]: text });
const described = (text: string) => ({ digest: sha256(text), size: text.length });

/** A manifest of a layout, with its blobs. */
function imageOf(content: string) {
  const manifest = JSON.stringify({ config: described('{}'), layers: [described(content)] });
  return { manifest, files: { ...blob(manifest), ...blob('{}'), ...blob(content) } };
}

const { manifest, files } = imageOf('a layer');
const digest = sha256(manifest);

const indexOf = (...manifests: object[]) => ({
  'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
  'index.json': JSON.stringify({ schemaVersion: 2, manifests }),
});
const named = (name: string, whole?: string, text = manifest) => ({
  ...described(text),
  annotations: {
    'org.opencontainers.image.ref.name': name,
    ...(whole && { 'io.containerd.image.name': whole }),
  },
});

const layout = { ...indexOf(named('1.2', 'docker.io/library/app:1.2')), ...files };

/** What `docker save` wrote before version 25. */
function saved(layers: Record<string, string | Buffer>, diffIds: string[], tags: string[] | null = ['app:1.2']) {
  const config = JSON.stringify({ rootfs: { type: 'layers', diff_ids: diffIds } });
  const listed = [{ Config: 'config.json', RepoTags: tags, Layers: Object.keys(layers) }];
  return { config, files: { 'config.json': config, 'manifest.json': JSON.stringify(listed), ...layers } };
}

async function opened(path: string): Promise<Archived & { pushed: Record<string, string> }> {
  const folder = newFolder();
  const archived = await openArchive(path, folder);
  const pushed: Record<string, string> = {};
  const client = {
    hasBlob: async () => false,
    uploadBlob: async (file: string, { digest }: { digest: string }) => {
      pushed[digest] = sha256(readFileSync(file));
    },
    putManifest: async ({ digest, mediaType }: { digest: string; mediaType: string }) => {
      pushed[digest] = mediaType;
    },
  };
  await pushLayout(client, folder, archived.digest);
  return { ...archived, pushed };
}

const same = (...texts: (string | Buffer)[]) => Object.fromEntries(texts.map((text) => [sha256(text), sha256(text)]));
const whole = {
  digest,
  reference: '1.2',
  pushed: { ...same('{}', 'a layer'), [digest]: 'application/vnd.oci.image.manifest.v1+json' },
};

test.each([
  ['a tar', () => packed(layout)],
  ['a gzipped tar', () => pack(write(layout), { gzip: true })],
  ['a tar whose names begin with ./', () => pack(write(layout), { names: ['./'] })],
  ['what docker save writes now', () => packed({ ...layout, 'manifest.json': 'not read' })],
  ['a folder', async () => write(layout)],
])('%s of an OCI layout is pushed as it is', async (_, archive) => {
  expect(await opened(await archive())).toEqual(whole);
});

test('a layout that is a folder stays as it is', async () => {
  const [source, folder] = [write(layout), newFolder()];
  const link = join(newFolder(), 'link');
  symlinkSync(source, link);
  await openArchive(link, folder);
  expect(readdirSync(folder).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  for (const [name, bytes] of Object.entries(layout)) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(bytes);
    expect(readFileSync(join(source, name), 'utf8')).toBe(bytes);
  }
});

test.each<[what: string, index: object[], reference: string | undefined]>([
  ['no name', [described(manifest)], undefined],
  ['a tag', [named('v1')], 'v1'],
  ['a whole name, as skopeo writes it', [named('ghcr.io/team/app:v1')], 'v1'],
  ['a name without a tag', [named('localhost:5000/app')], undefined],
  ['a name with a digest', [named(`app@${digest}`, `moby-dangling@${digest}`)], undefined],
  ['two tags', [named('1', 'docker.io/library/app:1'), named('2', 'docker.io/library/app:2')], undefined],
  ['one tag in two repositories', [named('1', 'docker.io/library/app:1'), named('1', 'ghcr.io/team/app:1')], '1'],
  [
    'an attestation beside it',
    [named('1'), { ...described('of another'), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }],
    '1',
  ],
])('the tag of an image with %s', async (_, index, reference) => {
  const archived = await openArchive(await packed({ ...indexOf(...index), ...files }), newFolder());
  expect(archived).toEqual({ digest, ...(reference && { reference }) });
});

test('what docker save wrote before becomes a layout, its layers as they are, compressed or not', async () => {
  const gzip = gzipSync('second');
  const { config, files } = saved({ 'a/layer.tar': 'first', 'b.tar.gz': gzip }, [sha256('first'), sha256('second')]);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: DOCKER,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', ...described(config) },
    layers: [
      { mediaType: LAYER, digest: sha256('first'), size: 5 },
      { mediaType: `${LAYER}.gzip`, digest: sha256(gzip), size: gzip.length },
    ],
  });
  expect(await opened(await packed(files))).toEqual({
    digest: sha256(manifest),
    reference: '1.2',
    pushed: { ...same(config, 'first', gzip), [sha256(manifest)]: DOCKER },
  });
});

test('a layer that an image has twice is there once, under one name or with a link for the second', async () => {
  const twice = [sha256('first'), sha256('first')];
  const { config, files } = saved({ 'a/layer.tar': 'first', 'b/layer.tar': '' }, twice, null);
  const [source, linked] = [write(files), write(files)];
  rmSync(join(linked, 'b/layer.tar'));
  symlinkSync('../a/layer.tar', join(linked, 'b/layer.tar'));
  for (const folder of [source, linked]) {
    const { pushed, reference } = await opened(await pack(folder));
    expect(reference).toBeUndefined();
    expect(pushed).toMatchObject(same(config, 'first'));
    expect(Object.keys(pushed)).toHaveLength(3);
  }
});

const failed = async (path: string, folder = newFolder()): Promise<string> => {
  const error: Error = await openArchive(path, folder).then(
    () => new Error('it was taken'),
    (cause) => cause,
  );
  expect(error.name).toBe('Failure');
  return error.message.replace(path, 'PATH');
};

const other = imageOf('another layer').manifest;

test.each<[what: string, files: Files, message: string]>([
  [
    'several images in a layout',
    indexOf(named('1', 'docker.io/library/app:1'), described(other)),
    `PATH holds 2 images: docker.io/library/app:1, ${sha256(other)}. Export one image only.`,
  ],
  [
    'several images of docker save',
    { 'manifest.json': '[{"Config":"a","RepoTags":["app:1"],"Layers":[]},{"Config":"b.json","Layers":[]}]' },
    'PATH holds 2 images: app:1, b.json. Export one image only.',
  ],
  ['a layout of no image', indexOf(), 'PATH holds no image. Export '],
  ['an empty list', { 'manifest.json': '[]' }, 'PATH holds no image. Export '],
  ['an index that is none', { 'index.json': '[1]' }, 'PATH has an index.json that is not an index. '],
  ['a digest that is none', indexOf({ digest: 'sha256:../x', size: 1 }), '"sha256:../x" is not a digest'],
  ['a manifest.json of something else', { 'manifest.json': '{"name":"app"}' }, 'manifest.json that is not of `docker'],
  ['a manifest.json of null', { 'manifest.json': '[null]' }, 'manifest.json that is not of `docker'],
  ['another tar', { 'package.json': '{}' }, 'is no image: it has neither an index.json nor a manifest.json. Export '],
  [
    'an index that is too large',
    { 'index.json': ' '.repeat(4 * 1024 * 1024 + 1) },
    'not a file of at most 4194304 bytes',
  ],
  ['no configuration', { 'manifest.json': '[{"Config":"x","Layers":[]}]' }, 'lacks its configuration x. '],
  [
    'a configuration from outside',
    { 'manifest.json': '[{"Config":"../../etc/passwd","Layers":[]}]' },
    'has a manifest.json that names "../../etc/passwd", which leads out',
  ],
  [
    'a layer from outside',
    { 'manifest.json': '[{"Config":"c","Layers":["/etc/passwd"]}]', c: '{"rootfs":{"diff_ids":["x"]}}' },
    'has a manifest.json that names "/etc/passwd", which leads out',
  ],
  [
    'a wrong diff_id',
    saved({ 'a.tar': 'first' }, [sha256('second')]).files,
    `PATH is damaged: the layer a.tar has the digest ${sha256('first')}, and ${sha256('second')} in the image's configuration. Export `,
  ],
  [
    'a wrong diff_id of a compressed layer',
    saved({ 'a.tar': gzipSync('first') }, [sha256(gzipSync('first'))]).files,
    `the layer a.tar has the digest ${sha256('first')}, and `,
  ],
  [
    'a layer that is cut off',
    saved({ 'a.tar': gzipSync('first').subarray(0, 20) }, [sha256('first')]).files,
    'is damaged: the layer a.tar cannot be decompressed: unexpected end of file. Export ',
  ],
  [
    'fewer layers',
    saved({ a: 'first' }, ['x', 'y']).files,
    'has 1 layers, and its configuration has the digests of 2. ',
  ],
  [
    'a configuration of something else',
    { 'manifest.json': '[{"Config":"c","Layers":["a"]}]', c: 'null' },
    'has 1 layers, and its configuration has the digests of 0. ',
  ],
  [
    'a layer that is missing',
    { 'manifest.json': '[{"Config":"c","Layers":["a"]}]', c: '{"rootfs":{"diff_ids":["x"]}}' },
    'lacks the layer a, or has a link in its place. ',
  ],
])('refused: %s', async (_, files, message) => {
  expect(await failed(await packed(files))).toContain(message);
});

test('a link is not followed, and nothing is written through it', async () => {
  const outside = newFolder();
  const linked = newFolder();
  symlinkSync(outside, join(linked, 'blobs'));
  // The link comes first, then the files below its name.
  const file = join(newFolder(), 'image.tar');
  await create({ file, cwd: linked }, ['blobs']);
  await replace({ file, cwd: write(layout) }, ['index.json', 'blobs']);
  expect(await opened(file)).toEqual(whole);
  expect(readdirSync(outside)).toEqual([]);
});

test.each([
  ['symbolic', symlinkSync],
  ['hard', linkSync],
])('what a %s link points at is not read', async (_, link) => {
  const secret = write({ 'index.json': JSON.stringify({ manifests: [named('secret')] }) });
  const folder = write({ 'a.json': readFileSync(join(secret, 'index.json')) });
  link(
    join(link === linkSync ? folder : secret, link === linkSync ? 'a.json' : 'index.json'),
    join(folder, 'index.json'),
  );
  expect(await failed(await pack(folder, { names: ['a.json', 'index.json'] }))).toContain('PATH is no image');
});

test.each(['../out', 'a/../../out'])('an entry %s is refused, and not written', async (name) => {
  const source = write({ out: 'x', 'in/a/b': 'x', 'in/index.json': layout['index.json'] });
  const folder = join(newFolder(), 'to');
  mkdirSync(folder);
  const archive = await pack(join(source, 'in'), { names: ['index.json', name] });
  expect(await failed(archive, folder)).toContain(`PATH has an entry "${name}", which leads out of the folder`);
  expect(existsSync(join(folder, 'out')) || existsSync(join(folder, '..', 'out'))).toBe(false);
});

test('an entry with an absolute name is refused, and not written', async () => {
  const source = write({ out: 'x' });
  const archive = await pack(source, { names: [join(source, 'out')] });
  writeFileSync(join(source, 'out'), 'as it was');
  expect(await failed(archive)).toContain(`PATH has an entry "${join(source, 'out')}", which leads out of the folder`);
  expect(readFileSync(join(source, 'out'), 'utf8')).toBe('as it was');
});

test.each<[what: string, bytes: string | Buffer]>([
  ['text', 'FROM scratch\n'.repeat(100)],
  ['nothing', ''],
  ['a gzip of text', gzipSync('FROM scratch\n'.repeat(100))],
  ['a gzip that is cut off', gzipSync('x').subarray(0, 12)],
])('a file of %s is no archive', async (_, bytes) => {
  const message = await failed(join(write({ 'image.tar': bytes }), 'image.tar'));
  expect(message).toMatch(
    /^The image archive PATH is (not a tar that can be unpacked: .+|no image: .+)\. Export the image /,
  );
});

test('whatever comes after the end of an archive takes neither memory nor long', async () => {
  const padded = Buffer.concat([readFileSync(await packed(layout)), Buffer.alloc(200_000_000)]);
  expect(await opened(join(write({ 'image.tar': gzipSync(padded) }), 'image.tar'))).toEqual(whole);
}, 60_000);

test('what is no tar is read no further', async () => {
  const archive = join(write({ 'image.tar': gzipSync('FROM scratch\n'.repeat(20_000_000)) }), 'image.tar');
  expect(await failed(archive)).toContain('PATH is not a tar that can be unpacked: ');
}, 60_000);

test('a tar that is cut off is refused', async () => {
  const archive = await packed({ ...layout, 'x.bin': 'x'.repeat(100_000) });
  truncateSync(archive, 60_000);
  expect(await failed(archive)).toContain('PATH is not a tar that can be unpacked: ');
});

test('what is not there, no layout, or cannot be written is told', async () => {
  expect(await failed('/nowhere/image.tar')).toMatch(
    /^The image archive PATH cannot be read: ENOENT.* Give the path of a tar/,
  );
  expect(await failed(write({ 'manifest.json': '[]' }))).toContain(
    'PATH is a folder without an index.json, so it is no',
  );
  expect(await failed('/dev/null')).toContain('PATH is neither a file nor a folder. Export ');
  const gone = join(newFolder(), 'gone');
  expect(await failed(await packed(layout), gone)).toMatch(
    /could not be unpacked to .*gone.*: ENOENT.*\. Check the perm/,
  );
});
