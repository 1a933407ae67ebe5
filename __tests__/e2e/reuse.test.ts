import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, publishing, runAction } from './action.ts';
import { commit, DOCKERFILE, freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { configOf, tagsOf } from './registry.ts';
import { fullBuilders, stack } from './stack.ts';

const built = ({ log }: ActionRun) => /^#\d/m.test(log);

describe.each(stack.builders)('the same commit again, with $name', ({ env, name: builder }) => {
  test('is not built: the same outputs, nothing written, four round trips at most', async () => {
    const source = project();
    const name = freshName();
    const first = await runAction({ inputs: publishing(name), project: source, env });
    expect(first.outputs.reused).toBe('false');

    await using aws = await startProxy();
    const again = await runAction({
      inputs: publishing(name),
      project: source,
      env: { ...env, AWS_ENDPOINT_URL: aws.url },
    });
    expect(again.errors).toEqual([]);
    expect(built(again)).toBe(false);
    const { metadata: _, plan: __, labels, json, ...before } = first.outputs;
    const { plan: ___, ...after } = again.outputs;
    // The labels of an image that was there are all that it has, also the Dockerfile's.
    expect(after).toEqual({
      ...before,
      labels: `${labels}\nwho=world`,
      json: JSON.stringify({ ...JSON.parse(json ?? ''), labels: { ...JSON.parse(json ?? '').labels, who: 'world' } }),
      reused: 'true',
      'repository-created': 'false',
      results: before.results?.replace('"reused":false', '"reused":true'),
    });
    expect(JSON.parse(again.outputs.plan ?? '')).toMatchObject({
      action: 'reuse',
      digest: first.outputs.digest,
      tags: [{ tag: source.sha, action: 'keep', now: first.outputs.digest }],
    });
    // GitHub's token, then the role, then these three at once.
    expect(aws.exchanges.map(({ operation }) => operation).sort()).toEqual([
      'AssumeRoleWithWebIdentity',
      'BatchGetImage',
      'DescribeRepositories',
      'GetAuthorizationToken',
    ]);
    expect(again.summary).toContain('published, without a build');
  });

  test('needs no builder that answers where platforms are named', async () => {
    const source = project();
    const name = freshName();
    const platforms = 'linux/amd64';
    const first = await runAction({ inputs: { ...publishing(name), platforms }, project: source, env });
    const inputs = { ...publishing(name), platforms, 'buildkit-host': 'unix:///nowhere/buildkitd.sock', tags: 'v1' };
    const again = await runAction({ inputs, project: source, env });
    expect(again.errors).toEqual([]);
    // The tag that was asked for does not point at it, but the commit's own does.
    expect(await tagsOf(name)).toEqual({ [source.sha]: first.outputs.digest, v1: first.outputs.digest });
  });

  const testOfTwo = fullBuilders.some(({ name }) => name === builder) ? test : test.skip;

  testOfTwo('of two platforms: the index is read with its children', async () => {
    const source = project();
    const name = freshName();
    const inputs = { ...publishing(name), platforms: 'linux/amd64,linux/arm64' };
    const first = await runAction({ inputs, project: source, env });
    await using aws = await startProxy();
    const again = await runAction({ inputs, project: source, env: { ...env, AWS_ENDPOINT_URL: aws.url } });
    expect(again.outputs).toMatchObject({
      reused: 'true',
      digest: first.outputs.digest,
      digests: first.outputs.digests,
    });
    // The lookup; then the children, and at the same time the tags once more.
    expect(aws.exchanges.filter(({ operation }) => operation === 'BatchGetImage')).toHaveLength(3);
  });

  test('with another tag: the tag is added to the image', async () => {
    const source = project();
    const name = freshName();
    const first = await runAction({ inputs: publishing(name), project: source, env });
    const release = await runAction({ inputs: { ...publishing(name), tags: 'v1.0.0,stable' }, project: source, env });
    expect(built(release)).toBe(false);
    expect(release.outputs).toMatchObject({
      reused: 'true',
      digest: first.outputs.digest,
      'tag-names': 'v1.0.0\nstable',
    });
    const digest = first.outputs.digest ?? '';
    expect(await tagsOf(name)).toEqual({ [source.sha]: digest, 'v1.0.0': digest, stable: digest });
  });
});

test.each([
  ['reuse is off', { reuse: 'off' }, {}],
  ['pull asks for newer base images', { pull: 'true' }, {}],
  ['no-cache asks for a fresh build', { 'no-cache': 'true' }, {}],
  ['a schedule is there to build afresh', {}, { event: { name: 'schedule', payload: { schedule: '0 0 * * *' } } }],
  ['the registry held no image with this fingerprint', { 'build-args': 'WHO=Grace' }, {}],
  ['the registry held no image with this fingerprint', { labels: 'team=blue' }, {}],
  ['the registry held no image with this fingerprint', { platforms: 'linux/arm64' }, {}],
])('is built, since %s: %j', async (why, inputs, more) => {
  const source = project();
  const name = freshName();
  await runAction({ inputs: publishing(name), project: source });
  const again = await runAction({ inputs: { ...publishing(name), ...inputs }, project: source, ...more });
  expect(again.errors).toEqual([]);
  expect(built(again)).toBe(true);
  expect(JSON.parse(again.outputs.plan ?? '')).toMatchObject({ action: 'build', why });
  expect(again.summary).toContain(`built: ${why}`);
});

test('files that the commit does not hold are noticed, and their image never stands in for the commit', async () => {
  const source = project({
    Dockerfile: DOCKERFILE,
    'hello.txt': 'hello\n',
    '.gitignore': '/generated\n/node_modules\n',
    '.dockerignore': 'node_modules\n',
  });
  const name = freshName();
  mkdirSync(join(source.folder, 'node_modules'));
  writeFileSync(join(source.folder, 'node_modules/x.js'), 'not in the build\n');
  const clean = await runAction({ inputs: publishing(name), project: source });
  expect(JSON.parse(clean.outputs.plan ?? '').why).toBe('the registry held no image with this fingerprint');

  writeFileSync(join(source.folder, 'generated'), 'in the build\n');
  const dirty = await runAction({ inputs: publishing(name), project: source });
  expect(built(dirty)).toBe(true);
  expect(JSON.parse(dirty.outputs.plan ?? '')).not.toHaveProperty('fingerprint');
  expect(dirty.summary).toContain('built: the build sees what the commit does not hold: generated');

  const again = await runAction({ inputs: publishing(name), project: source });
  expect(built(again)).toBe(true);
});

describe('a release of a commit that main published', () => {
  async function release(registry?: string) {
    const source = project();
    const name = freshName();
    const main = await runAction({ inputs: publishing(name), project: source });
    const inputs = { ...publishing(name), tags: 'v1.2.3', ...(registry && { 'registry-endpoint': registry }) };
    const run = await runAction({ inputs, project: source });
    return { source, main, run };
  }

  test('the outputs tell what the image says, and the run whose version that is', async () => {
    const { source, main, run } = await release();
    expect(run.errors).toEqual([]);
    expect(run.outputs).toMatchObject({ digest: main.outputs.digest, 'tag-names': 'v1.2.3', version: 'v1.2.3' });
    const version = `org.opencontainers.image.version=${source.sha}`;
    expect(run.outputs.labels?.split('\n')).toEqual(expect.arrayContaining([version, 'who=world']));
    expect(run.outputs.annotations?.split('\n')).toContain(`manifest:${version}`);
    expect(JSON.parse(run.outputs.json ?? '')).toMatchObject({
      tags: [run.outputs.tags],
      labels: configOf(main.outputs.image ?? '').config.Labels,
    });
    expect(run.log).toContain(`Its label org.opencontainers.image.version names ${source.sha}, not v1.2.3.`);
    expect(run.summary).toContain(`version \`${source.sha}\`, as the label`);
  });

  test.each([
    ['denied', 403, "answered 403 for sha256:.*Allow ecr:GetDownloadUrlForLayer in the role's policy"],
    ['another one', 200, 'returned something else for sha256:|more than the \\d+ bytes'],
  ])('labels that cannot be read are left out: %s', async (_, status, why) => {
    await using registry = await startProxy((operation) =>
      /^GET \/v2\/.*\/blobs\//.test(operation) ? { status, body: '{}' } : undefined,
    );
    const { run } = await release(registry.registry);
    expect(run.errors).toEqual([]);
    expect(run.outputs['tag-names']).toBe('v1.2.3');
    expect(run.outputs).not.toHaveProperty('labels');
    expect(JSON.parse(run.outputs.json ?? '')).not.toHaveProperty('labels');
    expect(run.log).toMatch(
      new RegExp(`The outputs leave out the labels of sha256:\\w+, which could not be read: .*(${why})`),
    );
  });
});

describe('content', () => {
  test("finds another commit's image where only another folder changed", async () => {
    const files = { 'app/Dockerfile': DOCKERFILE, 'app/hello.txt': 'hello\n', 'docs/readme': 'one\n' };
    const source = project(files);
    const name = freshName();
    const inputs = { ...publishing(name), context: 'app', reuse: 'content' };
    const first = await runAction({ inputs, project: source });
    const digest = first.outputs.digest ?? '';
    const [content = ''] = Object.keys(await tagsOf(name)).filter((tag) => tag.startsWith('content-'));

    writeFileSync(join(source.folder, 'docs/readme'), 'two\n');
    const documented = commit(source.folder);
    const second = await runAction({ inputs, project: documented });
    expect(built(second)).toBe(false);
    expect(second.outputs).toMatchObject({ reused: 'true', digest, 'tag-names': documented.sha });
    expect(await tagsOf(name)).toEqual({ [source.sha]: digest, [documented.sha]: digest, [content]: digest });

    writeFileSync(join(source.folder, 'app/hello.txt'), 'changed\n');
    const third = await runAction({ inputs, project: commit(source.folder) });
    expect(built(third)).toBe(true);
    expect(third.outputs.digest).not.toBe(digest);
  });
});

test('reproducible: without any cache the same digest again', async () => {
  const source = project({
    Dockerfile: `FROM ${stack.baseImage}\nRUN mkdir /made && date > /dev/null && echo made > /made/file\n`,
  });
  const name = freshName();
  const inputs = { ...publishing(name), reproducible: 'true', 'no-cache': 'true' };
  const first = await runAction({ inputs, project: source });
  const second = await runAction({ inputs, project: source });
  expect([built(first), built(second)]).toEqual([true, true]);
  expect(second.outputs.digest).toBe(first.outputs.digest);
});

test('twenty runs at once for the same commit all end green with one digest', async () => {
  const source = project();
  const name = freshName();
  const inputs = { ...publishing(name), tags: 'v1\nlatest', reproducible: 'true' };
  const runs = await Promise.all(Array.from({ length: 20 }, () => runAction({ inputs, project: source })));
  expect(runs.flatMap(({ errors }) => errors)).toEqual([]);
  const digests = new Set(runs.map(({ outputs }) => outputs.digest));
  expect(digests.size).toBe(1);
  const [digest = ''] = digests;
  expect(await tagsOf(name)).toEqual({ v1: digest, latest: digest });
}, 120_000);
