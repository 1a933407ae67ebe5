import type { printPolicies } from '../../src/iam/print-policies.ts';
import type { Run } from '../../src/iam/trust-policy.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { push } from '../host/events.ts';

type Request = Parameters<typeof printPolicies>[0];

/** A push to acme/shop's main, in a job that has no id-token. */
export const run: Run = { event: { ...push, ids: { owner: '9919', repository: '70107786' } }, claims: undefined };

/** What a workflow asks for that gives a repository, a region and a role alone. */
export const small: Request = {
  repository: { name: 'team/app', mode: 'create', template: false, force: false },
  aws: {
    region: 'eu-central-1',
    roles: ['arn:aws:iam::111122223333:role/publisher'],
    sessionName: 'ecr-publish-4711',
    durationSeconds: 3600,
    audience: 'sts.amazonaws.com',
    managedPolicies: [],
    allowedAccounts: [],
  },
  tagConflict: 'fail',
};

/** Everything that needs a permission. */
export const full: Request = {
  ...small,
  repository: { name: 'team/app', mode: 'reconcile', template: true, force: false, cache: 'team/app/cache' },
  aws: { ...small.aws, roles: ['arn:aws:iam::111122223333:role/ci/publisher'], durationSeconds: 7200 },
};

export const settings: Settings = {
  'image-tag-mutability': 'IMMUTABLE',
  'image-tag-mutability-exclusions': ['dev-*'],
  'scan-on-push': true,
  encryption: { type: 'KMS', key: '0d5b4f1e-5a5c-4a53-8a4c-2f1b6a3c7d90' },
  'lifecycle-policy': { 'keep-last': 50 },
  'repository-policy': { pull: { accounts: ['444455556666'] } },
  'resource-tags': { team: 'shop' },
};
