import { describe, expect, test } from '@jest/globals';
import { canonicalPolicy, policyMistake, repositoryPolicy, withLambdas } from '../../src/settings/repository-policy.ts';
import type { PolicySettings } from '../../src/settings/schema.ts';

const place = { partition: 'aws', region: 'eu-central-1' };
const Action = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const [one, two] = ['111122223333', '444455556666'];
const root = (account: string) => `arn:aws:iam::${account}:root`;
const role = `arn:aws:iam::${one}:role/deploy`;

describe('plain words', () => {
  const byAccounts = (...accounts: string[]) => ({
    Sid: 'PullByAccounts',
    Effect: 'Allow',
    Principal: { AWS: accounts.map(root) },
    Action,
  });
  const byLambda = (...accounts: string[]) => ({
    Sid: 'PullByLambda',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action,
    Condition: {
      StringLike: {
        'aws:SourceArn': accounts.map((account) => `arn:aws:lambda:eu-central-1:${account}:function:*`),
      },
    },
  });
  test.each<[string, PolicySettings['pull'], object[]]>([
    ['accounts', { accounts: [one, two] }, [byAccounts(one, two)]],
    ['roles', { roles: [role] }, [{ Sid: 'PullByRoles', Effect: 'Allow', Principal: { AWS: [role] }, Action }]],
    [
      'organisations',
      { organizations: ['o-a1b2c3d4e5'] },
      [
        {
          Sid: 'PullByOrganizations',
          Effect: 'Allow',
          Principal: '*',
          Action,
          Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
        },
      ],
    ],
    ['Lambda, which also needs the account', { lambda: [two] }, [byAccounts(two), byLambda(two)]],
    ['Lambda of an account that may pull', { accounts: [one], lambda: [one] }, [byAccounts(one), byLambda(one)]],
  ])('%s', (_, pull, Statement) => {
    expect(JSON.parse(repositoryPolicy({ ...(pull && { pull }) }, place))).toEqual({
      Version: '2012-10-17',
      Statement,
    });
  });

  test('push, by the same words, beside pull', () => {
    const push = [
      ...Action.slice(0, 2),
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:PutImage',
    ];
    const allowed = { Effect: 'Allow', Action: push };
    const settings = {
      pull: { accounts: [one] },
      push: { accounts: [two], roles: [role], organizations: ['o-a1b2c3d4e5'] },
    };
    expect(JSON.parse(repositoryPolicy(settings, place)).Statement).toEqual([
      byAccounts(one),
      { ...allowed, Sid: 'PushByAccounts', Principal: { AWS: [root(two)] } },
      { ...allowed, Sid: 'PushByRoles', Principal: { AWS: [role] } },
      {
        ...allowed,
        Sid: 'PushByOrganizations',
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
      },
    ]);
  });

  test("the partition is the repository's", () => {
    const settings = { pull: { accounts: [one], lambda: [one] } };
    const text = repositoryPolicy(settings, { partition: 'aws-cn', region: 'cn-north-1' });
    expect(text).toContain(`arn:aws-cn:iam::${one}:root`);
    expect(text).toContain(`arn:aws-cn:lambda:cn-north-1:${one}:function:*`);
  });

  test("IAM's own statements go as they are", () => {
    const Statement = [{ Effect: 'Deny', Principal: '*' }];
    const settings: PolicySettings = { Version: '2008-10-17', Id: 'mine', Statement };
    expect(JSON.parse(repositoryPolicy(settings, place))).toEqual(settings);
  });
});

describe('what ECR would not take', () => {
  const long = (characters: number) => ({ Statement: [{ Effect: 'Allow', Sid: 'x'.repeat(characters) }] });
  const frame = repositoryPolicy(long(0), place).length;
  test.each<[string, PolicySettings, string | undefined]>([
    [
      'both ways',
      { pull: { accounts: [one] }, Statement: [{ Effect: 'Deny' }] },
      'It has both statements and the short form.',
    ],
    [
      'push and statements',
      { push: { accounts: [one] }, Statement: [{ Effect: 'Deny' }] },
      'It has both statements and the short form.',
    ],
    ['push alone', { push: { accounts: [one] } }, undefined],
    ['nothing', { Version: '2012-10-17' }, 'It grants nothing to anybody.'],
    ['10,240 characters', long(10_240 - frame), undefined],
    ['one more', long(10_241 - frame), 'It has 10241 characters, and ECR accepts at most 10240.'],
  ])('%s', (_, settings, mistake) => {
    expect(policyMistake(settings, place)).toEqual(mistake && expect.stringContaining(mistake));
  });
});

describe('what means the same', () => {
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const allow = (more: object) => ({ Sid: 's', Effect: 'Allow', Principal: { AWS: [root(one)] }, Action, ...more });
  const deny = { Effect: 'Deny', Principal: '*', Action: 'ecr:*' };

  test.each([
    ['the order of statements', policy(allow({}), deny), policy(deny, allow({}))],
    ['the order of actions', policy(allow({})), policy(allow({ Action: Action.toReversed() }))],
    ['the case of actions', policy(allow({})), policy(allow({ Action: Action.map((each) => each.toUpperCase()) }))],
    [
      'one action and a list of one',
      policy(allow({ Action: 'ecr:BatchGetImage' })),
      policy(allow({ Action: ['ecr:BatchGetImage'] })),
    ],
    ['an account and its root', policy(allow({})), policy(allow({ Principal: { AWS: one } }))],
    [
      "accounts' order, and one twice",
      policy(allow({ Principal: { AWS: [root(one), two] } })),
      policy(allow({ Principal: { AWS: [root(two), one, root(one)] } })),
    ],
    ['everybody in both ways', policy(allow({ Principal: '*' })), policy(allow({ Principal: { AWS: '*' } }))],
    ['one statement without a list', policy(deny), JSON.stringify({ Version: '2012-10-17', Statement: deny })],
    ['no version and the first', JSON.stringify({ Statement: [deny] }), policy(deny).replace('2012', '2008')],
    [
      'values of a condition',
      policy(allow({ Condition: { Bool: { 'aws:SecureTransport': true } } })),
      policy(allow({ Condition: { Bool: { 'aws:SecureTransport': ['true'] } } })),
    ],
    [
      'other principals',
      policy(allow({ Principal: { Service: ['a', 'b'] } })),
      policy(allow({ Principal: { Service: ['b', 'a'] } })),
    ],
  ])('%s', (_, a, b) => {
    expect(canonicalPolicy(b)).toBe(canonicalPolicy(a));
  });

  test.each([
    ['another account', policy(allow({ Principal: { AWS: two } }))],
    ['everybody', policy(allow({ Principal: '*' }))],
    ['a service', policy(allow({ Principal: { Service: root(one) } }))],
    ['another effect', policy(allow({ Effect: 'Deny' }))],
    ['an action less', policy(allow({ Action: Action.slice(1) }))],
    ['all but those actions', policy({ ...allow({}), Action: undefined, NotAction: Action })],
    ['a condition more', policy(allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
    ['another version', policy(allow({})).replace('2012', '2008')],
    ['a statement more', policy(allow({}), deny)],
  ])('but not %s', (_, other) => {
    expect(canonicalPolicy(other)).not.toBe(canonicalPolicy(policy(allow({}))));
  });

  test("an account's id and its root's ARN in a condition", () => {
    const condition = (value: string) => policy(allow({ Condition: { StringEquals: { 'aws:PrincipalArn': value } } }));
    expect(canonicalPolicy(condition(one))).not.toBe(canonicalPolicy(condition(root(one))));
  });
});

describe("Lambda's own statement", () => {
  // As Lambda writes it: https://github.com/ministryofjustice/modernisation-platform-environments/issues/9319; other copies have two actions.
  const lambdas = {
    Sid: 'LambdaECRImageRetrievalPolicy',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: [
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
      'ecr:SetRepositoryPolicy',
      'ecr:DeleteRepositoryPolicy',
      'ecr:GetRepositoryPolicy',
    ],
    Condition: { StringLike: { 'aws:sourceArn': 'arn:aws:lambda:eu-central-1:111122223333:function:*' } },
  };
  const wanted = repositoryPolicy({ pull: { accounts: ['444455556666'] } }, place);
  const with_ = (...statements: object[]) =>
    JSON.stringify({ Version: '2008-10-17', Statement: [...JSON.parse(wanted).Statement, ...statements] });

  test('stays', () => {
    expect(JSON.parse(withLambdas(wanted, with_(lambdas))).Statement).toEqual([
      ...JSON.parse(wanted).Statement,
      lambdas,
    ]);
  });

  test.each([
    ['where there is no policy', undefined],
    ['where Lambda wrote nothing', with_()],
    ['for another principal', with_({ ...lambdas, Principal: { AWS: '*' } })],
    ['beside another principal', with_({ ...lambdas, Principal: { Service: 'lambda.amazonaws.com', AWS: '*' } })],
  ])('nothing is kept %s', (_, is) => {
    expect(withLambdas(wanted, is)).toBe(wanted);
  });

  test("the settings' own of that name wins", () => {
    const own = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...lambdas, Condition: {} }] });
    expect(withLambdas(own, with_(lambdas))).toBe(own);
  });

  test("a condition's keys may be written in any case", () => {
    const upper = {
      ...lambdas,
      Condition: { stringlike: { 'AWS:SourceArn': lambdas.Condition.StringLike['aws:sourceArn'] } },
    };
    expect(canonicalPolicy(with_(upper))).toBe(canonicalPolicy(with_(lambdas)));
  });
});
