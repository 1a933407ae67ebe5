// What MiniStack does not have, played by the proxy: exclusions, the registry's scanning, previews, templates, denials.
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { freshName } from './project.ts';
import { startProxy } from './proxy.ts';
import { root, tagsOf } from './registry.ts';
import { answering, made, messages, PLAIN, preview, publishWith, readBack, writes } from './settings.ts';

describe('exclusions from mutability', () => {
  const inputs = { 'image-tag-mutability': 'IMMUTABLE', 'image-tag-mutability-exclusions': 'dev-*, latest' };
  const sent = {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [
      { filterType: 'WILDCARD', filter: 'dev-*' },
      { filterType: 'WILDCARD', filter: 'latest' },
    ],
  };

  /** DescribeRepositories as AWS would answer, which tells the filters. */
  async function described(name: string, ...filters: string[]) {
    const { repositories } = await root.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    const imageTagMutabilityExclusionFilters = filters.map((filter) => ({ filterType: 'WILDCARD', filter }));
    return answering({
      DescribeRepositories: {
        repositories: [{ ...repositories?.[0], createdAt: 0, ...sent, imageTagMutabilityExclusionFilters }],
      },
    });
  }

  test.each([
    ['create', 'CreateRepository', freshName],
    ['reconcile', 'PutImageTagMutability', made],
  ])('%s: are sent with %s', async (mode, operation, repository) => {
    const name = await repository();
    await using aws = await startProxy();
    expect(messages(await publishWith(name, { ...inputs, 'create-repository': mode }, aws))).toEqual([]);
    const [exchange] = aws.exchanges.filter((each) => each.operation === operation);
    expect(JSON.parse(exchange?.request ?? '')).toEqual({ repositoryName: name, ...sent });
  });

  test.each(['create', 'reconcile', 'verify'])('%s: are the same in another order', async (mode) => {
    const name = await made();
    await using aws = await startProxy(await described(name, 'latest', 'dev-*'));
    const run = await publishWith(name, { ...inputs, 'create-repository': mode }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).not.toContain('differs');
    expect(writes(aws)).toEqual([]);
  });

  test('verify: one less is a difference', async () => {
    const name = await made();
    await using aws = await startProxy(await described(name, 'latest'));
    const run = await publishWith(name, { ...inputs, 'create-repository': 'verify' }, aws);
    expect(messages(run)).toEqual([
      expect.stringContaining('- IMMUTABLE_WITH_EXCLUSION latest\n+ IMMUTABLE_WITH_EXCLUSION dev-* latest'),
    ]);
    expect(writes(aws)).toEqual([]);
  });
});

describe("the registry's scanning rules", () => {
  const rule = (scanFrequency: string, filter: string) =>
    answering({
      GetRegistryScanningConfiguration: {
        scanningConfiguration: {
          scanType: 'ENHANCED',
          rules: [{ scanFrequency, repositoryFilters: [{ filterType: 'WILDCARD', filter }] }],
        },
      },
    });

  test.each([
    ['SCAN_ON_PUSH', '*'],
    ['CONTINUOUS_SCAN', 'team/*'],
    ['SCAN_ON_PUSH', 'eam/ap'],
  ])('%s for %s do what scan-on-push would', async (frequency, filter) => {
    const name = await made();
    await using aws = await startProxy(rule(frequency, filter));
    for (const mode of ['reconcile', 'verify']) {
      expect(messages(await publishWith(name, { 'scan-on-push': 'true', 'create-repository': mode }, aws))).toEqual([]);
    }
    expect(writes(aws)).toEqual([]);
  });

  test.each([
    ['MANUAL', '*'],
    ['SCAN_ON_PUSH', 'prod/*'],
  ])('%s for %s do not', async (frequency, filter) => {
    const name = await made();
    await using aws = await startProxy(rule(frequency, filter));
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(await readBack(name)).toEqual({ ...PLAIN, scanOnPush: true });
  });

  test('that may not be read are none', async () => {
    const name = await made();
    await using aws = await startProxy(answering({ GetRegistryScanningConfiguration: 'AccessDeniedException' }));
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(writes(aws)).toEqual(['PutImageScanningConfiguration']);
  });
});

describe('a lifecycle policy is previewed before it is applied', () => {
  const inputs = {
    'lifecycle-policy': 'keep-last: 1\nkeep-tagged: [v*]',
    'resource-tags': 'team=web',
    'create-repository': 'reconcile',
    tags: 'main',
  };
  const image = (...imageTags: string[]) => ({ imageDigest: 'sha256:abc', imageTags, action: { type: 'EXPIRE' } });

  test('and applied where it expires nothing of worth', async () => {
    const name = await made();
    await using aws = await startProxy(answering(preview(image('old'), image())));
    const run = await publishWith(name, inputs, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain('The lifecycle policy would expire 2 images now.');
    expect((await readBack(name)).lifecycle.rules).toHaveLength(2);
  });

  test.each([
    ['what this run publishes', 'main'],
    ['what is to be kept', 'v1'],
  ])('and not applied where it expires %s', async (_, tag) => {
    const name = await made();
    await using aws = await startProxy(answering(preview(image('old'), image(tag))));
    const run = await publishWith(name, inputs, aws);
    expect(messages(run)).toEqual([
      `lifecycle-policy: It would expire what this run publishes or what is to be kept, so nothing was changed. Change it, or set force: true.\nsha256:abc (${tag})`,
    ]);
    expect(await readBack(name)).toEqual(PLAIN);
    expect(await tagsOf(name)).toEqual({});

    expect(messages(await publishWith(name, { ...inputs, force: 'true' }, aws))).toEqual([]);
    expect(await readBack(name)).toMatchObject({ lifecycle: {}, tags: { team: 'web' } });
  });

  test.each(['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'])(
    '%s is denied: an error that says so',
    async (operation) => {
      const name = await made();
      await using aws = await startProxy(answering({ ...preview(), [operation]: 'AccessDeniedException' }));
      const run = await publishWith(name, inputs, aws);
      expect(messages(run)).toEqual([
        expect.stringMatching(
          new RegExp(
            `^lifecycle-policy: What it would expire cannot be known, so nothing was changed\\. AWS denied ecr:${operation}: .* Or set force: true`,
          ),
        ),
      ]);
      expect(await readBack(name)).toEqual(PLAIN);
    },
  );

  test('but not where the repository is new and empty', async () => {
    await using aws = await startProxy(answering({ StartLifecyclePolicyPreview: 'AccessDeniedException' }));
    const name = freshName();
    expect(messages(await publishWith(name, inputs, aws))).toEqual([]);
    expect((await readBack(name)).lifecycle.rules).toHaveLength(2);
  });
});

describe("the registry's creation templates", () => {
  const template = {
    prefix: 'team',
    appliedFor: ['CREATE_ON_PUSH'],
    imageTagMutability: 'IMMUTABLE',
    lifecyclePolicy: '{"rules":[{"rulePriority":1}]}',
    resourceTags: [{ Key: 'team', Value: 'web' }],
  };
  const templates = answering({ DescribeRepositoryCreationTemplates: { repositoryCreationTemplates: [template] } });

  test('are honoured and named, under what the user says', async () => {
    const name = freshName();
    await using aws = await startProxy(templates);
    const run = await publishWith(name, { 'image-tag-mutability': 'MUTABLE', 'resource-tags': 'cost=1' }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(`The repository ${name} is made from the registry's creation template team.`);
    expect(await readBack(name)).toEqual({
      ...PLAIN,
      lifecycle: { rules: [{ rulePriority: 1 }] },
      tags: { team: 'web', cost: '1' },
    });
  });

  test('are not fought: what the user does not speak of stays', async () => {
    const name = freshName();
    await using aws = await startProxy(templates);
    await publishWith(name, { 'scan-on-push': 'true' }, aws);
    const before = await readBack(name);
    expect(before).toMatchObject({ mutability: 'IMMUTABLE', scanOnPush: true });
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(await readBack(name)).toEqual(before);
    expect(writes(aws)).toEqual(['CreateRepository', 'PutLifecyclePolicy']);
  });

  test('that may not be read are none', async () => {
    const name = freshName();
    await using aws = await startProxy(answering({ DescribeRepositoryCreationTemplates: 'AccessDeniedException' }));
    const run = await publishWith(name, {}, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).not.toContain('DescribeRepositoryCreationTemplates');
    expect(await readBack(name)).toEqual(PLAIN);
  });
});

test.each([
  ['PutImageTagMutability', { 'image-tag-mutability': 'IMMUTABLE' }],
  ['GetRepositoryPolicy', { 'repository-policy': 'pull: { accounts: ["111122223333"] }' }],
  ['ListTagsForResource', { 'resource-tags': 'a=b' }],
])('%s is denied: the error names it', async (operation, inputs) => {
  const name = await made();
  await using aws = await startProxy(answering({ [operation]: 'AccessDeniedException' }));
  const run = await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
  expect(messages(run)).toEqual([expect.stringContaining(`AWS denied ecr:${operation}: said by the test`)]);
  expect(await tagsOf(name)).toEqual({});
});
