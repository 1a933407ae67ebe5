// Every request that the repository's step can send is one that AWS's own model of it takes, at the limits of settings.
import { describe, expect, test } from '@jest/globals';
import { findRepository } from '../../src/registry/ecr-repository.ts';
import { settingCommand } from '../../src/settings/apply.ts';
import { creationTemplate, readAttachments } from '../../src/settings/attachments.ts';
import { createRepository, createRequest } from '../../src/settings/create.ts';
import { lifecyclePolicy } from '../../src/settings/lifecycle-policy.ts';
import { previewLifecycle } from '../../src/settings/lifecycle-preview.ts';
import { findMistake } from '../../src/settings/mistakes.ts';
import { repositoryPolicy } from '../../src/settings/repository-policy.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { repository } from '../registry/repositories.ts';
import { fakeEcr } from './ecr.ts';
import { model, violations } from './model.ts';

const place = { partition: 'aws', region: 'eu-central-1' };
const many = (count: number, entry: (at: number) => string) => Array.from({ length: count }, (_, at) => entry(at));
const rule = (description: string) => ({
  rulePriority: 1,
  description,
  selection: {
    tagStatus: 'any' as const,
    countType: 'sinceImagePushed' as const,
    countUnit: 'days' as const,
    countNumber: 1,
  },
  action: { type: 'expire' as const },
});
const longestRule = rule('x'.repeat(30_720 - lifecyclePolicy({ rules: [rule('')] }).length));
const statement = (Sid: string) => ({ Sid, Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' });
const frame = repositoryPolicy({ Statement: [statement('')] }, place).length;

// The least and the most that settings take.
const limits: [string, Settings][] = [
  ['mutable', { 'image-tag-mutability': 'MUTABLE' }],
  ['immutable', { 'image-tag-mutability': 'IMMUTABLE', 'image-tag-mutability-exclusions': [] }],
  ['one filter', { 'image-tag-mutability': 'MUTABLE', 'image-tag-mutability-exclusions': ['*'] }],
  [
    'all filters',
    {
      'image-tag-mutability': 'IMMUTABLE',
      'image-tag-mutability-exclusions': many(5, (at) => `${at}*_.-*`.padEnd(128, 'Z')),
    },
  ],
  ['scanning', { 'scan-on-push': true }],
  ['no scanning', { 'scan-on-push': false }],
  ['AES256', { encryption: { type: 'AES256' } }],
  ['KMS', { encryption: { type: 'KMS', key: 'x' } }],
  ['KMS_DSSE', { encryption: { type: 'KMS_DSSE', key: 'x'.repeat(2048) } }],
  ['the shortest lifecycle', { 'lifecycle-policy': { 'keep-last': 1 } }],
  ['a short one', { 'lifecycle-policy': { 'expire-untagged-after': '1d' } }],
  [
    'the most rules of words',
    {
      'lifecycle-policy': {
        'keep-last': 100_000,
        'expire-untagged-after': '99999d',
        'keep-tagged': many(48, (at) => `${at}****`.padEnd(128, 'Z')),
      },
    },
  ],
  ['the longest lifecycle', { 'lifecycle-policy': { rules: [longestRule] } }],
  ['the shortest policy', { 'repository-policy': { pull: { accounts: ['111122223333'] } } }],
  ['the longest policy', { 'repository-policy': { Statement: [statement('x'.repeat(10_240 - frame))] } }],
  ['tags', { 'resource-tags': Object.fromEntries(many(50, (at) => `${at}`.padEnd(128, 'x')).map((key) => [key, ''])) }],
];

const operationOf = (command: object): string => command.constructor.name.replace(/Command$/, '');

const SETTINGS = [
  'image-tag-mutability',
  'scan-on-push',
  'encryption',
  'lifecycle-policy',
  'repository-policy',
  'resource-tags',
] as const;

describe.each(limits)('settings: %s', (_, settings) => {
  test('are taken', () => {
    expect(findMistake(settings, 'eu-central-1')).toBeUndefined();
  });

  test('CreateRepository', () => {
    expect(violations(model, 'CreateRepository', createRequest('team/app', settings))).toEqual([]);
  });

  test('what brings them in line', () => {
    const commands = SETTINGS.flatMap((setting) => settingCommand(repository, setting, settings) ?? []);
    expect(commands).toHaveLength(settings.encryption ? 0 : 1);
    expect(commands.flatMap((command) => violations(model, operationOf(command), command.input))).toEqual([]);
  });
});

// A step more is refused by the settings, as AWS would.
test.each<[string, object]>([
  [
    'image-tag-mutability-exclusions',
    { 'image-tag-mutability': 'MUTABLE', 'image-tag-mutability-exclusions': many(6, String) },
  ],
  [
    'image-tag-mutability-exclusions',
    { 'image-tag-mutability': 'MUTABLE', 'image-tag-mutability-exclusions': ['Z'.repeat(129)] },
  ],
  [
    'image-tag-mutability-exclusions',
    { 'image-tag-mutability': 'MUTABLE', 'image-tag-mutability-exclusions': ['a b'] },
  ],
  ['lifecycle-policy', { 'lifecycle-policy': { rules: [{ ...longestRule, rulePriority: 10 }] } }],
  ['repository-policy', { 'repository-policy': { Statement: [statement('x'.repeat(10_241 - frame))] } }],
])('%s beyond the limit is refused here and by AWS', (setting, settings) => {
  expect(findMistake(settings, 'eu-central-1')?.path[0]).toBe(setting);
  const given = setting.replace('-exclusions', '') as 'lifecycle-policy';
  const command = settingCommand(repository, given, settings as Settings);
  expect(command && violations(model, operationOf(command), command.input)).not.toEqual([]);
});

test('what is only read', async () => {
  const all: Settings = Object.assign({}, ...limits.map(([, settings]) => settings), { 'scan-on-push': true });
  const { ecr, sent } = fakeEcr({
    DescribeRepositories: 'RepositoryNotFoundException',
    GetLifecyclePolicyPreview: (input) =>
      'nextToken' in input ? { status: 'COMPLETE' } : { status: 'COMPLETE', nextToken: 'x' },
    CreateRepository: { repository: { repositoryName: 'a', repositoryUri: 'b', repositoryArn: 'c', registryId: 'd' } },
  });
  await findRepository(ecr, 'team/app');
  await createRepository(ecr, 'team/app', all);
  await expect(creationTemplate(ecr, 'team/app')).rejects.toThrow('creation-template: ');
  await readAttachments(ecr, 'team/app', all, Promise.resolve(repository));
  await previewLifecycle(ecr, 'team/app', lifecyclePolicy({ 'keep-last': 1 }));
  const wrong = sent.flatMap(({ operation, input }) => violations(model, operation, input));
  expect(wrong).toEqual([]);
  const written = SETTINGS.flatMap((setting) => settingCommand(repository, setting, all) ?? []).map(operationOf);
  // So that an operation that is sent is in the model, and one that is in the model is sent.
  expect([...new Set([...sent.map(({ operation }) => operation), ...written])].sort()).toEqual(
    Object.keys(model.operations).sort(),
  );
});

test('the check itself finds what is wrong', () => {
  const wrong = {
    repositoryName: 'X',
    imageTagMutability: 'NEVER',
    imageTagMutabilityExclusionFilters: [],
    imageScanningConfiguration: { scanOnPush: 'x' },
    encryptionConfiguration: {},
    tags: [{ Key: 1 }],
    more: 1,
  };
  expect(violations(model, 'CreateRepository', wrong)).toEqual([
    'CreateRepository.repositoryName: 1 is not from 2 to 256',
    expect.stringMatching(/^CreateRepository.repositoryName: "X" is not \[a-z0-9\]/),
    'CreateRepository.imageTagMutability: "NEVER" is not MUTABLE,IMMUTABLE,IMMUTABLE_WITH_EXCLUSION,MUTABLE_WITH_EXCLUSION',
    'CreateRepository.imageTagMutabilityExclusionFilters: 0 is not from 1 to 5',
    'CreateRepository.imageScanningConfiguration.scanOnPush: no boolean',
    'CreateRepository.encryptionConfiguration: lacks encryptionType',
    'CreateRepository.tags.0: lacks Value',
    'CreateRepository.tags.0.Key: no string',
    'CreateRepository.more: unknown',
  ]);
});
