import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { freshName, project, repository } from './project.ts';
import { startProxy } from './proxy.ts';
import { root } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const messages = ({ errors }: ActionRun) => errors.map(({ message }) => message);
const sharing = (more: Inputs = {}): Inputs => ({
  ...publishing(freshName()),
  'output-env-credentials': 'true',
  ...more,
});

test('later steps have the session of the publish, masked and told', async () => {
  const inputs = sharing();
  const run = await runAction({ inputs, project: source });
  expect(messages(run)).toEqual([]);
  expect(Object.keys(run.exported)).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
  ]);
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', ...rest } = run.exported;
  const { AWS_SESSION_TOKEN: sessionToken = '', AWS_REGION: region = '' } = rest;
  const masked = run.commands.flatMap(({ name, message }) => (name === 'add-mask' ? [message] : []));
  expect(masked).toEqual(expect.arrayContaining([accessKeyId, secretAccessKey, sessionToken]));
  expect(run.log).toContain(`Every later step of this job has the session of ${stack.roles.publisher}`);
  expect([region, rest.AWS_DEFAULT_REGION]).toEqual([stack.aws.region, stack.aws.region]);

  const later = new ECRClient({
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    ...(stack.aws.endpoint && { endpoint: stack.aws.endpoint }),
  });
  const { repositories } = await later.send(
    new DescribeRepositoriesCommand({ repositoryNames: [inputs.repository ?? ''] }),
  );
  expect(repositories).toHaveLength(1);
});

test('without the input they have nothing', async () => {
  const run = await runAction({ inputs: publishing(freshName()), project: source });
  expect(messages(run)).toEqual([]);
  expect(run.exported).toEqual({});
});

test('a pull request that is pushed gives them nothing, and says so', async () => {
  const inputs = sharing({ push: 'true' });
  await root.send(new CreateRepositoryCommand({ repositoryName: inputs.repository }));
  const full_name = 'octo-org/hello';
  const payload = {
    number: 7,
    repository,
    pull_request: { head: { sha: source.sha, repo: { full_name } }, base: { repo: { full_name } } },
  };
  const run = await runAction({ inputs, project: source, event: { name: 'pull_request', payload } });
  expect(messages(run)).toEqual([]);
  expect(run.outputs['tag-names']).toBe(`pr-7-${source.sha}`);
  expect(run.log).toContain('Later steps get no credentials of AWS. This is a pull request');
  expect(run.exported).toEqual({});
});

test('a run that fails after its session began gives them nothing', async () => {
  await using aws = await startProxy((operation) =>
    operation === 'PutImage' ? { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } } : undefined,
  );
  const run = await runAction({ inputs: sharing(), project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.exitCode).toBe(1);
  expect(aws.exchanges.map(({ operation }) => operation)).toContain('AssumeRoleWithWebIdentity');
  expect(run.exported).toEqual({});
});

test('without a role it is an error, before AWS is asked', async () => {
  await using aws = await startProxy();
  const run = await runAction({
    inputs: sharing({ 'role-to-assume': '' }),
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url },
  });
  expect(messages(run)).toEqual([expect.stringContaining('output-env-credentials: there is no role whose session')]);
  expect(aws.exchanges).toEqual([]);
});
