// The repository's step, on an ECR that answers as the test says.
import { describe, expect, test } from '@jest/globals';
import { failure } from '../../src/lib/failure.ts';
import type { Repository } from '../../src/registry/ecr-repository.ts';
import type { Attachments } from '../../src/settings/attachments.ts';
import { ensureRepository } from '../../src/settings/ensure.ts';
import { lifecyclePolicy } from '../../src/settings/lifecycle-policy.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { repository } from '../registry/repositories.ts';
import { fakeEcr, writes } from './ecr.ts';

type Given = {
  mode: 'off' | 'create' | 'reconcile' | 'verify';
  settings?: Settings;
  found?: Repository | undefined;
  attachments?: Partial<Attachments>;
  force?: boolean;
  template?: boolean;
  published?: { tags: string[]; digest?: string };
  aws?: Parameters<typeof fakeEcr>[0];
};

/** What came of it: the repository or the error's message, what was sent and said. */
async function ensure({ mode, settings = {}, attachments, published = { tags: [] }, aws, ...given }: Given) {
  const { ecr, sent } = fakeEcr(aws);
  const found = 'found' in given ? given.found : repository;
  const request = { name: 'team/app', mode, template: given.template ?? false, force: given.force ?? false };
  const outcome = await ensureRepository({
    ecr,
    request,
    settings,
    found,
    attachments: { resourceTags: {}, ...attachments },
    published,
  }).then(
    ({ repository, notes, warnings }) => ({ repository, said: notes, warned: warnings, error: undefined }),
    (error: Error) => ({ repository: undefined, said: [], warned: [], error: error.message }),
  );
  return { ...outcome, sent };
}

const lifecycle: Settings = { 'lifecycle-policy': { 'keep-last': 5, 'keep-tagged': ['v*'] } };
const all: Settings = {
  'image-tag-mutability': 'IMMUTABLE',
  'scan-on-push': true,
  'repository-policy': { pull: { accounts: ['444455556666'] } },
  'resource-tags': { team: 'web' },
  ...lifecycle,
};
const kms: Settings = { encryption: { type: 'KMS' } };
const made = {
  CreateRepository: {
    repository: {
      repositoryName: 'team/app',
      repositoryUri: repository.uri,
      repositoryArn: repository.arn,
      registryId: repository.account,
    },
  },
};

describe('a repository that is missing', () => {
  test.each(['off', 'verify'] as const)('%s: an error', async (mode) => {
    const { error, sent } = await ensure({ mode, settings: all, found: undefined });
    expect(error).toBe(
      `repository: there is no "team/app", and create-repository is ${mode}. Create it, or set create-repository: create.`,
    );
    expect(sent).toEqual([]);
  });

  test.each(['create', 'reconcile'] as const)('%s: made with all settings', async (mode) => {
    const { repository: result, sent, warned } = await ensure({ mode, settings: all, found: undefined, aws: made });
    expect(result?.created).toBe(true);
    expect(writes(sent).sort()).toEqual(['CreateRepository', 'PutLifecyclePolicy', 'SetRepositoryPolicy']);
    expect(sent.find(({ operation }) => operation === 'CreateRepository')?.input).toEqual({
      repositoryName: 'team/app',
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: 'team', Value: 'web' }],
    });
    expect(warned).toEqual([]);
  });
});

test.each<[string, Settings, string, string[]]>([
  ['as AWS names it', {}, 'arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/app', ['ecr:CreateRepository']],
  ['with tags', all, 'arn:aws:ecr:*:*:repository/team/app', ['ecr:CreateRepository', 'ecr:TagResource']],
])(
  'ecr:CreateRepository is denied, %s: the statement to add, or the way around it',
  async (_, settings, Resource, Action) => {
    const denied = failure(`AWS denied ecr:CreateRepository: on resource: ${Resource} because.`, {
      cause: Object.assign(new Error(), { name: 'AccessDeniedException' }),
    });
    const aws = {
      CreateRepository: () => {
        throw denied;
      },
    };
    const { error } = await ensure({ mode: 'create', settings, found: undefined, aws });
    expect(error).toBe(`${denied.message}
Add this statement to the role's policy:
${JSON.stringify({ Effect: 'Allow', Action, Resource }, null, 2)}
Or create the repository "team/app" yourself, and set create-repository: off.`);
  },
);

describe("the registry's creation template", () => {
  const templates = (more: object = {}) => ({
    ...made,
    DescribeRepositoryCreationTemplates: {
      repositoryCreationTemplates: [
        { prefix: 'team', appliedFor: ['CREATE_ON_PUSH'], imageTagMutability: 'IMMUTABLE', ...more },
      ],
    },
  });
  const created = (sent: { operation: string; input: object }[]) =>
    sent.find(({ operation }) => operation === 'CreateRepository')?.input;

  test('is not asked for unless the workflow says so', async () => {
    const { sent } = await ensure({ mode: 'create', found: undefined, aws: templates() });
    expect(sent.map(({ operation }) => operation)).toEqual(['CreateRepository']);
  });

  test('is honoured, and named', async () => {
    const lifecyclePolicyText = lifecyclePolicy({ 'keep-last': 1 });
    const aws = templates({ lifecyclePolicy: lifecyclePolicyText });
    const { sent, said } = await ensure({ mode: 'create', template: true, found: undefined, aws });
    expect(created(sent)).toEqual({ repositoryName: 'team/app', imageTagMutability: 'IMMUTABLE' });
    expect(sent.at(-1)).toEqual({
      operation: 'PutLifecyclePolicy',
      input: { repositoryName: 'team/app', lifecyclePolicyText },
    });
    expect(said).toEqual(['The repository team/app was created from the creation template team.']);
  });

  test('gives way to what the user says', async () => {
    const settings: Settings = { 'image-tag-mutability': 'MUTABLE' };
    const { sent } = await ensure({ mode: 'create', template: true, found: undefined, settings, aws: templates() });
    expect(created(sent)).toMatchObject({ imageTagMutability: 'MUTABLE' });
  });

  test('is an error where there is none for the name', async () => {
    const aws = templates({ prefix: 'other' });
    const { error, sent } = await ensure({ mode: 'create', template: true, found: undefined, aws });
    expect(error).toBe(
      'creation-template: the registry has no creation template for team/app that is applied for CREATE_ON_PUSH. Create one, or remove the input creation-template.',
    );
    expect(writes(sent)).toEqual([]);
  });

  test.each(['AccessDeniedException', 'ServerException'])('%s is an error, and nothing is created', async (name) => {
    const aws = { ...made, DescribeRepositoryCreationTemplates: name };
    const { error, sent } = await ensure({ mode: 'create', template: true, found: undefined, aws });
    expect(error).toContain('said by the test');
    expect(writes(sent)).toEqual([]);
  });

  test('is nobody’s business where the repository is there', async () => {
    expect((await ensure({ mode: 'reconcile', template: true, aws: templates() })).sent).toEqual([]);
  });
});

describe('a repository that is there', () => {
  test('off: left alone, whatever the settings', async () => {
    const { sent, said, warned, repository: result } = await ensure({ mode: 'off', settings: all });
    expect([sent, said, warned, result]).toEqual([[], [], [], repository]);
  });

  test.each(['create', 'reconcile', 'verify'] as const)(
    '%s: nothing to do where it is as it should be',
    async (mode) => {
      const { sent, said, warned } = await ensure({ mode, settings: { 'image-tag-mutability': 'MUTABLE' } });
      expect([sent, said, warned]).toEqual([[], [], []]);
    },
  );

  test('create: the differences are reported, and left', async () => {
    const { sent, warned } = await ensure({ mode: 'create', settings: { ...all, ...kms } });
    expect(writes(sent)).toEqual([]);
    expect(warned).toEqual([
      expect.stringContaining('so it is left as it is:\nimage-tag-mutability\n- MUTABLE\n+ IMMUTABLE\nscan-on-push'),
    ]);
  });

  test('verify: an error with the differences', async () => {
    const { sent, error } = await ensure({ mode: 'verify', settings: { 'scan-on-push': true } });
    expect(sent).toEqual([]);
    expect(error).toBe(
      'The repository team/app differs from its settings. Nothing was changed. Change the settings, or set create-repository: reconcile.\nscan-on-push\n- false\n+ true',
    );
  });

  test('reconcile: each difference is brought in line, and said', async () => {
    const { 'lifecycle-policy': _, ...settings } = all;
    const { sent, said } = await ensure({ mode: 'reconcile', settings });
    expect(writes(sent)).toEqual([
      'PutImageTagMutability',
      'PutImageScanningConfiguration',
      'SetRepositoryPolicy',
      'TagResource',
    ]);
    expect(said?.[0]).toMatch(/^The repository team\/app was brought in line with its settings:\nimage-tag-mutab/);
    expect(said?.[0]).toContain('resource-tags\n- none\n+ team=web');
  });

  test('reconcile: what cannot be changed is an error before anything is', async () => {
    const { sent, error } = await ensure({ mode: 'reconcile', settings: { ...all, ...kms } });
    expect(sent).toEqual([]);
    expect(error).toBe(
      'The repository team/app differs in settings that AWS cannot change after creation. Nothing was changed. Create another repository, or change the settings.\nencryption\n- AES256\n+ KMS',
    );
  });
});

describe('where a setting cannot be applied, the others are, and both are told', () => {
  const { 'lifecycle-policy': _, ...settings } = all;

  test('reconcile', async () => {
    const aws = { PutImageTagMutability: 'AccessDeniedException', TagResource: 'TooManyTagsException' };
    const { sent, error } = await ensure({ mode: 'reconcile', settings, aws });
    expect(writes(sent)).toHaveLength(4);
    expect(error).toBe(
      `The repository team/app does not have all of its settings. Applied: scan-on-push, repository-policy. Not applied:
image-tag-mutability: AWS denied ecr:PutImageTagMutability: said by the test.
resource-tags: said by the test (TooManyTagsException)`,
    );
  });

  test('a new repository, which has what it was created with', async () => {
    const aws = { ...made, SetRepositoryPolicy: 'InvalidParameterException' };
    const { sent, error } = await ensure({ mode: 'create', settings: all, found: undefined, aws });
    expect(writes(sent).sort()).toEqual(['CreateRepository', 'PutLifecyclePolicy', 'SetRepositoryPolicy']);
    expect(error).toBe(
      `The repository team/app was created without repository-policy. Run this again once that can be set: as long as the repository is empty, it is finished. Applied: image-tag-mutability, scan-on-push, resource-tags, lifecycle-policy. Not applied:
repository-policy: said by the test (InvalidParameterException)`,
    );
  });

  test('nothing', async () => {
    const aws = { PutImageTagMutability: 'AccessDeniedException' };
    const { error } = await ensure({ mode: 'reconcile', settings: { 'image-tag-mutability': 'IMMUTABLE' }, aws });
    expect(error).toContain('Applied: none. Not applied:\nimage-tag-mutability: AWS denied');
  });
});

test.each(['create', 'reconcile', 'verify'] as const)('%s: what could not be compared is a warning', async (mode) => {
  const { warned } = await ensure({ mode, attachments: { warnings: ['kms-key: …'] } });
  expect(warned).toEqual(['kms-key: …']);
});

describe('reconcile previews a lifecycle policy', () => {
  const image = (digest: string, ...imageTags: string[]) => ({ imageDigest: digest, imageTags });
  const complete = (...previewResults: object[]) => ({ status: 'COMPLETE', previewResults });
  const preview = (...results: object[]) => ({ GetLifecyclePolicyPreview: complete(...results) });
  const put = expect.arrayContaining(['PutLifecyclePolicy']);

  test('and applies it where nothing is lost', async () => {
    const aws = preview(image('sha256:old', 'old'), image('sha256:none'));
    const { sent, said } = await ensure({ mode: 'reconcile', settings: lifecycle, published: { tags: ['main'] }, aws });
    expect(writes(sent)).toEqual(put);
    expect(said?.[0]).toBe('The lifecycle policy would expire 2 images now.');
  });

  test.each([
    ['a tag that this run publishes', image('sha256:a', 'old', 'main')],
    ['the image that this run publishes', image('sha256:this')],
    ['a tag that is to be kept', image('sha256:a', 'v1')],
  ])('and refuses to lose %s', async (_, lost) => {
    const published = { tags: ['main'], digest: 'sha256:this' };
    const settings = { ...all, ...lifecycle };
    const aws = preview(image('sha256:old', 'old'), lost);
    const { sent, error } = await ensure({ mode: 'reconcile', settings, published, aws });
    expect(writes(sent)).toEqual([]);
    expect(error).toBe(
      `lifecycle-policy: it would expire or archive what this run publishes or what is to be kept, so nothing was changed. Change it, or set force-lifecycle-policy: true.\n${lost.imageDigest} (${lost.imageTags.join(', ')})`,
    );
  });

  test('force applies it unseen', async () => {
    const { sent } = await ensure({ mode: 'reconcile', settings: lifecycle, force: true });
    expect(sent.map(({ operation }) => operation)).toEqual(['PutLifecyclePolicy']);
  });

  test('one that is as it should be needs none', async () => {
    const attachments = { lifecyclePolicy: lifecyclePolicy(lifecycle['lifecycle-policy'] ?? {}) };
    expect((await ensure({ mode: 'reconcile', settings: lifecycle, attachments })).sent).toEqual([]);
  });

  test.each(['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'])(
    '%s is denied: an error',
    async (operation) => {
      const aws = { [operation]: 'AccessDeniedException' };
      const { sent, error } = await ensure({ mode: 'reconcile', settings: all, aws });
      expect(writes(sent)).toEqual([]);
      expect(error).toBe(
        `lifecycle-policy: what it would expire cannot be known, so nothing was changed. AWS denied ecr:${operation}: said by the test. Or set force-lifecycle-policy: true, which applies it unseen.`,
      );
    },
  );

  test('waits for one that runs, and reads all its pages', async () => {
    const answers = [
      { status: 'IN_PROGRESS' },
      { ...complete(image('sha256:a', 'a')), nextToken: 'more' },
      complete(image('sha256:b', 'v2')),
    ];
    const aws = { GetLifecyclePolicyPreview: () => answers.shift() ?? 'NoMoreAnswers' };
    const { error } = await ensure({ mode: 'reconcile', settings: lifecycle, aws });
    expect(error).toContain('sha256:b (v2)');
  });

  test("waits for another job's, and starts its own", async () => {
    const other = { ...complete(image('sha256:a', 'v1')), lifecyclePolicyText: lifecyclePolicy({ 'keep-last': 1 }) };
    const own = { ...complete(), lifecyclePolicyText: lifecyclePolicy(lifecycle['lifecycle-policy'] ?? {}) };
    const starts: string[] = ['LifecyclePolicyPreviewInProgressException'];
    const previews = [other, own];
    const { sent, error } = await ensure({
      mode: 'reconcile',
      settings: lifecycle,
      aws: {
        StartLifecyclePolicyPreview: () => starts.shift() ?? {},
        GetLifecyclePolicyPreview: () => previews.shift() ?? 'NoMoreAnswers',
      },
    });
    expect(error).toBeUndefined();
    expect(writes(sent)).toEqual(['PutLifecyclePolicy']);
  });

  test.each(['FAILED', 'EXPIRED'])('that ends as %s: an error', async (status) => {
    const aws = { GetLifecyclePolicyPreview: { status } };
    const { sent, error } = await ensure({ mode: 'reconcile', settings: lifecycle, aws });
    expect(writes(sent)).toEqual([]);
    expect(error).toBe(`lifecycle-policy: ECR's preview of team/app ended as ${status}. Run this again.`);
  });
});
