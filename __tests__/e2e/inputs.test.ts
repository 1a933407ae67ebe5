import { expect, test } from '@jest/globals';
import { type Inputs, publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { repositoryNames } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const role = stack.roles.publisher;

// What is wrong, the inputs that say so, and the whole message.
const wrong: [string, Inputs, RegExp][] = [
  [
    'a role that is no ARN',
    { 'role-to-assume': 'publisher' },
    /^role-to-assume: "publisher" is not the ARN of a role\. Use the form arn:aws:iam::/,
  ],
  [
    'a region',
    { 'aws-region': 'Frankfurt' },
    /^aws-region: "Frankfurt" is not an AWS region\. Give one such as eu-central-1\.$/,
  ],
  [
    'an upper-case repository',
    { repository: 'Team/App' },
    /^repository: "Team\/App" is not a valid ECR repository name\..* Did you mean "team\/app"\?$/,
  ],
  ['no repository', { repository: '' }, /^repository: no repository name is given\./],
  [
    'an address for a repository',
    { repository: '1.dkr.ecr.eu-west-1.amazonaws.com/app:1' },
    /Give the repository name alone, such as "app"/,
  ],
  ['a tag', { tags: 'v1\n-v2' }, /^tags: "-v2" gives "-v2", which is not a tag: it has to start with a letter/],
  [
    'an image reference for a tag',
    { tags: 'host/team/app:v1' },
    /^tags: "host\/team\/app:v1" looks like an image reference\. Give the tag alone, such as "v1"/,
  ],
  ['a platform', { platforms: 'linux/amd64,linux/amd46' }, /^platforms: "linux\/amd46" is not a platform\./],
  [
    'a URL as the context',
    { context: 'https://github.com/octo-org/app.git' },
    /^context: "https:.*app\.git" is a URL, and only a checkout/,
  ],
  ['a context that is not there', { context: 'src' }, /^context: there is no folder "src" in .*actions\/checkout/],
  ['a Dockerfile that is not there', { file: 'Containerfile' }, /^file: there is no Dockerfile "Containerfile"/],
  [
    'a duration',
    { 'role-duration-seconds': '1h' },
    /^role-duration-seconds: "1h" is out of range\. Give a whole number from 900 to 43200\.$/,
  ],
  [
    'a chain for longer than an hour',
    { 'role-to-assume': `${role},${role}`, 'role-duration-seconds': '7200' },
    /from 900 to 3600 \(AWS limits role chaining/,
  ],
  [
    'an external id for a role by OIDC',
    { 'role-external-id': 'x1' },
    /^role-external-id: the only role is assumed by OIDC/,
  ],
  ['an account', { 'allowed-account-ids': '12345' }, /^allowed-account-ids: "12345" is not an AWS account ID\./],
  [
    'an endpoint with a scheme',
    { 'registry-endpoint': 'http://localhost:4566' },
    /^registry-endpoint: "http:\/\/localhost:4566" is not a host\./,
  ],
  ['a yes that is none', { push: 'yes' }, /^push: "yes" must be true or false\.$/],
  ['a label without a value', { labels: 'team' }, /^labels: "team" has no value\./],
  [
    'a build argument that is two',
    { 'build-args': 'FOO BAR' },
    /^build-args: "FOO BAR" is not an argument's name: it is one word without =\. /,
  ],
  [
    'a list for a build argument',
    { 'build-args': '{"A": [1]}' },
    /^build-args: "A" is \["1"\]\. Give it a string, a number, true or false\.$/,
  ],
  [
    'a cache among the images',
    { repository: 'team/app', cache: 'true', 'cache-repository': 'team/app' },
    /^cache-repository: "team\/app" is the repository of the images, and the cache needs one of its own/,
  ],
  ['two builders', { builder: 'b', 'buildkit-host': 'tcp://h:1' }, /^builder and buildkit-host are both set\./],
  [
    'an address of BuildKit',
    { 'buildkit-host': 'localhost' },
    /^buildkit-host: "localhost" is not the address of a BuildKit daemon\./,
  ],
];

test.each(wrong)('%s is wrong: one clear error, nothing written', async (_, inputs, message) => {
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), ...inputs },
    project: source,
    // Nobody is asked for anything.
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1' },
  });
  expect(run.exitCode).toBe(1);
  expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
  expect(run.outputs.image).toBeUndefined();
  expect(run.left).toEqual([]);
  expect(await repositoryNames()).not.toContain(name);
});

test('a builder that is not there', async () => {
  const name = freshName();
  const run = await runAction({ inputs: { ...publishing(name), builder: 'nobody' }, project: source });
  expect(run.errors.map((error) => error.message)).toEqual([
    expect.stringMatching(/^builder: buildx cannot use "nobody": .*nobody/),
  ]);
  expect(await repositoryNames()).not.toContain(name);
});

test('build arguments as a JSON object; one that has no value anywhere is warned of', async () => {
  const inputs = (args: string) => ({ ...publishing(freshName()), 'build-args': args });
  const asJson = await runAction({ inputs: inputs('{"WHO": "a, b", "B": 1.10}'), project: source });
  const asLines = await runAction({ inputs: inputs('WHO=a, b\nB=1.10'), project: source });
  expect([asJson.errors, asLines.errors]).toEqual([[], []]);
  expect(asJson.outputs.digest).toBe(asLines.outputs.digest);
  expect(asJson.outputs.digest).not.toBe((await runAction({ inputs: inputs(''), project: source })).outputs.digest);

  const missing = await runAction({ inputs: inputs('NOT_SET'), project: source });
  expect(missing.errors).toEqual([]);
  expect(missing.commands).toContainEqual(
    expect.objectContaining({
      name: 'warning',
      message: expect.stringMatching(/^build-args: "NOT_SET" is given without a value/),
    }),
  );
});
