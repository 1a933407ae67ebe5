import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CALLS, callsFor, PUBLIC_CALLS } from '../../src/iam/needed-actions.ts';
import type { RepositoryRequest } from '../../src/job/job.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { full, settings, small } from './configurations.ts';

const root = join(import.meta.dirname, '../..');

/** Every operation of ECR, ECR Public and KMS that the code names, in each of the SDK's ways. */
function sentOperations(): string[] {
  const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const names = sources.flatMap((source) => {
    const [, service] =
      source.match(/'@aws-sdk\/client-(kms|ecr-public)'/) ?? source.match(/'@aws-sdk\/client-(ecr)'/) ?? [];
    const found = source.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(|\bwaitUntil(\w+?)Complete\(/g);
    return [...(service ? found : [])].map(
      ([, command, paginated, waited]) => `${service}:${command ?? paginated ?? waited}`,
    );
  });
  return [...new Set(names)].sort();
}

test('the table lists exactly the operations that the code sends', () => {
  const listed = [...CALLS, ...PUBLIC_CALLS].filter(({ by }) => by === 'client').map(({ action }) => action);
  expect([...new Set(listed)].sort()).toEqual(sentOperations());
});

test.each(['off', 'create', 'reconcile', 'verify'] as const)(
  'no action is needed twice for the same thing: %s',
  (mode) => {
    for (const wanted of [{}, settings]) {
      for (const place of [{ kind: 'ecr' }, { kind: 'ecr-public' }] as const) {
        const calls = callsFor({ ...small, place, repository: { ...small.repository, mode } }, wanted);
        const keys = calls.map(({ action, resource }) => `${action} ${resource}`);
        expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
      }
    }
  },
);

describe('what a mode needs besides a publish', () => {
  const besides = (mode: RepositoryRequest['mode'], wanted: Settings, force = false) => {
    const publish = callsFor({ ...small, repository: { ...small.repository, mode: 'off' } }, {});
    const calls = callsFor({ ...small, repository: { ...small.repository, mode, force } }, wanted);
    return calls.filter((call) => !publish.includes(call)).map(({ action }) => action.replace(/^ecr:/, ''));
  };

  test('off: nothing, whatever the settings', () => {
    expect(besides('off', settings)).toEqual([]);
  });

  test('create, without settings', () => {
    expect(besides('create', {})).toEqual(['CreateRepository']);
  });

  test('create, from a creation template', () => {
    const calls = callsFor({ ...small, repository: { ...small.repository, template: true } }, {});
    expect(calls.map(({ action }) => action)).toContain('ecr:DescribeRepositoryCreationTemplates');
  });

  test('create, with each setting: made with it, or compared', () => {
    expect(besides('create', settings)).toEqual([
      'CreateRepository',
      'TagResource',
      'ListTagsForResource',
      'GetLifecyclePolicy',
      'PutLifecyclePolicy',
      'GetRepositoryPolicy',
      'SetRepositoryPolicy',
      'BatchGetRepositoryScanningConfiguration',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:RetireGrant',
    ]);
  });

  test('verify: only reads', () => {
    expect(besides('verify', settings)).toEqual([
      'ListTagsForResource',
      'GetLifecyclePolicy',
      'GetRepositoryPolicy',
      'BatchGetRepositoryScanningConfiguration',
    ]);
  });

  test('verify, with an alias: also asks whose it is, as only KMS can tell', () => {
    const key = (name: string) => besides('verify', { encryption: { type: 'KMS', key: name } });
    expect(key('alias/images')).toEqual(['kms:DescribeKey']);
    expect(key('arn:aws:kms:eu-central-1:111122223333:alias/images')).toEqual(['kms:DescribeKey']);
    expect(key('1234')).toEqual([]);
  });

  test('reconcile: what create needs, and what changes a repository', () => {
    const create = besides('create', settings);
    expect(besides('reconcile', settings).filter((action) => !create.includes(action))).toEqual([
      'StartLifecyclePolicyPreview',
      'GetLifecyclePolicyPreview',
      'PutImageTagMutability',
      'PutImageScanningConfiguration',
    ]);
  });

  test('force: no preview', () => {
    expect(besides('reconcile', settings, true).join()).not.toContain('Preview');
  });
});

describe('ECR Public', () => {
  const place = { kind: 'ecr-public' as const, catalog: { description: 'Says hello' } };
  const besides = (mode: RepositoryRequest['mode'], more: Partial<Parameters<typeof callsFor>[0]> = {}) => {
    const publish = callsFor(
      { ...small, place: { kind: 'ecr-public' }, repository: { ...small.repository, mode: 'off' } },
      settings,
    );
    const calls = callsFor({ ...small, place, repository: { ...small.repository, mode }, ...more }, settings);
    return calls.filter((call) => !publish.includes(call)).map(({ action }) => action);
  };

  test('a publish takes its own actions alone, whatever the settings and the cache', () => {
    const calls = callsFor({ ...full, place: { kind: 'ecr-public' } }, settings);
    expect(calls.map(({ action }) => action)).toEqual([
      'ecr-public:GetAuthorizationToken',
      'sts:GetServiceBearerToken',
      'ecr-public:DescribeRepositories',
      'ecr-public:BatchCheckLayerAvailability',
      'ecr-public:InitiateLayerUpload',
      'ecr-public:UploadLayerPart',
      'ecr-public:CompleteLayerUpload',
      'ecr-public:PutImage',
      'ecr-public:CreateRepository',
    ]);
  });

  test.each<[RepositoryRequest['mode'], string[]]>([
    ['off', []],
    ['create', ['CreateRepository', 'GetRepositoryCatalogData']],
    ['reconcile', ['CreateRepository', 'GetRepositoryCatalogData', 'PutRepositoryCatalogData']],
    ['verify', ['GetRepositoryCatalogData']],
  ])('%s, with a catalog', (mode, actions) => {
    expect(besides(mode)).toEqual(actions.map((action) => `ecr-public:${action}`));
  });

  test('allowed accounts: whose it is', () => {
    expect(besides('off', { aws: { ...small.aws, allowedAccounts: ['111122223333'] } })).toEqual([
      'ecr-public:DescribeRegistries',
    ]);
  });
});

test('a cache that may not be used is done without, so that all of its permissions are optional', () => {
  const cache = callsFor(full, settings).filter(({ resource }) => resource === 'cache');
  expect(cache.map(({ optional }) => optional)).toEqual(cache.map(() => true));
  expect(cache.map(({ action }) => action)).toContain('ecr:CreateRepository');
});
