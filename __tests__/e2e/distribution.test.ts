// The client of the distribution API on real registries.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hash } from 'bcryptjs';
import { sha256 } from '../../src/image/digest.ts';
import type { Manifest, StoredManifest } from '../../src/image/manifest.ts';
import { distributionRegistry } from '../../src/registry/distribution.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { distributionClient } from '../../src/registry/distribution-client.ts';
import { pushLayout } from '../../src/registry/push-layout.ts';
import { verifyImage } from '../../src/registry/verify.ts';
import { findDockerRegistry } from '../../stack/install/docker-registry.ts';
import { pathOf } from '../../stack/install/go-tools.ts';
import { startServer } from '../../stack/run/server.ts';
import { type Registry, startDistribution } from '../../stack/servers/registry.ts';
import { project } from './project.ts';
import { stack } from './stack.ts';
import { startTokenService } from './token-service.ts';

const dir = mkdtempSync(join(stack.dir, 'registries-'));
for (const name of ['logs', 'tmp']) mkdirSync(join(dir, name));
const run = { dir, signal: undefined };
const AUTH = Buffer.from('AWS:the-password').toString('base64');

let tokens: Awaited<ReturnType<typeof startTokenService>>;
let htpasswd: { htpasswd: Record<string, string> };
const started: Registry[] = [];

beforeAll(async () => {
  const path = join(dir, 'htpasswd');
  writeFileSync(path, `AWS:${await hash('the-password', 4)}\n`);
  htpasswd = { htpasswd: { realm: 'stack', path } };
  tokens = await startTokenService(AUTH, join(dir, 'jwks.json'));
});

afterAll(async () => {
  await Promise.all([tokens[Symbol.asyncDispose](), ...started.map((registry) => registry.stop())]);
});

async function startCrane(): Promise<Registry> {
  let port: string | undefined;
  const server = await startServer(run, {
    name: 'crane',
    command: pathOf('crane'),
    args: ['registry', 'serve', '--address', 'localhost:0'],
    ready: async (log) => (port = /serving on port (\d+)/.exec(log)?.[1]),
  });
  return { ...server, host: `localhost:${port}` };
}

const clientOf = (host: string, name: string, auth?: string) =>
  distributionClient({
    address: addressOf(`${host}/${name}`),
    auth,
    actions: 'pull,push',
    mask: () => undefined,
    signal: new AbortController().signal,
  });

type Layout = { folder: string; digest: string };

/** An image for two platforms, with these bytes in a layer. */
function layoutOf(text: string): Layout {
  const { folder } = project({ Dockerfile: 'FROM scratch\nCOPY hello.txt /\n', 'hello.txt': text });
  const dest = join(folder, 'layout');
  const metadata = join(folder, 'metadata.json');
  const [builder] = stack.builders;
  const platforms = 'linux/amd64,linux/arm64';
  const [command, args] =
    builder?.name === 'buildctl'
      ? [
          'buildctl',
          ['build', '--frontend=dockerfile.v0', `--local=context=${folder}`, `--local=dockerfile=${folder}`].concat([
            `--opt=platform=${platforms}`,
            '--output',
          ]),
        ]
      : ['docker', ['buildx', 'build', '--provenance=false', `--platform=${platforms}`, folder, '--output']];
  execFileSync(command, [...args, `type=oci,dest=${dest},tar=false`, `--metadata-file=${metadata}`], {
    env: { ...process.env, ...builder?.env },
    stdio: 'pipe',
  });
  return { folder: dest, digest: JSON.parse(readFileSync(metadata, 'utf8'))['containerimage.digest'] };
}

const blobFile = ({ folder }: Layout, digest: string) =>
  join(folder, 'blobs', 'sha256', digest.slice('sha256:'.length));
const read = (layout: Layout, digest: string): Manifest => JSON.parse(readFileSync(blobFile(layout, digest), 'utf8'));
const blobsOf = (layout: Layout) => {
  const manifests = (read(layout, layout.digest).manifests ?? []).map(({ digest }) => read(layout, digest));
  const found = manifests.flatMap(({ config, layers = [] }) => [...(config ? [config] : []), ...layers]);
  return new Map(found.map(({ digest, size }) => [digest, size]));
};

describe.each<[string, () => Promise<Registry>, auth?: string]>([
  ['distribution 3 with passwords', () => startDistribution(run, 'v3', htpasswd), AUTH],
  ['distribution 3 with tokens', () => startDistribution(run, 'tokens', tokens.auth), AUTH],
  [
    'Debian’s docker-registry 2.8',
    async () => startDistribution(run, 'v2', htpasswd, await findDockerRegistry()),
    AUTH,
  ],
  ['crane registry serve', startCrane],
])('%s', (_, start, auth) => {
  let host: string;
  beforeAll(async () => {
    const registry = await start();
    started.push(registry);
    host = registry.host;
  });

  test('a layout is pushed by digest, read back, tagged; its tag moves; pushed again it uploads nothing', async () => {
    const [first, second] = [layoutOf('one'), layoutOf('two')];
    const client = clientOf(host, 'team/app', auth);
    const registry = distributionRegistry(client, auth);
    expect(await registry.readTags(['v1', 'v2'])).toEqual(new Map());

    const sizes = [...blobsOf(first).values()];
    const total = { blobs: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    const none = { blobs: 0, bytes: 0 };
    expect(await pushLayout(client, first.folder, first.digest)).toEqual({ uploaded: total, skipped: none });
    expect(await pushLayout(client, first.folder, first.digest)).toEqual({ uploaded: none, skipped: total });
    const image = await verifyImage(registry, first.digest);
    expect(image).toHaveLength(3);
    expect(await registry.readTags(['v1'])).toEqual(new Map());

    await registry.putTag('v1', image[0]);
    await registry.putTag('v1', image[0]);
    expect(await registry.readTags(['v1', 'v2'])).toEqual(new Map([['v1', image[0]]]));
    await pushLayout(client, second.folder, second.digest);
    const [moved] = await verifyImage(registry, second.digest);
    await registry.putTag('v1', moved);
    expect((await registry.readTags(['v1'])).get('v1')).toEqual(moved);

    const config = image[1]?.manifest.config?.digest ?? '';
    expect(JSON.parse(`${await client.blob(config)}`)).toMatchObject({ os: 'linux' });
    const nothing = sha256('nothing');
    expect([await client.blob(nothing), await client.manifest(nothing), await client.hasBlob(nothing)]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  test('a placeholder stands for a layer that the registry holds; one that it does not hold is told', async () => {
    const known = layoutOf('held');
    const client = clientOf(host, 'team/sparse', auth);
    await pushLayout(client, known.folder, known.digest);
    const emptied = (layout: Layout) => {
      const folder = `${layout.folder}-empty`;
      cpSync(layout.folder, folder, { recursive: true });
      const layer =
        read(layout, (read(layout, layout.digest).manifests ?? [])[0]?.digest ?? '').layers?.[0]?.digest ?? '';
      truncateSync(blobFile({ folder, digest: '' }, layer), 0);
      return { folder, layer };
    };
    expect(await pushLayout(client, emptied(known).folder, known.digest)).toMatchObject({ uploaded: { blobs: 0 } });

    const unknown = layoutOf(`not held by ${host}`);
    const { folder, layer } = emptied(unknown);
    expect(await pushLayout(client, folder, unknown.digest)).toEqual({ missing: [layer] });
    expect(await client.manifest(unknown.digest)).toBeUndefined();
  });

  test('a manifest whose blobs are not there is refused in the registry’s words, or taken by one that does not look', async () => {
    const text = JSON.stringify({ schemaVersion: 2, config: { digest: sha256('x'), size: 1 }, layers: [] });
    const image: StoredManifest = { digest: sha256(text), mediaType: 'no/manifest', text, manifest: JSON.parse(text) };
    const put = clientOf(host, 'team/bad', auth).putManifest(image);
    if (auth) await expect(put).rejects.toThrow(/does not take it \(400 MANIFEST_INVALID/);
    else await put;
  });

  (auth ? test : test.skip)('a wrong password is said', async () => {
    const wrong = Buffer.from('AWS:wrong').toString('base64');
    await expect(clientOf(host, 'team/app', wrong).manifest('v1')).rejects.toThrow(
      /does not take this user and password \(401 /,
    );
    await expect(clientOf(host, 'team/app').manifest('v1')).rejects.toThrow(/asks for a login \(401 /);
  });
});

test('a layout that is not whole is an error', async () => {
  const layout = layoutOf('broken');
  const client = clientOf('localhost:1', 'team/app');
  const [child] = read(layout, layout.digest).manifests ?? [];
  const { digest = '', size = 0 } = read(layout, child?.digest ?? '').config ?? {};
  await expect(pushLayout(client, layout.folder, sha256('none'))).rejects.toThrow(
    /of the OCI layout, which should hold .*, cannot be read/,
  );
  await expect(pushLayout(client, layout.folder, 'sha256:../../x')).rejects.toThrow(/is not a digest of the form/);
  expect(statSync(blobFile(layout, digest)).size).toBe(size);
  truncateSync(blobFile(layout, digest), size - 1);
  await expect(pushLayout(client, layout.folder, layout.digest)).rejects.toThrow(`${digest} has ${size - 1} bytes`);
  writeFileSync(blobFile(layout, layout.digest), '{"manifests":[]}');
  await expect(pushLayout(client, layout.folder, layout.digest)).rejects.toThrow(`the digest of ${layout.digest} is`);
});
