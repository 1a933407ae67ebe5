import { describe, expect, test } from '@jest/globals';
import * as values from '../../src/job/values.ts';

type Check = (value: string, input?: string) => unknown;

const registryHost: Check = (value) => values.registryHost(value, 'registry-endpoint');

const duration =
  (most: number): Check =>
  (value) =>
    values.durationSeconds(value, most);

// What is taken as it is, up to the limits that AWS documents.
const taken: [string, Check, string[]][] = [
  [
    'repositoryName',
    values.repositoryName,
    ['app', 'team/app', 'a/b/c/d', 'my-app_1.x/y', '0a', 'dkr.ecr/app', 'a'.repeat(256)],
  ],
  ['platform', values.platform, ['linux/amd64', 'linux/arm/v7', 'linux/amd64/v3', 'linux/riscv64', 'windows/amd64']],
  [
    'region',
    values.region,
    ['eu-central-1', 'us-gov-west-1', 'cn-northwest-1', 'us-isob-east-1', 'eusc-de-east-1', 'ap-southeast-7'],
  ],
  [
    'roleArn',
    values.roleArn,
    [
      'arn:aws:iam::111122223333:role/publish',
      'arn:aws-cn:iam::111122223333:role/ci/github/publish',
      'arn:aws-us-gov:iam::111122223333:role/a+b=c.d@e_f-g',
    ],
  ],
  ['sessionName', values.sessionName, ['ci', 'me@example.com', 'a=b,c.d+e_f-g', 's'.repeat(64)]],
  ['builderVariable', values.builderVariable, ['NPM_TOKEN', 'SSH_AUTH_SOCK']],
  ['externalId', values.externalId, ['x1', 'org:team/app', 'e'.repeat(1224)]],
  ['accountId', values.accountId, ['111122223333', '000000000001']],
  [
    'registryHost',
    registryHost,
    [
      'localhost',
      'localhost:4566',
      '127.0.0.1:5000',
      '111122223333.dkr.ecr.eu-central-1.localhost.localstack.cloud:4566',
    ],
  ],
];

test.each(taken.flatMap(([name, check, values]) => values.map((value) => [name, value, check] as const)))(
  '%s takes %s',
  (_, value, check) => {
    expect(check(value)).toBe(value);
  },
);

const NOT_A_NAME =
  'is not a valid ECR repository name. Use 2 to 256 characters: lower-case letters and digits, separated by single . _ - or /.';
const NOT_A_PLATFORM =
  'is not a platform. Use the form os/architecture[/variant], such as linux/amd64 or linux/arm/v7.';
const NOT_A_ROLE = 'is not the ARN of a role. Use the form arn:aws:iam::<12-digit account>:role/<name>.';
const NOT_A_HOST = 'is not a host. Give host[:port] without a scheme or path, such as localhost:4566.';
const NOT_A_SESSION = 'is not a session name. Use 2 to 64 characters: letters, digits and _ + = , . @ -.';
const NOT_AN_ACCOUNT = 'is not an AWS account ID. Give 12 digits; in YAML, put them in quotes.';
const NO_EXTERNAL_ID =
  'role-external-id: the value is not an external ID. Use 2 to 1224 characters: letters, digits and _ + = , . @ : / -.';
const AN_ADDRESS =
  'is an image reference. Give the repository name alone, such as "team/app": the registry comes from the account and aws-region.';

// The whole message: what is wrong, with which value, and how to mend it.
const refused: [Check, string, string][] = [
  [values.repositoryName, '', 'repository: no repository name is given. Set it, such as team/app.'],
  [values.repositoryName, 'a', `repository: "a" ${NOT_A_NAME}`],
  [values.repositoryName, 'team//app', `repository: "team//app" ${NOT_A_NAME}`],
  [values.repositoryName, 'app-', `repository: "app-" ${NOT_A_NAME}`],
  [values.repositoryName, 'my app', `repository: "my app" ${NOT_A_NAME}`],
  [values.repositoryName, 'a'.repeat(257), `repository: "${'a'.repeat(199)}…" ${NOT_A_NAME}`],
  [values.repositoryName, 'Team/App', `repository: "Team/App" ${NOT_A_NAME} Did you mean "team/app"?`],
  ...[
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app:v1',
    '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/Team/App@sha256:0123',
    '111122223333.dkr-ecr.eu-central-1.on.aws/team/app:v1',
  ].map((value): [Check, string, string] => [values.repositoryName, value, `repository: "${value}" ${AN_ADDRESS}`]),

  [values.platform, 'linux', `platforms: "linux" ${NOT_A_PLATFORM}`],
  [values.platform, 'linux/amd46', `platforms: "linux/amd46" ${NOT_A_PLATFORM}`],
  [values.platform, 'Linux/amd64', `platforms: "Linux/amd64" ${NOT_A_PLATFORM}`],
  [values.platform, 'linux/arm/v7/x', `platforms: "linux/arm/v7/x" ${NOT_A_PLATFORM}`],
  [values.platform, 'linux/arm/', `platforms: "linux/arm/" ${NOT_A_PLATFORM}`],

  [
    values.region,
    '',
    'aws-region: no region is given. Set the input (or AWS_REGION in the environment), such as eu-central-1.',
  ],
  [values.region, 'Frankfurt', 'aws-region: "Frankfurt" is not an AWS region. Give one such as eu-central-1.'],
  [values.region, 'eu-central-1a', 'aws-region: "eu-central-1a" is not an AWS region. Give one such as eu-central-1.'],
  [
    values.region,
    'eu-central-1.evil.example',
    'aws-region: "eu-central-1.evil.example" is not an AWS region. Give one such as eu-central-1.',
  ],

  [values.roleArn, 'publish', `role-to-assume: "publish" ${NOT_A_ROLE}`],
  ...[
    'arn:aws:iam::1234:role/publish',
    'arn:aws:iam::111122223333:user/publish',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:sts::111122223333:assumed-role/publish/me',
  ].map((value): [Check, string, string] => [values.roleArn, value, `role-to-assume: "${value}" ${NOT_A_ROLE}`]),

  [values.sessionName, 'x', `role-session-name: "x" ${NOT_A_SESSION}`],
  [values.sessionName, 'my session', `role-session-name: "my session" ${NOT_A_SESSION}`],
  [values.sessionName, 's'.repeat(65), `role-session-name: "${'s'.repeat(65)}" ${NOT_A_SESSION}`],

  // Without the value: who set it may hold it for a secret.
  [
    values.builderVariable,
    'DOCKER_DEFAULT_PLATFORM',
    'builder-env: "DOCKER_DEFAULT_PLATFORM" changes what is built, so that an image of other runs could stand in for it. Use the input platforms for it.',
  ],
  [
    values.builderVariable,
    'SOURCE_DATE_EPOCH',
    'builder-env: "SOURCE_DATE_EPOCH" changes what is built, so that an image of other runs could stand in for it. Use the input build-args for it.',
  ],
  [values.externalId, 'x', NO_EXTERNAL_ID],
  [values.externalId, 'two words', NO_EXTERNAL_ID],

  [values.accountId, '12345', `allowed-account-ids: "12345" ${NOT_AN_ACCOUNT}`],
  [values.accountId, '1111-2222-3333', `allowed-account-ids: "1111-2222-3333" ${NOT_AN_ACCOUNT}`],

  [registryHost, 'http://localhost:4566', `registry-endpoint: "http://localhost:4566" ${NOT_A_HOST}`],
  [registryHost, 'localhost:4566/app', `registry-endpoint: "localhost:4566/app" ${NOT_A_HOST}`],
  [registryHost, 'localhost:', `registry-endpoint: "localhost:" ${NOT_A_HOST}`],
  [registryHost, 'user@localhost', `registry-endpoint: "user@localhost" ${NOT_A_HOST}`],

  [duration(43200), '1h', 'role-duration-seconds: "1h" is out of range. Give a whole number from 900 to 43200.'],
  [duration(43200), '899', 'role-duration-seconds: "899" is out of range. Give a whole number from 900 to 43200.'],
  [duration(43200), '43201', 'role-duration-seconds: "43201" is out of range. Give a whole number from 900 to 43200.'],
  [duration(43200), '1e3', 'role-duration-seconds: "1e3" is out of range. Give a whole number from 900 to 43200.'],
  [
    duration(3600),
    '3601',
    'role-duration-seconds: "3601" is out of range. Give a whole number from 900 to 3600 (AWS limits role chaining to one hour).',
  ],
];

test.each(
  refused.map(([check, value, message]) => [message.slice(0, message.indexOf(':')), value, message, check] as const),
)('%s refuses %p', (_, value, message, check) => {
  expect(() => check(value)).toThrow(new Error(message));
});

test.each([
  ['900', 900],
  ['43200', 43200],
])('a duration of %s seconds is the number', (value, seconds) => {
  expect(values.durationSeconds(value, 43200)).toBe(seconds);
});

describe('boolean', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('%s is %p', (value, expected) => {
    expect(values.boolean(value, 'push')).toBe(expected);
  });

  test.each(['yes', '1', 'tRUE', 'truely'])('%s is neither', (value) => {
    expect(() => values.boolean(value, 'push')).toThrow(new Error(`push: "${value}" must be true or false.`));
  });
});

test('choice takes one of its words, written as it is', () => {
  const reuse = (value: string) => values.choice('reuse', value, ['commit', 'content', 'off']);
  expect(['commit', 'content', 'off'].map(reuse)).toEqual(['commit', 'content', 'off']);
  for (const value of ['', 'Commit', 'on', 'commit,content']) {
    expect(() => reuse(value)).toThrow(new Error(`reuse: "${value}" must be one of commit, content, off.`));
  }
});

describe('a URL as the context', () => {
  const why =
    'is a URL, and only a checkout can be built. Add a step with actions/checkout for that repository before this one (inputs repository, ref and path), and set context to its path.';
  test.each([
    ['https://github.com/octo-org/app.git#main:web', 'https://github.com/octo-org/app.git#main:web'],
    ['https://x-access-token:ghs_secret@github.com/octo-org/app.git', 'https://***@github.com/octo-org/app.git'],
    ['git@github.com:octo-org/app.git', 'git@github.com:octo-org/app.git'],
    ['git://git.example/app', 'git://git.example/app'],
    ['ssh://git@git.example/app', 'ssh://***@git.example/app'],
    ['http://files.example/app.tar.gz', 'http://files.example/app.tar.gz'],
  ])('%s has an error of its own', (given, shown) => {
    expect(() => values.contextPath(given, 'context')).toThrow(`context: "${shown}" ${why}`);
  });

  test.each(['.', 'app', './web', '/srv/app', 'git', 'a@b', 'github.com/octo-org/app'])('%s is a path', (path) => {
    expect(values.contextPath(path, 'context')).toBe(path);
  });
});
