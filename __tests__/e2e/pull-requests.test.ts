import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { commit, freshName, project, repository } from './project.ts';
import { repositoryNames, root, tagsOf } from './registry.ts';

const pullRequest = (head: string, from: string) => ({
  number: 7,
  repository,
  pull_request: { head: { sha: head, repo: { full_name: from } }, base: { repo: { full_name: 'octo-org/hello' } } },
});

test('a pull request is built and not pushed; AWS is asked for nothing', async () => {
  const source = project();
  const name = freshName();
  const run = await runAction({
    inputs: publishing(name),
    project: source,
    event: { name: 'pull_request', payload: pullRequest(source.sha, 'octo-org/hello') },
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  });
  expect(run.errors).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(run.notices).toEqual([
    'Built, not pushed. This is a pull request: it is pushed only with push: true, under tags of its own.',
  ]);
});

test('with push: true its image has the name of its head, and the label of the merge that was built', async () => {
  const head = project();
  const merge = commit(head.folder);
  const name = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName: name }));
  const run = await runAction({
    inputs: { ...publishing(name), push: 'true' },
    project: merge,
    event: { name: 'pull_request', payload: pullRequest(head.sha, 'octo-org/hello') },
  });
  expect(run.errors).toEqual([]);
  expect(await tagsOf(name)).toEqual({ [`pr-7-${head.sha}`]: run.outputs.digest });
  expect(run.outputs.labels).toContain(`revision=${merge.sha}`);
  expect(run.outputs.annotations).toContain(`manifest:io.github.ecr-publish.pull-request-head=${head.sha}`);
});

test('a workflow that checks out another commit than its event gets that one', async () => {
  const event = project();
  const checkedOut = commit(event.folder);
  const name = freshName();
  const run = await runAction({
    inputs: publishing(name),
    project: checkedOut,
    event: { name: 'workflow_dispatch', payload: { repository }, sha: event.sha },
  });
  expect(run.outputs.version).toBe(checkedOut.sha);
});

test("a fork's pull request builds without pushing and ends green", async () => {
  const source = project();
  const name = freshName();
  const run = await runAction({
    // What a workflow takes from secrets is empty here.
    inputs: { ...publishing(name), 'aws-region': '', 'role-to-assume': '' },
    project: source,
    event: { name: 'pull_request', payload: pullRequest(source.sha, 'mallory/hello') },
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'none' },
  });
  expect(run.errors).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(run.notices).toEqual([
    'Built, not pushed. This run is not trusted: what it builds is from a fork (mallory/hello).',
  ]);
  expect(run.log).toContain('COPY hello.txt');
  expect(run.summary).toContain('built, not pushed');
  expect(await repositoryNames()).not.toContain(name);
});

test.each([
  [
    "a fork's pull request",
    pullRequest('a', 'mallory/hello'),
    'octocat',
    'what it builds is from a fork (mallory/hello)',
  ],
  ['Dependabot', { repository }, 'dependabot[bot]', 'Dependabot started this run, and GitHub gives it no id token'],
])('without an id token, push: true does not change it: %s', async (_, payload, actor, why) => {
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), push: 'true' },
    project: project(),
    event: { name: 'pull_request', payload, actor },
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
  });
  expect(run.errors).toEqual([]);
  expect(run.notices).toEqual([`Built, not pushed. This run is not trusted: ${why}.`]);
  expect(await repositoryNames()).not.toContain(name);
});

test('a push that has no id token is told why', async () => {
  const name = freshName();
  const run = await runAction({
    inputs: publishing(name),
    project: project(),
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
  });
  expect(run.exitCode).toBe(1);
  expect(run.errors.map((error) => error.message)).toEqual([
    expect.stringMatching(
      /the job may not ask GitHub for an id-token\. Give it the permission.*\n\npermissions:\n {2}id-token: write\n {2}contents: read/,
    ),
  ]);
  expect(await repositoryNames()).not.toContain(name);
});
