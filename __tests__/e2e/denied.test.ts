import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { createRole, type Statement, publishing as statements, trustGitHub } from '../../stack/iam.ts';
import { MAIN } from '../../stack/runner.ts';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { repositoryNames, root, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const messages = (errors: { message: string }[]) => errors.map(({ message }) => message);

/** A role for a push to main that may do what a publish takes, but for one action. */
const roleWithout = (action: string): Promise<string> =>
  createRole(stack.aws, {
    name: `without-${randomUUID()}`,
    trust: trustGitHub(stack.aws.account, MAIN),
    statements: statements(stack.aws, 'team/*').map(
      (statement): Statement => ({ ...statement, Action: [statement.Action].flat().filter((each) => each !== action) }),
    ),
  });

describe('STS refuses', () => {
  test.each([
    ['another branch', 'repo:octo-org/hello:ref:refs/heads/dev'],
    ['the immutable form of the sub', 'repo:octo-org@123/hello@456:ref:refs/heads/main'],
  ])('%s: the error shows what was sent, and the statement that would accept it', async (_, sub) => {
    const name = freshName();
    const run = await runAction({ inputs: publishing(name), project: source, sub });
    expect(run.exitCode).toBe(1);
    const [message = ''] = messages(run.errors);
    expect(message).toContain(`AWS did not let this run assume ${stack.roles.publisher}`);
    expect(message).toContain('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    expect(message).toContain('iss  https://token.actions.githubusercontent.com\n  aud  sts.amazonaws.com');
    expect(message).toContain(`sub  ${sub}`);
    expect(message.includes('immutable form')).toBe(sub.includes('@'));
    expect(await repositoryNames()).not.toContain(name);

    // The statement really is the way out: a role that trusts exactly it takes this run.
    const trust: Statement = JSON.parse(message.slice(message.indexOf('{')));
    const inputs = {
      ...publishing(name),
      'role-to-assume': await createRole(stack.aws, {
        name: `pasted-${randomUUID()}`,
        trust,
        statements: statements(stack.aws, 'team/*'),
      }),
    };
    expect((await runAction({ inputs, project: source, sub })).exitCode).toBe(0);
  });

  test('another audience', async () => {
    const inputs = { ...publishing(freshName()), audience: 'somebody-else' };
    const run = await runAction({ inputs, project: source });
    expect(messages(run.errors)).toEqual([expect.stringContaining('aud  somebody-else')]);
  });
});

describe('a chain of roles', () => {
  const inputs = (name: string) => ({
    ...publishing(name),
    'role-to-assume': `${stack.roles.hub}\n${stack.roles.chained}`,
  });

  test('is walked with the external id', async () => {
    const name = freshName();
    const run = await runAction({ inputs: { ...inputs(name), 'role-external-id': 'ext-42' }, project: source });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
  });

  test('says which role was refused', async () => {
    const run = await runAction({ inputs: inputs(freshName()), project: source });
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(
        /^AWS did not let the role before it in role-to-assume assume arn:.*role\/chained: .*external-id/s,
      ),
    ]);
  });
});

describe('IAM denies', () => {
  test.each([['ecr:GetAuthorizationToken'], ['ecr:DescribeRepositories'], ['ecr:CreateRepository']])(
    '%s: the error names the action, nothing is written',
    async (action) => {
      const name = freshName();
      const inputs = { ...publishing(name), 'role-to-assume': await roleWithout(action) };
      const run = await runAction({ inputs, project: source });
      expect(run.exitCode).toBe(1);
      expect(messages(run.errors)).toEqual([expect.stringContaining(`AWS denied ${action}: `)]);
      const creates = action === 'ecr:CreateRepository';
      expect(
        /Add this statement .*"ecr:CreateRepository".* set create-repository: off\.$/s.test(
          run.errors[0]?.message ?? '',
        ),
      ).toBe(creates);
      expect(await repositoryNames()).not.toContain(name);
    },
  );

  test('ecr:PutImage, asked after the push: the error names the action, no tag is made', async () => {
    const action = 'ecr:PutImage';
    const name = freshName();
    const inputs = { ...publishing(name), 'role-to-assume': await roleWithout(action) };
    const run = await runAction({ inputs, project: source });
    expect(messages(run.errors)).toEqual([expect.stringContaining(`AWS denied ${action}: `)]);
    expect(await tagsOf(name)).toEqual({});
  });

  test('ecr:CreateRepository, which a repository that exists does not need', async () => {
    const name = freshName();
    await root.send(new CreateRepositoryCommand({ repositoryName: name }));
    const inputs = { ...publishing(name), 'role-to-assume': await roleWithout('ecr:CreateRepository') };
    const run = await runAction({ inputs, project: source });
    expect(run.errors).toEqual([]);
    expect(run.outputs['repository-created']).toBe('false');
  });
});

test('a repository that is missing and may not be made', async () => {
  const name = freshName();
  const run = await runAction({ inputs: { ...publishing(name), 'create-repository': 'false' }, project: source });
  expect(messages(run.errors)).toEqual([
    `repository: there is no "${name}", and create-repository is off. Create it, or set create-repository: create.`,
  ]);
  expect(await repositoryNames()).not.toContain(name);
});

test('an account that is not allowed', async () => {
  const name = freshName();
  const inputs = { ...publishing(name), 'allowed-account-ids': '000000000001, 000000000002' };
  const run = await runAction({ inputs, project: source });
  expect(messages(run.errors)).toEqual([
    `allowed-account-ids: these credentials are for account ${stack.aws.account}, which is not one of 000000000001, 000000000002. Nothing was written. Check role-to-assume.`,
  ]);
  expect(await repositoryNames()).not.toContain(name);

  const allowed = { ...inputs, 'allowed-account-ids': `000000000001\n${stack.aws.account}` };
  expect((await runAction({ inputs: allowed, project: source })).exitCode).toBe(0);
});

test('no credentials at all', async () => {
  const { 'role-to-assume': _, ...inputs } = publishing(freshName());
  const run = await runAction({ inputs, project: source, env: { AWS_EC2_METADATA_DISABLED: 'true' } });
  expect(messages(run.errors)).toEqual([expect.stringMatching(/^No AWS credentials were found: .*Set role-to-assume/)]);
});

test("without a role, the environment's own credentials", async () => {
  const { 'role-to-assume': _, ...inputs } = publishing(freshName());
  const { accessKeyId, secretAccessKey } = stack.aws.root;
  const run = await runAction({
    inputs,
    project: source,
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  });
  expect(run.errors).toEqual([]);
});

test('AWS that cannot be reached', async () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret-of-nobody',
  };
  const { 'role-to-assume': _, ...inputs } = publishing(freshName());
  const run = await runAction({ inputs, project: source, env });
  expect(messages(run.errors)).toEqual([
    expect.stringMatching(/^AWS could not be reached for ecr:\w+ in eu-central-1: .*ECONNREFUSED/),
  ]);
});

describe('STS that cannot be reached is not STS that refuses', () => {
  const unreachable = (action: string) =>
    new RegExp(
      `^AWS could not be reached for ${action} in eu-central-1: .*\\(ECONN\\w+\\)\\. Check aws-region and the network\\.$`,
    );
  const once = { AWS_MAX_ATTEMPTS: '1' };

  test('for the first role', async () => {
    const env = { ...once, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' };
    const run = await runAction({ inputs: publishing(freshName()), project: source, env });
    expect(messages(run.errors)).toEqual([expect.stringMatching(unreachable('sts:AssumeRoleWithWebIdentity'))]);
  });

  test('for the second one of a chain', async () => {
    await using aws = await startProxy((operation) => (operation === 'AssumeRole' ? 'reset' : undefined));
    const inputs = { ...publishing(freshName()), 'role-to-assume': `${stack.roles.hub}\n${stack.roles.chained}` };
    const run = await runAction({ inputs, project: source, env: { ...once, AWS_ENDPOINT_URL: aws.url } });
    expect(messages(run.errors)).toEqual([expect.stringMatching(unreachable('sts:AssumeRole'))]);
  });

  test('for a role that the environment names; where that is refused, it says so', async () => {
    const { 'role-to-assume': _, ...inputs } = publishing(freshName());
    const env = {
      ...once,
      AWS_ROLE_ARN: stack.roles.publisher,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(source.folder, 'hello.txt'),
    };
    const far = { ...env, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' };
    expect(messages((await runAction({ inputs, project: source, env: far })).errors)).toEqual([
      expect.stringMatching(unreachable('the credentials of the environment')),
    ]);
    const noFile = { ...env, AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere' };
    for (const each of [env, noFile]) {
      expect(messages((await runAction({ inputs, project: source, env: each })).errors)).toEqual([
        expect.stringMatching(/^The credentials that the environment, a profile, .* could not be had: /),
      ]);
    }
  });

  test('that fails itself is told apart, too', async () => {
    await using aws = await startProxy((operation) =>
      operation === 'AssumeRoleWithWebIdentity' ? { status: 503, body: '<Error/>' } : undefined,
    );
    const run = await runAction({
      inputs: publishing(freshName()),
      project: source,
      env: { ...once, AWS_ENDPOINT_URL: aws.url },
    });
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(/^AWS failed to answer sts:AssumeRoleWithWebIdentity in eu-central-1: /),
    ]);
  });
});

describe("GitHub's endpoint for tokens", () => {
  test('that fails for a moment is asked again', async () => {
    const name = freshName();
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: `${stack.github.tokenUrl}?fail=500&times=2&test=${name}` };
    const run = await runAction({ inputs: publishing(name), project: source, env });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
  });

  test('that refuses is not', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' };
    const run = await runAction({ inputs: publishing(freshName()), project: source, env });
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(/^GitHub did not give this run an id-token: its endpoint answered 401 without one\./),
    ]);
  });

  test('that is not there', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/token?x=1' };
    const run = await runAction({ inputs: publishing(freshName()), project: source, env });
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(
        /^GitHub did not give this run an id-token: its endpoint could not be reached: .*ECONNREFUSED/,
      ),
    ]);
  });
});

describe.each(stack.builders)('a registry that asks for a password, with $name', ({ env }) => {
  test('does not take another one: no tag, and the error says so', async () => {
    const name = freshName();
    const inputs = { ...publishing(name), 'registry-endpoint': stack.registries.rejecting };
    const run = await runAction({ inputs, project: source, env });
    expect(run.exitCode).toBe(1);
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(/^The registry did not take the credentials\. .*\n.*401 Unauthorized/s),
    ]);
    expect(await tagsOf(name)).toEqual({});
  });

  test('takes the right one; but an image that ECR does not know gets no tag there', async () => {
    const name = freshName();
    const inputs = { ...publishing(name), 'registry-endpoint': stack.registries.accepting };
    const run = await runAction({ inputs, project: source, env });
    expect(messages(run.errors)).toEqual([
      expect.stringMatching(
        /^The push succeeded, but there is no sha256:\w{64} in .* check that it is the registry of the account/,
      ),
    ]);
    expect(await tagsOf(name)).toEqual({});
  });

  test("keeps the environment's other registries", async () => {
    const name = freshName();
    const other = {
      auths: { 'registry.example.com': { auth: Buffer.from('me:a password of mine').toString('base64') } },
    };
    const run = await runAction({
      inputs: publishing(name),
      project: source,
      env: { ...env, DOCKER_AUTH_CONFIG: JSON.stringify(other) },
      secrets: () => [other.auths['registry.example.com'].auth],
    });
    expect(run.errors).toEqual([]);
  });
});

test('DOCKER_AUTH_CONFIG of the environment that is not JSON', async () => {
  const env = { DOCKER_AUTH_CONFIG: '{"auths": "secret-of-mine' };
  const run = await runAction({
    inputs: publishing(freshName()),
    project: source,
    env,
    secrets: () => ['secret-of-mine'],
  });
  expect(messages(run.errors)).toEqual([
    expect.stringMatching(/^DOCKER_AUTH_CONFIG in the environment is not a Docker configuration in JSON/),
  ]);
});
