import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseDestinations } from '../../src/job/destinations.ts';
import { type Job, toJobs } from '../../src/job/job.ts';
import { push } from '../host/events.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publisher';
const OTHER = 'arn:aws:iam::444455556666:role/publisher';

const jobsOf = (inputs: Record<string, string>): Promise<Job[]> => toJobs((name) => inputs[name], push, {});

test('each has its own inputs, and for the rest those of the step', async () => {
  const jobs = await jobsOf({
    'aws-region': 'eu-central-1',
    'role-to-assume': ROLE,
    tags: 'v1',
    destinations: `
- repository: team/app
- repository: team/app
  name: us
  aws-region: us-east-1
  role-to-assume: ${OTHER}
  tags: [latest, v2]
  resource-tags: {team: shop}
  create-repository: off
- image: docker.io/acme/app
  username: acme
  password-env: HUB_TOKEN
- image: localhost:5000/app
`,
  });
  expect(jobs.map(({ name, place }) => ({ name, place }))).toEqual([
    { name: 'eu-central-1/team/app', place: { kind: 'ecr' } },
    { name: 'us', place: { kind: 'ecr' } },
    {
      name: 'docker.io/acme/app',
      place: {
        kind: 'registry',
        host: 'docker.io',
        repository: 'acme/app',
        username: 'acme',
        passwordEnv: 'HUB_TOKEN',
      },
    },
    { name: 'localhost:5000/app', place: { kind: 'registry', host: 'localhost:5000', repository: 'app' } },
  ]);
  expect(jobs.map(({ aws }) => [aws.region, aws.roles])).toEqual([
    ['eu-central-1', [ROLE]],
    ['us-east-1', [OTHER]],
    ['eu-central-1', [ROLE]],
    ['eu-central-1', [ROLE]],
  ]);
  expect(jobs.map(({ tags }) => tags.length)).toEqual([1, 2, 1, 1]);
  expect(jobs[1]?.repository.mode).toBe('off');
});

test('ECR Public has a session and a catalog of its own, and none of the settings', async () => {
  const [job] = await jobsOf({
    'aws-region': 'eu-central-1',
    'role-to-assume': ROLE,
    'repository-settings': 'nowhere.yml',
    'create-repository': 'off',
    destinations: `
- ecr-public: app
  role-to-assume: ${OTHER}
  create-repository: reconcile
  catalog:
    description: Says hello
    architectures: [x86-64, ARM 64]
`,
  });
  expect(job).toMatchObject({
    name: 'ecr-public/app',
    place: { kind: 'ecr-public', catalog: { description: 'Says hello', architectures: ['x86-64', 'ARM 64'] } },
    repository: { name: 'app', mode: 'reconcile' },
    aws: { region: 'us-east-1', roles: [OTHER] },
  });
  expect(job?.settings).toEqual({});
});

test('the workflow of the documents is taken as it stands', async () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8');
  const workflow = parse(text.match(/^```yaml\n(.*?)^```/ms)?.[1] ?? '');
  const jobs = await jobsOf(workflow.jobs.publish.steps[1].with);
  expect(jobs.map(({ name }) => name)).toEqual([
    'eu-central-1/team/app',
    'us-east-1/team/app',
    'production',
    'docker.io/acme/app',
  ]);
});

test('the cache is kept by the first one of ECR', async () => {
  const destinations = `- image: docker.io/acme/app\n- repository: team/app\n- repository: team/copy`;
  const jobs = await jobsOf({ 'aws-region': 'eu-central-1', cache: 'true', destinations });
  expect(jobs.map(({ repository }) => repository.cache)).toEqual([undefined, 'team/app/cache', undefined]);
  await expect(jobsOf({ cache: 'true', destinations: '- image: docker.io/acme/app' })).rejects.toThrow(
    /^cache: it is kept in ECR, and none of the destinations is there\./,
  );
});

test('a word is what is written, also where YAML reads a number or a date', () => {
  const [one] = parseDestinations(`- repository: team/app\n  tags: [1.10, 0123, 1e3, 2026-11-21, "v 1", 'true']\n`);
  expect(one?.inputs.tags).toBe('1.10\n0123\n1e3\n2026-11-21\nv 1\ntrue');
  const [two] = parseDestinations(
    '- repository: team/app\n  tags: |\n    1.10\n    v2\n  force-lifecycle-policy: true\n',
  );
  expect(two?.inputs.tags).toBe('1.10\nv2\n');
});

test.each([
  ['acme/app', 'docker.io/acme/app'],
  ['hello', 'docker.io/hello'],
  ['index.docker.io/acme/app', 'docker.io/acme/app'],
  ['ghcr.io/acme/my__app--x', 'ghcr.io/acme/my__app--x'],
  ['localhost:5000/x', 'localhost:5000/x'],
])('the image %s is %s', async (image, name) => {
  const [job] = await jobsOf({ destinations: `- image: ${image}` });
  expect(job?.name).toBe(name);
  expect(job?.place).toMatchObject({ host: name.replace(/\/.*/, ''), repository: name.replace(/^[^/]*\//, '') });
});

describe('what is wrong with', () => {
  test.each([
    ['an alias', '- repository: &a team/app\n- repository: *a', 'aliases of YAML are not read'],
    ['no list', 'team/app', 'destinations: it is not a list.'],
    ['no YAML', '- [', 'destinations:1: it is not YAML'],
    ['an entry without keys', '- team/app', 'destinations:1: an entry must have keys'],
    [
      'an unknown key',
      '- repository: a/b\n- repo: team/app',
      'destinations:2: "repo" must be one of name, repository,',
    ],
    ['no place', '- tags: v1', 'destinations:1: it names no destination.'],
    [
      'an image with a tag',
      '- image: docker.io/a/b:v1',
      'destinations:1: image: "docker.io/a/b:v1" must be a registry',
    ],
    ['a password without a user', '- image: ghcr.io/a/b\n  password-env: X', 'username and password-env go together'],
    [
      'a password itself',
      '- image: ghcr.io/a/b\n  username: u\n  password-env: "pass word"',
      'not the password itself',
    ],
    [
      'a region for ECR Public',
      '- ecr-public: app\n  aws-region: us-east-1',
      '"aws-region" must be one of name, ecr-public,',
    ],
    [
      'a catalog of a private repository',
      '- repository: app\n  catalog: {}',
      '"catalog" must be one of name, repository,',
    ],
    [
      'a catalog of words',
      '- ecr-public: app\n  catalog: hello',
      'destinations:1: catalog: it must have keys: description,',
    ],
    ['a logo', '- ecr-public: app\n  catalog: { logo: x }', 'catalog: logo must be one of description,'],
    [
      'a list for a text',
      '- ecr-public: app\n  catalog: { description: [a] }',
      'description must be a text of at most 1024',
    ],
    [
      'a long description',
      `- ecr-public: app\n  catalog: { description: ${'x'.repeat(1025)} }`,
      'description must be a text of at most 1024 characters.',
    ],
    [
      'a text for a list',
      '- ecr-public: app\n  catalog: { architectures: ARM }',
      'architectures must be a list of at most 50',
    ],
    ['a role for another registry', '- image: ghcr.io/a/b\n  role-to-assume: x', '"role-to-assume" must be one of'],
  ])('%s', (_, text, message) => {
    expect(() => parseDestinations(text)).toThrow(message);
  });

  test.each([
    ['a repository beside them', { repository: 'a/b', destinations: '- repository: a/b' }, 'both set'],
    ['no name in ECR Public', { destinations: '- ecr-public:' }, 'entry 1: repository: no repository name is given'],
    ['an address in ECR Public', { destinations: '- ecr-public: public.ecr.aws/a/app' }, 'is an image reference'],
    ['two of one name', { destinations: '- repository: a/b\n- repository: a/b' }, 'two are called "a/b"'],
    [
      'an entry’s input',
      { destinations: '- repository: a/b\n- repository: A' },
      'destinations: entry 2: repository: "A"',
    ],
  ])('%s', async (_, inputs, message) => {
    await expect(jobsOf(inputs)).rejects.toThrow(message);
  });
});

test.each([
  ['- name: one\n  repository: a/b\n- image: ghcr.io/a/b\n  copy-from: two', 'ghcr.io/a/b: "two" must be', 'one'],
  [
    '- name: one\n  repository: a/b\n  copy-from: ghcr.io/a/b\n- image: ghcr.io/a/b',
    'one: "ghcr.io/a/b" must be',
    'there is none',
  ],
  ['- name: one\n  repository: a/b\n  copy-from: one', 'one: "one" must be', 'there is none'],
])('copy-from names another destination in ECR: %j', async (destinations, wrong, known) => {
  await expect(jobsOf({ destinations, 'aws-region': 'eu-central-1' })).rejects.toThrow(
    `destinations: copy-from of ${wrong} the name of another destination in ECR: ${known}.`,
  );
});
