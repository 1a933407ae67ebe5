import { getInput } from '@actions/core';

/**
 * Every input of action.yml with its default (a test holds the two together). An input that is empty counts as not
 * given, so that a workflow can pass one through from its own inputs.
 */
export const inputDefaults = {
  repository: '',
  'aws-region': '',
  'role-to-assume': '',
  'role-session-name': '',
  'role-duration-seconds': '3600',
  'role-external-id': '',
  audience: 'sts.amazonaws.com',
  'allowed-account-ids': '',
  'create-repository': 'create',
  'repository-settings': '',
  'image-tag-mutability': '',
  'image-tag-mutability-exclusions': '',
  'scan-on-push': '',
  encryption: '',
  'kms-key': '',
  'lifecycle-policy': '',
  'repository-policy': '',
  'resource-tags': '',
  force: 'false',
  'registry-endpoint': '',
  cache: 'false',
  'cache-repository': '',
  context: '.',
  file: '',
  target: '',
  'build-args': '',
  labels: '',
  annotations: '',
  platforms: '',
  'no-cache': 'false',
  pull: 'false',
  tags: '',
  flavor: '',
  push: '',
  'dry-run': 'false',
  'print-policies': 'false',
  reuse: 'commit',
  'tag-conflict': 'fail',
  reproducible: 'false',
  builder: '',
  'buildkit-host': '',
};

export type InputName = keyof typeof inputDefaults;

/** What the workflow says, as text, defaults filled in. */
export type Inputs = Readonly<Record<InputName, string>>;

export function readInputs(): Inputs {
  const names = Object.keys(inputDefaults) as InputName[];
  return Object.fromEntries(names.map((name) => [name, getInput(name) || inputDefaults[name]])) as Inputs;
}
