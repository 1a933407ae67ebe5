// A context in a checkout of its own within the workspace: what is published is what is built, never an older image.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { commit, freshName, type Project, project } from './project.ts';
import { fileOf } from './registry.ts';

const Dockerfile = 'FROM scratch\nCOPY . /\n';
const ignore = { '.dockerignore': '.git\n' };
const app = { Dockerfile, ...ignore, 'hello.txt': 'one\n' };

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'protocol.file.allow=always', ...args], { encoding: 'utf8', stdio: 'pipe' });

/** A workspace, with the checkout that is in its folder `other`. */
type Workspace = { outer: Project; other: string };

const at = (outer: Project): Workspace => ({ outer, other: join(outer.folder, 'other') });

/** The ways in which a second checkout gets there. */
const WAYS: Record<string, () => Workspace> = {
  'a second clone, which the repository around it does not know': () => {
    const outer = project({ 'README.md': '' });
    git(outer.folder, 'clone', '--quiet', project(app).folder, 'other');
    return at(outer);
  },
  'a second clone, which the repository around it ignores': () => {
    const outer = project({ '.gitignore': '/other\n' });
    git(outer.folder, 'clone', '--quiet', project(app).folder, 'other');
    return at(outer);
  },
  'a second clone of the repository itself': () => {
    const outer = project(app);
    git(outer.folder, 'clone', '--quiet', outer.folder, 'other');
    return at(outer);
  },
  'a worktree': () => {
    const outer = project(app);
    git(outer.folder, 'worktree', 'add', '--quiet', '--detach', 'other');
    return at(outer);
  },
  'a submodule': () => {
    const outer = project({ 'README.md': '' });
    git(outer.folder, 'submodule', '--quiet', 'add', project(app).folder, 'other');
    return at(commit(outer.folder));
  },
};

function publisher({ folder, sha, ...rest }: Project, given: Inputs) {
  const name = freshName();
  const inputs = { ...publishing(name), tags: 'v1', ...given };
  /** @returns whether it was reused, and what is in the image */
  return async (path: string, head = sha): Promise<[reused: string | undefined, content: string]> => {
    const run: ActionRun = await runAction({ inputs, project: { ...rest, folder, sha: head } });
    expect(run.errors).toEqual([]);
    return [run.outputs.reused, fileOf(run.outputs.image ?? '', path)];
  };
}

describe.each(Object.entries(WAYS))('the context is %s', (_, make) => {
  test.each(['commit', 'content'])('reuse: %s', async (reuse) => {
    const { outer, other } = make();
    const publish = publisher(outer, { context: 'other', reuse });
    const write = (text: string) => writeFileSync(join(other, 'hello.txt'), text);
    const before = git(other, 'rev-parse', 'HEAD').trim();
    expect(await publish('hello.txt')).toEqual(['false', 'one\n']);
    expect(await publish('hello.txt')).toEqual(['true', 'one\n']);

    // The commit around it is still the same.
    write('two\n');
    expect(await publish('hello.txt')).toEqual(['false', 'two\n']);
    commit(other);
    expect(await publish('hello.txt')).toEqual(['false', 'two\n']);
    expect(await publish('hello.txt')).toEqual(['true', 'two\n']);

    git(other, 'checkout', '--quiet', before);
    const [reused, content] = await publish('hello.txt');
    expect(content).toBe('one\n');
    // The content's own tag finds it; the tag of the other commit points at it, too, where it has one.
    if (reuse === 'content') expect(reused).toBe('true');
  });
});

describe('a submodule below the context', () => {
  test.each(['commit', 'content'])('reuse: %s', async (reuse) => {
    const outer = project({ Dockerfile, ...ignore });
    git(outer.folder, 'submodule', '--quiet', 'add', project({ 'hello.txt': 'one\n' }).folder, 'other');
    const publish = publisher(commit(outer.folder), { reuse });
    const other = join(outer.folder, 'other');
    const file = 'other/hello.txt';
    expect(await publish(file)).toEqual(['false', 'one\n']);
    expect(await publish(file)).toEqual(['true', 'one\n']);

    // At another commit than the one that is recorded.
    writeFileSync(join(other, 'hello.txt'), 'two\n');
    commit(other);
    expect(await publish(file)).toEqual(['false', 'two\n']);
    expect(await publish(file)).toEqual(['false', 'two\n']);

    const recorded = commit(outer.folder).sha;
    expect(await publish(file, recorded)).toEqual(['false', 'two\n']);
    expect(await publish(file, recorded)).toEqual(['true', 'two\n']);
  });
});

test('a second checkout whose Git data is not whole is told of', async () => {
  const { outer, other } = at(project({ 'README.md': '' }));
  git(outer.folder, 'clone', '--quiet', project(app).folder, 'other');
  rmSync(join(other, '.git/HEAD'));
  const inputs = { ...publishing(freshName()), context: 'other' };
  const run = await runAction({ inputs, project: outer });
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^context: the checkout around "other" has a \.git that Git cannot read/),
  ]);
});
