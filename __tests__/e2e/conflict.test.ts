import { CreateRepositoryCommand, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { root, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const built = ({ log }: ActionRun) => /^#\d/m.test(log);
const messages = ({ errors }: ActionRun) => errors.map(({ message }) => message);

async function immutable(): Promise<string> {
  const name = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: 'IMMUTABLE' }));
  return name;
}

const other = { 'build-args': 'WHO=Grace' };

describe.each(stack.builders)('a repository whose tags are immutable, with $name', ({ env }) => {
  const run = (inputs: Inputs) => runAction({ inputs, project: source, env });

  test('the same commit twice: green, reused', async () => {
    const name = await immutable();
    const first = await run(publishing(name));
    const again = await run(publishing(name));
    expect([...messages(first), ...messages(again)]).toEqual([]);
    expect(again.outputs).toMatchObject({ reused: 'true', digest: first.outputs.digest });
  });

  test('the same commit built anew to the same image: green', async () => {
    const name = await immutable();
    const first = await run({ ...publishing(name), reproducible: 'true' });
    const again = await run({ ...publishing(name), reproducible: 'true', reuse: 'off' });
    expect(messages(again)).toEqual([]);
    expect(built(again)).toBe(true);
    expect(again.outputs.digest).toBe(first.outputs.digest);
  });

  test('the same commit with other build arguments: a clear error before the build', async () => {
    const name = await immutable();
    const first = await run({ ...publishing(name), tags: 'v1' });
    const second = await run({ ...publishing(name), ...other, tags: 'v2\nv1' });
    expect(second.exitCode).toBe(1);
    expect(built(second)).toBe(false);
    const [message = ''] = messages(second);
    expect(message).toMatch(
      new RegExp(
        `^The tag "v1" of ${name} is immutable and already points at ${first.outputs.digest} \\((pushed \\S+, )?built from commit ${source.sha}\\), which was built from other inputs\\. Use another tag, make this one mutable`,
      ),
    );
    expect(await tagsOf(name)).toEqual({ v1: first.outputs.digest });
    expect(JSON.parse(second.outputs.plan ?? '').tags).toEqual([
      { tag: 'v2', action: 'create' },
      { tag: 'v1', action: 'conflict', now: first.outputs.digest },
    ]);
  });

  test('tag-conflict keep: the tag stays, the others are published', async () => {
    const name = await immutable();
    const first = await run({ ...publishing(name), tags: 'v1' });
    const second = await run({ ...publishing(name), ...other, tags: 'v1\nv2', 'tag-conflict': 'keep' });
    expect(messages(second)).toEqual([]);
    expect(second.log).toContain(`The tag "v1" stays at ${first.outputs.digest}`);
    expect(second.outputs.tags).toBe(`${stack.aws.registry}/${name}:v2`);
    expect(await tagsOf(name)).toEqual({ v1: first.outputs.digest, v2: second.outputs.digest });
  });

  test('tag-conflict skip-push: nothing is built, and the outputs name the image that is there', async () => {
    const name = await immutable();
    const first = await run({ ...publishing(name), tags: 'v1' });
    const second = await run({ ...publishing(name), ...other, tags: 'v1\nv2', 'tag-conflict': 'skip-push' });
    expect(messages(second)).toEqual([]);
    expect(built(second)).toBe(false);
    expect(second.outputs).toMatchObject({ image: first.outputs.image, 'image-uri': first.outputs['image-uri'] });
    expect(second.notices).toEqual([expect.stringContaining('tag-conflict is skip-push')]);
    expect(await tagsOf(name)).toEqual({ v1: first.outputs.digest });
  });
});

test('the error says since when, where ecr:DescribeImages is allowed', async () => {
  const name = await immutable();
  const { 'role-to-assume': _, ...inputs } = publishing(name);
  const env = { AWS_ACCESS_KEY_ID: stack.aws.root.accessKeyId, AWS_SECRET_ACCESS_KEY: stack.aws.root.secretAccessKey };
  await runAction({ inputs: { ...inputs, tags: 'v1' }, project: source, env });
  const second = await runAction({ inputs: { ...inputs, ...other, tags: 'v1' }, project: source, env });
  expect(messages(second)).toEqual([expect.stringMatching(/already points at sha256:\w+ \(pushed 20\d\d-\d\d-\d\dT/)]);
});

// No emulator has both the exclusion filters and a registry, so the description is given here.
describe('exclusion filters', () => {
  test.each([
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'dev-main', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'v1', false],
    ['MUTABLE_WITH_EXCLUSION', 'v*', 'dev-main', true],
    ['MUTABLE_WITH_EXCLUSION', 'v*', 'v1', false],
  ])('%s %s: the tag %s may move: %p', async (imageTagMutability, filter, tag, moves) => {
    const name = freshName();
    await root.send(new CreateRepositoryCommand({ repositoryName: name }));
    const { repositories = [] } = await root.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    const repository = {
      ...repositories[0],
      createdAt: 0,
      imageTagMutability,
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter }],
    };
    await using aws = await startProxy((operation) =>
      operation === 'DescribeRepositories' ? { status: 200, body: { repositories: [repository] } } : undefined,
    );
    const env = { AWS_ENDPOINT_URL: aws.url };
    const first = await runAction({ inputs: { ...publishing(name), tags: tag }, project: source, env });
    const second = await runAction({ inputs: { ...publishing(name), ...other, tags: tag }, project: source, env });
    expect(second.exitCode).toBe(moves ? 0 : 1);
    expect(second.outputs['previous-digest']).toBe(moves ? first.outputs.digest : undefined);
    expect(await tagsOf(name)).toEqual({ [tag]: (moves ? second : first).outputs.digest });
  });
});

// What ECR answers to PutImage, that no emulator does.
test.each([
  ['ImageDigestDoesNotMatchException', /the manifest is not what its digest says/],
  ['LayersNotFoundException', /layers of the image are gone/],
  ['ReferencedImagesNotFoundException', /images of the index are gone/],
  ['InvalidParameterException', /ECR does not accept the tag, or this type of manifest/],
  ['LimitExceededException', /^A quota of ECR is exhausted/],
])('%s has a meaning', async (type, meaning) => {
  await using aws = await startProxy((operation) =>
    operation === 'PutImage' ? { status: 400, body: { __type: type, message: 'in AWS words' } } : undefined,
  );
  const name = freshName();
  const run = await runAction({ inputs: publishing(name), project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(messages(run)).toEqual([expect.stringMatching(meaning)]);
  expect(messages(run)[0]).toContain('in AWS words');
});

test('ImageAlreadyExistsException is success: another run was first', async () => {
  await using aws = await startProxy((operation) =>
    operation === 'PutImage'
      ? { status: 400, body: { __type: 'ImageAlreadyExistsException', message: '' } }
      : undefined,
  );
  const run = await runAction({
    inputs: publishing(freshName()),
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url },
  });
  expect(messages(run)).toEqual([]);
});

test.each([
  ['the image itself', 0],
  ["an index's child", 1],
])('a push that did not arrive, %s: no tag', async (_, which) => {
  const name = freshName();
  const asked: string[] = [];
  await using aws = await startProxy((operation, request) => {
    if (operation !== 'BatchGetImage' || !request.includes('imageDigest')) return undefined;
    const [imageId] = JSON.parse(request).imageIds;
    if (!asked.includes(imageId.imageDigest)) asked.push(imageId.imageDigest);
    // It is not there, however often it is asked for.
    return imageId.imageDigest === asked[which]
      ? { status: 200, body: { images: [], failures: [{ imageId, failureCode: 'ImageNotFound' }] } }
      : undefined;
  });
  const run = await runAction({
    inputs: { ...publishing(name), platforms: 'linux/amd64,linux/arm64' },
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url },
  });
  expect(messages(run)).toEqual([expect.stringMatching(/^The push succeeded, but there is no sha256:/)]);
  expect(await tagsOf(name)).toEqual({});
});
