import { afterEach, expect, test } from '@jest/globals';
import { inputDefaults, readInputs } from '../../src/request/inputs.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

test('what the workflow does not give, or gives empty, takes its default', () => {
  process.env['INPUT_AWS-REGION'] = '';
  expect(readInputs()).toEqual(inputDefaults);
});

test('what it gives is read as the runner passes it, without the space around it', () => {
  Object.assign(process.env, {
    INPUT_REPOSITORY: 'team/app',
    'INPUT_AWS-REGION': ' eu-central-1\n',
    'INPUT_NO-CACHE': 'true',
    'INPUT_BUILD-ARGS': 'A=1\nB= 2 \n',
  });
  expect(readInputs()).toEqual({
    ...inputDefaults,
    repository: 'team/app',
    'aws-region': 'eu-central-1',
    'no-cache': 'true',
    'build-args': 'A=1\nB= 2',
  });
});
