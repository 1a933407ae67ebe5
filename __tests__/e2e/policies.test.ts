// The policies that the action prints, made into roles of an account that enforces them: they are enough, and each action
// in them is needed.
import { randomUUID } from 'node:crypto';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { createRole, type Statement } from '../../stack/iam.ts';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { root, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const source = project();

/** As GitHub's runner gives them. */
const ids = { GITHUB_REPOSITORY_OWNER_ID: '123', GITHUB_REPOSITORY_ID: '456' };

type Policies = { trust: Statement; identity: Statement[] };

/** What the action prints where nothing of it is there yet. */
async function printed(
  inputs: Inputs,
  env: Record<string, string | undefined> = {},
  triggers = 'true',
): Promise<Policies> {
  const run = await runAction({
    inputs: {
      ...inputs,
      'role-to-assume': `arn:aws:iam::${stack.aws.account}:role/not-yet`,
      'print-policies': triggers,
    },
    project: source,
    env: { ...ids, ...env },
  });
  expect(run.errors).toEqual([]);
  const [trust, identity] = [...run.log.matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(([, json = '']) =>
    JSON.parse(json),
  );
  return { trust: trust.Statement[0], identity: identity.Statement };
}

/** MiniStack finds the resource in repositoryName alone, and judges what names it otherwise against `*`. */
const JUDGED_AGAINST_ALL = ['ecr:DescribeRepositories', 'ecr:ListTagsForResource', 'ecr:TagResource'];

/** A role with exactly these policies, as far as the emulator judges as AWS does. */
function roleOf({ trust, identity }: Policies): Promise<string> {
  const misjudged = actionsOf(identity).filter((action) => JUDGED_AGAINST_ALL.includes(action));
  const all: Statement[] = misjudged.length > 0 ? [{ Effect: 'Allow', Action: misjudged, Resource: '*' }] : [];
  return createRole(stack.aws, { name: `printed-${randomUUID()}`, trust, statements: [...identity, ...all] });
}

const actionsOf = (statements: Statement[]): string[] => statements.flatMap(({ Action }) => Action);

const without = (actions: string[], { trust, identity }: Policies): Policies => ({
  trust,
  identity: identity
    .map((statement) => ({ ...statement, Action: [statement.Action].flat().filter((each) => !actions.includes(each)) }))
    .filter(({ Action }) => Action.length > 0),
});

const publishWith = async (role: Promise<string>, inputs: Inputs, env = {}, sub?: string): Promise<ActionRun> =>
  runAction({ inputs: { ...inputs, 'role-to-assume': await role }, project: source, env, ...(sub && { sub }) });

describe('the printed trust policy', () => {
  test.each([
    ['with an id-token', {}],
    ['without one', { ACTIONS_ID_TOKEN_REQUEST_URL: undefined }],
  ])('%s takes the run, with both forms of its subject, and no other branch', async (_, env) => {
    const inputs = publishing(freshName());
    const role = roleOf(await printed(inputs, env));
    for (const sub of ['repo:octo-org/hello:ref:refs/heads/main', 'repo:octo-org@123/hello@456:ref:refs/heads/main']) {
      expect((await publishWith(role, inputs, {}, sub)).errors).toEqual([]);
    }
    for (const sub of ['repo:octo-org/hello:ref:refs/heads/dev', 'repo:octo-org@9/hello@456:ref:refs/heads/main']) {
      expect((await publishWith(role, inputs, {}, sub)).exitCode).toBe(1);
    }
  });

  test('takes the environment that the id-token tells of', async () => {
    const sub = 'repo:octo-org/hello:environment:production';
    const inputs = publishing(freshName());
    const url = `${stack.github.tokenUrl}?sub=${encodeURIComponent(sub)}`;
    const role = roleOf(await printed(inputs, { ACTIONS_ID_TOKEN_REQUEST_URL: url }));
    expect((await publishWith(role, inputs, {}, sub)).errors).toEqual([]);
    expect((await publishWith(role, inputs)).exitCode).toBe(1);
  });
});

test.each([
  ['GitHub Enterprise Server', 'https://ghes.example/_services/token', { GITHUB_SERVER_URL: 'https://ghes.example' }],
  ['GHE.com', 'https://token.actions.octocorp.ghe.com', { GITHUB_SERVER_URL: 'https://octocorp.ghe.com' }],
  ['an enterprise of its own, as its token says', 'https://token.actions.githubusercontent.com/octocorp', undefined],
])('the printed trust policy takes tokens of %s, and no other issuer', async (_, issuer, server) => {
  const tokens = { ACTIONS_ID_TOKEN_REQUEST_URL: tokenUrlOf(issuer) };
  const inputs = publishing(freshName());
  const role = roleOf(await printed(inputs, server ? { ...server, ACTIONS_ID_TOKEN_REQUEST_URL: undefined } : tokens));
  expect((await publishWith(role, inputs, tokens)).errors).toEqual([]);
  const { errors } = await publishWith(role, inputs);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('AWS did not let this run assume')]);
});

const tokenUrlOf = (iss: string) =>
  `${stack.github.tokenUrl}?sub=${encodeURIComponent('repo:octo-org/hello:ref:refs/heads/main')}&iss=${encodeURIComponent(iss)}`;

describe('the trust policy of the runs that are asked for', () => {
  // One statement each: createRole takes one.
  test.each([
    [
      'branch:main, tag:v1.0, environment:production',
      ['ref:refs/heads/main', 'ref:refs/tags/v1.0', 'environment:production'],
      ['ref:refs/heads/dev', 'ref:refs/tags/v1.0.1', 'pull_request', 'environment:production2'],
    ],
    [
      'branch:release/*, tag:v?',
      ['ref:refs/heads/release/1', 'ref:refs/tags/v1'],
      ['ref:refs/heads/main', 'ref:refs/tags/v10', 'pull_request', 'environment:release/1'],
    ],
    ['pull_request', ['pull_request'], ['ref:refs/heads/main']],
  ])('%s takes those, and no others', async (triggers, taken, refused) => {
    const inputs = { ...publishing(freshName()), 'dry-run': 'true' };
    const { trust } = await printed(inputs, {}, triggers);
    const role = createRole(stack.aws, {
      name: `printed-${randomUUID()}`,
      trust,
      statements: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
    });
    for (const repository of ['octo-org/hello', 'octo-org@123/hello@456']) {
      for (const context of taken) {
        expect((await publishWith(role, inputs, {}, `repo:${repository}:${context}`)).errors).toEqual([]);
      }
      for (const context of refused) {
        const { errors } = await publishWith(role, inputs, {}, `repo:${repository}:${context}`);
        expect(errors.map(({ message }) => message)).toEqual([
          expect.stringContaining('AWS did not let this run assume'),
        ]);
      }
    }
  });
});

test('printing asks for no credentials, and does nothing', async () => {
  const name = freshName();
  await using aws = await startProxy();
  const run = await runAction({
    inputs: { repository: name, 'aws-region': stack.aws.region, 'print-policies': 'true' },
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url, AWS_EC2_METADATA_DISABLED: 'true', BUILDKIT_HOST: undefined },
  });
  expect(run.errors).toEqual([]);
  expect(run.log).toContain('## Role ecr-publish of account ACCOUNT_ID');
  expect(aws.exchanges).toEqual([]);
});

type Configuration = {
  inputs: Inputs;
  /** Whether the repository is there already, as AWS makes it by default. */
  exists: boolean;
  /** The actions that a run here does without, and why. */
  spared: Record<string, string>;
};

const push = "the emulator's registry checks nothing of what is pushed";
const optional = 'the run goes on without the answer';
const always = {
  'ecr:BatchCheckLayerAvailability': push,
  'ecr:InitiateLayerUpload': push,
  'ecr:UploadLayerPart': push,
  'ecr:CompleteLayerUpload': push,
  'ecr:GetDownloadUrlForLayer': push,
  'ecr:DescribeImages': optional,
};

const settings = `
image-tag-mutability: IMMUTABLE
scan-on-push: true
lifecycle-policy:
  keep-last: 50
repository-policy:
  pull:
    accounts: ['444455556666']
resource-tags:
  team: shop
`;

const configurations: Record<string, Configuration> = {
  'create, without settings': {
    inputs: {},
    exists: false,
    spared: { ...always, 'ecr:GetLifecyclePolicy': optional },
  },
  'create, with settings': {
    inputs: {
      'repository-settings': `${settings}encryption: { type: KMS, key: alias/images }`,
    },
    exists: false,
    spared: {
      ...always,
      'ecr:BatchGetRepositoryScanningConfiguration': optional,
      'ecr:ListTagsForResource': 'a repository that is missing has none',
      'ecr:TagResource': 'the emulator does not ask for it where a repository is made with tags, as AWS does',
      'kms:CreateGrant': 'the emulator makes no grants',
      'kms:DescribeKey': 'the emulator makes no grants',
      'kms:RetireGrant': 'the emulator makes no grants',
    },
  },
  'reconcile, with settings': {
    inputs: { 'create-repository': 'reconcile', 'repository-settings': settings },
    exists: true,
    spared: {
      ...always,
      'ecr:CreateRepository': 'the repository is there',
      'ecr:BatchGetRepositoryScanningConfiguration': optional,
    },
  },
  'reconcile by force': {
    inputs: { 'create-repository': 'reconcile', 'lifecycle-policy': 'keep-last: 50', 'force-lifecycle-policy': 'true' },
    exists: true,
    spared: { ...always, 'ecr:CreateRepository': 'the repository is there' },
  },
};

const PREVIEW = ['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'];

/** Stands before the emulator, which judges who asks for a preview, but gives none. */
async function withPreviews(denied?: string) {
  const aws = await startProxy((operation) =>
    PREVIEW.includes(operation) && `ecr:${operation}` !== denied
      ? { status: 200, body: { status: 'COMPLETE', previewResults: [] } }
      : undefined,
  );
  return { ...aws, env: { AWS_ENDPOINT_URL: aws.url } };
}

describe.each(Object.entries(configurations))('%s', (_, { inputs, exists, spared }) => {
  /** A run against a repository of its own, with the printed policies as they are or changed. */
  async function run(policies: Policies, denied?: string): Promise<{ repository: string; run: ActionRun }> {
    const repository = freshName();
    if (exists) await root.send(new CreateRepositoryCommand({ repositoryName: repository }));
    await using aws = await withPreviews(denied);
    const role = roleOf(JSON.parse(JSON.stringify(policies).replaceAll(anyName, repository)));
    return { repository, run: await publishWith(role, { ...publishing(repository), ...inputs }, aws.env) };
  }
  const anyName = freshName();
  const policies = printed({ ...publishing(anyName), ...inputs });

  test('the printed policies are enough', async () => {
    const all = await run(await policies);
    expect(all.run.errors).toEqual([]);
    expect(await tagsOf(all.repository)).toEqual({ [source.sha]: all.run.outputs.digest });
  });

  test('without an action that it needs, a run fails and names it', async () => {
    const needed = actionsOf((await policies).identity).filter((action) => !spared[action]);
    expect(needed).toContain('ecr:PutImage');
    for (const action of needed) {
      const { errors } = (await run(without([action], await policies), action)).run;
      expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(`AWS denied ${action}: `)]);
    }
  });

  test('without those that it does not, it passes', async () => {
    const actions = Object.keys(spared);
    expect(actionsOf((await policies).identity)).toEqual(expect.arrayContaining(actions));
    expect((await run(without(actions, await policies))).run.errors).toEqual([]);
  });
});

test.each(['verify', 'off'])(
  '%s: the printed policies are enough for a repository that is as it should be',
  async (mode) => {
    const name = freshName();
    const inputs = { ...publishing(name), 'repository-settings': settings };
    expect((await publishWith(roleOf(await printed(inputs)), inputs)).errors).toEqual([]);
    const again = { ...inputs, 'create-repository': mode, tags: 'again' };
    const run = await publishWith(roleOf(await printed(again)), again);
    expect(run.errors).toEqual([]);
    expect(run.outputs['tag-names']).toBe('again');
  },
);

test('with a cache, the printed policy is enough for its repository, too', async () => {
  const inputs = { ...publishing(freshName()), cache: 'true' };
  const run = await publishWith(roleOf(await printed(inputs)), inputs);
  expect(run.errors).toEqual([]);
  expect(run.log).not.toContain('The build continues without its cache');
  expect(run.log).not.toContain('grows without a lifecycle policy');
});
