import { expect, test } from '@jest/globals';
import { INPUTS, type InputName, readInputs } from '../../src/job/inputs.ts';
import { draftOf } from '../publish/drafting.ts';
import { type Given, inputsOf } from './jobs.ts';

const names = Object.keys(INPUTS) as InputName[];

test('what the workflow does not give, or gives empty, takes its default', () => {
  const empty = readInputs((name) => (name === 'repository' ? 'team/app' : ''));
  expect(empty).toMatchObject({ context: '.', reuse: 'commit', 'no-cache': false, 'role-to-assume': [], tags: '' });
  expect(readInputs((name) => INPUTS[name].default || (name === 'repository' ? 'team/app' : undefined))).toEqual(empty);
});

/** Another value than the default, for each input. */
const OTHER: Record<InputName, string> = {
  repository: 'team/other',
  destinations: '- repository: team/other',
  'destinations-policy': 'all-or-nothing',
  'aws-region': 'us-east-1',
  'role-to-assume': 'arn:aws:iam::111122223333:role/publisher',
  'role-session-name': 'other',
  'role-duration-seconds': '900',
  'role-external-id': 'ext-42',
  audience: 'other',
  'inline-session-policy': 'least',
  'managed-session-policies': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'allowed-account-ids': '111122223333',
  'output-env-credentials': 'true',
  'create-repository': 'off',
  'creation-template': 'true',
  'repository-settings': 'ecr.yml',
  'image-tag-mutability': 'IMMUTABLE',
  'image-tag-mutability-exclusions': 'dev-*',
  'scan-on-push': 'true',
  encryption: 'KMS',
  'kms-key': 'alias/images',
  'lifecycle-policy': 'keep-last: 3',
  'repository-policy': 'policy.json',
  'resource-tags': 'team=shop',
  'signing-profile': 'arn:aws:signer:eu-central-1:111122223333:/signing-profiles/images',
  'force-lifecycle-policy': 'true',
  'registry-endpoint': 'localhost:4566',
  cache: 'true',
  'cache-repository': 'team/cache',
  'pull-request-cache-repository': 'team/pull-cache',
  context: 'app',
  file: 'Containerfile',
  target: 'release',
  'build-args': 'A=1',
  labels: 'team=shop',
  annotations: 'team=shop',
  platforms: 'linux/arm64',
  'no-cache': 'true',
  pull: 'true',
  tags: 'v1',
  flavor: 'prefix=v',
  ref: 'refs/tags/v1',
  push: 'true',
  'dry-run': 'true',
  'print-policies': 'true',
  reuse: 'content',
  'tag-conflict': 'keep',
  'tag-order': 'newest-commit',
  reproducible: 'true',
  builder: 'ci',
  'buildkit-host': 'tcp://buildkit:1234',
  'builder-env': 'TOKEN',
};

test.each(names)('%s is part of the fingerprint if, and only if, it makes the image what it is', async (name) => {
  // Some inputs are for a chain of roles or for an emulator alone.
  const around = { 'role-to-assume': 'arn:aws:iam::111122223333:role/hub, arn:aws:iam::111122223333:role/next' };
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
  const fingerprint = async (given: Given) => (await draftOf({ ...around, ...given }, { env })).fingerprint;
  expect(inputsOf({ [name]: OTHER[name] })[name]).not.toEqual(inputsOf({})[name]);
  expect((await fingerprint({ [name]: OTHER[name] })) !== (await fingerprint({}))).toBe(INPUTS[name].image);
});

test.each<[string, Given, Given]>([
  ['platforms', { platforms: 'linux/amd64,linux/arm64' }, { platforms: 'linux/arm64,linux/amd64' }],
  ['build arguments', { 'build-args': 'A=1\nB=2' }, { 'build-args': 'B=2\nA=1' }],
  ['labels', { labels: 'A=1\nB=2' }, { labels: 'B=2\nA=1' }],
  ['annotations', { annotations: 'A=1\nindex:B=2' }, { annotations: 'index:B=2\nA=1' }],
])('the order of %s makes no other fingerprint', async (_, one, other) => {
  expect((await draftOf(one)).fingerprint).toBe((await draftOf(other)).fingerprint);
});
