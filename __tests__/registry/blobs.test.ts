import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { readBlob } from '../../src/registry/blobs.ts';
import { digestOf } from './images.ts';

const TEXT = '{"config":{"Labels":{"team":"shop"}}}';
const blob = { digest: `sha256:${createHash('sha256').update(TEXT).digest('hex')}`, size: TEXT.length };
const AUTH = 'QVdTOnB3';

/** A registry's host, and what it was asked with which password. */
async function serve(answer: RequestListener) {
  const asked: [url: string | undefined, authorization: string | undefined][] = [];
  const server = createServer((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked,
    access: { uri: `${host}/team/app`, auth: AUTH },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

test('a blob is read with the password', async () => {
  await using registry = await serve((_, response) => response.end(TEXT));
  expect((await readBlob(blob, registry.access)).toString()).toBe(TEXT);
  expect(registry.asked).toEqual([[`/v2/team/app/blobs/${blob.digest}`, `Basic ${AUTH}`]]);
});

test('where the registry sends on to another host, as ECR does to S3, the password stays behind', async () => {
  await using storage = await serve((_, response) => response.end(TEXT));
  await using registry = await serve((_, response) =>
    response.writeHead(307, { location: `http://${storage.host}/signed?X-Amz-Signature=1` }).end(),
  );
  expect((await readBlob(blob, registry.access)).toString()).toBe(TEXT);
  expect(storage.asked).toEqual([['/signed?X-Amz-Signature=1', undefined]]);
});

test.each<[string, RequestListener, string]>([
  [
    'denied',
    (_, response) => response.writeHead(403).end(),
    `answered 403 for ${blob.digest}. Allow ecr:GetDownloadUrlForLayer in the role's policy.`,
  ],
  ['missing', (_, response) => response.writeHead(404).end(), `answered 404 for ${blob.digest}.`],
  [
    'another one',
    (_, response) => response.end(TEXT.replace('shop', 'blue')),
    `returned something else for ${blob.digest}: its digest is sha256:`,
  ],
  ['longer than it should be', (_, response) => response.end(`${TEXT} `), 'The registry sends more than the 37 bytes'],
  ['cut off', (request) => request.socket.destroy(), `${blob.digest} could not be read from 127.0.0.1:`],
])('%s', async (_, answer, message) => {
  await using registry = await serve(answer);
  await expect(readBlob(blob, registry.access)).rejects.toEqual(
    expect.objectContaining({ name: 'Failure', message: expect.stringContaining(message) }),
  );
});

test.each([
  ['too large', { ...blob, size: 8_000_001 }, 'has 8000001 bytes, more than the 8000000 that are read.'],
  [
    'a digest that would be another path',
    { digest: '../../other/blobs/x', size: 1 },
    'is not a digest of the form sha256:',
  ],
  [
    'another algorithm',
    { digest: digestOf('a').replace('sha256', 'sha512'), size: 1 },
    'is not a digest of the form sha256:',
  ],
])('not asked for: %s', async (_, wrong, message) => {
  await using registry = await serve((_, response) => response.end(TEXT));
  await expect(readBlob(wrong, registry.access)).rejects.toThrow(message);
  expect(registry.asked).toEqual([]);
});
