// No pull request, and no other branch, changes what a branch is built from.
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { createRole, publishing as statements, trustGitHub } from '../../../stack/iam.ts';
import { MAIN } from '../../../stack/runner.ts';
import { publishing, runAction } from '../action.ts';
import { freshName, project, repository } from '../project.ts';
import { root, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const event = (source: { sha: string }) => ({
  name: 'pull_request',
  payload: {
    number: 7,
    repository,
    pull_request: {
      number: 7,
      head: { sha: source.sha, repo: { full_name: 'octo-org/hello' } },
      base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
    },
  },
});

test('two branches whose names look alike as tags have caches of their own', async () => {
  const source = project();
  const name = freshName();
  for (const branch of ['release/1.0', 'release-1.0']) {
    const run = await runAction({
      inputs: { ...publishing(name), cache: 'true', reuse: 'off' },
      project: source,
      env: { GITHUB_REF: `refs/heads/${branch}` },
    });
    expect(run.errors).toEqual([]);
  }
  expect(Object.keys(await tagsOf(`${name}/cache`)).sort()).toEqual([
    expect.stringMatching(/^branch-release-1\.0-[0-9a-f]{12}$/),
    expect.stringMatching(/^branch-release-1\.0-[0-9a-f]{12}$/),
  ]);
});

test('pull requests may have a cache repository and a role of their own, and read the branch’s', async () => {
  const source = project();
  const name = freshName();
  const own = `${name}/pull-requests`;
  const inputs = { ...publishing(name), cache: 'true' };
  await runAction({ inputs, project: source });
  const before = await tagsOf(`${name}/cache`);
  for (const repositoryName of [own, `${own}/cache`]) await root.send(new CreateRepositoryCommand({ repositoryName }));
  const role = await createRole(stack.aws, {
    name: `pulls-${name.slice(9)}`,
    trust: trustGitHub(stack.aws.account, MAIN),
    statements: statements(stack.aws, own),
  });
  const run = await runAction({
    inputs: {
      ...inputs,
      repository: own,
      'role-to-assume': role,
      push: 'true',
      'cache-repository': `${name}/cache`,
      'pull-request-cache-repository': `${own}/cache`,
    },
    project: source,
    event: event(source),
  });
  expect(run.errors).toEqual([]);
  expect(run.log).toContain(`importing cache manifest from ${stack.aws.registry}/${name}/cache:branch-main-`);
  expect(Object.keys(await tagsOf(`${own}/cache`))).toEqual(['pr-7']);
  expect(await tagsOf(`${name}/cache`)).toEqual(before);
});
