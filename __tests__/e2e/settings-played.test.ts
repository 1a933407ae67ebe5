// What no emulator has, played by the proxy: lifecycle previews, creation templates, denials.
import { describe, expect, test } from '@jest/globals';
import { freshName } from './project.ts';
import { startProxy } from './proxy.ts';
import { tagsOf } from './registry.ts';
import { answering, made, messages, PLAIN, preview, publishWith, readBack, writes } from './settings.ts';

test("the registry's scanning rules that may not be read are none", async () => {
  const name = await made();
  await using aws = await startProxy(answering({ BatchGetRepositoryScanningConfiguration: 'AccessDeniedException' }));
  const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
  expect(messages(run)).toEqual([]);
  expect(writes(aws)).toEqual(['PutImageScanningConfiguration']);
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
      `lifecycle-policy: it would expire or archive what this run publishes or what is to be kept, so nothing was changed. Change it, or set force-lifecycle-policy: true.\nsha256:abc (${tag})`,
    ]);
    expect(await readBack(name)).toEqual(PLAIN);
    expect(await tagsOf(name)).toEqual({});

    expect(messages(await publishWith(name, { ...inputs, 'force-lifecycle-policy': 'true' }, aws))).toEqual([]);
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
            `^lifecycle-policy: what it would expire cannot be known, so nothing was changed\\. AWS denied ecr:${operation}: .* Or set force-lifecycle-policy: true`,
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

  test('are honoured on request and named, under what the user says', async () => {
    const name = freshName();
    await using aws = await startProxy(templates);
    const run = await publishWith(
      name,
      { 'creation-template': 'true', 'image-tag-mutability': 'MUTABLE', 'resource-tags': 'cost=1' },
      aws,
    );
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(`The repository ${name} was created from the creation template team.`);
    expect(await readBack(name)).toEqual({
      ...PLAIN,
      lifecycle: { rules: [{ rulePriority: 1 }] },
      tags: { team: 'web', cost: '1' },
    });
  });

  test('are not fought: what the user does not speak of stays', async () => {
    const name = freshName();
    await using aws = await startProxy(templates);
    await publishWith(name, { 'creation-template': 'true', 'scan-on-push': 'true' }, aws);
    const before = await readBack(name);
    expect(before).toMatchObject({ mutability: 'IMMUTABLE', scanOnPush: true });
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(await readBack(name)).toEqual(before);
    expect(writes(aws)).toEqual(['CreateRepository', 'PutLifecyclePolicy']);
  });

  test('are not asked for unless the workflow says so', async () => {
    const name = freshName();
    await using aws = await startProxy(answering({ DescribeRepositoryCreationTemplates: 'AccessDeniedException' }));
    const run = await publishWith(name, {}, aws);
    expect(messages(run)).toEqual([]);
    expect(aws.exchanges.map(({ operation }) => operation)).not.toContain('DescribeRepositoryCreationTemplates');
    expect(await readBack(name)).toEqual(PLAIN);
  });

  test('that may not be read are an error that names the action, and nothing is created', async () => {
    const name = freshName();
    await using aws = await startProxy(answering({ DescribeRepositoryCreationTemplates: 'AccessDeniedException' }));
    const run = await publishWith(name, { 'creation-template': 'true' }, aws);
    expect(messages(run)).toEqual([
      expect.stringContaining('AWS denied ecr:DescribeRepositoryCreationTemplates: said by the test'),
    ]);
    expect(writes(aws)).toEqual([]);
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

test('one of several settings is denied: the others are applied, and the error tells which', async () => {
  const name = await made();
  await using aws = await startProxy(answering({ PutImageTagMutability: 'AccessDeniedException' }));
  const inputs = { 'image-tag-mutability': 'IMMUTABLE', 'scan-on-push': 'true', 'resource-tags': 'a=b' };
  const run = await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
  expect(messages(run)).toEqual([
    `The repository ${name} does not have all of its settings. Applied: scan-on-push, resource-tags. Not applied:
image-tag-mutability: AWS denied ecr:PutImageTagMutability: said by the test (AccessDeniedException). Allow this action in the role's policy.`,
  ]);
  expect(await readBack(name)).toEqual({ ...PLAIN, scanOnPush: true, tags: { a: 'b' } });
  expect(await tagsOf(name)).toEqual({});
});
