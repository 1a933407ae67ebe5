import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { root, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const error = (name: string, message = 'said by the test') => ({ status: 400, body: { __type: name, message } });

test('another job makes the repository between the look and the making: that is success', async () => {
  const name = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName: name }));
  let looks = 0;
  await using aws = await startProxy((operation) =>
    operation === 'DescribeRepositories' && ++looks === 1 ? error('RepositoryNotFoundException') : undefined,
  );
  const run = await runAction({ inputs: publishing(name), project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.errors).toEqual([]);
  expect(aws.exchanges.map(({ operation }) => operation)).toContain('CreateRepository');
  expect(run.outputs['repository-created']).toBe('false');
  expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
});

test('a repositoryUri with a host and port of its own is honoured without registry-endpoint', async () => {
  const name = freshName();
  const { repository } = await root.send(new CreateRepositoryCommand({ repositoryName: name }));
  const repositoryUri = `${stack.aws.registry}/${name}`;
  await using aws = await startProxy((operation) =>
    operation === 'DescribeRepositories'
      ? { status: 200, body: { repositories: [{ ...repository, createdAt: 0, repositoryUri }] } }
      : undefined,
  );
  const { 'registry-endpoint': _, ...inputs } = publishing(name);
  const run = await runAction({ inputs, project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.errors).toEqual([]);
  expect(run.outputs.image).toBe(`${repositoryUri}@${run.outputs.digest}`);
});

test('AWS that throttles for a moment is asked again, by the SDK', async () => {
  let asked = 0;
  await using aws = await startProxy((operation) =>
    operation === 'PutImage' && ++asked === 1 ? error('ThrottlingException', 'Rate exceeded') : undefined,
  );
  const name = freshName();
  const run = await runAction({ inputs: publishing(name), project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.errors).toEqual([]);
  expect(asked).toBe(2);
});

test.each([
  ['ThrottlingException', /^AWS throttled ecr:GetAuthorizationToken, after 3 attempts: Rate exceeded/, 3],
  ['UnrecognizedClientException', /^AWS does not know these credentials, or not in eu-central-1: Rate exceeded/, 1],
  ['ExpiredTokenException', /^The AWS session has expired: Rate exceeded/, 1],
])('%s that stays: after as many attempts as make sense', async (type, message, attempts) => {
  await using aws = await startProxy((operation) =>
    operation === 'GetAuthorizationToken' ? error(type, 'Rate exceeded') : undefined,
  );
  // Otherwise it is asked eight times, which takes half a minute.
  const env = { AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '3' };
  const run = await runAction({ inputs: publishing(freshName()), project: source, env });
  expect(run.errors.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
  const asked = aws.exchanges.filter(({ operation }) => operation === 'GetAuthorizationToken').length;
  expect(asked).toBe(attempts);
});

test('outputs are set where a later step fails', async () => {
  await using aws = await startProxy((operation) =>
    operation === 'PutImage' ? error('LimitExceededException', 'too many tags') : undefined,
  );
  const name = freshName();
  const run = await runAction({ inputs: publishing(name), project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.image).toMatch(/@sha256:/);
  expect(run.outputs.tags).toBeUndefined();
  expect(run.summary).toContain('### ecr-publish: failed');
});
