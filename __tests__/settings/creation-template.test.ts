import type { RepositoryCreationTemplate } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { templateFor, withTemplate } from '../../src/settings/creation-template.ts';
import type { Settings } from '../../src/settings/schema.ts';

const on = (prefix: string, ...appliedFor: RepositoryCreationTemplate['appliedFor'] & object) => ({
  prefix,
  appliedFor: appliedFor.length > 0 ? appliedFor : ['CREATE_ON_PUSH' as const],
});

describe('the template for team/app', () => {
  test.each<[string, RepositoryCreationTemplate[], string | undefined]>([
    ['none', [], undefined],
    ['its prefix', [on('team')], 'team'],
    ['its prefix with a slash', [on('team/')], 'team/'],
    ['the root', [on('ROOT')], 'ROOT'],
    ['a prefix before the root', [on('ROOT'), on('team')], 'team'],
    ['the longest prefix', [on('t'), on('team'), on('team/app')], 'team'],
    ['not the start of a name', [on('te'), on('team/ap')], undefined],
    ['not one for other purposes', [on('team', 'REPLICATION', 'PULL_THROUGH_CACHE'), on('ROOT')], 'ROOT'],
    ['one for this purpose, too', [on('team', 'REPLICATION', 'CREATE_ON_PUSH')], 'team'],
  ])('%s', (_, templates, prefix) => {
    expect(templateFor('team/app', templates)?.prefix).toBe(prefix);
  });
});

describe('what a template says is under what the user says', () => {
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: 'any' as const, countType: 'imageCountMoreThan' as const, countNumber: 1 },
    action: { type: 'expire' as const },
  };
  const template: RepositoryCreationTemplate = {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/x' },
    lifecyclePolicy: JSON.stringify({ rules: [rule] }),
    repositoryPolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny"}]}',
    resourceTags: [
      { Key: 'team', Value: 'web' },
      { Key: 'cost', Value: '1' },
    ],
  };
  const said: Settings = {
    'image-tag-mutability': 'IMMUTABLE',
    'image-tag-mutability-exclusions': ['dev-*'],
    encryption: { type: 'KMS', key: 'arn:aws:kms:eu-central-1:111122223333:key/x' },
    'lifecycle-policy': { rules: [rule] },
    'repository-policy': { Version: '2012-10-17', Statement: [{ Effect: 'Deny' }] },
    'resource-tags': { team: 'web', cost: '1' },
  };
  test.each<[string, Settings, Settings]>([
    ['nothing', {}, said],
    ['scanning, which templates do not know', { 'scan-on-push': true }, { ...said, 'scan-on-push': true }],
    ['encryption, as a whole', { encryption: { type: 'KMS' } }, { ...said, encryption: { type: 'KMS' } }],
    ['lifecycle', { 'lifecycle-policy': { 'keep-last': 1 } }, { ...said, 'lifecycle-policy': { 'keep-last': 1 } }],
    [
      'tags, one by one',
      { 'resource-tags': { team: 'app' } },
      { ...said, 'resource-tags': { team: 'app', cost: '1' } },
    ],
  ])('%s', (_, settings, expected) => {
    expect(withTemplate(settings, template)).toEqual(expected);
  });

  test('mutability, which takes its own exclusions along', () => {
    const { 'image-tag-mutability-exclusions': _, ...rest } = said;
    expect(withTemplate({ 'image-tag-mutability': 'MUTABLE' }, template)).toEqual({
      ...rest,
      'image-tag-mutability': 'MUTABLE',
    });
  });

  test('a template that says little', () => {
    const encryptionConfiguration = { encryptionType: 'KMS', kmsKey: '' } as const;
    expect(withTemplate({}, { encryptionConfiguration })).toEqual({
      'image-tag-mutability': 'MUTABLE',
      'image-tag-mutability-exclusions': [],
      encryption: { type: 'KMS' },
    });
  });
});
