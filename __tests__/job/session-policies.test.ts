import { expect, test } from '@jest/globals';
import { requireRole } from '../../src/job/session-policies.ts';
import { type Given, jobOf } from './jobs.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publish';
const MANAGED = 'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly';
const policy = (characters: number): string => {
  const text = (name: string) => `{"Statement":[{"Action":"${name}"}]}`;
  return text('a'.repeat(characters - text('').length));
};

const awsOf = (given: Given) => jobOf({ 'role-to-assume': ROLE, ...given }).aws;

test('none is the default', () => {
  expect(awsOf({})).not.toHaveProperty('inlinePolicy');
  expect(awsOf({}).managedPolicies).toEqual([]);
});

test.each([
  ['least', 'least'],
  ['{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n', '{"Version":"2012-10-17","Statement":[]}'],
  ['{"Statement":{"Resource":"Zürich"}}', '{"Statement":{"Resource":"Zürich"}}'],
  [policy(2048), policy(2048)],
])('an inline policy goes without white space: %#', (given, inlinePolicy) => {
  expect(awsOf({ 'inline-session-policy': given })).toMatchObject({ inlinePolicy });
});

test('managed ones, separated by commas or newlines', () => {
  const own = 'arn:aws-cn:iam::111122223333:policy/ci/push.only';
  expect(awsOf({ 'managed-session-policies': `${MANAGED},${own}` }).managedPolicies).toEqual([MANAGED, own]);
});

test.each<[Given, string]>([
  [
    { 'inline-session-policy': 'Least' },
    'inline-session-policy: the text is not an IAM policy. Give one in JSON with a S',
  ],
  [{ 'inline-session-policy': '[]' }, 'inline-session-policy: the text is not an IAM policy.'],
  [{ 'inline-session-policy': '{"Version":"2012-10-17"}' }, 'inline-session-policy: the text is not an IAM policy.'],
  [
    { 'inline-session-policy': '{"Statement":"→"}' },
    'inline-session-policy: AWS does not accept "→" in a session policy.',
  ],
  [
    { 'inline-session-policy': policy(2049) },
    'inline-session-policy: with managed-session-policies it has 2049 characters, and AWS accepts at most 2048.',
  ],
  [
    { 'inline-session-policy': policy(2048), 'managed-session-policies': MANAGED },
    `with managed-session-policies it has ${2048 + MANAGED.length} characters`,
  ],
  [
    { 'managed-session-policies': 'ReadOnlyAccess' },
    'managed-session-policies: "ReadOnlyAccess" is not the ARN of a managed policy. Use the form arn:aws:iam::<12-digit account, or aws>:policy/<name>.',
  ],
  [{ 'managed-session-policies': ROLE }, 'is not the ARN of a managed policy'],
  [
    { 'managed-session-policies': `${MANAGED}\n`.repeat(11) },
    'managed-session-policies: there are 11, and AWS accepts at most 10. Combine some of them.',
  ],
  [
    { 'inline-session-policy': 'least', 'managed-session-policies': MANAGED },
    'inline-session-policy: least and managed-session-policies cannot go together, since AWS allows whatever any of them allows.',
  ],
])('is refused: %#', (given, message) => {
  expect(() => awsOf(given)).toThrow(message);
});

test.each<[Given, string]>([
  [{ 'inline-session-policy': 'least' }, 'inline-session-policy'],
  [{ 'managed-session-policies': MANAGED }, 'managed-session-policies'],
])('without a role there is no session to narrow: %j', (given, input) => {
  expect(() => requireRole(jobOf(given).aws)).toThrow(
    new Error(`${input}: there is no role whose session it could restrict. Set role-to-assume, or remove this input.`),
  );
});
