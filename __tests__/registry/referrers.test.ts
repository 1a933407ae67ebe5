import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import { blobsOf, type Manifest, OCI_INDEX, parseManifest, type StoredImage } from '../../src/image/manifest.ts';
import { copyImage } from '../../src/registry/copy-image.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { type DistributionClient, distributionClient } from '../../src/registry/distribution-client.ts';
import { copyReferrers, findReferrers } from '../../src/registry/referrers.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(answer: RequestListener): Promise<DistributionClient> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const address = addressOf(`127.0.0.1:${port}/app`);
  return distributionClient({ address, actions: 'pull,push', mask: () => {}, signal });
}

type Stored = { mediaType: string; text: string };

/** A small registry. */
type Played = {
  blobs: Map<string, Buffer>;
  /** By digest. */
  manifests: Map<string, Stored>;
  tags: Map<string, string>;
  /** What the referrers API says, by digest; undefined for none. */
  lists: Map<string, unknown[]> | undefined;
  /** How many a page has. */
  pageSize: number;
  /** `GET /v2/…`, one for each request. */
  asked: string[];
  client: DistributionClient;
};

async function play(lists?: Played['lists'], pageSize = 1000): Promise<Played> {
  const played: Omit<Played, 'client'> = {
    blobs: new Map(),
    manifests: new Map(),
    tags: new Map(),
    lists,
    pageSize,
    asked: [],
  };
  const client = await serve((request, response) => {
    const { method, url = '' } = request;
    played.asked.push(`${method} ${url}`);
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, kind, last = ''] = pathname.match(/^\/v2\/app\/(\w+)\/(.+)$/) ?? [];
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      if (method === 'POST') return response.writeHead(202, { location: '/v2/app/blobs/upload' }).end();
      if (method === 'PUT' && kind === 'blobs') {
        played.blobs.set(searchParams.get('digest') as string, body);
        return response.writeHead(201).end();
      }
      if (method === 'PUT') {
        const digest = sha256(body);
        const mediaType = request.headers['content-type'] as string;
        played.manifests.set(digest, { mediaType, text: body.toString() });
        if (!last.includes(':')) played.tags.set(last, digest);
        return response.writeHead(201, { 'docker-content-digest': digest }).end();
      }
      if (kind === 'referrers') {
        if (!played.lists) return response.writeHead(404).end();
        const from = Number(searchParams.get('from') ?? 0);
        const all = played.lists.get(last) ?? [];
        const to = from + played.pageSize;
        response.setHeader('content-type', OCI_INDEX);
        if (to < all.length) response.setHeader('link', `<${pathname}?from=${to}>; rel="next"`);
        return response.end(JSON.stringify({ mediaType: OCI_INDEX, manifests: all.slice(from, to) }));
      }
      if (kind === 'manifests') {
        const found = played.manifests.get(played.tags.get(last) ?? last);
        if (!found) return response.writeHead(404).end();
        return response.setHeader('content-type', found.mediaType).end(found.text);
      }
      const blob = played.blobs.get(last);
      return blob ? response.end(blob) : response.writeHead(404).end();
    });
  });
  return Object.assign(played, { client });
}

type Descriptor = { mediaType: string; digest: string; size: number };

/** Puts a manifest there, and what it is made of. */
function put({ blobs, manifests, tags }: Played, what: object, tag?: string): Descriptor {
  const config = Buffer.from('{}');
  blobs.set(sha256(config), config);
  const isIndex = 'manifests' in what;
  const mediaType = isIndex ? OCI_INDEX : MANIFEST;
  const own = isIndex ? {} : { config: { mediaType: 'application/x.config', digest: sha256(config), size: 2 } };
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...own, ...what });
  const digest = sha256(text);
  manifests.set(digest, { mediaType, text });
  if (tag) tags.set(tag, digest);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

function layer({ blobs }: Played, content: string): Descriptor {
  const bytes = Buffer.from(content);
  blobs.set(sha256(bytes), bytes);
  return { mediaType: 'application/x.layer', digest: sha256(bytes), size: bytes.length };
}

const tagOf = ({ digest }: { digest: string }) => digest.replace(':', '-');
const find = async ({ client }: Played, ...digests: string[]) => {
  const found = await findReferrers(client, digests);
  return found.map(({ image: [{ digest }], tag }) => (tag ? [digest, tag] : [digest]));
};

const copyAll = async (from: Played, to: Played, { digest }: { digest: string }) => {
  const found = await findReferrers(from.client, [digest]);
  return copyReferrers(from.client, to.client, found, (image) => copyImage(from.client, to.client, image));
};

test('the API, on two pages', async () => {
  const from = await play(new Map(), 2);
  const image = put(from, { layers: [] });
  const three = [1, 2, 3].map((at) => put(from, { subject: image, annotations: { at: `${at}` } }));
  from.lists?.set(image.digest, three);
  expect(await find(from, image.digest)).toEqual(three.map(({ digest }) => [digest]));
  expect(from.asked).toContain(`GET /v2/app/referrers/${image.digest}?from=2`);
  expect(from.asked).not.toContain(`GET /v2/app/manifests/${tagOf(image)}`);
});

test('without the API, the tag; what was deleted since is left out', async () => {
  const from = await play();
  const image = put(from, { layers: [] });
  const signature = put(from, { subject: image });
  const deleted = { ...signature, digest: sha256('deleted') };
  put(from, { manifests: [signature, deleted] }, tagOf(image));
  expect(await find(from, image.digest)).toEqual([[signature.digest]]);
});

test('an index under that tag that lists images is somebody’s own', async () => {
  const from = await play();
  const image = put(from, { layers: [] });
  const other = put(from, { layers: [layer(from, 'another image')] });
  put(from, { manifests: [other] }, tagOf(image));
  expect(await find(from, image.digest)).toEqual([]);
});

test.each([400, 404, 405, 501])('%d is no API', async (status) => {
  const client = await serve((_, response) => response.writeHead(status).end());
  expect(await client.referrers(sha256('it'))).toBeUndefined();
});

test('nor is a page for people', async () => {
  const client = await serve((_, response) => response.setHeader('content-type', 'text/html').end('<html>'));
  expect(await client.referrers(sha256('it'))).toBeUndefined();
});

test('a list that is refused is an error', async () => {
  const client = await serve((_, response) => response.writeHead(403).end());
  await expect(client.referrers(sha256('it'))).rejects.toThrow('denies it (403');
});

test('a list that does not end is an error', async () => {
  let asked = 0;
  const client = await serve((_, response) => {
    response.setHeader('link', `<?page=${++asked}>; rel="next"`).setHeader('content-type', OCI_INDEX);
    response.end('{"manifests":[]}');
  });
  await expect(client.referrers(sha256('it'))).rejects.toThrow('more than 100 pages');
  expect(asked).toBe(101);
});

test('a list that goes on elsewhere is an error', async () => {
  let asked = 0;
  const client = await serve((_, response) => {
    asked++;
    response.setHeader('link', '<https://evil.example/v2/app>; rel="next"').setHeader('content-type', OCI_INDEX);
    response.end('{"manifests":[]}');
  });
  await expect(client.referrers(sha256('it'))).rejects.toThrow('goes on at "https://evil.example/v2/app"');
  expect(asked).toBe(1);
});

test('the tags of cosign, which need not name a subject', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const child = put(from, { layers: [layer(from, 'arm64')] });
  const tags = [`${tagOf(image)}.sig`, `${tagOf(image)}.att`, `${tagOf(child)}.sbom`];
  const three = tags.map((tag) => put(from, { layers: [layer(from, tag)] }, tag));
  expect(await find(from, image.digest, child.digest)).toEqual(three.map(({ digest }, at) => [digest, tags[at]]));
});

test('a referrer of a referrer, and of that, but no further', async () => {
  const from = await play(new Map());
  const chain = [put(from, { layers: [] })];
  for (let at = 0; at < 5; at++) {
    const subject = chain[at] as Descriptor;
    chain.push(put(from, { subject }));
    from.lists?.set(subject.digest, chain.slice(-1));
  }
  const [image, ...referrers] = chain as [Descriptor, ...Descriptor[]];
  expect(await find(from, image.digest)).toEqual(referrers.slice(0, 3).map(({ digest }) => [digest]));
});

test('the signature of an SBOM, by its tag', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const sbom = put(from, { subject: image });
  from.lists?.set(image.digest, [sbom]);
  const tag = `${tagOf(sbom)}.sig`;
  const signature = put(from, { layers: [layer(from, 'signature')] }, tag);
  expect(await find(from, image.digest)).toEqual([[sbom.digest], [signature.digest, tag]]);
});

test('each once, and each of its tags', async () => {
  const from = await play(new Map());
  const images = ['amd64', 'arm64'].map((name) => put(from, { layers: [layer(from, name)] }));
  const [amd64, arm64] = images as [Descriptor, Descriptor];
  const tags = images.map((image) => `${tagOf(image)}.sbom`);
  const sbom = put(from, { subject: amd64, layers: [layer(from, 'the same')] });
  for (const tag of tags) from.tags.set(tag, sbom.digest);
  const other = put(from, { subject: arm64 });
  from.lists?.set(amd64.digest, [sbom, sbom]).set(arm64.digest, [other, other]);
  expect(await find(from, amd64.digest, arm64.digest, amd64.digest)).toEqual([
    [sbom.digest, tags[0]],
    [sbom.digest, tags[1]],
    [other.digest],
  ]);
  expect(from.asked.filter((each) => each.endsWith(other.digest) && each.includes('manifests'))).toHaveLength(1);

  const to = await play(new Map());
  expect(await copyAll(from, to, amd64)).toBe(1);
});

test('a cycle ends', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const one = put(from, { subject: image });
  const other = put(from, { subject: one });
  from.lists?.set(image.digest, [one, image]).set(one.digest, [other, one]).set(other.digest, [image, one, other]);
  from.tags.set(`${tagOf(other)}.sig`, image.digest);
  expect(await find(from, image.digest)).toEqual([[one.digest], [other.digest]]);
  expect(from.asked.filter((each) => each.includes('/referrers/'))).toHaveLength(3);
});

test('an index that refers to it and has it in it, too', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const index = put(from, { manifests: [image], subject: image });
  from.lists?.set(image.digest, [index]);
  expect(await find(from, image.digest)).toEqual([[index.digest]]);
  expect(from.asked.filter((each) => each.includes('/referrers/'))).toHaveLength(2);
});

test('an index that refers to it comes with what is in it', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const child = put(from, { layers: [layer(from, 'part')] });
  const index = put(from, { manifests: [child], subject: image });
  from.lists?.set(image.digest, [index]);
  const [found] = await findReferrers(from.client, [image.digest]);
  expect(found?.image.map(({ digest }) => digest)).toEqual([index.digest, child.digest]);
  from.manifests.delete(child.digest);
  await expect(find(from, image.digest)).rejects.toThrow(`${child.digest}, which is listed`);
});

test.each([
  ['1,001 of them', Array.from({ length: 1001 }, (_, at) => ({ digest: sha256(`${at}`), size: 1 }))],
  ['the same too often', Array.from({ length: 1001 }, () => ({ digest: sha256('one'), size: 1 }))],
])('%s are too many, and none is read', async (_, some) => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  from.lists?.set(image.digest, some);
  await expect(find(from, image.digest)).rejects.toThrow('more than 1000');
  expect(from.asked.filter((each) => each.includes('/manifests/sha256:'))).toEqual([]);
});

test('each asks for more, until it is too much', async () => {
  // Whatever is asked for has ten that refer to it, each of 3 MB.
  const texts = new Map<string, string>();
  let asked = 0;
  const client = await serve(({ url = '' }, response) => {
    asked++;
    const [, digest = ''] = url.split('/referrers/');
    if (digest) {
      const padding = 'x'.repeat(3_000_000);
      const some = Array.from({ length: 10 }, (_, at) => JSON.stringify({ at, subject: { digest, size: 1 }, padding }));
      for (const text of some) texts.set(sha256(text), text);
      const manifests = some.map((text) => ({ digest: sha256(text), size: text.length }));
      return response.setHeader('content-type', OCI_INDEX).end(JSON.stringify({ manifests }));
    }
    const text = texts.get(url.slice(url.lastIndexOf('/') + 1));
    return text ? response.end(text) : response.writeHead(404).end();
  });
  await expect(findReferrers(client, [sha256('it')])).rejects.toThrow('more than 67108864 bytes');
  const then = asked;
  await new Promise((later) => setTimeout(later, 50));
  expect(asked).toBe(then);
  expect(asked).toBeLessThan(100);
});

test.each(['v1', '../../other/manifests/v1', 'sha512:00'])('"%s" as a digest is not asked for', async (digest) => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  from.lists?.set(image.digest, [{ digest, size: 1 }]);
  await expect(find(from, image.digest)).rejects.toThrow('is not a digest of the form');
  const index = put(from, { manifests: [{ digest, size: 1 }], subject: image });
  from.lists?.set(image.digest, [index]);
  await expect(find(from, image.digest)).rejects.toThrow('is not a digest of the form');
  expect(from.asked.filter((each) => each.endsWith(digest))).toEqual([]);
});

test('one that the API lists and that is not there is an error', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  from.lists?.set(image.digest, [{ digest: sha256('gone'), size: 1 }]);
  await expect(find(from, image.digest)).rejects.toThrow(`${sha256('gone')}, which is listed`);
});

test('a target with the API gets them, and no list', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const signature = put(from, { subject: image, layers: [layer(from, 'signature')] });
  from.lists?.set(image.digest, [signature]);
  const to = await play(new Map());
  expect(await copyAll(from, to, image)).toBe(1);
  expect([...to.manifests.keys()]).toEqual([signature.digest]);
  expect(to.blobs.has(sha256('signature'))).toBe(true);
  expect(to.tags.size).toBe(0);
});

test('a target without it gets the list under the tag, merged with what is there', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const typed = put(from, { subject: image, artifactType: 'application/x.sbom', annotations: { of: 'it' } });
  const untyped = put(from, { subject: image });
  const held = put(from, { subject: image, annotations: { made: 'there' } });
  from.lists?.set(image.digest, [typed, untyped, held]);
  const to = await play();
  put(to, { manifests: [{ ...held, artifactType: 'kept' }], annotations: { kept: 'too' } }, tagOf(image));
  expect(await copyAll(from, to, image)).toBe(3);
  const read = () => JSON.parse(to.manifests.get(to.tags.get(tagOf(image)) ?? '')?.text ?? '');
  expect(read()).toEqual({
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [
      { ...held, artifactType: 'kept' },
      { ...typed, artifactType: 'application/x.sbom', annotations: { of: 'it' } },
      { ...untyped, artifactType: 'application/x.config' },
    ],
    annotations: { kept: 'too' },
  });
  // It is read as it was written, and a second copy puts nothing.
  expect((await find(to, image.digest)).flat().sort()).toEqual(
    [typed, untyped, held].map((each) => each.digest).sort(),
  );
  to.asked.splice(0);
  await copyAll(from, to, image);
  expect(to.asked.filter((each) => each.startsWith('PUT') && !each.includes('sha256:'))).toEqual([]);
});

test('without a list there yet, it begins one', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const signature = put(from, { subject: image });
  from.lists?.set(image.digest, [signature]);
  const to = await play();
  await copyAll(from, to, image);
  expect(await find(to, image.digest)).toEqual([[signature.digest]]);
});

test('another image under that tag is not overwritten', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  from.lists?.set(image.digest, [put(from, { subject: image })]);
  const to = await play();
  const own = put(to, { layers: [] }, tagOf(image));
  await expect(copyAll(from, to, image)).rejects.toThrow('must be the list of what refers to');
  expect(to.tags.get(tagOf(image))).toBe(own.digest);
});

test('the tags of cosign are put, and move to what has more', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const tag = `${tagOf(image)}.sig`;
  const one = put(from, { layers: [layer(from, 'one')] }, tag);
  const to = await play(new Map());
  expect(await copyAll(from, to, image)).toBe(1);
  expect(to.tags.get(tag)).toBe(one.digest);

  const both = put(from, { layers: [layer(from, 'one'), layer(from, 'two')] }, tag);
  await copyAll(from, to, image);
  expect(to.tags.get(tag)).toBe(both.digest);

  from.tags.set(tag, one.digest);
  await copyAll(from, to, image);
  expect(to.tags.get(tag)).toBe(both.digest);
});

test('a signature that only the target has is not lost, and nothing is copied', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const tag = `${tagOf(image)}.sig`;
  put(from, { layers: [layer(from, 'one')] }, tag);
  const to = await play(new Map());
  const own = put(to, { layers: [layer(to, 'own')] }, tag);
  await expect(copyAll(from, to, image)).rejects.toThrow(`The tag "${tag}" of app was not moved`);
  expect(to.tags.get(tag)).toBe(own.digest);
  expect(to.asked.filter((each) => !each.startsWith('GET'))).toEqual([]);
});

test('one that cannot be read is an error, and ends the others', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const some = Array.from({ length: 30 }, (_, at) => put(from, { subject: image, annotations: { at: `${at}` } }));
  from.lists?.set(image.digest, some);
  const to = await play();
  const found = await findReferrers(from.client, [image.digest]);
  let copied = 0;
  const copy = async ([{ digest }]: StoredImage) => {
    copied++;
    return digest === some[2]?.digest ? new Error('it broke') : undefined;
  };
  await expect(copyReferrers(from.client, to.client, found, copy)).rejects.toMatchObject({
    name: 'Failure',
    message: expect.stringContaining(`${some[2]?.digest}, which refers to the image in app of 127.0.0.1`),
  });
  expect(copied).toBeLessThan(some.length);
  expect(to.tags.size).toBe(0);
});

test('a blob that is missing is such an error', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  from.lists?.set(image.digest, [put(from, { subject: image, layers: [layer(from, 'signature')] })]);
  from.blobs.delete(sha256('signature'));
  await expect(copyAll(from, await play(new Map()), image)).rejects.toThrow(/could not be read: .* \(404/);
});

test('no more than five at once', async () => {
  const from = await play(new Map());
  const image = put(from, { layers: [] });
  const some = Array.from({ length: 30 }, (_, at) => put(from, { subject: image, annotations: { at: `${at}` } }));
  from.lists?.set(image.digest, some);
  const found = await findReferrers(from.client, [image.digest]);
  let [running, most] = [0, 0];
  const copy = async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    return undefined;
  };
  expect(await copyReferrers(from.client, (await play(new Map())).client, found, copy)).toBe(30);
  expect(most).toBe(5);
});

test.each([[{ subject: { digest: 1, size: 1 } }], [{ subject: [] }], [{ subject: 'sha256:' }], [{ artifactType: {} }]])(
  '%j is no manifest',
  (what) => {
    expect(parseManifest(JSON.stringify(what))).toBeUndefined();
  },
);

test('nulls, as Go writes them, are nothing', () => {
  const manifest = parseManifest('{"subject":null,"layers":null,"config":null}') as Manifest;
  expect(blobsOf([{ digest: sha256(''), mediaType: MANIFEST, text: '', manifest }])).toEqual([]);
});
