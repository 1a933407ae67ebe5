import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import type { StoredImage } from '../../src/image/manifest.ts';
import { copyImage } from '../../src/registry/copy-image.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { distributionClient } from '../../src/registry/distribution-client.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function registry(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const signal = new AbortController().signal;
  return distributionClient({
    address: addressOf(`127.0.0.1:${port}/app`),
    actions: 'pull,push',
    mask: () => {},
    signal,
  });
}

const layers = Array.from({ length: 30 }, (_, at) => Buffer.from(`layer ${at}`));
const manifest = { layers: layers.map((bytes) => ({ digest: sha256(bytes), size: bytes.length })) };
const text = JSON.stringify(manifest);
const image: StoredImage = [{ digest: sha256(text), mediaType: 'application/json', text, manifest }];

/** Counts the blobs that it took. */
function taking() {
  const taken = { blobs: 0 };
  const answer: RequestListener = (request, response) => {
    request.resume();
    if (request.method === 'HEAD') return response.writeHead(404).end();
    if (request.method === 'POST') return response.writeHead(202, { location: '/up' }).end();
    request.on('end', () => {
      if (request.url?.startsWith('/up')) taken.blobs++;
      response.writeHead(201).end();
    });
    return undefined;
  };
  return { taken, answer };
}

const holding: RequestListener = ({ url = '' }, response) =>
  response.end(layers.find((bytes) => url.endsWith(sha256(bytes))));

test('every layer, then the manifest', async () => {
  const { taken, answer } = taking();
  expect(await copyImage(await registry(holding), await registry(answer), image)).toBeUndefined();
  expect(taken.blobs).toBe(layers.length);
});

test('one that cannot be read ends all, and is returned', async () => {
  const { taken, answer } = taking();
  let asked = 0;
  const from = await registry((request, response) => {
    asked++;
    // The last of the first five that are asked for.
    return asked === 5 ? response.writeHead(403).end() : holding(request, response);
  });
  const unreadable = await copyImage(from, await registry(answer), image);
  expect(unreadable?.message).toContain('denies it (403');
  const then = [taken.blobs, asked];
  expect(then[0]).toBeLessThan(layers.length - 5);
  await new Promise(setImmediate);
  expect([taken.blobs, asked]).toEqual(then);
});

test('one that cannot be written is an error', async () => {
  const to = await registry((request, response) => {
    request.resume();
    response.writeHead(request.method === 'HEAD' ? 404 : 403).end();
  });
  await expect(copyImage(await registry(holding), to, image)).rejects.toThrow('denies it (403');
});

test('a download that breaks off goes on where it did, also where the registry sends it all again', async () => {
  for (const takesRange of [true, false]) {
    const bytes = Buffer.alloc(200_000, 'x');
    const digest = sha256(bytes);
    const ranges: (string | undefined)[] = [];
    const from = await registry(({ headers }, response) => {
      ranges.push(headers.range);
      if (ranges.length === 1) {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 100_000), () => response.socket?.resetAndDestroy());
        return;
      }
      const start = takesRange ? Number(headers.range?.match(/\d+/)?.[0]) : 0;
      response.writeHead(takesRange ? 206 : 200).end(bytes.subarray(start));
    });
    const { taken, answer } = taking();
    const text = JSON.stringify({ layers: [{ digest, size: bytes.length }] });
    const one: StoredImage = [
      { digest: sha256(text), mediaType: 'application/json', text, manifest: JSON.parse(text) },
    ];
    expect(await copyImage(from, await registry(answer), one)).toBeUndefined();
    expect(taken.blobs).toBe(1);
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
  }
});

test('an upload that breaks off is begun again', async () => {
  const { taken, answer } = taking();
  let broken = 0;
  const to = await registry((request, response) => {
    if (request.method === 'PUT' && broken++ === 0) return request.socket.resetAndDestroy();
    return answer(request, response);
  });
  expect(await copyImage(await registry(holding), to, image)).toBeUndefined();
  expect(taken.blobs).toBe(layers.length);
});

test('where one failed, nothing is waited for', async () => {
  const from = await registry((request, response) => {
    if (request.url?.endsWith(sha256(layers[12] as Buffer))) return response.writeHead(403).end();
    // The others never answer.
    return undefined;
  });
  const { answer } = taking();
  const unreadable = await copyImage(from, await registry(answer), image);
  expect(unreadable?.message).toContain('denies it (403');
});

test.each([429, 503])('an upload that is answered %i is begun again', async (status) => {
  const { taken, answer } = taking();
  let refused = 0;
  const to = await registry((request, response) => {
    if (request.method === 'PUT' && refused++ === 0)
      return request.resume().on('end', () => response.writeHead(status).end());
    return answer(request, response);
  });
  expect(await copyImage(await registry(holding), to, image)).toBeUndefined();
  expect(taken.blobs).toBe(layers.length);
});
