// What a pull request brings may look like a repository; Git must not take its settings, which name programs to run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { DOCKERFILE, freshName, project, repository } from '../project.ts';
import { stack } from '../stack.ts';

const fork = {
  number: 7,
  repository,
  pull_request: {
    head: { sha: 'a', repo: { full_name: 'mallory/hello' } },
    base: { repo: { full_name: 'octo-org/hello' } },
  },
};

test.each([
  ['a push', undefined],
  ["a fork's pull_request_target", { name: 'pull_request_target', payload: fork }],
])('a context that looks like a repository runs no program: %s', async (_, event) => {
  const marker = join(stack.dir, freshName().replace('/', '-'));
  const source = project({
    'app/Dockerfile': DOCKERFILE,
    'app/hello.txt': 'hello\n',
    'app/HEAD': 'ref: refs/heads/main\n',
    'app/objects/x': '',
    'app/refs/x': '',
    'app/config': `[core]
	repositoryformatversion = 0
	bare = false
	worktree = ..
	fsmonitor = "env > ${marker}; false"
`,
  });
  const run = await runAction({
    inputs: { ...publishing(freshName()), context: 'app' },
    project: source,
    ...(event && { event }),
  });
  expect(existsSync(marker)).toBe(false);
  expect(run.errors).toEqual([]);
  expect(run.exitCode).toBe(0);
});
