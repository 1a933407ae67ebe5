import { execFileSync } from 'node:child_process';
import { BatchGetImageCommand, CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { freshName, type Project, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { manifestOf, root, tagsOf } from './registry.ts';
import { fullBuilders, stack } from './stack.ts';

const COMMIT_TIME = 'io.github.ecr-publish.commit-time';

/** Two checkouts of the same project whose commits were made a minute apart. */
function twoCommits(): { older: Project; newer: Project } {
  const at = (seconds: number): Project => {
    const source = project();
    const date = `${seconds} +0000`;
    const env = { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', source.folder, ...identity, ...args], { env, encoding: 'utf8' }).trim();
    git('commit', '--quiet', '--amend', '--no-edit', '--reset-author');
    const sha = git('rev-parse', 'HEAD');
    return { ...source, sha, time: seconds, pushEvent: { ...source.pushEvent, after: sha } };
  };
  return { older: at(1_700_000_000), newer: at(1_700_000_060) };
}

const both = (name: string, { sha }: Project): Inputs => ({ ...publishing(name), tags: `latest\n${sha}` });
const MOVED = 'The tag "latest" was moved to an older commit\'s image';
const STAYS = 'The tag "latest" stays where it is';

describe.each(fullBuilders)('an old job is run again, with $name', ({ env }) => {
  test.each(['last-run', 'newest-commit'])('%s', async (order) => {
    const { older, newer } = twoCommits();
    const name = freshName();
    const first = await runAction({ inputs: both(name, older), project: older, env });
    const second = await runAction({ inputs: both(name, newer), project: newer, env });
    // As it goes forward nobody is warned, nor by the same commit again.
    const same = await runAction({ inputs: { ...both(name, newer), reuse: 'off' }, project: newer, env });
    for (const run of [first, second, same]) {
      expect(run.errors).toEqual([]);
      expect(run.log).not.toMatch(/newer commit/);
    }
    expect(second.outputs['previous-digest']).toBe(first.outputs.digest);
    expect(manifestOf(second.outputs.image ?? '').annotations[COMMIT_TIME]).toBe('2023-11-14T22:14:20.000Z');

    const again = await runAction({ inputs: { ...both(name, older), 'tag-order': order }, project: older, env });
    const moves = order === 'last-run';
    expect(again.errors).toEqual([]);
    expect(again.log).toContain(moves ? MOVED : STAYS);
    expect(again.outputs).toMatchObject({
      reused: 'true',
      digest: first.outputs.digest,
      'tag-names': moves ? `latest\n${older.sha}` : older.sha,
      'image-uri': `${stack.aws.registry}/${name}:${moves ? 'latest' : older.sha}`,
    });
    expect(again.outputs['previous-digest']).toBe(moves ? same.outputs.digest : undefined);
    expect((await tagsOf(name)).latest).toBe((moves ? again : same).outputs.digest);
  });
});

// The older run is built slowly: while its image is being read back, the newer one's job puts `latest`.
describe('two runs race', () => {
  async function race(order: string, tags: (sha: string) => string) {
    const { older, newer } = twoCommits();
    const name = freshName();
    let other: ActionRun | undefined;
    let readings = 0;
    await using aws = await startProxy(async (operation, request) => {
      // The lookup comes first, then the reading just before the tags move.
      if (operation === 'BatchGetImage' && request.includes('imageTag') && ++readings === 2) {
        other = await runAction({ inputs: { ...publishing(name), tags: tags(newer.sha) }, project: newer });
      }
      return undefined;
    });
    const run = await runAction({
      inputs: { ...publishing(name), tags: tags(older.sha), 'tag-order': order },
      project: older,
      env: { AWS_ENDPOINT_URL: aws.url },
    });
    return { run, other, name };
  }

  test('last-run moves the tag back, with a warning and the digest that was really replaced', async () => {
    const { run, other, name } = await race('last-run', (sha) => `latest\n${sha}`);
    expect([run.errors, other?.errors]).toEqual([[], []]);
    expect(JSON.parse(run.outputs.plan ?? '').tags[0]).toEqual({ tag: 'latest', action: 'create' });
    expect(run.log).toContain(MOVED);
    expect(run.outputs['previous-digest']).toBe(other?.outputs.digest);
    expect((await tagsOf(name)).latest).toBe(run.outputs.digest);
  });

  test('newest-commit leaves it, and the run has its image by digest', async () => {
    const { run, other, name } = await race('newest-commit', () => 'latest');
    expect([run.errors, other?.errors]).toEqual([[], []]);
    expect(run.log).toContain(STAYS);
    expect(run.outputs.image).toBe(`${stack.aws.registry}/${name}@${run.outputs.digest}`);
    for (const output of ['tags', 'tag-names', 'image-uri', 'previous-digest'])
      expect(run.outputs).not.toHaveProperty(output);
    expect(await tagsOf(name)).toEqual({ latest: other?.outputs.digest });
  });
});

// The other run's put comes in between the last reading and this run's own.
describe('an immutable tag that another run takes meanwhile', () => {
  async function taken(conflict: string) {
    const source = project();
    const name = freshName();
    await root.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: 'IMMUTABLE' }));
    const theirs = await runAction({ inputs: { ...publishing(name), tags: 'theirs' }, project: source });
    const { images = [] } = await root.send(
      new BatchGetImageCommand({ repositoryName: name, imageIds: [{ imageTag: 'theirs' }] }),
    );
    const { imageManifest, imageManifestMediaType } = images[0] ?? {};
    let isTaken = false;
    await using aws = await startProxy(async (operation, request) => {
      if (operation === 'PutImage' && request.includes('"v1"') && !isTaken) {
        isTaken = true;
        const put = { repositoryName: name, imageTag: 'v1', imageManifest, imageManifestMediaType };
        await root.send(new PutImageCommand(put));
      }
      return undefined;
    });
    const run = await runAction({
      inputs: { ...publishing(name), tags: 'v1\nv2', 'build-args': 'WHO=Grace', 'tag-conflict': conflict },
      project: source,
      env: { AWS_ENDPOINT_URL: aws.url },
    });
    return { run, name, theirs: theirs.outputs.digest };
  }

  test('fail', async () => {
    const { run, name, theirs } = await taken('fail');
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`The tag "v1" of ${name} is immutable and already points at ${theirs}`),
    ]);
    expect(run.outputs['tag-names']).toBe('v2');
    expect((await tagsOf(name)).v1).toBe(theirs);
  });

  test('keep', async () => {
    const { run, name, theirs } = await taken('keep');
    expect(run.errors).toEqual([]);
    expect(run.log).toContain(`The tag "v1" stays at ${theirs}`);
    expect(run.outputs).toMatchObject({ 'tag-names': 'v2', 'image-uri': `${stack.aws.registry}/${name}:v2` });
  });

  test('skip-push', async () => {
    const { run, theirs } = await taken('skip-push');
    expect(run.errors).toEqual([]);
    expect(run.outputs).toMatchObject({ digest: theirs, 'tag-names': 'v1' });
    // The image that is there says what it is.
    expect(run.outputs.labels).toContain('who=world');
    expect(run.notices).toEqual([expect.stringContaining('tag-conflict is skip-push')]);
  });
});
