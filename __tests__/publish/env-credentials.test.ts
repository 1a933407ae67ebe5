import { describe, expect, test } from '@jest/globals';
import type { Job } from '../../src/job/job.ts';
import { exportSession, sharedSession } from '../../src/publish/env-credentials.ts';
import type { Trust } from '../../src/source/trust.ts';
import { type Given, jobOf } from '../job/jobs.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publisher';
const main: Trust = { level: 'trusted', ref: 'refs/heads/main' };
const pull: Trust = { level: 'pull request', number: 7, head: '' };
const wanted = { wanted: true } as const;
const asked = (given: Given = {}): Job => jobOf({ 'output-env-credentials': 'true', 'role-to-assume': ROLE, ...given });
const hub = (job: Job): Job => ({ ...job, place: { kind: 'registry', host: 'docker.io', repository: 'team/app' } });
const open = (job: Job): Job => ({ ...job, place: { kind: 'ecr-public' } });

describe('whose session later steps get', () => {
  test('nobody’s, without the input', () => {
    expect(sharedSession([jobOf({ 'role-to-assume': ROLE })], main, wanted)).toEqual({});
  });

  test('that of the first destination in ECR, before ECR Public', () => {
    const [first, second] = [asked(), asked({ repository: 'team/other' })];
    expect(sharedSession([hub(first), open(first), second, first], main, wanted).job).toBe(second);
    const only = open(first);
    expect(sharedSession([hub(first), only], main, wanted).job).toBe(only);
  });

  test.each<[string, Trust, Parameters<typeof sharedSession>[2], Given, string]>([
    ['a pull request', pull, wanted, {}, 'This is a pull request, whose own code may run there.'],
    ['untrusted code', { level: 'untrusted', why: 'w' }, { wanted: false, why: 'Not trusted.' }, {}, 'Not trusted.'],
    [
      'a run that does not push',
      main,
      { wanted: false, why: 'The input push is false.' },
      {},
      'The input push is false.',
    ],
    ['a dry run', main, wanted, { 'dry-run': 'true' }, 'This is a dry run.'],
  ])('not that of %s, also without a role', (_, trust, push, given, why) => {
    const expected = { why: `Later steps get no credentials of AWS. ${why}` };
    expect(sharedSession([asked(given)], trust, push)).toEqual(expected);
    expect(sharedSession([asked({ ...given, 'role-to-assume': '' })], trust, push)).toEqual(expected);
  });

  test.each([
    [
      'a role',
      asked({ 'role-to-assume': '' }),
      'output-env-credentials: there is no role whose session later steps could get. Set',
    ],
    ['a destination in ECR', hub(asked()), 'could get, since no destination is one of ECR. Set role-to-assume'],
  ])('without %s: an error', (_, job, message) => {
    expect(() => sharedSession([job], main, wanted)).toThrow(message);
  });
});

test('all five are set, after the key was masked, and the log tells whose they are', () => {
  const said: string[] = [];
  const told = exportSession(
    asked(),
    { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(0) },
    {
      mask: (secret) => said.push(`mask ${secret}`),
      exportVariable: (name, value) => said.push(`${name}=${value}`),
    },
  );
  expect(said).toEqual([
    'mask AKIA',
    'AWS_ACCESS_KEY_ID=AKIA',
    'AWS_SECRET_ACCESS_KEY=secret',
    'AWS_SESSION_TOKEN=token',
    'AWS_REGION=eu-central-1',
    'AWS_DEFAULT_REGION=eu-central-1',
  ]);
  expect(told).toBe(
    `Every later step of this job has the session of ${ROLE} until 1970-01-01T00:00:00.000Z: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_DEFAULT_REGION (output-env-credentials).`,
  );
});
