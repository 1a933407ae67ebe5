import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { printPolicies } from '../../src/iam/print-policies.ts';
import { rolesFor } from '../../src/iam/roles.ts';
import type { Run } from '../../src/iam/trust-policy.ts';
import { triggers } from '../../src/job/triggers.ts';
import { noEvent, pullRequest, push } from '../host/events.ts';
import { full, run, settings, small } from './configurations.ts';

const recorded = (name: string) => readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8').trimEnd();

/** What is printed of each role: the publisher's first. */
const rolesIn = (text: string): string[] => text.split(/^(?=## Role )/m).filter((part) => part.startsWith('## Role'));

/** The blocks of a role, by their title. */
const blocks = (role = ''): Record<string, string> =>
  Object.fromEntries(
    [...role.matchAll(/^### (.*)\n\n```\w+\n([\s\S]*?)\n```$/gm)].map(([, title, block]) => [title, block]),
  );

describe.each([
  ['small', printPolicies(small, {}, run)],
  ['full', printPolicies(full, settings, run)],
])('a %s configuration', (name, printed) => {
  test('is printed word for word as recorded', () => {
    expect(printed).toBe(recorded(name));
  });

  describe.each([
    ['the publisher’s role', 0],
    ['the role of pull requests', 1],
  ])('%s', (_, at) => {
    const {
      'Trust policy': trust = '',
      'Identity policy': identity = '',
      CloudFormation = '',
      Terraform = '',
    } = blocks(rolesIn(printed)[at]);

    test('is the same in CloudFormation', () => {
      const { Properties } = parse(CloudFormation, { version: '1.1' }).Resources.Role;
      expect(Properties.AssumeRolePolicyDocument).toEqual(JSON.parse(trust));
      expect(Properties.Policies).toEqual([{ PolicyName: 'ecr-publish', PolicyDocument: JSON.parse(identity) }]);
    });

    test('is the same in Terraform', () => {
      const documents = [...Terraform.matchAll(/jsonencode\(([\s\S]*?)\)$/gm)].map(([, json = '']) => JSON.parse(json));
      expect(documents).toEqual([JSON.parse(trust), JSON.parse(identity)]);
      expect(Terraform.match(/[({[]/g)?.length).toBe(Terraform.match(/[)}\]]/g)?.length);
    });
  });
});

describe('the trust policy', () => {
  const { ids } = run.event;
  const subjects = (more: Partial<typeof run>) =>
    rolesFor(small, {}, { ...run, ...more })[0]?.trust.Statement[0]?.Condition?.StringEquals?.[
      'token.actions.githubusercontent.com:sub'
    ];
  const claims = (sub: string) => ({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    sub,
  });

  test.each([
    ['the branch', {}, ['repo:acme/shop:ref:refs/heads/main', 'repo:acme@9919/shop@70107786:ref:refs/heads/main']],
    [
      'pull requests',
      { event: { ...pullRequest('acme/shop'), ids } },
      ['repo:acme/shop:pull_request', 'repo:acme@9919/shop@70107786:pull_request'],
    ],
    [
      'the environment that the token tells of',
      { claims: claims('repo:acme/shop:environment:production') },
      ['repo:acme/shop:environment:production', 'repo:acme@9919/shop@70107786:environment:production'],
    ],
    [
      'the immutable form alone, where that is what the token has',
      { claims: claims('repo:acme@9919/shop@70107786:ref:refs/heads/main') },
      ['repo:acme@9919/shop@70107786:ref:refs/heads/main'],
    ],
    [
      "an organisation's own form",
      { claims: claims('repository_id:70107786:ref:refs/heads/main') },
      ['repository_id:70107786:ref:refs/heads/main'],
    ],
    ['no ids', { event: push }, ['repo:acme/shop:ref:refs/heads/main']],
    ['no event', { event: noEvent }, ['repo:OWNER/NAME:ref:refs/heads/main']],
  ])('names %s', (_, more, expected) => {
    expect(subjects(more)).toEqual(expected);
  });

  test("names the token's issuer, such as that of GitHub Enterprise", () => {
    const iss = 'https://github.example.com/_services/token';
    const [role] = rolesFor(small, {}, { ...run, claims: { ...claims('repo:acme/shop:pull_request'), iss } });
    expect(role?.trust.Statement[0]?.Principal).toEqual({
      Federated: 'arn:aws:iam::111122223333:oidc-provider/github.example.com/_services/token',
    });
  });
});

describe('ECR Public', () => {
  const place = { kind: 'ecr-public' as const, catalog: {} };
  const request = { ...small, place, aws: { ...small.aws, region: 'us-east-1' } };

  test('the role may publish to that repository, whose ARN has no region', () => {
    const [role] = rolesFor(request, {}, run);
    expect(role?.identity.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: expect.arrayContaining(['ecr-public:PutImage', 'ecr-public:GetRepositoryCatalogData']),
        Resource: 'arn:aws:ecr-public::111122223333:repository/team/app',
      },
    ]);
  });

  test('pull requests get no role', () => {
    const of = (text: string) =>
      printPolicies(request, {}, { ...run, triggers: triggers(text, 'print-policies') || [] });
    expect(rolesIn(of('true'))).toHaveLength(1);
    expect(of('branch:main')).not.toContain('Pull requests get no role');
    expect(of('pull_request')).toContain('Pull requests get no role for ECR Public');
    expect(rolesIn(of('pull_request'))).toEqual([]);
  });
});

describe('the issuer', () => {
  const audiences = (more: Partial<Run>) =>
    rolesFor(small, {}, { ...run, ...more })[0]?.trust.Statement.map(({ Principal, Condition }) => [
      Principal?.Federated,
      ...Object.keys(Condition?.StringEquals ?? {}),
    ]);
  const provider = (issuer: string) => [
    [`arn:aws:iam::111122223333:oidc-provider/${issuer}`, `${issuer}:aud`, `${issuer}:sub`],
  ];

  test.each([
    ['GitHub Enterprise Server', 'https://ghes.example', 'ghes.example/_services/token'],
    ['GHE.com', 'https://octocorp.ghe.com', 'token.actions.octocorp.ghe.com'],
  ])('of %s is its own', (_, serverUrl, issuer) => {
    const event = { ...run.event, serverUrl };
    expect(audiences({ event })).toEqual(provider(issuer));
    expect(printPolicies(small, {}, { ...run, event })).not.toContain('githubusercontent');
  });

  test("of an enterprise is its tokens', which alone say it", () => {
    const event = { ...run.event, payload: { enterprise: { slug: 'octocorp' } } };
    const issuer = 'token.actions.githubusercontent.com/octocorp';
    expect(printPolicies(small, {}, { ...run, event })).toContain(`it is https://${issuer}: give the job`);
    const claims = { iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: 'repo:acme/shop:ref:refs/heads/main' };
    expect(audiences({ event, claims })).toEqual(provider(issuer));
    expect(printPolicies(small, {}, { ...run, event, claims })).not.toContain('give the job');
  });
});

describe('the trust policy for the runs that are asked for', () => {
  const issuer = 'token.actions.githubusercontent.com';
  const [named, withIds] = ['repo:acme/shop:', 'repo:acme@9919/shop@70107786:'];
  const SHARED = 'acme/shared/.github/workflows/publish.yml@refs/heads/main';
  const asked = (text: string, more: Partial<Run> = {}): Run => ({
    ...run,
    ...more,
    triggers: triggers(text, 'print-policies') || [],
  });
  const conditions = (text: string, more: Partial<Run> = {}) =>
    rolesFor(small, {}, asked(text, more))[0]?.trust.Statement.map(({ Condition }) => Condition);
  const aud = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
  const sub = (...values: string[]) => ({ [`${issuer}:sub`]: values });
  const workflow = (...values: string[]) => ({ [`${issuer}:job_workflow_ref`]: values });

  test('exact names are equal, in both forms', () => {
    expect(conditions('branch:main, tag:v1\nenvironment:production:eu')).toEqual([
      {
        StringEquals: {
          ...aud,
          ...sub(
            ...['ref:refs/heads/main', 'ref:refs/tags/v1', 'environment:production%3Aeu'].flatMap((context) => [
              named + context,
              withIds + context,
            ]),
          ),
        },
      },
    ]);
  });

  test('patterns are alike, in a statement of their own', () => {
    expect(conditions('branch:main, tag')).toEqual([
      { StringEquals: { ...aud, ...sub(`${named}ref:refs/heads/main`, `${withIds}ref:refs/heads/main`) } },
      { StringEquals: aud, StringLike: sub(`${named}ref:refs/tags/*`, `${withIds}ref:refs/tags/*`) },
    ]);
  });

  test('a reusable workflow narrows the others, or the run itself', () => {
    const main = sub(`${named}ref:refs/heads/main`, `${withIds}ref:refs/heads/main`);
    expect(conditions(`workflow:${SHARED}`)).toEqual([{ StringEquals: { ...aud, ...main, ...workflow(SHARED) } }]);
    const any = SHARED.replace(/@.*/, '@*');
    expect(conditions(`tag:v*\nworkflow:${SHARED}\nworkflow:${any}`)).toEqual([
      {
        StringEquals: { ...aud, ...workflow(SHARED) },
        StringLike: sub(`${named}ref:refs/tags/v*`, `${withIds}ref:refs/tags/v*`),
      },
      {
        StringEquals: aud,
        StringLike: { ...sub(`${named}ref:refs/tags/v*`, `${withIds}ref:refs/tags/v*`), ...workflow(any) },
      },
    ]);
  });

  test("a name of the run's own that looks like a pattern is none", () => {
    const claims = { iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: `${withIds}environment:any*` };
    expect(conditions('', { claims })).toEqual([{ StringEquals: { ...aud, ...sub(claims.sub) } }]);
  });

  test('the form of the token decides', () => {
    const claims = { iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: `${withIds}pull_request` };
    expect(conditions('branch:main', { claims })).toEqual([
      { StringEquals: { ...aud, ...sub(`${withIds}ref:refs/heads/main`) } },
    ]);
  });

  test.each<[string, string[]]>([
    ['branch:main', ['publisher']],
    ['pull_request', ['publisher-pull-requests']],
    ['branch:main, pull_request', ['publisher', 'publisher-pull-requests']],
    [`workflow:${SHARED}`, ['publisher', 'publisher-pull-requests']],
  ])('%s: the roles are %j, and only that of pull requests has their subject', (text, names) => {
    const roles = rolesIn(printPolicies(small, {}, asked(text)));
    expect(roles.map((role) => role.match(/^## Role (\S+)/)?.[1])).toEqual(names);
    for (const [at, role] of roles.entries()) {
      expect(role.includes(':pull_request')).toBe(names[at]?.endsWith('-pull-requests'));
      expect(role.includes(SHARED)).toBe(text.includes(SHARED));
    }
  });

  test('what an environment does not say, and a subject of another form, is told', () => {
    const told = "say in the environment's settings which branches and tags may use it.";
    expect(printPolicies(small, {}, asked('environment'))).toContain(told);
    expect(printPolicies(small, {}, asked('branch:main'))).not.toContain(told);
    const sub = 'repository_id:70107786:ref:refs/heads/main';
    const claims = { iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub };
    const warning = `Warning: the subjects of this repository have a form of their own, such as \`${sub}\`, and those below`;
    expect(printPolicies(small, {}, asked('branch:main', { claims }))).toContain(warning);
    expect(printPolicies(small, {}, { ...run, claims })).not.toContain('Warning');
  });

  test('the run of a pull request may print what branches need', () => {
    const event = { ...pullRequest('acme/shop'), ids: run.event.ids };
    const printed = printPolicies(small, {}, asked('branch:main', { event }));
    expect(printed).not.toContain('Warning');
    expect(printed).not.toContain(':pull_request');
  });
});

test('a chain: each role may become the next one, and the last one publishes', () => {
  const [hub, publisher] = ['arn:aws:iam::111122223333:role/hub', 'arn:aws:iam::444455556666:role/publisher'];
  const aws = { ...small.aws, roles: [hub, publisher] };
  const roles = rolesFor({ ...small, aws: { ...aws, externalId: 'ext-42' } }, {}, run);
  expect(roles.map(({ account, name }) => `${account} ${name}`)).toEqual([
    '111122223333 hub',
    '444455556666 publisher',
  ]);
  expect(roles[0]?.identity.Statement).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: publisher }]);
  expect(roles[1]?.trust.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: hub },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'ext-42' } },
    },
  ]);
  expect(roles[1]?.identity.Statement.map(({ Resource }) => Resource)).toEqual([
    '*',
    'arn:aws:ecr:eu-central-1:444455556666:repository/team/app',
  ]);
  expect(rolesFor({ ...small, aws }, {}, run)[1]?.trust.Statement[0]?.Condition).toBeUndefined();
});

test.each([
  ['eu-central-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
])('without a role in %s, one is suggested', (region, partition) => {
  const printed = printPolicies({ ...small, aws: { ...small.aws, region, roles: [] } }, {}, run);
  expect(printed).toMatch(/^ACCOUNT_ID stands for the account: /);
  expect(printed).toContain('## Role ecr-publish of account ACCOUNT_ID');
  expect(printed).toContain(`"arn:${partition}:ecr:${region}:ACCOUNT_ID:repository/team/app"`);
});

describe('the key', () => {
  const key = (given: string) =>
    rolesFor(full, { encryption: { type: 'KMS', key: given } }, run)[0]?.identity.Statement.at(-1);
  const place = 'arn:aws:kms:eu-central-1:111122223333';

  test.each([
    ['1234-5678', { Resource: `${place}:key/1234-5678` }],
    ['arn:aws:kms:eu-central-1:444455556666:key/1234', { Resource: 'arn:aws:kms:eu-central-1:444455556666:key/1234' }],
    [
      'alias/images',
      {
        Resource: `${place}:key/*`,
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/images' } },
      },
    ],
    [
      `${place}:alias/images`,
      {
        Resource: `${place}:key/*`,
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/images' } },
      },
    ],
  ])('%s', (given, resource) => {
    expect(key(given)).toEqual({
      Effect: 'Allow',
      Action: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
      ...resource,
    });
  });

  test("AWS's own takes no permission", () => {
    expect(printPolicies(full, { encryption: { type: 'KMS' } }, run)).not.toContain('kms:');
  });
});

test('what looks like a template is none in Terraform', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that is meant
  const event = { ...run.event, ref: 'refs/heads/${a}%{b}' };
  const [role] = rolesIn(printPolicies(small, {}, { ...run, event }));
  expect(blocks(role).Terraform).toContain('refs/heads/$${a}%%{b}"');
});
