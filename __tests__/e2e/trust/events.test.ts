// Whose code an event carries decides what may be published, and under which tags.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { commit, DOCKERFILE, freshName, type Project, project, repository } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { repositoryNames, root, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const OWN = 'octo-org/hello';
const FORK = 'mallory/hello';

const pull = (head: Project, from: string) => ({
  number: 7,
  repository,
  pull_request: {
    number: 7,
    head: { sha: head.sha, repo: { full_name: from } },
    base: { ref: 'main', repo: { full_name: OWN } },
  },
});
const followed = (head: Project, event: string, from: string, branch = 'main') => ({
  repository,
  workflow_run: {
    event,
    head_sha: head.sha,
    head_branch: branch,
    head_repository: { full_name: from },
    repository: { full_name: OWN },
    pull_requests: [],
  },
});

/** A repository that is there, as a pull request needs it. */
async function existing(): Promise<string> {
  const name = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName: name }));
  return name;
}

const RULES = 'type=ref,event=branch\ntype=edge\ntype=raw,value=latest,enable={{is_default_branch}}';

describe("a fork's commit is never published", () => {
  const main = project();
  const fork = commit(main.folder);
  test.each<[string, string, object]>([
    ['workflow_run with its commit checked out', 'workflow_run', followed(fork, 'pull_request', FORK)],
    ['workflow_run of a push to a branch of the same name', 'workflow_run', followed(fork, 'push', FORK)],
    ['pull_request_target, though push is true', 'pull_request_target', pull(fork, FORK)],
    ['issue_comment with it checked out', 'issue_comment', { repository, issue: { pull_request: {} } }],
  ])('%s', async (_, name, payload) => {
    const repositoryName = freshName();
    await using aws = await startProxy();
    const run = await runAction({
      inputs: { ...publishing(repositoryName), push: 'true', tags: RULES },
      project: fork,
      event: { name, payload, sha: main.sha },
      env: { AWS_ENDPOINT_URL: aws.url },
    });
    expect(run.errors).toEqual([]);
    expect(run.notices).toEqual([expect.stringMatching(/^Built, not pushed\. This run is not trusted: /)]);
    expect(await repositoryNames()).not.toContain(repositoryName);
    // Nor does it get as far as AWS.
    expect(aws.exchanges).toEqual([]);
    expect(run.outputs['tag-names']).toBe(fork.sha);
  });
});

describe('a commit that the event does not name is not taken for its own', () => {
  const comment = { repository, issue: { pull_request: {} } };

  test('a comment, with the pull request checked out in a folder of its own', async () => {
    const main = project();
    const foreign = project({ Dockerfile: 'FROM scratch\nCOPY evil /\n', evil: 'evil\n' });
    cpSync(foreign.folder, join(main.folder, 'pr'), { recursive: true });
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: RULES, context: 'pr' },
      project: main,
      event: { name: 'issue_comment', payload: comment, sha: main.sha },
    });
    expect(run.notices).toEqual([expect.stringMatching(/^Built, not pushed\. This run is not trusted: /)]);
    expect(await repositoryNames()).not.toContain(name);
  });

  test('a comment, with a checkout that is not the workspace: its objects may be anybody’s', async () => {
    const main = project();
    const workspace = mkdtempSync(join(stack.dir, 'workspace-'));
    cpSync(main.folder, join(workspace, 'pr'), { recursive: true });
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: 'latest', context: 'pr' },
      project: { ...main, folder: workspace },
      event: { name: 'issue_comment', payload: comment, sha: main.sha },
    });
    expect(run.notices).toEqual([expect.stringMatching(/^Built, not pushed\. This run is not trusted: /)]);
    expect(await repositoryNames()).not.toContain(name);
  });

  test('a folder with a .git that cannot be read is an error', async () => {
    const main = project({ 'pr/Dockerfile': DOCKERFILE, 'pr/hello.txt': 'hello\n' });
    mkdirSync(join(main.folder, 'pr/.git'));
    const run = await runAction({ inputs: { ...publishing(freshName()), context: 'pr' }, project: main });
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('has a .git that Git cannot read, so its commit is unknown.'),
    ]);
  });

  test('without .git a push is taken for its own commit, and says so', async () => {
    const main = project();
    rmSync(join(main.folder, '.git'), { recursive: true });
    const name = freshName();
    const run = await runAction({ inputs: publishing(name), project: main });
    expect(run.errors).toEqual([]);
    expect(run.log).toContain('The commit that is built is unknown, since there is no .git around the context');
    expect(await tagsOf(name)).toEqual({ [main.sha]: run.outputs.digest });
  });

  test('a Dockerfile in a checkout below the context tells the commit', async () => {
    const main = project();
    const workspace = mkdtempSync(join(stack.dir, 'workspace-'));
    cpSync(main.folder, join(workspace, 'src'), { recursive: true });
    writeFileSync(join(workspace, 'src/Dockerfile'), 'FROM scratch\nCOPY src/hello.txt /\n');
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: RULES, file: 'src/Dockerfile' },
      project: { ...main, folder: workspace },
      event: { name: 'workflow_dispatch', payload: { repository }, sha: 'f'.repeat(40) },
    });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [main.sha]: run.outputs.digest });
  });

  test('the same under a push takes its own SHA, not the ref of the event', async () => {
    const main = project();
    const other = project({ Dockerfile: 'FROM scratch\nCOPY other /\n', other: 'other\n' });
    cpSync(other.folder, join(main.folder, 'other'), { recursive: true });
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: RULES, context: 'other' },
      project: main,
      event: { name: 'push', payload: { repository }, sha: main.sha },
    });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [other.sha]: run.outputs.digest });
  });

  test.each<[string, (folder: string) => void]>([
    ['a checkout without .git', (folder) => rmSync(join(folder, '.git'), { recursive: true })],
    ['files of another commit', (folder) => writeFileSync(join(folder, 'hello.txt'), 'evil\n')],
  ])('a comment, with %s', async (_, change) => {
    const main = project();
    change(main.folder);
    const name = freshName();
    const run = await runAction({
      inputs: publishing(name),
      project: main,
      event: { name: 'issue_comment', payload: comment, sha: main.sha },
    });
    expect(run.notices).toEqual([expect.stringMatching(/^Built, not pushed\. This run is not trusted: /)]);
    expect(await repositoryNames()).not.toContain(name);
  });

  test.each<[string, object]>([
    ['repository_dispatch', { repository, client_payload: { pull_request: { number: 7 } } }],
    ['check_suite', { repository, check_suite: { pull_requests: [] } }],
    ['status', { repository, branches: [] }],
  ])('%s, with a commit that it does not name', async (event, payload) => {
    const main = project();
    const foreign = commit(main.folder);
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: 'latest' },
      project: foreign,
      event: { name: event, payload, sha: main.sha },
    });
    expect(run.notices).toEqual([expect.stringMatching(/^Built, not pushed\. This run is not trusted: /)]);
    expect(await repositoryNames()).not.toContain(name);
  });

  test('a tag that has the name of main, followed by workflow_run', async () => {
    const main = project();
    const tagged = commit(main.folder);
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: RULES },
      project: tagged,
      event: { name: 'workflow_run', payload: followed(tagged, 'push', OWN, 'main'), sha: main.sha },
    });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [tagged.sha]: run.outputs.digest });
  });
});

describe('an image that claims to be another', () => {
  test('a frontend that writes its own fingerprint: no tag', async () => {
    const [builder] = stack.builders;
    if (builder?.name !== 'buildctl') return;
    const folder = mkdtempSync(join(stack.dir, 'frontend-'));
    // As a frontend's annotations would, this one goes over ours.
    const script = `#!/bin/bash
for word; do words+=("$(sed 's/\\(ecr-publish.fingerprint=sha256:\\)[0-9a-f]*/\\1${'0'.repeat(64)}/' <<< "$word")"); done
PATH="${builder.env.PATH}" exec buildctl "\${words[@]}"
`;
    writeFileSync(join(folder, 'buildctl'), script, { mode: 0o755 });
    const name = freshName();
    const run = await runAction({
      inputs: publishing(name),
      project: project(),
      env: { ...builder.env, PATH: [folder, builder.env.PATH].join(':') },
    });
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^The image sha256:\w{64} claims to be built from other inputs .* No tag was put in this repository\./,
      ),
    ]);
    expect(await tagsOf(name)).toEqual({});
  });

  test('one that claims nothing, since its root is another: it has its tag', async () => {
    const name = freshName();
    const source = project();
    const inputs = { ...publishing(name), 'build-args': 'BUILDKIT_MULTI_PLATFORM=1' };
    const run = await runAction({ inputs, project: source });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
  });

  test('a branch that has the name of a content’s tag', async () => {
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), tags: 'type=ref,event=branch' },
      project: project(),
      env: { GITHUB_REF: `refs/heads/content-${'0'.repeat(40)}` },
    });
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('has the form of the tags that reuse: content finds images by'),
    ]);
    expect(await repositoryNames()).not.toContain(name);
  });
});

test('a fork’s Dockerfile gets no build argument of the environment', async () => {
  const source = project({
    Dockerfile: `${DOCKERFILE}ARG NPM_TOKEN\nLABEL token=$NPM_TOKEN\nCOPY missing /\n`,
    'hello.txt': '',
  });
  const run = await runAction({
    inputs: { ...publishing(freshName()), 'build-args': 'NPM_TOKEN\nPLAIN=1' },
    project: source,
    event: { name: 'pull_request_target', payload: pull(source, FORK) },
    env: { NPM_TOKEN: 'npm-secret-value' },
    secrets: () => ['npm-secret-value'],
  });
  expect(run.exitCode).toBe(1);
  expect(run.log).toContain('PLAIN=1');
  expect(run.log).not.toContain('NPM_TOKEN=');
});

test('what follows a push to main is published as main, with its commit checked out', async () => {
  const source = project();
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), tags: RULES },
    project: source,
    event: { name: 'workflow_run', payload: followed(source, 'push', OWN), sha: source.sha },
  });
  expect(run.errors).toEqual([]);
  expect(Object.keys(await tagsOf(name)).sort()).toEqual(['edge', 'latest', 'main']);
});

test('another checkout than the event’s keeps its SHA, and says that the rules gave nothing', async () => {
  const main = project();
  const other = commit(main.folder);
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), tags: RULES },
    project: other,
    event: { name: 'push', payload: { repository }, sha: main.sha },
  });
  expect(run.errors).toEqual([]);
  expect(await tagsOf(name)).toEqual({ [other.sha]: run.outputs.digest });
  expect(run.log).toContain('The commit that is checked out is not the event');
});

test('an event that creates a branch is not the default branch', async () => {
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), tags: 'type=sha\ntype=raw,value=latest,enable={{is_default_branch}}' },
    project: project(),
    event: { name: 'create', payload: { repository } },
    env: { GITHUB_REF: 'refs/heads/new' },
  });
  expect(run.errors).toEqual([]);
  expect(Object.keys(await tagsOf(name))).toEqual([expect.stringMatching(/^sha-/)]);
});

describe('a pull request of the repository, with push: true', () => {
  const event = (source: Project) => ({ name: 'pull_request', payload: pull(source, OWN) });

  test('takes no tag but its own', async () => {
    const source = project();
    const name = await existing();
    const run = await runAction({
      inputs: { ...publishing(name), push: 'true', tags: 'latest\nmain\ntype=ref,event=pr\ntype=sha' },
      project: source,
      event: event(source),
      env: { GITHUB_REF: 'refs/pull/7/merge' },
    });
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ 'pr-7': run.outputs.digest });
    expect(run.log).toContain('A pull request has tags that begin with pr-7 only; left out: "latest", "main", "sha-');
  });

  test('creates no repository', async () => {
    const source = project();
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), push: 'true' },
      project: source,
      event: event(source),
    });
    expect(run.errors.map(({ message }) => message)).toEqual([
      `repository: there is no "${name}", and a pull request never creates one. Run the workflow on a branch first, or name an existing repository.`,
    ]);
    expect(await repositoryNames()).not.toContain(name);
  });

  test('changes no repository: reconcile verifies', async () => {
    const source = project();
    const name = await existing();
    const run = await runAction({
      inputs: {
        ...publishing(name),
        push: 'true',
        'create-repository': 'reconcile',
        'image-tag-mutability': 'IMMUTABLE',
      },
      project: source,
      event: event(source),
    });
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        `The repository ${name} differs from its settings. Nothing was changed: a pull request never changes a repository.`,
      ),
    ]);
    expect(await tagsOf(name)).toEqual({});
  });

  test('never stands in for a trusted run: the same commit is built again', async () => {
    const source = project();
    const name = await existing();
    const inputs = { ...publishing(name), push: 'true' };
    const pulled = await runAction({ inputs, project: source, event: event(source) });
    // As whoever may push could do: the image of the pull request under the name that a trusted run looks at.
    const trusted = await runAction({ inputs: { ...inputs, tags: `pr-7-${source.sha}` }, project: source });
    expect(trusted.outputs.reused).toBe('false');
    const again = await runAction({ inputs, project: source, event: event(source) });
    expect(pulled.outputs.digest).toBeDefined();
    // Nor the other way round.
    expect(again.outputs.reused).toBe('false');
  });

  test('but a release tag on main’s commit reuses main’s image', async () => {
    const source = project();
    const name = freshName();
    const main = await runAction({ inputs: publishing(name), project: source });
    const release = await runAction({
      inputs: { ...publishing(name), tags: 'type=ref,event=tag' },
      project: source,
      env: { GITHUB_REF: 'refs/tags/v1' },
    });
    expect(release.outputs).toMatchObject({ reused: 'true', digest: main.outputs.digest });
  });
});

test('skip-push says where the image that is there is not known to be made from this commit', async () => {
  const source = project();
  const name = freshName();
  const inputs = { ...publishing(name), tags: 'v1', 'image-tag-mutability': 'IMMUTABLE', 'tag-conflict': 'skip-push' };
  await runAction({ inputs, project: source });
  const run = await runAction({ inputs, project: commit(source.folder) });
  expect(run.notices).toEqual([expect.stringMatching(/ Whether it was built from this commit is unknown\.$/)]);
});
