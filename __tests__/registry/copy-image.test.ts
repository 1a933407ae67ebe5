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
