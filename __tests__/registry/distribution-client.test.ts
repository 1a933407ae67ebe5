// The client against small servers that answer as no honest registry does. What they are asked is recorded.
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duplex, Readable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { type DistributionClient, distributionClient } from '../../src/registry/distribution-client.ts';
import type { Access } from '../../src/registry/distribution-requests.ts';

const PASSWORD = 'the-password';
const AUTH = Buffer.from(`ada:${PASSWORD}`).toString('base64');
const TEXT = JSON.stringify({ mediaType: 'application/vnd.oci.image.manifest.v1+json', layers: [] });
const DIGEST = sha256(TEXT);

type Played = {
  host: string;
  origin: string;
  /** `GET /v2/… Basic …`, one for each request. */
  asked: string[];
  server: Server;
};

const servers: Server[] = [];

afterEach(async () => {
  delete process.env.https_proxy;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function play(answer: (request: IncomingMessage, response: ServerResponse, at: Played) => void): Promise<Played> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    asked.push([method, url, headers.authorization].filter(Boolean).join(' '));
    answer(request, response, played);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const played = { host: `localhost:${port}`, origin: `http://localhost:${port}`, asked, server };
  return played;
}

const masked: string[] = [];

const clientOf = (host: string, access: Partial<Access> = {}): DistributionClient =>
  distributionClient({
    address: addressOf(`${host}/team/app`),
    auth: AUTH,
    actions: 'pull,push',
    mask: (secret) => masked.push(secret),
    signal: new AbortController().signal,
    ...access,
  });

const BASIC = { 'www-authenticate': 'Basic realm="x"' };
const loggedIn = ({ headers }: IncomingMessage) => headers.authorization !== undefined;

/** A file to upload. */
function fileOf(bytes: number): { file: string; blob: { digest: string; size: number } } {
  const file = join(mkdtempSync(join(tmpdir(), 'blob-')), 'blob');
  const content = Buffer.alloc(bytes, 'x');
  writeFileSync(file, content);
  return { file, blob: { digest: sha256(content), size: bytes } };
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (error: Error) => error,
  );
  for (const said of [error.message, String((error.cause as Error | undefined)?.stack ?? '')]) {
    expect(said).not.toContain(PASSWORD);
    expect(said).not.toContain(AUTH);
    for (const token of masked) expect(said).not.toContain(token);
  }
  return error.message;
}

test('the password goes to the registry alone: not where it redirects to, not where it has blobs uploaded to', async () => {
  const storage = await play((request, response) => {
    request.resume();
    response.writeHead(request.method === 'PUT' ? 201 : 200).end(request.method === 'GET' ? TEXT : '');
  });
  const registry = await play((request, response) => {
    if (!loggedIn(request)) response.writeHead(401, BASIC).end();
    else if (request.method === 'POST')
      response.writeHead(202, { location: `${storage.origin}/up?sig=a%2Bb%20c` }).end();
    else response.writeHead(307, { location: `${storage.origin}/blob` }).end();
  });
  const client = clientOf(registry.host);
  expect((await client.manifest(DIGEST))?.text).toBe(TEXT);
  expect((await client.blob(DIGEST))?.toString()).toBe(TEXT);
  expect(await client.hasBlob(DIGEST)).toBe(true);
  const { file, blob } = fileOf(10);
  await client.uploadBlob(file, blob);
  expect(storage.asked).toEqual([
    'GET /blob',
    'GET /blob',
    'HEAD /blob',
    `PUT /up?sig=a%2Bb%20c&digest=${encodeURIComponent(blob.digest)}`,
  ]);
  // Asked once without, as long as nothing says what it wants.
  expect(registry.asked).toEqual([
    `GET /v2/team/app/manifests/${DIGEST}`,
    `GET /v2/team/app/manifests/${DIGEST} Basic ${AUTH}`,
    `GET /v2/team/app/blobs/${DIGEST} Basic ${AUTH}`,
    `HEAD /v2/team/app/blobs/${DIGEST} Basic ${AUTH}`,
    `POST /v2/team/app/blobs/uploads/ Basic ${AUTH}`,
  ]);
});

test.each(['https://evil.example/token', 'http://registry.example/token', 'nowhere'])(
  'a realm elsewhere gets nothing: %s',
  async (realm) => {
    const proxy = await play((_, response) => response.writeHead(500).end());
    const tunnels: string[] = [];
    proxy.server.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      socket.end();
    });
    process.env.https_proxy = proxy.origin;
    const registry = await play((_, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end(),
    );
    expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain(
      `${registry.host} wants the login to be sent to ${URL.parse(realm)?.origin ?? '"nowhere"'}. A password goes only to the registry's own host`,
    );
    expect([proxy.asked, tunnels, registry.asked]).toEqual([[], [], ['GET /v2/team/app/manifests/v1']]);
  },
);

test.each(['http://registry.example/up', 'ftp://localhost/up', ''])('nothing is uploaded to %j', async (location) => {
  const registry = await play((_, response) => response.writeHead(202, { location }).end());
  const { file, blob } = fileOf(10);
  expect(await failureOf(clientOf(registry.host).uploadBlob(file, blob))).toMatch(/sends it on to .*relativeurls\)\.$/);
  expect(registry.asked).toEqual(['POST /v2/team/app/blobs/uploads/']);
});

/** A registry with its token service at one place. */
const withTokens = (answer: object, good: (token: string) => boolean) =>
  play((request, response, { origin }) => {
    if (request.url?.startsWith('/token')) {
      response.end(JSON.stringify(answer));
      return;
    }
    if (good(request.headers.authorization ?? '')) response.end(TEXT);
    else {
      const challenge = `Bearer realm="${origin}/token?x=1",service="the service",scope="repository:other:*"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    }
  });
const TOKEN = `GET /token?x=1&service=the+service&scope=repository%3Ateam%2Fapp%3Apull%2Cpush`;

test.each(['token', 'access_token'])('%s: fetched once for all, masked, and kept', async (name) => {
  masked.length = 0;
  const registry = await withTokens({ [name]: `secret-${name}`, expires_in: 300 }, (given) => given !== '');
  const client = clientOf(registry.host);
  await Promise.all(Array.from({ length: 5 }, () => client.manifest('v1')));
  await client.manifest('v1');
  expect(registry.asked.filter((asked) => asked.includes('/token'))).toEqual([`${TOKEN} Basic ${AUTH}`]);
  expect(masked).toEqual([`secret-${name}`]);
  expect(registry.asked.at(-1)).toBe(`GET /v2/team/app/manifests/v1 Bearer secret-${name}`);
});

test('a token is asked for without a password where there is none', async () => {
  const registry = await withTokens({ token: 'anonymous-token' }, (given) => given !== '');
  await clientOf(registry.host, { auth: undefined }).manifest('v1');
  expect(registry.asked).toContain(TOKEN);
});

test('a token that runs out is renewed before it is used, or when it is refused: once', async () => {
  const short = await withTokens({ token: 'short-token', expires_in: 5 }, (given) => given !== '');
  const client = clientOf(short.host);
  await client.manifest('v1');
  await client.manifest('v1');
  expect(short.asked.filter((asked) => asked.includes('/token'))).toHaveLength(2);

  let refuse = false;
  const forgetful = await withTokens({ token: 'long-token' }, (given) => {
    const good = given !== '' && !refuse;
    refuse = false;
    return good;
  });
  const other = clientOf(forgetful.host);
  await other.manifest('v1');
  refuse = true;
  await other.manifest('v1');
  expect(forgetful.asked.slice(-3)).toEqual([
    'GET /v2/team/app/manifests/v1 Bearer long-token',
    `${TOKEN} Basic ${AUTH}`,
    'GET /v2/team/app/manifests/v1 Bearer long-token',
  ]);

  const never = await withTokens({ token: 'no-use-token' }, () => false);
  expect(await failureOf(clientOf(never.host).manifest('v1'))).toContain(`${never.host} denies it (401)`);
  expect(never.asked).toHaveLength(3);
});

test.each([{}, { token: 7 }, { token: 'a\r\nb' }, []])('no token: %j', async (answer) => {
  const registry = await withTokens(answer, () => false);
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toBe(
    `Reading the tag "v1" of team/app failed: ${registry.origin} answered without a token for ${registry.host}.`,
  );
});

test('a wrong password is asked once', async () => {
  const registry = await play((_, response) => response.writeHead(401, BASIC).end());
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain(
    'does not take this user and password (401)',
  );
  expect(registry.asked).toHaveLength(2);
});

test('what is not what its digest says is refused', async () => {
  const lies = await play((request, response) => {
    request.resume();
    response.writeHead(request.method === 'GET' ? 200 : 201, { 'docker-content-digest': DIGEST }).end('{"layers":[1]}');
  });
  const client = clientOf(lies.host);
  const wrong = sha256('{"layers":[1]}');
  for (const reading of [client.manifest(DIGEST), client.blob(DIGEST), client.manifest('v1')]) {
    expect(await failureOf(reading)).toContain(`${lies.host} has ${wrong} there, not ${DIGEST}.`);
  }
  const image = { digest: wrong, mediaType: 'application/vnd.oci.image.manifest.v1+json', text: '{"layers":[1]}' };
  for (const put of [client.putManifest(image), client.putManifest(image, 'v1')]) {
    expect(await failureOf(put)).toContain(`${lies.host} has ${DIGEST} there, not ${wrong}.`);
  }
});

test('a registry that does not say the digest of a tag is asked', async () => {
  const silent = await play((request, response) => {
    request.resume();
    response.writeHead(request.method === 'GET' ? 200 : 201).end(request.method === 'GET' ? TEXT : '');
  });
  const client = clientOf(silent.host);
  await client.putManifest({ digest: DIGEST, mediaType: '', text: TEXT }, 'v1');
  expect(silent.asked).toEqual(['PUT /v2/team/app/manifests/v1', 'GET /v2/team/app/manifests/v1']);
  const other = { digest: sha256('{}'), mediaType: '', text: '{}' };
  expect(await failureOf(client.putManifest(other, 'v1'))).toContain(`has ${DIGEST} there, not ${other.digest}.`);
});

test.each(['[', '7', 'null'])('a manifest that is none: %s', async (text) => {
  const registry = await play((_, response) => response.end(text));
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain('has there is no manifest.');
});

test('no more is read than a manifest has', async () => {
  const registry = await play((_, response) => {
    Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1024 * 1024);
      })(),
    ).pipe(response);
  });
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain('sent more than 4194304 bytes.');
});

test('a reference is nothing else than a tag or a digest', async () => {
  const client = clientOf('localhost:1');
  for (const digest of ['sha256:../../x', 'sha512:ab', `${DIGEST}0`]) {
    const message = `"${digest}" is not a digest of the form sha256:<64 hexadecimal digits>.`;
    for (const work of [client.manifest(digest), client.blob(digest), client.hasBlob(digest)]) {
      expect(await failureOf(work)).toBe(message);
    }
  }
});

test.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
  ['does not answer', () => undefined],
  ['does not end its answer', (_, response) => void response.writeHead(200).write('{')],
])('a registry that %s is left, and its connection is closed', async (_, answer) => {
  const registry = await play(answer);
  const closed = once(registry.server, 'connection').then(([socket]) => once(socket, 'close'));
  const client = clientOf(registry.host, { timeouts: { answer: 200, idle: 200 } });
  expect(await failureOf(client.manifest('v1'))).toContain(`${registry.host} did not answer for 0.2 s.`);
  await closed;
});

test('an upload that does not move is left, and its connection is closed', async () => {
  const unread = Promise.withResolvers<IncomingMessage>();
  const registry = await play((request, response) => {
    if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end();
    else unread.resolve(request);
  });
  const client = clientOf(registry.host, { timeouts: { answer: 10_000, idle: 300 } });
  const { file, blob } = fileOf(50_000_000);
  expect(await failureOf(client.uploadBlob(file, blob))).toContain(`${registry.host} did not answer for 0.3 s.`);
  const request = await unread.promise;
  const closed = new Promise((resolve) => request.socket.once('close', resolve));
  request.on('error', () => undefined).resume();
  await closed;
});

test('a proxy is used, and one that hangs is left', async () => {
  const proxy = await play(() => undefined);
  const tunnels: string[] = [];
  const sockets: Duplex[] = [];
  proxy.server.on('connect', ({ url }, socket) => {
    tunnels.push(url ?? '');
    sockets.push(socket);
  });
  process.env.https_proxy = proxy.origin;
  const client = clientOf('registry.example:5000', { timeouts: { answer: 300, idle: 300 } });
  expect(await failureOf(client.manifest('v1'))).toContain('registry.example:5000 did not answer for 0.3 s.');
  expect(tunnels).toEqual(['registry.example:5000']);
  // It is no longer the server's, which would wait for it.
  for (const socket of sockets) socket.destroy();
});

test('the signal ends a request, with its own reason', async () => {
  const asked = Promise.withResolvers<void>();
  const registry = await play(() => asked.resolve());
  const cancel = new AbortController();
  const reading = clientOf(registry.host, { signal: cancel.signal }).manifest('v1');
  await asked.promise;
  cancel.abort(new Error('cancelled'));
  await expect(reading).rejects.toThrow(new Error('cancelled'));
  await expect(clientOf(registry.host, { signal: cancel.signal }).manifest('v1')).rejects.toThrow(
    new Error('cancelled'),
  );
});

test('what is answered before an upload is whole ends it', async () => {
  const registry = await play((request, response) => {
    if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end();
    else response.writeHead(413).end('too large');
  });
  const { file, blob } = fileOf(50_000_000);
  expect(await failureOf(clientOf(registry.host).uploadBlob(file, blob))).toContain(
    'takes nothing of this size (413 too large).',
  );
});

test('a file that cannot be read is said, and the upload ends', async () => {
  const registry = await play((request, response) => {
    if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end();
  });
  const { blob } = fileOf(10);
  const message = await failureOf(clientOf(registry.host).uploadBlob('/nowhere/blob', blob));
  expect(message).toBe(
    `Uploading ${blob.digest} of team/app failed: ENOENT: no such file or directory, open '/nowhere/blob'`,
  );
});

test('only what changes nothing is repeated, and only for a gateway', async () => {
  let failing = 1;
  const registry = await play((_, response) => response.writeHead(failing-- > 0 ? 503 : 200).end(TEXT));
  expect((await clientOf(registry.host).manifest('v1'))?.digest).toBe(DIGEST);
  expect(registry.asked).toHaveLength(2);
  const uploads = await play(({ method }, response) => {
    const status = method === 'POST' ? (failing++ < 0 ? 503 : 202) : 503;
    response.writeHead(status, { location: '/up' }).end();
  });
  failing = -1;
  const { file, blob } = fileOf(10);
  expect(await failureOf(clientOf(uploads.host).uploadBlob(file, blob))).toContain('has an error of its own (503');
  // An upload is begun again, what was sent is not.
  expect(uploads.asked).toHaveLength(3);
});

test('a token service is asked again, too', async () => {
  let failing = 1;
  const registry = await play(({ url = '', headers }, response) => {
    if (url.startsWith('/token')) {
      return failing-- > 0 ? response.writeHead(503).end() : response.end(JSON.stringify({ token: 'some-token' }));
    }
    if (headers.authorization) return response.end(TEXT);
    const realm = `Bearer realm="http://${headers.host}/token",service="x"`;
    return response.writeHead(401, { 'www-authenticate': realm }).end();
  });
  expect((await clientOf(registry.host).manifest('v1'))?.digest).toBe(DIGEST);
});

test('a tag that is not there after its put is an error', async () => {
  const registry = await play(({ method }, response) => response.writeHead(method === 'PUT' ? 201 : 404).end());
  const image = { digest: DIGEST, mediaType: 'application/vnd.oci.image.manifest.v1+json', text: TEXT };
  expect(await failureOf(clientOf(registry.host).putManifest(image, 'v1'))).toContain('has nothing there, not sha256:');
});

test.each([
  '{"layers":5}',
  '{"layers":[null]}',
  '{"config":{"digest":"sha256:a","size":"1"}}',
  '{"manifests":[{"digest":"sha256:a","size":-1}]}',
  '{"annotations":{"a":{}}}',
  '[]',
])('what no manifest is, is none: %s', async (text) => {
  const registry = await play((_, response) => response.end(text));
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain('is no manifest.');
});

test('a registry that is not there', async () => {
  const registry = await play(() => undefined);
  await new Promise((closed) => registry.server.close(closed));
  expect(await failureOf(clientOf(registry.host).manifest('v1'))).toContain('(ECONNREFUSED). Check the name');
});

test.each([400, 401, 403, 404, 405, 500, 501])('a mount that is answered %i is an upload', async (status) => {
  const registry = await play((request, response) => {
    if (request.url?.includes('?mount=')) return response.writeHead(status).end();
    if (request.method === 'POST') return response.writeHead(202, { location: '/up' }).end();
    return request.resume().on('end', () => response.writeHead(201).end());
  });
  const { file, blob } = fileOf(10);
  await clientOf(registry.host).uploadBlob(file, blob, { mount: 'other/app' });
  expect(registry.asked.at(-1)).toMatch(/^PUT \/up\?digest=/);
});

test('a token service that refuses another repository is asked for this one alone', async () => {
  const registry = await play(({ url = '', headers }, response) => {
    if (url.startsWith('/token')) {
      const scopes = new URL(url, 'http://x').searchParams.getAll('scope');
      return scopes.length > 1 ? response.writeHead(403).end() : response.end(JSON.stringify({ token: 'some-token' }));
    }
    if (headers.authorization?.startsWith('Bearer')) return response.end(TEXT);
    const realm = `Bearer realm="http://${headers.host}/token",service="x"`;
    return response.writeHead(401, { 'www-authenticate': realm }).end();
  });
  const client = clientOf(registry.host, { alsoPull: 'other/app' });
  expect((await client.manifest('v1'))?.digest).toBe(DIGEST);
});
