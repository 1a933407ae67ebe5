import { describe, expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { repositoryNames, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

test('a dry run says what would be done, and does nothing of it', async () => {
  const source = project();
  const name = freshName();
  const inputs = { ...publishing(name), tags: 'v1\nlatest', 'dry-run': 'true' };
  const before = await runAction({ inputs, project: source });
  expect(before.errors).toEqual([]);
  expect(before.log).toMatch(
    new RegExp(`repository   ${name} \\(will be created\\)\\nimage        build: the registry held no`),
  );
  expect(before.log).toMatch(/ {2}tag +action +points at now\n {2}v1 +create\n {2}latest +create\n/);
  expect(before.log).not.toMatch(/^#\d/m);
  expect(before.outputs).toMatchObject({ 'tag-names': 'v1\nlatest', version: 'v1' });
  expect(before.outputs.image).toBeUndefined();
  expect(await repositoryNames()).not.toContain(name);

  const first = await runAction({ inputs: { ...publishing(name), tags: 'latest' }, project: source });
  await using aws = await startProxy();
  const after = await runAction({ inputs, project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(JSON.parse(after.outputs.plan ?? '')).toMatchObject({
    repository: name,
    createRepository: false,
    action: 'reuse',
    digest: first.outputs.digest,
    tags: [
      { tag: 'v1', action: 'create' },
      { tag: 'latest', action: 'keep', now: first.outputs.digest },
    ],
  });
  expect(aws.exchanges.map(({ operation }) => operation)).not.toContain('PutImage');
  expect(await tagsOf(name)).toEqual({ latest: first.outputs.digest });
});

test('a dry run works without any credentials, and without a builder', async () => {
  const name = freshName();
  const run = await runAction({
    inputs: { repository: name, 'aws-region': stack.aws.region, 'dry-run': 'true', tags: 'type=ref,event=branch' },
    project: project(),
    env: { AWS_EC2_METADATA_DISABLED: 'true', BUILDKIT_HOST: undefined, DOCKER_HOST: 'unix:///nowhere' },
  });
  expect(run.errors).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(run.notices).toEqual([
    expect.stringMatching(
      /^Not pushed\. This is a dry run\. The registry was not asked: No AWS credentials were found/,
    ),
  ]);
  expect(JSON.parse(run.outputs.plan ?? '')).toMatchObject({
    repository: name,
    tags: [{ tag: 'main', action: 'unknown' }],
  });
});

test('a job that gets no id-token has no credentials, and is told so', async () => {
  const inputs = { ...publishing(freshName()), 'dry-run': 'true' };
  const run = await runAction({ inputs, project: project(), env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined } });
  expect(run.errors).toEqual([]);
  expect(run.notices).toEqual([
    expect.stringMatching(
      /^Not pushed\. This is a dry run\. The registry was not asked: .* may not ask GitHub for an id-token/,
    ),
  ]);
});

describe('a dry run fails where the run would', () => {
  const dryRun = async (more: Partial<Parameters<typeof runAction>[0]>) => {
    const run = await runAction({
      inputs: { ...publishing(freshName()), 'dry-run': 'true' },
      project: project(),
      ...more,
      env: { AWS_MAX_ATTEMPTS: '1', ...more.env },
    });
    expect(run.exitCode).toBe(1);
    return run.errors.map(({ message }) => message);
  };

  test('a role is refused', async () => {
    expect(await dryRun({ sub: 'repo:octo-org/hello:ref:refs/heads/dev' })).toEqual([
      expect.stringContaining(`AWS did not let this run assume ${stack.roles.publisher}`),
    ]);
  });

  test.each(['GetAuthorizationToken', 'DescribeRepositories', 'BatchGetImage'])('%s is denied', async (denied) => {
    await using aws = await startProxy((operation) =>
      operation === denied ? { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } } : undefined,
    );
    const name = freshName();
    await runAction({ inputs: publishing(name), project: project() });
    const inputs = { ...publishing(name), 'dry-run': 'true' };
    expect(await dryRun({ inputs, env: { AWS_ENDPOINT_URL: aws.url } })).toEqual([
      expect.stringContaining(`AWS denied ecr:${denied}: no`),
    ]);
  });

  test('AWS cannot be reached', async () => {
    expect(await dryRun({ env: { AWS_ENDPOINT_URL_ECR: 'http://127.0.0.1:1' } })).toEqual([
      expect.stringMatching(/^AWS could not be reached for ecr:/),
    ]);
    expect(await dryRun({ env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' } })).toEqual([
      expect.stringMatching(/^AWS could not be reached for sts:/),
    ]);
  });
});
