// What the repository brings, such as a link, leads nowhere outside of the workspace.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Inputs, publishing, runAction } from '../action.ts';
import { commit, DOCKERFILE, freshName, type Project, project } from '../project.ts';
import { repositoryNames } from '../registry.ts';
import { stack } from '../stack.ts';

const SECRET = 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY: [';

/** A folder next to the workspaces, which could be built from. */
const outside = mkdtempSync(join(stack.dir, 'outside-'));
for (const [name, text] of Object.entries({ Dockerfile: DOCKERFILE, 'hello.txt': 'hello\n', secret: SECRET })) {
  writeFileSync(join(outside, name), text);
}

/** A commit with links, by where they are and where they lead. */
function withLinks(links: Record<string, string>): Project {
  const { folder } = project();
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
  return commit(folder);
}

test.each<[string, Inputs, Record<string, string>, RegExp]>([
  [
    'repository-settings as a link to the environment',
    { 'repository-settings': 'ecr.yml' },
    { 'ecr.yml': '/proc/self/environ' },
    /^repository-settings: "ecr\.yml" leads out of the workspace, .*, to "\/proc\/\d+\/environ"\. Give a file of the repository/,
  ],
  [
    'lifecycle-policy by a path that climbs out',
    { 'lifecycle-policy': relative(join(stack.dir, 'project-x'), join(outside, 'secret')) },
    {},
    /^lifecycle-policy: "\.\.\/.*" leads out of the workspace/,
  ],
  [
    'repository-policy by an absolute path',
    { 'repository-policy': join(outside, 'secret') },
    {},
    /^repository-policy: ".*" leads out of the workspace/,
  ],
  [
    'a settings file that is none',
    { 'repository-settings': 'tty' },
    { tty: 'folder', 'folder/x': 'y' },
    /^repository-settings: "tty" is not a file\./,
  ],
  [
    'a context that is a link',
    { context: 'app' },
    { app: outside },
    /^context: "app" is, or is below, a symbolic link that leads out of the workspace, to ".*outside-/,
  ],
  [
    'a context behind a link',
    { context: 'app/below' },
    { app: dirname(outside) },
    /^context: "app\/below" is, or is below, a symbolic link that leads out of the workspace/,
  ],
  [
    'a Dockerfile that is a link',
    { file: 'ci/Dockerfile' },
    { 'ci/Dockerfile': join(outside, 'Dockerfile') },
    /^file: "ci\/Dockerfile" is, or is below, a symbolic link that leads out of the workspace/,
  ],
  [
    '.dockerignore that is a link',
    {},
    { '.dockerignore': join(outside, 'secret') },
    /^context: "\.\/\.dockerignore" is, or is below, a symbolic link that leads out of the workspace/,
  ],
  [
    "the Dockerfile's own .dockerignore that is a link",
    {},
    { 'Dockerfile.dockerignore': join(outside, 'secret') },
    /^file: "Dockerfile\.dockerignore" is, or is below, a symbolic link that leads out of the workspace/,
  ],
  [
    'a context that climbs out',
    { context: `../${outside.slice(stack.dir.length + 1)}` },
    {},
    /^context: "\.\.\/outside-.*" leads out of the workspace, .*\. Give an absolute path if it is meant: "\/.*outside-/,
  ],
])('%s is refused', async (_, inputs, links, message) => {
  const name = freshName();
  const run = await runAction({
    inputs: { ...publishing(name), ...inputs },
    project: withLinks(links),
    secrets: () => [SECRET, 'ACTIONS_ID_TOKEN_REQUEST'],
  });
  expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
  expect(run.exitCode).toBe(1);
  expect(await repositoryNames()).not.toContain(name);
});

test("an absolute path outside is the workflow's own word", async () => {
  const run = await runAction({ inputs: { ...publishing(freshName()), context: outside }, project: project() });
  expect(run.errors).toEqual([]);
  expect(run.outputs.digest).toMatch(/^sha256:/);
});

test('links within the workspace are followed', async () => {
  const { folder } = project({ 'app/Dockerfile': DOCKERFILE, 'app/hello.txt': 'hello\n' });
  symlinkSync('app', join(folder, 'link'));
  writeFileSync(join(folder, 'ecr.yml'), 'scan-on-push: true\n');
  symlinkSync('ecr.yml', join(folder, 'settings.yml'));
  const run = await runAction({
    inputs: { ...publishing(freshName()), context: 'link', 'repository-settings': 'settings.yml' },
    project: commit(folder),
  });
  expect(run.errors).toEqual([]);
});

test('an error quotes neither a file at length nor what its parser says of it', async () => {
  const source = project({
    Dockerfile: DOCKERFILE,
    'hello.txt': '',
    'a.yml': `a: *${'s'.repeat(300)}\n`,
    'b.yml': SECRET,
  });
  const long = 's'.repeat(5_000);
  for (const inputs of [
    { 'repository-settings': 'a.yml' },
    { 'repository-settings': 'b.yml' },
    { 'scan-on-push': long },
    { 'lifecycle-policy': `${long}: true` },
    { platforms: long },
    { labels: long },
  ]) {
    const run = await runAction({ inputs: { ...publishing(freshName()), ...inputs }, project: source });
    expect(run.exitCode).toBe(1);
    expect(run.log).not.toContain('s'.repeat(201));
    expect(run.log).not.toContain('wJalrXUtnFEMI');
  }
});
