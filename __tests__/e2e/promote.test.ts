// Images that are there are promoted: between registries, accounts and repositories, and from archives.

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hash } from 'bcryptjs';
import { sha256 } from '../../src/image/digest.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { type DistributionClient, distributionClient } from '../../src/registry/distribution-client.ts';
import { crane } from '../../stack/crane.ts';
import { createRole, trustGitHub } from '../../stack/iam.ts';
import { MAIN } from '../../stack/runner.ts';
import { type Registry, startDistribution } from '../../stack/servers/registry.ts';
import { type Inputs, publishing, runAction } from './action.ts';
import { PLACES, startPlaces } from './destinations/places.ts';
import { freshName, project } from './project.ts';
import { type Answer, startProxy } from './proxy.ts';
import { manifestOf, tagsOf } from './registry.ts';
import { made, messages } from './settings.ts';
import { stack } from './stack.ts';

const { account, region, registry } = stack.aws;
const source = project();
const PASSWORD = 'the-hub-password';

let hub: Registry;
beforeAll(async () => {
  const dir = mkdtempSync(join(stack.dir, 'promote-'));
  for (const name of ['logs', 'tmp']) mkdirSync(join(dir, name));
  writeFileSync(join(dir, 'htpasswd'), `ada:${await hash(PASSWORD, 4)}\n`);
  const htpasswd = { htpasswd: { realm: 'hub', path: join(dir, 'htpasswd') } };
  hub = await startDistribution({ dir, signal: undefined }, 'hub', htpasswd);
});
afterAll(() => hub.stop());

const clientOf = (host: string, name: string): DistributionClient =>
  distributionClient({
    address: addressOf(`${host}/${name}`),
    auth: Buffer.from(`ada:${PASSWORD}`).toString('base64'),
    actions: 'pull,push',
    mask: () => {},
    signal: new AbortController().signal,
  });

const promote = (
  inputs: Inputs,
  env: Record<string, string> = {},
  more: Partial<Parameters<typeof runAction>[0]> = {},
) => runAction({ action: 'promote', inputs, project: source, env, ...more });

/** Of the hub, which takes a password. */
const fromHub = (reference: string): Inputs => ({
  source: `${hub.host}/${reference}`,
  'source-username': 'ada',
  'source-password-env': 'HUB_PASSWORD',
});
const HUB = { HUB_PASSWORD: PASSWORD };

/** Publishes an image to the hub. */
async function hubImage(inputs: Inputs = {}): Promise<{ name: string; digest: string }> {
  const name = freshName();
  const run = await runAction({
    inputs: {
      destinations: `- image: ${hub.host}/${name}\n  username: ada\n  password-env: HUB_PASSWORD`,
      tags: 'v1',
      ...inputs,
    },
    project: project({ Dockerfile: 'FROM scratch\nCOPY a /\nLABEL team=shop\n', a: randomUUID() }),
    env: HUB,
  });
  expect(messages(run)).toEqual([]);
  return { name, digest: run.outputs.digest ?? '' };
}

const pulled = (image: string) => sha256(crane(stack, 'manifest', image));

describe.each([
  ['one platform', {}],
  ['two platforms', { platforms: 'linux/amd64,linux/arm64' }],
])('an image of %s', (_, platforms) => {
  test('from a registry to ECR, whose repository is created: the same bytes, the same tag', async () => {
    const { name, digest } = await hubImage(platforms);
    const target = freshName();
    const run = await promote({ ...publishing(target), ...fromHub(`${name}:v1`) }, HUB);
    expect(messages(run)).toEqual([]);
    expect(run.outputs).toMatchObject({ digest, 'repository-created': 'true', 'tag-names': 'v1' });
    expect(await tagsOf(target)).toEqual({ v1: digest });
    expect(pulled(`${registry}/${target}:v1`)).toBe(digest);
    // By a program that reads every layer.
    crane(stack, 'validate', `--remote=${registry}/${target}:v1`);
    expect(run.summary).toContain('### ecr-publish: promoted');
    expect(run.summary).toContain(`copied from \`${hub.host}/${name}@${digest}\``);

    const again = await promote({ ...publishing(target), ...fromHub(`${name}:v1`) }, HUB);
    expect(messages(again)).toEqual([]);
    expect(again.log).toContain(`${target}@${digest} was there`);
  });

  test('from one account to another, with a role for each, and to another registry', async () => {
    await using places = await startPlaces();
    const entries = (places.inputs.destinations ?? '').split(/^(?=- )/m);
    const of = (...names: string[]) =>
      entries
        .filter((entry) => names.some((name) => entry.startsWith(`- name: ${name}\n`)))
        .join('')
        .replace(/^ {2}copy-from.*\n?/gm, '');
    const built = await runAction({
      inputs: { destinations: of('home'), tags: 'v1', ...platforms },
      project: source,
      env: places.env,
    });
    expect(messages(built)).toEqual([]);
    const run = await promote(
      {
        source: `${account}.dkr.ecr.${region}.amazonaws.com/${places.repository}:v1`,
        'source-role-to-assume': places.roles.home,
        'source-registry-endpoint': places.hosts.home,
        destinations: of('other', 'hub'),
        tags: 'production',
      },
      places.env,
    );
    expect(messages(run)).toEqual([]);
    const { digest } = built.outputs;
    expect(await Promise.all(PLACES.map((place) => places.tagsOf(place)))).toEqual([
      { v1: digest },
      {},
      { production: digest },
      { production: digest },
    ]);
    expect(await Promise.all([places.holds('other', digest ?? ''), places.holds('hub', digest ?? '')])).toEqual([
      true,
      true,
    ]);
  });
});

test('the source’s role may only read, the target’s only write', async () => {
  const [from, to] = [await made(), await made()];
  const before = await runAction({ inputs: { ...publishing(from), tags: 'v1' }, project: source });
  expect(messages(before)).toEqual([]);
  const role = (name: string, actions: string[], repository: string) =>
    createRole(stack.aws, {
      name: `${name}-${randomUUID()}`,
      trust: trustGitHub(account, MAIN),
      statements: [
        { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Effect: 'Allow',
          Action: actions.map((action) => `ecr:${action}`),
          Resource: `arn:aws:ecr:${region}:${account}:repository/${repository}`,
        },
        // MiniStack judges it against * only.
        { Effect: 'Allow', Action: 'ecr:DescribeRepositories', Resource: '*' },
      ],
    });
  const reader = await role('reader', ['BatchGetImage', 'GetDownloadUrlForLayer'], from);
  const writer = await role(
    'writer',
    [
      'BatchGetImage',
      'PutImage',
      'InitiateLayerUpload',
      'UploadLayerPart',
      'CompleteLayerUpload',
      'BatchCheckLayerAvailability',
    ],
    to,
  );
  const inputs = {
    ...publishing(to),
    'role-to-assume': writer,
    source: `${account}.dkr.ecr.${region}.amazonaws.com/${from}:v1`,
    'source-registry-endpoint': registry,
  };
  const run = await promote({ ...inputs, 'source-role-to-assume': reader });
  expect(messages(run)).toEqual([]);
  expect(await tagsOf(to)).toEqual({ v1: before.outputs.digest });
  const denied = await promote({ ...inputs, tags: 'v2' });
  expect(messages(denied)).toEqual([expect.stringContaining('AWS denied ecr:BatchGetImage')]);
});

test('an archived image is said to be archived', async () => {
  const name = await made();
  const before = await runAction({ inputs: { ...publishing(name), tags: 'v1' }, project: source });
  expect(messages(before)).toEqual([]);
  await using aws = await startProxy((operation, request) => {
    // The source's requests name its account.
    if (!request.includes('"registryId"')) return undefined;
    if (operation === 'DescribeImages') {
      return { status: 200, body: { imageDetails: [{ imageDigest: before.outputs.digest, imageStatus: 'ARCHIVED' }] } };
    }
    if (operation !== 'BatchGetImage') return undefined;
    const failures = [{ imageId: { imageTag: 'v1' }, failureCode: 'ImageInaccessible', failureReason: 'archived' }];
    return { status: 200, body: { images: [], failures } };
  });
  const run = await promote(
    {
      ...publishing(await made()),
      source: `${account}.dkr.ecr.${region}.amazonaws.com/${name}:v1`,
      'source-registry-endpoint': aws.registry,
      tags: 'stable',
    },
    { AWS_ENDPOINT_URL: aws.url },
  );
  expect(messages(run)).toEqual([expect.stringMatching(/:v1 is archived, and cannot be pulled\. Restore it/)]);
  // MiniStack does not enforce the policies of sessions.
  const policies = aws.exchanges.flatMap(({ operation, request }) =>
    operation === 'AssumeRoleWithWebIdentity' ? (new URLSearchParams(request).get('Policy') ?? []) : [],
  );
  expect(policies.map((policy) => JSON.parse(policy).Statement)).toEqual([
    [
      {
        Effect: 'Allow',
        Action: [
          'ecr:GetAuthorizationToken',
          'ecr:DescribeRepositories',
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchImportUpstreamImage',
          'ecr:DescribeImages',
        ],
        Resource: '*',
      },
    ],
  ]);
});

test.each(['tarball', 'oci'])('from an archive: %s', async (format) => {
  const { name, digest } = await hubImage();
  const folder = mkdtempSync(join(stack.dir, 'archive-'));
  const at = join(folder, 'image');
  await clientOf(hub.host, name).manifest('v1');
  crane(
    {
      ...stack,
      aws: { ...stack.aws, registry: hub.host, registryAuth: Buffer.from(`ada:${PASSWORD}`).toString('base64') },
    },
    'pull',
    `--format=${format}`,
    `${hub.host}/${name}:v1`,
    at,
  );
  if (format === 'oci') execFileSync('tar', ['-cf', `${at}.tar`, '-C', at, '.']);
  const target = freshName();
  const run = await promote({ ...publishing(target), source: format === 'oci' ? `${at}.tar` : at, tags: 'v7' });
  expect(messages(run)).toEqual([]);
  expect(Object.keys(await tagsOf(target))).toEqual(['v7']);
  if (format === 'oci') expect(run.outputs.digest).toBe(digest);
  crane(stack, 'validate', `--remote=${registry}/${target}:v7`);
});

test('a new tag in the repository moves no blob', async () => {
  const name = await made();
  const before = await runAction({ inputs: { ...publishing(name), tags: 'v1' }, project: source });
  await using aws = await startProxy();
  const run = await promote(
    {
      ...publishing(name),
      source: `${account}.dkr.ecr.${region}.amazonaws.com/${name}:v1`,
      'source-registry-endpoint': aws.registry,
      'registry-endpoint': aws.registry,
      tags: 'stable',
    },
    { AWS_ENDPOINT_URL: aws.url },
  );
  expect(messages(run)).toEqual([]);
  expect(await tagsOf(name)).toEqual({ v1: before.outputs.digest, stable: before.outputs.digest });
  expect(aws.exchanges.filter(({ operation }) => /^(PUT|POST|PATCH) \/v2/.test(operation))).toEqual([]);
  // The account that the source names, not whose role it is.
  expect(aws.exchanges.find(({ operation }) => operation === 'BatchGetImage')?.request).toContain(
    `"registryId":"${account}"`,
  );
});

test('within a registry a blob is mounted where the registry can', async () => {
  const { name, digest } = await hubImage();
  await using front = await startProxy(undefined, () => `http://${hub.host}`);
  const target = freshName();
  const run = await promote(
    {
      ...fromHub(`${name}:v1`),
      source: `${front.registry}/${name}:v1`,
      destinations: `- image: ${front.registry}/${target}\n  username: ada\n  password-env: HUB_PASSWORD`,
    },
    HUB,
  );
  expect(messages(run)).toEqual([]);
  expect(run.outputs.digest).toBe(digest);
  const sent = front.exchanges.map(({ operation }) => operation);
  expect(sent.filter((operation) => operation.includes('?mount=')).length).toBeGreaterThan(0);
  expect(sent.filter((operation) => /^PUT .*\/blobs\//.test(operation))).toEqual([]);
});

test('a mount that is refused is an upload', async () => {
  const { name, digest } = await hubImage();
  await using front = await startProxy(
    (operation) =>
      operation.includes('?mount=') ? { status: 403, body: { errors: [{ code: 'DENIED' }] } } : undefined,
    () => `http://${hub.host}`,
  );
  const destinations = `- image: ${front.registry}/${freshName()}\n  username: ada\n  password-env: HUB_PASSWORD`;
  const run = await promote({ ...fromHub(`${name}:v1`), source: `${front.registry}/${name}:v1`, destinations }, HUB);
  expect(messages(run)).toEqual([]);
  expect(run.outputs.digest).toBe(digest);
});

test('an image that takes no more tags is told before any is put', async () => {
  const { name, digest } = await hubImage();
  const target = await made();
  expect(messages(await promote({ ...publishing(target), ...fromHub(`${name}:v1`) }, HUB))).toEqual([]);
  const imageTags = Array.from({ length: 999 }, (_, at) => `t${at}`);
  await using aws = await startProxy((operation, request) =>
    operation === 'DescribeImages' && request.includes(digest)
      ? { status: 200, body: { imageDetails: [{ imageDigest: digest, imageTags, imagePushedAt: 1 }] } }
      : undefined,
  );
  const run = await promote(
    { ...publishing(target), ...fromHub(`${name}:v1`), tags: 'v2\nv3' },
    { ...HUB, AWS_ENDPOINT_URL: aws.url },
  );
  expect(messages(run)).toEqual([expect.stringContaining('has as many tags as ECR allows (1000)')]);
  expect(await tagsOf(target)).toEqual({ v1: digest });
});

test('a host that is not AWS’s gets no password of AWS', async () => {
  const run = await promote(
    {
      ...publishing(freshName()),
      'registry-endpoint': '',
      source: `${account}.dkr.ecr.${region}.amazonaws.com/app:v1`,
      'source-registry-endpoint': 'evil.example',
    },
    { AWS_ENDPOINT_URL: '' },
  );
  expect(messages(run)).toEqual([
    expect.stringMatching(/^source-registry-endpoint: "evil\.example" would get a password of AWS itself/),
  ]);
});

test('an immutable tag of another image is a conflict, and of this one is nothing to do', async () => {
  const [one, two] = [await hubImage(), await hubImage()];
  const target = await made({ imageTagMutability: 'IMMUTABLE' });
  const inputs = (name: string): Inputs => ({ ...publishing(target), ...fromHub(`${name}:v1`) });
  expect(messages(await promote(inputs(one.name), HUB))).toEqual([]);
  expect(messages(await promote(inputs(one.name), HUB))).toEqual([]);
  expect(messages(await promote(inputs(two.name), HUB))).toEqual([
    expect.stringMatching(/^The tag "v1" of .* is immutable and already points at/),
  ]);
  const dry = await promote({ ...inputs(two.name), 'dry-run': 'true' }, HUB);
  expect(messages(dry)).toEqual([]);
  expect(dry.summary).toContain('The run would fail');
  expect(messages(await promote({ ...inputs(two.name), 'tag-conflict': 'keep', tags: 'v1\nv2' }, HUB))).toEqual([]);
  expect(await tagsOf(target)).toEqual({ v1: one.digest, v2: two.digest });
});

test('some platforms make a new index, which says so', async () => {
  const { name, digest } = await hubImage({ platforms: 'linux/amd64,linux/arm64' });
  const target = freshName();
  const run = await promote(
    { ...publishing(target), ...fromHub(`${name}@${digest}`), platforms: 'linux/arm64', tags: 'arm' },
    HUB,
  );
  expect(messages(run)).toEqual([]);
  const index = manifestOf(`${registry}/${target}:arm`);
  expect(index.manifests.map(({ platform }: { platform: { architecture: string } }) => platform.architecture)).toEqual([
    'arm64',
  ]);
  expect(index.annotations['io.github.ecr-publish.selected-from']).toBe(`${hub.host}/${name}@${digest}`);
  expect(
    messages(await promote({ ...publishing(target), ...fromHub(`${name}:v1`), platforms: 'linux/s390x' }, HUB)),
  ).toEqual([expect.stringContaining('has no linux/s390x. Select some of linux/amd64, linux/arm64.')]);
});

test('signatures go along: by referrers, and by cosign’s tag', async () => {
  const { name, digest } = await hubImage();
  const client = clientOf(hub.host, name);
  const blob = Buffer.from(`signature ${randomUUID()}`);
  const file = join(mkdtempSync(join(stack.dir, 'signature-')), 'blob');
  writeFileSync(file, blob);
  const layer = { mediaType: 'application/octet-stream', digest: sha256(blob), size: blob.length };
  await client.uploadBlob(file, layer);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const put = async (more: object, tag?: string) => {
    const text = JSON.stringify({ schemaVersion: 2, mediaType, config: layer, layers: [layer], ...more });
    await client.putManifest({ digest: sha256(text), mediaType, text }, tag);
    return sha256(text);
  };
  const subject = { mediaType, digest, size: (await client.manifest('v1'))?.text.length ?? 0 };
  const referrer = await put({ subject, artifactType: 'application/vnd.test' });
  const hex = digest.slice('sha256:'.length);
  if ((await client.referrers(digest)) === undefined) {
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ mediaType, digest: referrer, size: 1 }],
    });
    await client.putManifest(
      { digest: sha256(index), mediaType: 'application/vnd.oci.image.index.v1+json', text: index },
      `sha256-${hex}`,
    );
  }
  const signature = await put({ annotations: { cosign: 'yes' } }, `sha256-${hex}.sig`);
  const target = freshName();
  const run = await promote(
    {
      ...fromHub(`${name}:v1`),
      referrers: 'true',
      destinations: `- image: ${hub.host}/${target}\n  username: ada\n  password-env: HUB_PASSWORD`,
    },
    HUB,
  );
  expect(messages(run)).toEqual([]);
  const there = clientOf(hub.host, target);
  expect((await there.manifest(`sha256-${hex}.sig`))?.digest).toBe(signature);
  expect((await there.manifest(referrer))?.digest).toBe(referrer);
});

describe('what is required', () => {
  test('holds, and is told', async () => {
    const { name } = await hubImage();
    const target = freshName();
    const run = await promote(
      { ...publishing(target), ...fromHub(`${name}:v1`), require: 'label:team=shop\nscope=trusted\nmax-age=99999d' },
      HUB,
    );
    expect(messages(run)).toEqual([]);
    expect(run.summary).toContain('Checked before the promotion');
  });

  test('does not hold: nothing is promoted', async () => {
    const { name } = await hubImage();
    const target = freshName();
    const run = await promote(
      { ...publishing(target), ...fromHub(`${name}:v1`), require: 'label:team=web\nannotation:x=y' },
      HUB,
    );
    expect(messages(run)).toEqual([
      expect.stringMatching(
        /^require: .* is not promoted\..*\nlabel:team=web: it is "shop"\nannotation:x=y: the image has no such annotation$/s,
      ),
    ]);
  });
});

describe('a source that', () => {
  const answered = (
    body: object | string,
    status = 200,
    contentType = 'application/vnd.oci.image.manifest.v1+json',
  ): Answer => ({
    status,
    body,
    headers: { 'content-type': contentType },
  });
  const isManifest = (operation: string) => /^GET .*\/manifests\//.test(operation);
  /** Of a layer: the configuration is asked for first, by itself. */
  const ofLayer = (fault: Answer) => {
    let asked = 0;
    return (operation: string) => (/^GET .*\/blobs\//.test(operation) && ++asked > 1 ? fault : undefined);
  };

  test.each<[string, (operation: string) => Answer | undefined, RegExp]>([
    ['is missing', (of) => (isManifest(of) ? answered('', 404) : undefined), /^source: there is no tag "v1" in /],
    [
      'is denied',
      (of) => (isManifest(of) ? answered({ errors: [{ code: 'DENIED' }] }, 403) : undefined),
      /denies it \(403/,
    ],
    [
      'is no image',
      (of) =>
        isManifest(of) ? answered('{}', 200, 'application/vnd.docker.distribution.manifest.v1+prettyjws') : undefined,
      /something of the media type "application\/vnd\.docker\.distribution\.manifest\.v1\+prettyjws" there, which is no image/,
    ],
    [
      'answers other bytes than its digest',
      ofLayer(answered('something else', 200, 'application/octet-stream')),
      /^source: .* could not be read\. The registry that holds sha256:/,
    ],
    ['breaks off, and does so again', ofLayer('reset'), /^source: .* could not be read\. .* could not be reached/],
  ])('%s: one clear error, no tag', async (_, fault, message) => {
    const { name } = await hubImage();
    await using front = await startProxy(fault, () => `http://${hub.host}`);
    const target = await made();
    const run = await promote(
      { ...publishing(target), ...fromHub(`${name}:v1`), source: `${front.registry}/${name}:v1` },
      HUB,
    );
    expect(messages(run)).toEqual([expect.stringMatching(message)]);
    expect(await tagsOf(target)).toEqual({});
  });

  test('has lost a part: one clear error, no tag', async () => {
    const { name } = await hubImage({ platforms: 'linux/amd64,linux/arm64' });
    let asked = 0;
    await using front = await startProxy(
      (operation) => (isManifest(operation) && ++asked === 3 ? answered('', 404) : undefined),
      () => `http://${hub.host}`,
    );
    const target = await made();
    const run = await promote(
      { ...publishing(target), ...fromHub(`${name}:v1`), source: `${front.registry}/${name}:v1` },
      HUB,
    );
    expect(messages(run)).toEqual([expect.stringMatching(/is not whole: sha256:\w+, which is part of it, is gone/)]);
    expect(await tagsOf(target)).toEqual({});
  });
});

test.each(['pull_request', 'issue_comment'])('%s promotes nothing', async (name) => {
  const payload =
    name === 'pull_request'
      ? {
          pull_request: {
            number: 7,
            head: { sha: source.sha, repo: { full_name: 'octo-org/hello' } },
            base: { repo: { full_name: 'octo-org/hello' } },
          },
        }
      : {};
  const run = await promote({ ...publishing(freshName()), ...fromHub('team/app:v1') }, HUB, {
    event: { name, payload },
  });
  expect(messages(run)).toEqual([expect.stringMatching(/^This run promotes nothing: it is/)]);
});

test('a source by digest needs tags', async () => {
  const { name, digest } = await hubImage();
  const inputs = { ...publishing(freshName()), ...fromHub(`${name}@${digest}`) };
  expect(messages(await promote(inputs, HUB))).toEqual([
    expect.stringMatching(/^tags: the source .* has no tag that could stay/),
  ]);
  const run = await promote({ ...publishing(freshName()), ...fromHub(`${name}:v1`), tags: 'same\nlatest' }, HUB);
  expect([messages(run), run.outputs['tag-names']]).toEqual([[], 'v1\nlatest']);
});

test.each<[string, Inputs, RegExp]>([
  ['no source', {}, /^source: it is not given/],
  [
    'a source that is none',
    { source: 'Not an image!' },
    /^source: "Not an image!" is neither an image nor the path of an archive/,
  ],
  [
    'half a login',
    { source: 'nginx', 'source-username': 'ada' },
    /source-username and source-password-env go together/,
  ],
  [
    'a password in the place of its variable',
    { source: 'nginx', 'source-username': 'ada', 'source-password-env': 'pass-word' },
    /^source-password-env must be the name of a variable of the step's env, not the password itself\.$/,
  ],
  [
    'a role that is none, also where it is not needed',
    { source: 'nginx', 'source-role-to-assume': 'reader' },
    /^source-role-to-assume: "reader" is not the ARN of a role\./,
  ],
  ['no condition', { source: 'nginx', require: 'scope=any' }, /^require: "scope=any" must be one of/],
])('%s is an error', async (_, inputs, message) => {
  const run = await promote({ ...publishing('team/app'), ...inputs });
  expect(messages(run)).toEqual([expect.stringMatching(message)]);
});
