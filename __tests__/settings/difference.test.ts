import { expect, test } from '@jest/globals';
import { type Actual, type Difference, differences, toDiff } from '../../src/settings/difference.ts';
import { lifecyclePolicy } from '../../src/settings/lifecycle-policy.ts';
import { repositoryPolicy } from '../../src/settings/repository-policy.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { actual, like } from './actual.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/6b1c';
const OTHER_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/7d2e';
const ALIAS = 'arn:aws:kms:eu-central-1:111122223333:alias/x';
const place = { partition: 'aws', region: 'eu-central-1' };
const lifecycle = { 'keep-last': 50 };
const policy = { pull: { accounts: ['444455556666'] } };
const excluded = { 'image-tag-mutability': 'IMMUTABLE', 'image-tag-mutability-exclusions': ['a*', 'b*'] } as const;
const exclusions = (...filters: string[]) =>
  like({ mutability: { setting: 'IMMUTABLE_WITH_EXCLUSION', exclusions: filters } });

const settings = (given: object) => given as Settings;

test.each<[string, Settings, Actual]>([
  ['no settings, whatever there is', {}, like({ lifecyclePolicy: '{}', resourceTags: { a: 'b' }, scanOnPush: true })],
  ['mutability', { 'image-tag-mutability': 'MUTABLE' }, actual],
  ['exclusions in another order', settings(excluded), exclusions('b*', 'a*')],
  ['scanning', { 'scan-on-push': true }, like({ scanOnPush: true })],
  ['scanning by the registry', { 'scan-on-push': true }, like({ scanned: true })],
  ['no scanning', { 'scan-on-push': false }, actual],
  ['encryption', { encryption: { type: 'AES256' } }, actual],
  ['a key by its ARN', { encryption: { type: 'KMS', key: KEY } }, like({ encryption: { type: 'KMS', key: KEY } })],
  ['a key by its id', { encryption: { type: 'KMS', key: '6b1c' } }, like({ encryption: { type: 'KMS', key: KEY } })],
  [
    'a key by its alias',
    { encryption: { type: 'KMS', key: 'alias/x' } },
    like({ encryption: { type: 'KMS', key: KEY }, aliasedKey: KEY }),
  ],
  [
    "a key by its alias's ARN",
    { encryption: { type: 'KMS', key: ALIAS } },
    like({ encryption: { type: 'KMS', key: KEY }, aliasedKey: KEY }),
  ],
  [
    'an alias that nobody could ask for',
    { encryption: { type: 'KMS', key: 'alias/x' } },
    like({ encryption: { type: 'KMS', key: KEY } }),
  ],
  ['any key', { encryption: { type: 'KMS' } }, like({ encryption: { type: 'KMS', key: KEY } })],
  ['lifecycle', { 'lifecycle-policy': lifecycle }, like({ lifecyclePolicy: lifecyclePolicy(lifecycle) })],
  [
    'lifecycle as ECR writes it',
    { 'lifecycle-policy': lifecycle },
    like({ lifecyclePolicy: lifecyclePolicy(lifecycle).replace('"rulePriority":1', '"rulePriority": 5') }),
  ],
  ['policy', { 'repository-policy': policy }, like({ repositoryPolicy: repositoryPolicy(policy, place) })],
  [
    'policy as IAM writes it',
    { 'repository-policy': policy },
    like({
      repositoryPolicy: repositoryPolicy(policy, place).replace('["arn:aws:iam::444455556666:root"]', '"444455556666"'),
    }),
  ],
  ['tags', { 'resource-tags': { team: 'web' } }, like({ resourceTags: { team: 'web', other: 'stays' } })],
])('the same: %s', (_, wanted, is) => {
  expect(differences(wanted, is)).toEqual([]);
});

const changeable = true;

test.each<[string, Settings, Actual, Difference]>([
  [
    'mutability',
    { 'image-tag-mutability': 'IMMUTABLE' },
    actual,
    { setting: 'image-tag-mutability', is: 'MUTABLE', should: 'IMMUTABLE', changeable },
  ],
  [
    'an exclusion more',
    settings(excluded),
    exclusions('a*'),
    {
      setting: 'image-tag-mutability',
      is: 'IMMUTABLE_WITH_EXCLUSION a*',
      should: 'IMMUTABLE_WITH_EXCLUSION a* b*',
      changeable,
    },
  ],
  [
    'no exclusions',
    { 'image-tag-mutability': 'IMMUTABLE' },
    exclusions('a*'),
    { setting: 'image-tag-mutability', is: 'IMMUTABLE_WITH_EXCLUSION a*', should: 'IMMUTABLE', changeable },
  ],
  ['scanning', { 'scan-on-push': true }, actual, { setting: 'scan-on-push', is: 'false', should: 'true', changeable }],
  [
    'no scanning, whatever the registry does',
    { 'scan-on-push': false },
    like({ scanOnPush: true, scanned: true }),
    { setting: 'scan-on-push', is: 'true', should: 'false', changeable },
  ],
  [
    'encryption',
    { encryption: { type: 'KMS', key: KEY } },
    actual,
    { setting: 'encryption', is: 'AES256', should: `KMS ${KEY}`, changeable: false },
  ],
  [
    'another key',
    { encryption: { type: 'KMS', key: '7d2e' } },
    like({ encryption: { type: 'KMS', key: KEY } }),
    { setting: 'encryption', is: `KMS ${KEY}`, should: 'KMS 7d2e', changeable: false },
  ],
  ...[
    [OTHER_KEY, OTHER_KEY],
    ['', 'no key has it'],
  ].map(([aliasedKey = '', told]): [string, Settings, Actual, Difference] => [
    `an alias of another key, ${told}`,
    { encryption: { type: 'KMS', key: ALIAS } },
    like({ encryption: { type: 'KMS', key: KEY }, aliasedKey }),
    { setting: 'encryption', is: `KMS ${KEY}`, should: `KMS ${ALIAS} (${told})`, changeable: false },
  ]),
  [
    'an alias, and no key',
    { encryption: { type: 'KMS', key: 'alias/x' } },
    actual,
    { setting: 'encryption', is: 'AES256', should: 'KMS', changeable: false },
  ],
  [
    'twice encrypted',
    { encryption: { type: 'KMS_DSSE' } },
    like({ encryption: { type: 'KMS', key: KEY } }),
    { setting: 'encryption', is: 'KMS', should: 'KMS_DSSE', changeable: false },
  ],
  [
    'no lifecycle',
    { 'lifecycle-policy': lifecycle },
    actual,
    { setting: 'lifecycle-policy', is: 'none', should: lifecyclePolicy(lifecycle), changeable },
  ],
  [
    'another lifecycle',
    { 'lifecycle-policy': lifecycle },
    like({ lifecyclePolicy: lifecyclePolicy({ 'keep-last': 5 }) }),
    {
      setting: 'lifecycle-policy',
      is: lifecyclePolicy({ 'keep-last': 5 }),
      should: lifecyclePolicy(lifecycle),
      changeable,
    },
  ],
  [
    'no policy',
    { 'repository-policy': policy },
    actual,
    { setting: 'repository-policy', is: 'none', should: repositoryPolicy(policy, place), changeable },
  ],
  [
    'tags, one of them without a value',
    { 'resource-tags': { team: 'web', empty: '', same: 'x' } },
    like({ resourceTags: { team: 'app', same: 'x', other: 'y' } }),
    { setting: 'resource-tags', is: 'team=app', should: 'team=web, empty=', changeable },
  ],
])('different: %s', (_, wanted, is, difference) => {
  expect(differences(wanted, is)).toEqual([difference]);
});

test('a difference in the log', () => {
  expect(toDiff({ setting: 'scan-on-push', is: 'false', should: 'true', changeable })).toBe(
    'scan-on-push\n- false\n+ true',
  );
});
