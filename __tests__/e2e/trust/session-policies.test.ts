// A session that is narrowed can do less than its role.
import { randomUUID } from 'node:crypto';
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { type Exchange, type Fault, startProxy } from '../proxy.ts';
import { root, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const source = project();

/** MiniStack judges DescribeRepositories against `*` alone, so that it would deny what AWS allows: root asks for it. */
const asRoot: Fault = async (operation, request) => {
  if (operation !== 'DescribeRepositories') return undefined;
  try {
    const { $metadata, ...body } = await root.send(new DescribeRepositoriesCommand(JSON.parse(request)));
    const repositories = body.repositories?.map((each) => ({ ...each, createdAt: 0 }));
    return { status: 200, body: { repositories } };
  } catch (error) {
    return { status: 400, body: { __type: (error as Error).name, message: (error as Error).message } };
  }
};

type Asked = { run: ActionRun; sts: Exchange[]; session: ECRClient };

async function publishWith(inputs: Inputs): Promise<Asked> {
  await using aws = await startProxy(asRoot);
  const run = await runAction({ inputs, project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  const sts = aws.exchanges.filter(({ operation }) => operation.startsWith('AssumeRole'));
  const of = (name: string) => sts.at(-1)?.response.match(new RegExp(`<${name}>([^<]+)<`))?.[1] ?? '';
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(of) as [
    string,
    string,
    string,
  ];
  const { region, endpoint } = stack.aws;
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  return { run, sts, session: new ECRClient({ region, credentials, ...(endpoint && { endpoint }) }) };
}

const parameter = (exchange: Exchange | undefined, name: string) =>
  new URLSearchParams(exchange?.request).get(name) ?? undefined;

const putElsewhere = (repositoryName: string) =>
  new PutImageCommand({ repositoryName, imageManifest: '{}', imageTag: 'stolen' });

const ONLY_DESCRIBE = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecr:Describe*', Resource: '*' }] },
  null,
  2,
);

async function managedPolicy(PolicyDocument: string): Promise<string> {
  const { region, root: credentials, endpoint } = stack.aws;
  const iam = new IAMClient({ region, credentials, ...(endpoint && { endpoint }) });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: `only-${randomUUID()}`, PolicyDocument }));
  return Policy?.Arn ?? '';
}

const DENIED = expect.objectContaining({ name: 'AccessDeniedException' });

const ONE: Inputs = {};
const CHAIN: Inputs = {
  'role-to-assume': `${stack.roles.hub},${stack.roles.chained}`,
  'role-external-id': 'ext-42',
};

// MiniStack keeps a session's policies to AssumeRole; with AssumeRoleWithWebIdentity it takes them, and no more.
describe('a session of AssumeRole', () => {
  test('under least publishes, and can do nothing else that the role may', async () => {
    const name = freshName();
    const other = freshName();
    await root.send(new CreateRepositoryCommand({ repositoryName: other }));
    const inputs = { ...publishing(name), ...CHAIN };
    const createAnother = () => new CreateRepositoryCommand({ repositoryName: freshName() });

    const narrow = await publishWith({ ...inputs, 'inline-session-policy': 'least' });
    expect(narrow.run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: narrow.run.outputs.digest });
    await expect(narrow.session.send(putElsewhere(other))).rejects.toEqual(DENIED);
    await expect(narrow.session.send(createAnother())).rejects.toEqual(DENIED);

    const wide = await publishWith(inputs);
    await wide.session.send(putElsewhere(other));
    await wide.session.send(createAnother());
  });

  test.each(['inline-session-policy', 'managed-session-policies'])(
    '%s: what it leaves out is denied',
    async (input) => {
      const value = input === 'inline-session-policy' ? ONLY_DESCRIBE : await managedPolicy(ONLY_DESCRIBE);
      const { run } = await publishWith({ ...publishing(freshName()), ...CHAIN, [input]: value });
      expect(run.errors.map(({ message }) => message)).toEqual([
        expect.stringContaining('AWS denied ecr:GetAuthorizationToken: '),
      ]);
    },
  );
});

describe.each([
  ['one role', ONE, 1],
  ['a chain', CHAIN, 2],
])('%s: with the last role alone goes', (_, roles, count) => {
  const lastOf = (sts: Exchange[], name: string) => {
    expect(sts).toHaveLength(count);
    for (const before of sts.slice(0, -1)) expect(parameter(before, name)).toBeUndefined();
    return parameter(sts.at(-1), name);
  };

  test('nothing, unless it is asked for', async () => {
    const { sts } = await publishWith({ ...publishing(freshName()), ...roles });
    expect(lastOf(sts, 'Policy')).toBeUndefined();
    expect(lastOf(sts, 'PolicyArns.member.1.arn')).toBeUndefined();
  });

  test('of least exactly the policy that is printed', async () => {
    const inputs = { ...publishing(freshName()), ...roles, cache: 'true' };
    const printing = await runAction({ inputs: { ...inputs, 'print-policies': 'true' }, project: source });
    const printed = [...printing.log.matchAll(/^### Identity policy\n\n```json\n([\s\S]*?)\n```$/gm)];
    const { run, sts } = await publishWith({ ...inputs, 'inline-session-policy': 'least' });
    expect(run.errors).toEqual([]);
    expect(lastOf(sts, 'Policy')).toBe(JSON.stringify(JSON.parse(printed[count - 1]?.[1] ?? '')));
  });

  test('a policy of the workflow, and a managed one', async () => {
    const managed = await managedPolicy(ONLY_DESCRIBE);
    const narrowing = { 'inline-session-policy': ONLY_DESCRIBE, 'managed-session-policies': managed };
    const { sts } = await publishWith({ ...publishing(freshName()), ...roles, ...narrowing });
    expect(lastOf(sts, 'Policy')).toBe(JSON.stringify(JSON.parse(ONLY_DESCRIBE)));
    expect(lastOf(sts, 'PolicyArns.member.1.arn')).toBe(managed);
  });
});

test('a policy that AWS cannot pack is told as such', async () => {
  const error = '<Error><Code>PackedPolicyTooLarge</Code><Message>Packed policy consumes 112%</Message></Error>';
  await using aws = await startProxy((operation) =>
    operation === 'AssumeRoleWithWebIdentity'
      ? { status: 400, body: `<ErrorResponse>${error}</ErrorResponse>` }
      : undefined,
  );
  const inputs = { ...publishing(freshName()), 'inline-session-policy': 'least' };
  const run = await runAction({ inputs, project: source, env: { AWS_ENDPOINT_URL: aws.url } });
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /Packed policy consumes 112% \(PackedPolicyTooLargeException\)\. .*inline-session-policy of your own/,
    ),
  ]);
});

test.each<[Inputs, RegExp]>([
  [{ 'inline-session-policy': 'least', 'role-to-assume': '' }, /^inline-session-policy: there is no role/],
  [{ 'inline-session-policy': '{}' }, /^inline-session-policy: the text is not an IAM policy/],
  [
    { 'managed-session-policies': 'ReadOnly' },
    /^managed-session-policies: "ReadOnly" is not the ARN of a managed policy\./,
  ],
])('nothing is sent where %p', async (inputs, message) => {
  await using aws = await startProxy();
  const run = await runAction({
    inputs: { ...publishing(freshName()), ...inputs },
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url },
  });
  expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
  expect(aws.exchanges).toEqual([]);
});
