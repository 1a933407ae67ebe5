// What a pull request brings may look like a repository; Git must not take its settings, which name programs to run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
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

/** A repository whose commit is missing, and would be fetched by a program of its own. */
const promising = (marker: string) => ({
  HEAD: 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef\n',
  'objects/x': '',
  'refs/x': '',
  config: `[core]
	repositoryformatversion = 1
	worktree = ..
[extensions]
	partialClone = origin
[remote "origin"]
	url = .
	promisor = true
	uploadpack = echo RAN > ${marker} ; false
`,
});
const below = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

describe.each(stack.builders)('nor one that Git would fetch a commit with: $name', ({ env }) => {
  test('in the files of a pull request; buildx asks Git, too', async () => {
    const marker = join(stack.dir, freshName().replace('/', '-'));
    const source = project({
      'app/Dockerfile': DOCKERFILE,
      'app/hello.txt': 'hello\n',
      ...below('app', promising(marker)),
    });
    for (const event of [undefined, { name: 'pull_request_target', payload: fork }]) {
      const run = await runAction({
        inputs: { ...publishing(freshName()), context: 'app' },
        project: source,
        env: { ...env, BUILDX_GIT_LABELS: 'true' },
        ...(event && { event }),
      });
      expect(run.errors).toEqual([]);
      expect(existsSync(marker)).toBe(false);
    }
  });

  test.each([
    ['by the program that its settings name', (marker: string) => promising(marker)],
    [
      'by an alias in the place of a protocol, with a Git that fetches what is missing',
      (marker: string) => ({
        ...promising(marker),
        config: `${promising(marker).config.replace('url = .', 'url = none::x')}[alias]\n\tremote-none = "!echo RAN > ${marker}"\n`,
      }),
    ],
  ])('in a .git that came with an artifact, %s', async (_, hostile) => {
    const marker = join(stack.dir, freshName().replace('/', '-'));
    const source = project({ 'pr/Dockerfile': DOCKERFILE, 'pr/hello.txt': 'hello\n' });
    for (const [path, text] of Object.entries(below('pr/.git', hostile(marker)))) {
      mkdirSync(dirname(join(source.folder, path)), { recursive: true });
      writeFileSync(join(source.folder, path), text);
    }
    const old = mkdtempSync(join(stack.dir, 'git-'));
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(old, 'git'), `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${git} "$@"\n`, { mode: 0o755 });
    const run = await runAction({
      inputs: { ...publishing(freshName()), context: 'pr' },
      project: source,
      env: { ...env, PATH: [old, env.PATH].join(':') },
      event: { name: 'pull_request_target', payload: fork },
    });
    expect(run.errors.map(({ message }) => message)).toEqual([expect.stringContaining('a .git that Git cannot read')]);
    expect(existsSync(marker)).toBe(false);
  });
});
