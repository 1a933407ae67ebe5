import { describe, expect, test } from '@jest/globals';
import { printPolicies } from '../../src/iam/print-policies.ts';
import { publisherOf, pullRequestOf, pullRequestRoles } from '../../src/iam/pull-requests.ts';
import type { Configuration } from '../../src/iam/roles.ts';
import type { Run } from '../../src/iam/trust-policy.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { pullRequest } from '../host/events.ts';
import { full, run, settings, small } from './configurations.ts';

const roleOf = (request: Configuration, wanted: Settings = {}, of: Run = run) =>
  pullRequestRoles(publisherOf(request), wanted, of).at(-1);

const claims = (sub: string) => ({ iss: 'https://token.actions.githubusercontent.com', aud: 'sts.amazonaws.com', sub });

describe('the role of pull requests', () => {
  const subjects = (of: Run) =>
    roleOf(small, {}, of)?.trust.Statement[0]?.Condition?.StringEquals?.['token.actions.githubusercontent.com:sub'];
  const both = ['repo:acme/shop:pull_request', 'repo:acme@9919/shop@70107786:pull_request'];

  test.each<[string, Partial<Run>, string[]]>([
    ['from the event', {}, both],
    ['from the event of one', { event: { ...pullRequest('acme/shop'), ids: run.event.ids } }, both],
    ['from a token of main', { claims: claims('repo:acme/shop:ref:refs/heads/main') }, both],
    ['from a token of an environment', { claims: claims('repo:acme/shop:environment:a:b') }, both],
    [
      'from the immutable form',
      { claims: claims('repo:acme@9919/shop@70107786:ref:refs/heads/main') },
      [both[1] ?? ''],
    ],
    [
      "from an organisation's own form",
      { claims: claims('repository_id:70107786:ref:refs/heads/main') },
      ['repository_id:70107786:pull_request'],
    ],
    ['from a form that does not say', { claims: claims('repository_owner_id:4711') }, both],
  ])('trusts pull requests alone, %s', (_, more, expected) => {
    expect(subjects({ ...run, ...more })).toEqual(expected);
  });

  test.each<[string, Configuration, Settings]>([
    ['small', small, {}],
    ['full', full, settings],
    ['with force', { ...full, repository: { ...full.repository, force: true } }, settings],
  ])('%s: makes and changes no repository, and writes to its own alone', (_, request, wanted) => {
    const statements = roleOf(request, wanted)?.identity.Statement ?? [];
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.join()).not.toMatch(/Create|Delete|Tag(Resource)|PutLifecycle|Set|PutImage(Tag|Scan)|kms|Preview/);
    const writing = statements.filter(({ Action }) => [Action].flat().some((each) => /Put|Upload/.test(each)));
    for (const { Resource } of writing) {
      expect(Resource).toMatch(
        /^arn:aws:ecr:eu-central-1:111122223333:repository\/team\/app\/pull-requests(\/cache)?$/,
      );
    }
    expect(writing.length).toBe(request.repository.cache ? 2 : 1);
  });

  test("has a name that IAM takes, beside the publisher's", () => {
    const role = `arn:aws:iam::111122223333:role/ci/${'a'.repeat(64)}`;
    expect(roleOf({ ...small, aws: { ...small.aws, roles: [role] } })).toMatchObject({
      path: '/ci/',
      name: `${'a'.repeat(50)}-pull-requests`,
    });
  });

  test('of a chain is a chain of its own', () => {
    const roles = ['arn:aws:iam::111122223333:role/hub', 'arn:aws:iam::444455556666:role/publisher'];
    const printed = pullRequestRoles({ ...small, aws: { ...small.aws, roles } }, {}, run);
    expect(printed.map(({ account, name }) => `${account} ${name}`)).toEqual([
      '111122223333 hub-pull-requests',
      '444455556666 publisher-pull-requests',
    ]);
    expect(printed[0]?.identity.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: 'arn:aws:iam::444455556666:role/publisher-pull-requests',
      },
    ]);
    expect(printed[1]?.trust.Statement[0]?.Principal).toEqual({
      AWS: 'arn:aws:iam::111122223333:role/hub-pull-requests',
    });
    expect(JSON.stringify(printed[1]?.identity)).not.toContain('111122223333');
  });
});

test.each([small, full])('a workflow that has both prints the same whichever of them it runs as: %#', (request) => {
  const publisher = publisherOf(request);
  const given = pullRequestOf(publisher);
  expect(publisherOf({ ...given, repository: { ...request.repository, ...given.repository } }).aws).toEqual(
    publisher.aws,
  );
  expect(publisherOf(given).repository.name).toBe(request.repository.name);
  expect(publisherOf(given).repository.cache).toBe(request.repository.cache);
});

describe('the warning of a publisher that trusts pull requests', () => {
  const WARNING = /^Warning: this is the run of a pull request, so the publisher's trust policy/;

  test.each<[string, Partial<Run>]>([
    ['the event', { event: { ...pullRequest('acme/shop'), ids: {} } }],
    ['the token', { claims: claims('repo:acme/shop:pull_request') }],
  ])('is there where %s says so', (_, more) => {
    expect(printPolicies(small, {}, { ...run, ...more })).toMatch(WARNING);
  });

  test.each<[string, Partial<Run>]>([
    ['a push', {}],
    [
      'a pull request in an environment',
      { event: { ...pullRequest('acme/shop'), ids: {} }, claims: claims('repo:acme/shop:environment:preview') },
    ],
  ])('is not for %s', (_, more) => {
    expect(printPolicies(small, {}, { ...run, ...more })).not.toMatch(WARNING);
  });
});
