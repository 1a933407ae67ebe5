import { randomUUID } from 'node:crypto';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, test } from '@jest/globals';
import { examples } from '../settings/examples.ts';
import type { Inputs } from './action.ts';
import { freshName } from './project.ts';
import { startProxy } from './proxy.ts';
import { repositoryNames, root, tagsOf } from './registry.ts';
import { answering, made, messages, PLAIN, preview, publishWith, readBack, withFile, writes } from './settings.ts';
import { stack } from './stack.ts';

const account = '111122223333';
const KEY = `arn:aws:kms:${stack.aws.region}:${stack.aws.account}:key/6b1c`;

type Setting = {
  name: string;
  inputs: Inputs;
  /** What is read back, besides what every repository has. */
  set: object;
  /** What brings it in line. */
  write: string;
  /** How the difference is told. */
  diff: string;
};

const settings: Setting[] = [
  {
    name: 'image-tag-mutability',
    inputs: { 'image-tag-mutability': 'IMMUTABLE' },
    set: { mutability: 'IMMUTABLE' },
    write: 'PutImageTagMutability',
    diff: 'image-tag-mutability\n- MUTABLE\n+ IMMUTABLE',
  },
  {
    name: 'scan-on-push',
    inputs: { 'scan-on-push': 'true' },
    set: { scanOnPush: true },
    write: 'PutImageScanningConfiguration',
    diff: 'scan-on-push\n- false\n+ true',
  },
  {
    name: 'lifecycle-policy',
    inputs: { 'lifecycle-policy': 'expire-untagged-after: 14d' },
    set: {
      lifecycle: {
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
            action: { type: 'expire' },
          },
        ],
      },
    },
    write: 'PutLifecyclePolicy',
    diff: 'lifecycle-policy\n- none\n+ {"rules":[{"rulePriority":1,',
  },
  {
    name: 'repository-policy',
    inputs: {
      'repository-policy': `pull: { accounts: ["${account}"] }\npush: { roles: ["arn:aws:iam::${account}:role/ci"] }`,
    },
    set: {
      policy: {
        Version: '2012-10-17',
        Statement: [
          expect.objectContaining({ Principal: { AWS: [`arn:aws:iam::${account}:root`] } }),
          expect.objectContaining({
            Sid: 'PushByRoles',
            Principal: { AWS: [`arn:aws:iam::${account}:role/ci`] },
            Action: expect.arrayContaining(['ecr:PutImage', 'ecr:CompleteLayerUpload']),
          }),
        ],
      },
    },
    write: 'SetRepositoryPolicy',
    diff: 'repository-policy\n- none\n+ {"Version":"2012-10-17"',
  },
  {
    name: 'resource-tags',
    inputs: { 'resource-tags': 'team=web\ncost-center=42' },
    set: { tags: { team: 'web', 'cost-center': '42' } },
    write: 'TagResource',
    diff: 'resource-tags\n- none\n+ team=web, cost-center=42',
  },
];
const encryption: Inputs = { encryption: 'KMS', 'kms-key': KEY };
const everything: Inputs = Object.assign({}, ...settings.map(({ inputs }) => inputs));
const allSet = Object.assign({}, PLAIN, ...settings.map(({ set }) => set));

/** MiniStack has no preview; this one would expire nothing. */
const nothingExpires = answering(preview());

describe.each(settings)('$name', ({ inputs, set, write, diff }) => {
  test.each(['create', 'reconcile'])(
    '%s: a missing repository is made with it, and is then as it should be',
    async (mode) => {
      const name = freshName();
      const first = await publishWith(name, { ...inputs, 'create-repository': mode });
      expect(messages(first)).toEqual([]);
      expect(first.outputs['repository-created']).toBe('true');
      expect(await readBack(name)).toEqual({ ...PLAIN, ...set });

      await using aws = await startProxy();
      const again = ['create', 'reconcile', 'verify'].map((each) =>
        publishWith(name, { ...inputs, 'create-repository': each }, aws),
      );
      for (const run of await Promise.all(again)) {
        expect(messages(run)).toEqual([]);
        expect(run.log).not.toContain('differs from its settings');
      }
      expect(writes(aws)).toEqual([]);
    },
  );

  test('create: a repository that is there is left alone, and the difference told', async () => {
    const name = await made();
    // An empty one that lacks a policy is taken for one that was not finished.
    expect(messages(await publishWith(name, { tags: 'v0' }))).toEqual([]);
    const run = await publishWith(name, inputs);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(
      `The repository ${name} differs from its settings, and create-repository is create, so it is left as it is:\n`,
    );
    // ARNs look like commands of the runner's, which are stopped for these lines.
    expect(run.log).toContain(diff);
    expect(await readBack(name)).toEqual(PLAIN);
  });

  test('reconcile: a repository that is there is brought in line, once', async () => {
    const name = await made();
    await using aws = await startProxy(nothingExpires);
    const run = await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(`The repository ${name} was brought in line with its settings:\n${diff}`);
    expect(await readBack(name)).toEqual({ ...PLAIN, ...set });
    await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
    expect(writes(aws)).toEqual([write]);
  });

  test('verify: a difference fails the run, and nothing is changed', async () => {
    const name = await made();
    await using aws = await startProxy();
    const run = await publishWith(name, { ...inputs, 'create-repository': 'verify' }, aws);
    expect(messages(run)).toEqual([
      expect.stringContaining(
        `The repository ${name} differs from its settings. Nothing was changed. Change the settings, or set create-repository: reconcile.\n${diff}`,
      ),
    ]);
    expect(writes(aws)).toEqual([]);
    expect(await readBack(name)).toEqual(PLAIN);
    expect(await tagsOf(name)).toEqual({});
  });

  test('off: a repository that is there is nobody’s business', async () => {
    const name = await made();
    await using aws = await startProxy();
    const run = await publishWith(name, { ...inputs, 'create-repository': 'off' }, aws);
    expect(messages(run)).toEqual([]);
    expect(writes(aws)).toEqual([]);
    expect(aws.exchanges.map(({ operation }) => operation)).not.toContain('GetLifecyclePolicy');
    expect(run.log).not.toContain('differs');
  });
});

describe('encryption', () => {
  test.each(['create', 'reconcile'])(
    '%s: a missing repository is made with it, and is then as it should be',
    async (mode) => {
      const name = freshName();
      const first = await publishWith(name, { ...encryption, 'create-repository': mode });
      expect(messages(first)).toEqual([]);
      expect(await readBack(name)).toEqual({ ...PLAIN, encryption: { encryptionType: 'KMS', kmsKey: KEY } });
      await using aws = await startProxy();
      for (const again of ['create', 'reconcile', 'verify']) {
        expect(messages(await publishWith(name, { ...encryption, 'create-repository': again }, aws))).toEqual([]);
      }
      expect(writes(aws)).toEqual([]);
    },
  );

  test('reconcile: it cannot be changed, which is an error before anything else is', async () => {
    const name = await made();
    const run = await publishWith(name, { ...everything, ...encryption, 'create-repository': 'reconcile' });
    expect(messages(run)).toEqual([
      `The repository ${name} differs in settings that AWS cannot change after creation. Nothing was changed. Create another repository, or change the settings.\nencryption\n- AES256\n+ KMS ${KEY}`,
    ]);
    expect(await readBack(name)).toEqual(PLAIN);
    expect(await tagsOf(name)).toEqual({});
  });

  test('create and verify', async () => {
    const name = await made();
    expect((await publishWith(name, encryption)).log).toContain('so it is left as it is:\nencryption\n- AES256\n+ KMS');
    const run = await publishWith(name, { ...encryption, 'create-repository': 'verify' });
    expect(messages(run)).toEqual([
      expect.stringContaining('create-repository: reconcile.\nencryption\n- AES256\n+ KMS'),
    ]);
  });
});

describe('a key by its alias', () => {
  const client = new KMSClient({ region: stack.aws.region, endpoint: stack.aws.endpoint, credentials: stack.aws.root });

  /** A key, and the alias that it has. */
  async function newKey() {
    const { KeyMetadata: { Arn: arn = '' } = {} } = await client.send(new CreateKeyCommand({}));
    const alias = `alias/${randomUUID()}`;
    await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: arn }));
    return { arn, alias };
  }
  const encrypted = (kmsKey: string) => made({ encryptionConfiguration: { encryptionType: 'KMS', kmsKey } });
  const verifying = (alias: string): Inputs => ({
    encryption: 'KMS',
    'kms-key': alias,
    'create-repository': 'verify',
  });

  test('is no difference where the repository has that key, and one where it has another or the alias is none', async () => {
    const [own, other] = await Promise.all([newKey(), newKey()]);
    const name = await encrypted(own.arn);
    const aliasArn = own.arn.replace(/key\/.*$/, own.alias);
    for (const alias of [own.alias, aliasArn]) {
      const run = await publishWith(name, verifying(alias));
      expect(messages(run)).toEqual([]);
      expect(run.log).not.toContain('could not be compared');
    }
    for (const [alias, behind] of [
      [other.alias, other.arn],
      ['alias/nobody', 'no key has it'],
    ] as const) {
      expect(messages(await publishWith(name, verifying(alias)))).toEqual([
        `The repository ${name} differs from its settings. Nothing was changed. Change the settings, or set create-repository: reconcile.\nencryption\n- KMS ${own.arn}\n+ KMS ${alias} (${behind})`,
      ]);
    }
  });

  test('that may not be asked for is a warning', async () => {
    const own = await newKey();
    const name = await encrypted(own.arn);
    await using aws = await startProxy(answering({ DescribeKey: 'AccessDeniedException' }));
    for (const more of [{}, { 'dry-run': 'true' }]) {
      const run = await publishWith(name, { ...verifying(own.alias), ...more }, aws);
      expect(messages(run)).toEqual([]);
      expect(run.log).toContain(
        `kms-key: Whether the key behind ${own.alias} is the repository's could not be compared: said by the test (AccessDeniedException). Allow kms:DescribeKey on the key, or name it by its ARN.`,
      );
    }
  });
});

test('all settings from a file at once; a second run changes nothing', async () => {
  const text = `image-tag-mutability: IMMUTABLE
scan-on-push: true
lifecycle-policy:
  expire-untagged-after: 14d
repository-policy:
  pull:
    accounts: ['${account}']
  push:
    roles: ['arn:aws:iam::${account}:role/ci']
resource-tags:
  team: web
  cost-center: '42'
`;
  const source = withFile('.github/repository.yml', text);
  const inputs = { 'repository-settings': '.github/repository.yml', 'create-repository': 'reconcile' };
  await using aws = await startProxy(nothingExpires);
  const name = await made();
  for (const _ of ['first', 'second']) {
    expect(messages(await publishWith(name, inputs, aws, source))).toEqual([]);
    expect(await readBack(name)).toEqual(allSet);
  }
  expect(writes(aws).sort()).toEqual(settings.map(({ write }) => write).sort());
});

test.each(examples.map((text) => [text]))('what docs/settings.md shows makes a repository:\n%s', async (text) => {
  const source = withFile('repository.yml', text);
  const name = freshName();
  const run = await publishWith(name, { 'repository-settings': 'repository.yml' }, undefined, source);
  expect(messages(run)).toEqual([]);
  const is = await readBack(name);
  expect([is.lifecycle?.rules, is.policy?.Statement]).toEqual([expect.any(Array), expect.any(Array)]);
});

describe('what means the same is no difference', () => {
  test.each<[string, Inputs, Inputs]>([
    [
      'lifecycle',
      { 'lifecycle-policy': 'keep-last: 5\nexpire-untagged-after: 14d' },
      {
        'lifecycle-policy': `rules:
  - { rulePriority: 20, selection: { countNumber: 5, countType: imageCountMoreThan, tagPatternList: ['*'], tagStatus: tagged }, action: { type: expire } }
  - { rulePriority: 10, selection: { countNumber: 14, countType: sinceImagePushed, countUnit: days, tagStatus: untagged }, action: { type: expire } }`,
      },
    ],
    [
      'policy',
      { 'repository-policy': `pull: { accounts: ["${account}"] }` },
      {
        'repository-policy': JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Action: ['ecr:GetDownloadUrlForLayer', 'ecr:batchGetImage', 'ecr:BatchCheckLayerAvailability'],
            Effect: 'Allow',
            Sid: 'PullByAccounts',
            Principal: { AWS: account },
          },
        }),
      },
    ],
  ])('%s', async (_, before, after) => {
    const name = freshName();
    expect(messages(await publishWith(name, before))).toEqual([]);
    expect(messages(await publishWith(name, { ...after, 'create-repository': 'verify' }))).toEqual([]);
  });
});

test('twenty jobs at once that need the same repository: all green, one repository, as it should be', async () => {
  const name = freshName();
  await using aws = await startProxy();
  const runs = await Promise.all(
    Array.from({ length: 20 }, (_, at) => publishWith(name, { ...everything, tags: `job-${at}` }, aws)),
  );
  expect(runs.flatMap(messages)).toEqual([]);
  expect(runs.filter(({ outputs }) => outputs['repository-created'] === 'true')).toHaveLength(1);
  expect((await repositoryNames()).filter((each) => each === name)).toHaveLength(1);
  expect(await readBack(name)).toEqual(allSet);
  expect(Object.keys(await tagsOf(name))).toHaveLength(20);
  // What is put twice is put the same.
  for (const operation of ['PutLifecyclePolicy', 'SetRepositoryPolicy']) {
    const put = aws.exchanges.filter((exchange) => exchange.operation === operation);
    expect(new Set(put.map(({ request }) => request)).size).toBe(1);
  }
  expect(new Set(writes(aws))).toEqual(new Set(['CreateRepository', 'PutLifecyclePolicy', 'SetRepositoryPolicy']));
});

describe('settings that are wrong: one clear error, and nothing is changed', () => {
  const tooLong = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Sid: 'x'.repeat(10_240) }] });
  test.each<[string, Inputs, RegExp]>([
    [
      'an unknown key',
      { 'repository-settings': 'scan-on-push: true\nscan: 1' },
      /^repository-settings:2: scan: There is no such setting\./,
    ],
    [
      'a wrong type',
      { 'repository-settings': 'scan-on-push: often' },
      /^repository-settings: scan-on-push: "often" is not of the type boolean\./,
    ],
    [
      'a policy that is too long',
      { 'repository-policy': tooLong },
      /^repository-policy: It has \d+ characters, and ECR accepts at most 10240\./,
    ],
    [
      'a key in another region',
      { encryption: 'KMS', 'kms-key': 'arn:aws:kms:us-east-1:111122223333:key/x' },
      /^kms-key: The key is in us-east-1, and the repository in eu-central-1\./,
    ],
    [
      'an invalid filter',
      { 'image-tag-mutability': 'IMMUTABLE', 'image-tag-mutability-exclusions': 'a*b*c*d' },
      /^image-tag-mutability-exclusions: 0: "a\*b\*c\*d" does not have the required form\./,
    ],
    [
      'a file that is not there',
      { 'repository-settings': 'nowhere.yml' },
      /^repository-settings: There is no file "nowhere\.yml" in /,
    ],
    ['no YAML', { 'lifecycle-policy': '{"rules": [' }, /^lifecycle-policy: It is neither YAML nor JSON: /],
  ])('%s', async (_, inputs, message) => {
    const name = freshName();
    await using aws = await startProxy();
    const run = await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
    expect(run.exitCode).toBe(1);
    expect(messages(run)).toEqual([expect.stringMatching(message)]);
    expect(aws.exchanges).toEqual([]);
  });

  test('in a file: the error is on its line', async () => {
    const source = withFile('repository.yml', 'encryption:\n  type: RSA\n');
    const run = await publishWith(freshName(), { 'repository-settings': 'repository.yml' }, undefined, source);
    expect(run.errors).toEqual([
      {
        message: 'repository.yml:2: encryption.type: "RSA" must be one of AES256, KMS, KMS_DSSE.',
        properties: { file: 'repository.yml', line: '2' },
      },
    ]);
  });
});

test.each([
  ['create', 'differs from its settings', 'MUTABLE'],
  ['reconcile', 'was brought in line with its settings', 'IMMUTABLE'],
])(
  '%s: a repository that somebody else makes in between is as if it had been there',
  async (mode, said, mutability) => {
    const name = freshName();
    await using aws = await startProxy(async (operation) => {
      if (operation !== 'CreateRepository') return undefined;
      await root.send(new CreateRepositoryCommand({ repositoryName: name }));
      return undefined;
    });
    const inputs = { 'image-tag-mutability': 'IMMUTABLE', 'create-repository': mode };
    const run = await publishWith(name, inputs, aws);
    expect(messages(run)).toEqual([]);
    expect(run.outputs['repository-created']).toBe('false');
    expect(run.log).toContain(said);
    expect(await readBack(name)).toEqual({ ...PLAIN, mutability });
  },
);
