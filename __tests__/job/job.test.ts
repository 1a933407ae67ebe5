import { describe, expect, test } from '@jest/globals';
import type { TagRule } from '../../src/image/tag-rules.ts';
import { type AwsRequest, type BuildRequest, type Job, jobWarnings } from '../../src/job/job.ts';
import { noEvent, push } from '../host/events.ts';
import { type Given, jobOf } from './jobs.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publish';
const NEXT = 'arn:aws:iam::444455556666:role/deploy';

/** What a workflow asks for that gives a repository and a region alone. */
const least: Job = {
  name: 'eu-central-1/team/app',
  place: { kind: 'ecr' },
  destinationsPolicy: 'each',
  outputEnvCredentials: false,
  repository: { name: 'team/app', mode: 'create', template: false, force: false },
  settings: {
    'repository-settings': '',
    'image-tag-mutability': '',
    'image-tag-mutability-exclusions': [],
    'scan-on-push': '',
    encryption: '',
    'kms-key': '',
    'lifecycle-policy': '',
    'repository-policy': '',
    'resource-tags': [],
  },
  aws: {
    region: 'eu-central-1',
    roles: [],
    sessionName: 'ecr-publish-4711',
    durationSeconds: 3600,
    audience: 'sts.amazonaws.com',
    managedPolicies: [],
    allowedAccounts: [],
  },
  build: {
    context: '.',
    file: 'Dockerfile',
    buildArgs: [],
    labels: [],
    annotations: [],
    annotationLevels: ['manifest'],
    reproducible: false,
    platforms: [],
    noCache: false,
    pull: false,
  },
  builder: { kind: 'buildx' },
  builderEnv: [],
  argsFromEnv: [],
  tags: [],
  flavor: { latest: 'auto', prefix: '', suffix: '', prefixOnLatest: false, suffixOnLatest: false, notes: [] },
  reuse: 'commit',
  tagConflict: 'fail',
  tagOrder: 'last-run',
  dryRun: false,
  printPolicies: false,
};

test('a repository and a region are enough', () => {
  expect(jobOf({}, push, {})).toEqual(least);
});

test('without a push, no region is needed: a fork may not see the secret that holds it', () => {
  expect(jobOf({ 'aws-region': '', push: 'false' }, push, {}).aws.region).toBe('');
  expect(() => jobOf({ 'aws-region': 'Frankfurt' })).toThrow('aws-region: "Frankfurt" is not an AWS region');
});

describe('the repository', () => {
  test.each<[Given, Partial<Job['repository']>]>([
    // What other actions have.
    [{ 'create-repository': 'false' }, { mode: 'off' }],
    [{ 'create-repository': 'True' }, { mode: 'create' }],
    [
      { 'create-repository': 'reconcile', 'force-lifecycle-policy': 'true' },
      { mode: 'reconcile', force: true },
    ],
  ])('%p', (inputs, repository) => {
    const expected = { ...least, repository: { ...least.repository, ...repository } };
    expect(jobOf(inputs, push, {})).toEqual(expected);
  });

  const emulator = 'http://127.0.0.1:4566';
  const aws = 'https://api.ecr.eu-central-1.amazonaws.com';

  test.each<NodeJS.ProcessEnv>([
    { AWS_ENDPOINT_URL: emulator },
    { AWS_ENDPOINT_URL_ECR: emulator },
    { AWS_ENDPOINT_URL_ECR: emulator, AWS_ENDPOINT_URL: aws },
  ])('an emulator at %p may have a registry of its own', (env) => {
    expect(jobOf({ 'registry-endpoint': 'localhost:4566' }, push, env).repository.endpoint).toBe('localhost:4566');
  });

  test.each<NodeJS.ProcessEnv>([
    {},
    { AWS_ENDPOINT_URL: '' },
    { AWS_ENDPOINT_URL: 'no address' },
    { AWS_ENDPOINT_URL: aws },
    { AWS_ENDPOINT_URL: `${aws}.` },
    { AWS_ENDPOINT_URL: 'https://vpce-1.api.ecr.cn-north-1.vpce.amazonaws.com.cn' },
    { AWS_ENDPOINT_URL: 'https://ecr.eu-central-1.api.aws' },
    { AWS_ENDPOINT_URL: 'https://ecr.eusc-de-east-1.api.amazonwebservices.eu' },
    { AWS_ENDPOINT_URL: 'https://api.ecr.us-isob-east-1.api.aws.scloud' },
    { AWS_ENDPOINT_URL_ECR: aws, AWS_ENDPOINT_URL: emulator },
    { AWS_ENDPOINT_URL: emulator, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  ])('AWS itself, as %p has it, may not: its password would go to another host', (env) => {
    expect(() => jobOf({ 'registry-endpoint': 'localhost:4566' }, push, env)).toThrow(
      'registry-endpoint: "localhost:4566" would get a password of AWS itself, since the environment names no emulator.',
    );
  });

  test.each<[string, string]>([
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['123456789012.dkr-ecr.eu-central-1.on.aws', 'eu-central-1'],
    ['123456789012.dkr-ecr-fips.us-gov-west-1.on.aws', 'us-gov-west-1'],
    ['123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', 'cn-north-1'],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
  ])('%s is a name of its own', (endpoint, region) => {
    const given = { 'registry-endpoint': endpoint, 'aws-region': region };
    expect(jobOf(given, push, {}).repository.endpoint).toBe(endpoint);
    expect(() => jobOf({ ...given, 'aws-region': 'eu-west-3' }, push, {})).toThrow(
      `registry-endpoint: "${endpoint}" is a registry of ${region}, and the repository is in eu-west-3.`,
    );
  });

  // Anybody may have these, or AWS answers something else there.
  test.each([
    'ec2-192-0-2-1.eu-central-1.compute.amazonaws.com',
    'dkr.ecr.eu-central-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com.example',
    '123456789012.dkr.ecr.example.eu-central-1.amazonaws.com',
    '123456789012.dkr-ecr.eu-central-1.on.aws:4566',
    'public.ecr.aws',
  ])('%s is not', (endpoint) => {
    expect(() => jobOf({ 'registry-endpoint': endpoint }, push, {})).toThrow(
      `registry-endpoint: "${endpoint}" would get a password of AWS itself`,
    );
  });
});

describe('AWS', () => {
  test.each<[Given, NodeJS.ProcessEnv, Partial<AwsRequest>]>([
    [{ 'aws-region': 'eu-west-1' }, { AWS_REGION: 'us-east-1' }, { region: 'eu-west-1' }],
    [{ 'aws-region': '' }, { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' }, { region: 'us-east-1' }],
    [{ 'aws-region': '' }, { AWS_DEFAULT_REGION: 'us-west-2' }, { region: 'us-west-2' }],
    [{ 'role-to-assume': ROLE, 'role-duration-seconds': '43200' }, {}, { roles: [ROLE], durationSeconds: 43200 }],
    [{ 'role-to-assume': `${ROLE}, ${NEXT}` }, {}, { roles: [ROLE, NEXT] }],
    [
      { 'role-to-assume': `# first\n${ROLE}\r\n\n${NEXT}\n`, 'role-external-id': 'org:shop' },
      {},
      { roles: [ROLE, NEXT], externalId: 'org:shop' },
    ],
    [{ 'role-session-name': 'release', audience: 'aws-cn' }, {}, { sessionName: 'release', audience: 'aws-cn' }],
    [{ 'allowed-account-ids': '111122223333,444455556666' }, {}, { allowedAccounts: ['111122223333', '444455556666'] }],
  ])('%p with the environment %p', (inputs, env, aws) => {
    const name = `${aws.region ?? least.aws.region}/team/app`;
    expect(jobOf(inputs, push, env)).toEqual({ ...least, name, aws: { ...least.aws, ...aws } });
  });

  test('outside GitHub Actions the session has a name, too', () => {
    expect(jobOf({}, noEvent, {}).aws.sessionName).toBe('ecr-publish-local');
  });
});

describe('the build', () => {
  test.each<[string, Given, Partial<BuildRequest>]>([
    ['the Dockerfile is the context’s own', { context: 'app' }, { context: 'app', file: 'app/Dockerfile' }],
    [
      'or one of the workspace',
      { context: 'app', file: 'ci/Containerfile' },
      { context: 'app', file: 'ci/Containerfile' },
    ],
    ['a stage of it', { target: 'release' }, { target: 'release' }],
    [
      'arguments: empty ones, too, and those of the environment that are set there',
      { 'build-args': 'A=1\n  B=x=y\n\n# a comment\nEMPTY=\nFROM_ENV\nNOT_SET' },
      {
        buildArgs: [
          ['A', '1'],
          ['B', 'x=y'],
          ['EMPTY', ''],
          ['FROM_ENV', 'of the environment'],
        ],
      },
    ],
    [
      'labels: a comma does not part them',
      { labels: 'team=a, b\nurl=https://example.com/?x=1' },
      {
        labels: [
          ['team', 'a, b'],
          ['url', 'https://example.com/?x=1'],
        ],
      },
    ],
    [
      'platforms, separated by commas or newlines',
      { platforms: 'linux/amd64,linux/arm64\nlinux/arm/v7' },
      { platforms: ['linux/amd64', 'linux/arm64', 'linux/arm/v7'] },
    ],
    ['files with the commit’s time', { reproducible: 'true' }, { reproducible: true }],
    ['without the cache, with newer bases', { 'no-cache': 'true', pull: 'true' }, { noCache: true, pull: true }],
  ])('%s', (_, inputs, build) => {
    const request = jobOf(inputs, push, { FROM_ENV: 'of the environment' });
    const argsFromEnv = 'build-args' in inputs ? ['FROM_ENV', 'NOT_SET'] : [];
    expect(request).toEqual({ ...least, argsFromEnv, build: { ...least.build, ...build } });
  });
});

test('an argument without a value here and in the environment is warned of, and left out', () => {
  const job = jobOf({ 'build-args': 'A=1\nFROM_ENV\nEMPTY\nNOT_SET' }, push, { FROM_ENV: 'x', EMPTY: '' });
  expect(job.build.buildArgs.map(([name]) => name)).toEqual(['A', 'FROM_ENV', 'EMPTY']);
  expect(jobWarnings(job)).toEqual([
    'build-args: "NOT_SET" is given without a value, and the environment has none, so the build goes without it. Give NOT_SET=VALUE, or set it in the step\'s env.',
  ]);
});

test('a JSON object gives the arguments that lines give', () => {
  expect(jobOf({ 'build-args': '{"A": "x", "B": 1}' })).toEqual(jobOf({ 'build-args': 'A=x\nB=1' }));
});

describe('the cache', () => {
  test.each<[Given, Partial<Job['repository']>]>([
    [{}, { cache: 'team/app/cache' }],
    [{ 'cache-repository': 'team/cache' }, { cache: 'team/cache' }],
    [{ 'pull-request-cache-repository': 'team/prs' }, { cache: 'team/app/cache', pullRequestCache: 'team/prs' }],
  ])('%p', (inputs, repository) => {
    const expected = { ...least, repository: { ...least.repository, ...repository } };
    expect(jobOf({ cache: 'true', ...inputs }, push, {})).toEqual(expected);
    expect(jobOf(inputs, push, {})).toEqual(least);
  });
});

describe('the builder', () => {
  const HOST = 'unix:///run/buildkit/buildkitd.sock';

  test.each<[Given, NodeJS.ProcessEnv, Job['builder']]>([
    [{ 'buildkit-host': HOST }, {}, { kind: 'buildctl', address: HOST }],
    [{}, { BUILDKIT_HOST: 'tcp://buildkit:1234' }, { kind: 'buildctl', address: 'tcp://buildkit:1234' }],
    [{ 'buildkit-host': HOST }, { BUILDKIT_HOST: 'tcp://buildkit:1234' }, { kind: 'buildctl', address: HOST }],
    [{ builder: 'ci' }, {}, { kind: 'buildx', name: 'ci' }],
    [{ builder: 'ci' }, { BUILDKIT_HOST: 'tcp://buildkit:1234' }, { kind: 'buildx', name: 'ci' }],
  ])('%p with the environment %p', (inputs, env, builder) => {
    expect(jobOf(inputs, push, env)).toEqual({ ...least, builder });
  });
});

describe('annotations', () => {
  test.each<[string, BuildRequest['annotations']]>([
    [
      'a=1\n# a comment\nb=x=y',
      [
        { name: 'a', value: '1' },
        { name: 'b', value: 'x=y' },
      ],
    ],
    ['index:a=1', [{ level: 'index', name: 'a', value: '1' }]],
    ['manifest:a=b: c', [{ level: 'manifest', name: 'a', value: 'b: c' }]],
    ['manifest[linux/arm64]:a=1', [{ level: 'manifest[linux/arm64]', name: 'a', value: '1' }]],
    ['manifest-descriptor:a=', [{ level: 'manifest-descriptor', name: 'a', value: '' }]],
    ['index-descriptor:a=1', [{ level: 'index-descriptor', name: 'a', value: '1' }]],
    // buildx takes several levels at once.
    [
      'index,manifest:a=1',
      [
        { level: 'index', name: 'a', value: '1' },
        { level: 'manifest', name: 'a', value: '1' },
      ],
    ],
    [
      'manifest[linux/amd64],index-descriptor:a=1\nb=2',
      [
        { level: 'manifest[linux/amd64]', name: 'a', value: '1' },
        { level: 'index-descriptor', name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    ],
    // What comes before the colon is no level.
    ['urn:a=1', [{ name: 'urn:a', value: '1' }]],
    ['a=index:b=1', [{ name: 'a', value: 'index:b=1' }]],
  ])('%p', (annotations, expected) => {
    const request = jobOf({ annotations }, push, {});
    expect(request).toEqual({ ...least, build: { ...least.build, annotations: expected } });
  });

  test('go on the levels that the environment names, as docker/metadata-action’s do', () => {
    const request = jobOf({}, push, { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manifest,index' });
    expect(request).toEqual({ ...least, build: { ...least.build, annotationLevels: ['manifest', 'index'] } });
  });
});

describe('tags', () => {
  const raw = (value: string, line = value): TagRule => ({
    line,
    type: 'raw',
    value,
    enable: 'true',
    priority: 200,
    notes: [],
  });

  test('are plain ones, separated by commas or newlines, or rules', () => {
    const tags = '# the release\nv1.2.3, v1\nlatest\ntype=ref,event=branch';
    const branch: TagRule = {
      line: 'type=ref,event=branch',
      type: 'ref',
      event: 'branch',
      enable: 'true',
      priority: 600,
      notes: [],
    };
    expect(jobOf({ tags }, push, {})).toEqual({
      ...least,
      tags: [branch, raw('v1.2.3', 'v1.2.3, v1'), raw('v1', 'v1.2.3, v1'), raw('latest')],
    });
  });

  test('have a flavor, one entry a line', () => {
    expect(jobOf({ flavor: 'latest=false\n\nsuffix=-alpine,onlatest=true' }, push, {})).toEqual({
      ...least,
      flavor: { ...least.flavor, latest: 'false', suffix: '-alpine', suffixOnLatest: true },
    });
  });

  test('have as much of the commit as the environment says', () => {
    const request = jobOf({}, push, { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' });
    expect(request).toEqual({ ...least, shortShaLength: 12 });
  });
});

test.each<[Given, Partial<Job>]>([
  [{ reuse: 'content' }, { reuse: 'content' }],
  [{ reuse: 'off' }, { reuse: 'off' }],
  [{ 'tag-conflict': 'keep' }, { tagConflict: 'keep' }],
  [{ 'tag-conflict': 'skip-push' }, { tagConflict: 'skip-push' }],
  [{ 'tag-order': 'newest-commit' }, { tagOrder: 'newest-commit' }],
  [{ 'dry-run': 'true' }, { dryRun: true }],
])('what is done with the image: %p', (inputs, expected) => {
  expect(jobOf(inputs, push, {})).toEqual({ ...least, ...expected });
});

test.each<[string, Job['push']]>([
  ['', undefined],
  ['true', true],
  ['false', false],
])('push: %p is %p', (push, expected) => {
  expect(jobOf({ push }).push).toBe(expected);
});

describe('what is refused', () => {
  test.each<[Given, NodeJS.ProcessEnv, string]>([
    [
      { 'role-to-assume': ROLE, 'role-external-id': 'x1' },
      {},
      'role-external-id: the only role is assumed by OIDC, and AssumeRoleWithWebIdentity takes no external id. Remove it, or add a second role to role-to-assume, for which it is used.',
    ],
    [
      { 'role-to-assume': `${ROLE},${NEXT}`, 'role-duration-seconds': '7200' },
      {},
      'role-duration-seconds: "7200" is out of range. Give a whole number from 900 to 3600 (AWS limits role chaining to one hour).',
    ],
    [
      { builder: 'ci', 'buildkit-host': 'tcp://h:1' },
      {},
      'builder and buildkit-host are both set. Set only one of them: a buildx builder or the address of a BuildKit daemon.',
    ],
    [
      { 'buildkit-host': 'localhost:1234' },
      {},
      'buildkit-host: "localhost:1234" is not the address of a BuildKit daemon. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.',
    ],
    [
      {},
      { BUILDKIT_HOST: 'tcp://' },
      'BUILDKIT_HOST: "tcp://" is not the address of a BuildKit daemon. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.',
    ],
    [{ 'create-repository': 'yes' }, {}, 'create-repository: "yes" must be one of off, create, reconcile, verify.'],
    [{ 'no-cache': 'yes' }, {}, 'no-cache: "yes" must be true or false.'],
    [{ pull: 'yes' }, {}, 'pull: "yes" must be true or false.'],
    [{ push: 'yes' }, {}, 'push: "yes" must be true or false.'],
    [{ 'build-args': '=1' }, {}, 'build-args: "=1" has no key. Give one KEY=VALUE per line.'],
    ...(['cache-repository', 'pull-request-cache-repository'] as const).map(
      (name): [Given, NodeJS.ProcessEnv, string] => [
        { cache: 'true', [name]: 'team/app' },
        {},
        `${name}: "team/app" is the repository of the images, and the cache needs one of its own, with its own lifecycle. Name another one, such as "team/app/cache".`,
      ],
    ),
    [{ labels: 'team' }, {}, 'labels: "team" has no value. Give one KEY=VALUE per line.'],
    [{ annotations: 'team' }, {}, 'annotations: "team" has no value. Give one KEY=VALUE per line.'],
    [{ annotations: 'index:=1' }, {}, 'annotations: "=1" has no key. Give one KEY=VALUE per line.'],
    [
      { annotations: 'index:team name=shop' },
      {},
      'annotations: "team name" contains white space. Use a name such as org.example.team.',
    ],
    // No level, and so a part of the name.
    [
      { annotations: 'index, manifest:a=1' },
      {},
      'annotations: "index, manifest:a" contains white space. Use a name such as org.example.team.',
    ],
    [
      {},
      { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'image' },
      'DOCKER_METADATA_ANNOTATIONS_LEVELS: "image" must be one of manifest, index, manifest-descriptor, index-descriptor, each with a platform if it is for one alone, such as manifest[linux/amd64].',
    ],
    [{ reproducible: 'yes' }, {}, 'reproducible: "yes" must be true or false.'],
    [{ 'dry-run': 'yes' }, {}, 'dry-run: "yes" must be true or false.'],
    [{ reuse: 'on' }, {}, 'reuse: "on" must be one of commit, content, off.'],
    [{ 'tag-conflict': 'move' }, {}, 'tag-conflict: "move" must be one of fail, keep, skip-push.'],
    [{ 'tag-order': 'newest' }, {}, 'tag-order: "newest" must be one of last-run, newest-commit.'],
    [
      { 'tag-order': 'newest-commit', reuse: 'content' },
      {},
      'tag-order: newest-commit does not go with reuse: content: an image that is reused for its content carries the time of the commit that it was built from, and says nothing of the newest one that it stands for. Set reuse: commit, or tag-order: last-run.',
    ],
    [
      { tags: 'type=branch' },
      {},
      'tags: "type=branch" has the type "branch", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha.',
    ],
    [
      { tags: 'team/app:v2' },
      {},
      'tags: "team/app:v2" looks like an image reference. Give the tag alone, such as "v2": the repository comes from the repository input.',
    ],
    [{ flavor: 'latest=yes' }, {}, 'flavor: "latest=yes" has latest "yes", which must be one of auto, true, false.'],
  ])('%p with the environment %p', (inputs, env, message) => {
    expect(() => jobOf(inputs, push, env)).toThrow(new Error(message));
  });
});
