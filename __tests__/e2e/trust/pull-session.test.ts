// A run that does not push asks AWS only for what it pulls, and goes on without where it is refused.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createRole, type Statement, trustGitHub } from '../../../stack/iam.ts';
import { type ActionRun, type Inputs, publishing, runAction } from '../action.ts';
import { freshName, type Project, project, repository } from '../project.ts';
import { type Exchange, startProxy } from '../proxy.ts';
import { repositoryNames, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const PULL_REQUEST = 'repo:octo-org/hello:pull_request';

/** A pull request of this repository; its workflow does not push. */
const event = (from = 'octo-org/hello', name = 'pull_request') => ({
  name,
  payload: {
    number: 7,
    repository,
    pull_request: {
      head: { sha: 'a'.repeat(40), repo: { full_name: from } },
      base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
    },
  },
});

const pulling: Statement[] = [
  { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'ecr:DescribeRepositories'], Resource: '*' },
  { Effect: 'Allow', Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:PutImage'], Resource: '*' },
];

/** A role for pull requests. */
const puller = await createRole(stack.aws, {
  name: `puller-${randomUUID()}`,
  trust: trustGitHub(stack.aws.account, PULL_REQUEST),
  statements: pulling,
});

type Asked = { run: ActionRun; asked: string[]; exchanges: Exchange[] };

async function built(
  source: Project,
  inputs: Inputs,
  more: { env?: Record<string, string | undefined>; event?: ReturnType<typeof event> } = {},
): Promise<Asked> {
  await using aws = await startProxy();
  const run = await runAction({
    inputs: { ...publishing(freshName()), push: 'false', ...inputs },
    project: source,
    event: event(),
    sub: PULL_REQUEST,
    ...more,
    env: { AWS_ENDPOINT_URL: aws.url, ...more.env },
  });
  return { run, asked: aws.exchanges.map(({ operation }) => operation).sort(), exchanges: aws.exchanges };
}

const WITHOUT = 'The build continues without a login to ECR';

const warnings = ({ log }: ActionRun) => log.split('\n').filter((line) => line.includes('The build continues without'));

function expectGreen({ errors, exitCode, notices }: ActionRun): void {
  expect(errors).toEqual([]);
  expect(exitCode).toBe(0);
  expect(notices).toEqual([expect.stringContaining('Built, not pushed.')]);
}

/** Another project for each, so that none is built from what another left. */
const fromBase = (base: string) => project({ Dockerfile: `FROM ${base}\nRUN echo ${randomUUID()} > /made\n` });

/** An image that the registry gives to nobody without a password. */
async function privateBase(): Promise<string> {
  const { errors, outputs } = await runAction({
    inputs: publishing(freshName()),
    project: fromBase(stack.baseImage),
  });
  expect(errors).toEqual([]);
  return outputs.image ?? '';
}

test('under a trust policy for main alone a pull request stays green, with one warning', async () => {
  const { run, asked } = await built(fromBase(stack.baseImage), { cache: 'true' });
  expectGreen(run);
  expect(warnings(run)).toEqual([
    expect.stringMatching(
      `^${WITHOUT} and without its cache: AWS did not let this run assume ${stack.roles.publisher}: Not authorized to perform sts:AssumeRoleWithWebIdentity \\(AccessDenied\\)\\. If it pulls from there, give runs that do not publish a role that may pull`,
    ),
  ]);
  expect(new Set(asked)).toEqual(new Set(['AssumeRoleWithWebIdentity']));
});

describe.each(stack.builders)('with $name', ({ env }) => {
  test('under a role that may pull, a private base image is built from, in a session that may only pull', async () => {
    const base = await privateBase();
    const { run, asked, exchanges } = await built(fromBase(base), { 'role-to-assume': puller }, { env });
    expectGreen(run);
    expect(warnings(run)).toEqual([]);
    expect(asked).toEqual(['AssumeRoleWithWebIdentity', 'GetAuthorizationToken']);
    const [sts] = exchanges;
    const policy = JSON.parse(new URLSearchParams(sts?.request).get('Policy') ?? '{}');
    expect(policy.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'ecr:GetAuthorizationToken',
          'ecr:DescribeRepositories',
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchImportUpstreamImage',
        ],
        Resource: '*',
      },
    ]);
  });
});

test('a base image that only a build argument names', async () => {
  const source = project({ Dockerfile: `ARG BASE\nFROM $BASE\nRUN echo ${randomUUID()} > /made\n` });
  const inputs = { 'role-to-assume': puller, 'build-args': `BASE=${await privateBase()}` };
  expectGreen((await built(source, inputs)).run);
});

test("a chain's last session may only pull, whatever the workflow narrows it to", async () => {
  const last = `arn:aws:iam::${stack.aws.account}:role/last-${randomUUID()}`;
  const first = await createRole(stack.aws, {
    name: `first-${randomUUID()}`,
    trust: trustGitHub(stack.aws.account, PULL_REQUEST),
    statements: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: last }],
  });
  await createRole(stack.aws, {
    name: last.slice(last.indexOf('/') + 1),
    trust: { Effect: 'Allow', Principal: { AWS: first }, Action: 'sts:AssumeRole' },
    statements: pulling,
  });
  const inputs = { 'role-to-assume': `${first},${last}`, 'inline-session-policy': 'least' };
  const { run, asked, exchanges } = await built(fromBase(await privateBase()), inputs);
  expectGreen(run);
  expect(asked).toEqual(['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetAuthorizationToken']);
  const policies = exchanges.slice(0, 2).map(({ request }) => new URLSearchParams(request).get('Policy'));
  expect(policies).toEqual([null, expect.not.stringContaining('Put')]);
});

test("a policy of the workflow's own stays: another beside it would allow more", async () => {
  const own = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}';
  const inputs = { 'role-to-assume': puller, 'inline-session-policy': own };
  const { run, exchanges } = await built(fromBase(await privateBase()), inputs);
  expectGreen(run);
  const asked = exchanges.find(({ operation }) => operation === 'AssumeRoleWithWebIdentity');
  expect(new URLSearchParams(asked?.request).get('Policy')).toBe(own);
});

test('without roles, the default chain', async () => {
  const { accessKeyId, secretAccessKey } = stack.aws.root;
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const { run, asked } = await built(fromBase(await privateBase()), { 'role-to-assume': '' }, { env });
  expectGreen(run);
  expect(asked).toEqual(['GetAuthorizationToken']);
});

test('the cache is read, and not written', async () => {
  const name = freshName();
  const role = await createRole(stack.aws, {
    name: `cache-${randomUUID()}`,
    trust: trustGitHub(stack.aws.account, 'repo:octo-org/hello:ref:refs/heads/main'),
    statements: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
  });
  const source = fromBase(stack.baseImage);
  const main = await runAction({
    inputs: { ...publishing(name), 'role-to-assume': role, cache: 'true' },
    project: source,
  });
  expect(main.errors).toEqual([]);
  const before = await tagsOf(`${name}/cache`);

  const { run, asked } = await built(source, { repository: name, 'role-to-assume': puller, cache: 'true' });
  expectGreen(run);
  expect(run.log).toMatch(new RegExp(`importing cache manifest from ${stack.aws.registry}/${name}/cache:branch-main`));
  expect(asked).toEqual(['AssumeRoleWithWebIdentity', 'DescribeRepositories', 'GetAuthorizationToken']);
  expect(await tagsOf(`${name}/cache`)).toEqual(before);
});

test('a cache that is missing is not made', async () => {
  const name = freshName();
  const { run } = await built(project(), { repository: name, 'role-to-assume': puller, cache: 'true' });
  expectGreen(run);
  expect(await repositoryNames()).not.toContain(`${name}/cache`);
});

describe('nothing is asked', () => {
  test('where nothing of ECR is pulled', async () => {
    const { run, asked } = await built(project(), { 'role-to-assume': puller });
    expectGreen(run);
    expect(asked).toEqual([]);
  });

  test.each(['pull_request', 'pull_request_target'])("for a fork's %s, whatever it could have", async (name) => {
    const more = { event: event('mallory/hello', name) };
    const inputs = { 'role-to-assume': puller, cache: 'true' };
    const { run, asked } = await built(fromBase(stack.baseImage), inputs, more);
    expectGreen(run);
    expect(asked).toEqual([]);
  });

  test('where the job gets no id token', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined };
    const { run, asked } = await built(fromBase(stack.baseImage), { cache: 'true' }, { env });
    expectGreen(run);
    expect(asked).toEqual([]);
  });
});

test.each<[string, Inputs, Record<string, string>, RegExp]>([
  ['AWS cannot be reached', {}, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' }, /ECONNREFUSED/],
  ['the account is not allowed', { 'allowed-account-ids': '000000000001' }, {}, /allowed-account-ids: /],
])('%s: a warning, and the build goes on', async (_, inputs, env, why) => {
  const given = { 'role-to-assume': puller, ...inputs };
  const { run } = await built(fromBase(stack.baseImage), given, { env });
  expectGreen(run);
  expect(warnings(run)).toEqual([expect.stringMatching(why)]);
});
