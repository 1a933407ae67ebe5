import { describe, expect, test } from '@jest/globals';
import { inlinePolicyOf } from '../../src/iam/least-policy.ts';
import { type Configuration, rolesFor } from '../../src/iam/roles.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { full, run, settings, small } from './configurations.ts';

const least = (request: Configuration, wanted: Settings = {}): string =>
  inlinePolicyOf({ ...request, aws: { ...request.aws, inlinePolicy: 'least' } }, wanted) ?? '';

const CHAIN = ['arn:aws:iam::111122223333:role/hub', 'arn:aws-cn:iam::444455556666:role/publisher'];

describe('least is what print-policies prints, without white space', () => {
  test.each<[string, Configuration, Settings]>([
    ['small', small, {}],
    ['full', full, settings],
    ['ECR Public', { ...full, place: { kind: 'ecr-public' as const, catalog: {} } }, settings],
    ['of the last of a chain', { ...small, aws: { ...small.aws, roles: CHAIN } }, {}],
  ])('%s', (_, request, wanted) => {
    const text = least(request, wanted);
    expect(JSON.parse(text)).toEqual(rolesFor(request, wanted, run).at(-1)?.identity);
    expect(text).not.toMatch(/\s/);
    expect(text.length).toBeLessThanOrEqual(2048);
  });
});

test('it fits whatever the names, until there is more than AWS takes', () => {
  const names = { name: 'a'.repeat(256), cache: 'b'.repeat(256) };
  const request = { ...full, repository: { ...full.repository, ...names } };
  expect(least(request, settings).length).toBeLessThanOrEqual(2048);
  const managedPolicies = Array(5).fill('arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly');
  expect(() => least({ ...request, aws: { ...request.aws, managedPolicies } }, settings)).toThrow(
    /^inline-session-policy: with managed-session-policies it has 2\d{3} characters, and AWS accepts at most 2048\. Give a shorter policy/,
  );
});

test.each([undefined, '{"Statement":[]}'])('%p is taken as it is', (inlinePolicy) => {
  const aws = { ...small.aws, ...(inlinePolicy && { inlinePolicy }) };
  expect(inlinePolicyOf({ ...small, aws }, {})).toBe(inlinePolicy);
});
