import { expect, test } from '@jest/globals';
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
    new RegExp(`repository   ${name} \\(will be made\\)\\nimage        build: the registry holds no`),
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
    expect.stringMatching(/^Not pushed\. This is a dry run, without the registry: No AWS credentials were found/),
  ]);
  expect(JSON.parse(run.outputs.plan ?? '')).toMatchObject({
    repository: name,
    tags: [{ tag: 'main', action: 'unknown' }],
  });
});
