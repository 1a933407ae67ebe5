import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { isGuarded } from '../../src/registry/guarded.ts';

test.each([
  [401, true],
  [200, false],
  [404, false],
])('a registry that answers %p', async (status, guarded) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end('a body that nobody reads');
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await isGuarded(`localhost:${port}`)).toBe(guarded);
    expect(asked).toEqual(['/v2/']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('nobody answers', async () => {
  expect(await isGuarded('127.0.0.1:1')).toBe(false);
});
