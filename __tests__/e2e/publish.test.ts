import { describe, expect, test } from '@jest/globals';
import { FINGERPRINT } from '../../src/publish/fingerprint.ts';
import { publishing, runAction } from './action.ts';
import { commit, DOCKERFILE, freshName, project } from './project.ts';
import { configOf, fileOf, manifestOf, tagsOf } from './registry.ts';
import { fullBuilders, stack } from './stack.ts';

const SHA256 = /^sha256:[0-9a-f]{64}$/;

describe.each(stack.builders)('publishes with $name', ({ env, name: builder }) => {
  test('a commit to a repository that is not there yet', async () => {
    const source = project();
    const name = freshName();
    const run = await runAction({ inputs: publishing(name), project: source, env });

    expect(run.errors).toEqual([]);
    expect(run.exitCode).toBe(0);
    const uri = `${stack.aws.registry}/${name}`;
    const { digest = '' } = run.outputs;
    expect(digest).toMatch(SHA256);
    expect(run.outputs).toEqual({
      image: `${uri}@${digest}`,
      'image-uri': `${uri}:${source.sha}`,
      digest,
      digests: '{}',
      imageid: expect.stringMatching(SHA256),
      tags: `${uri}:${source.sha}`,
      'tag-names': source.sha,
      version: source.sha,
      'repository-uri': uri,
      'repository-name': name,
      registry: stack.aws.registry,
      'repository-created': 'true',
      reused: 'false',
      plan: expect.stringContaining('"action":"build"'),
      annotations:
        builder === 'docker-overlay2'
          ? ''
          : expect.stringContaining(`manifest:org.opencontainers.image.revision=${source.sha}`),
      json: expect.stringContaining(`${uri}:${source.sha}`),
      labels: expect.stringContaining(`org.opencontainers.image.revision=${source.sha}`),
      metadata: expect.stringContaining(digest),
      results: JSON.stringify({
        [`${stack.aws.region}/${name}`]: { uri, image: `${uri}@${digest}`, digest, tags: [source.sha], reused: false },
      }),
    });

    // The log reads as a report.
    expect(run.commands.filter((each) => each.name === 'group').map(({ message }) => message)).toEqual([
      'Plan',
      expect.stringMatching(/^Build/),
      'Verify',
      'Tags',
    ]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: digest });
    const image = run.outputs.image ?? '';
    const created = new Date(source.time * 1000).toISOString();
    const config = configOf(image);
    const { [FINGERPRINT]: _, ...labels } = config.config.Labels;
    expect(labels).toEqual({
      who: 'world',
      'org.opencontainers.image.created': created,
      'org.opencontainers.image.description': 'Says hello',
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.revision': source.sha,
      'org.opencontainers.image.source': 'https://github.com/octo-org/hello',
      'org.opencontainers.image.title': 'hello',
      'org.opencontainers.image.url': 'https://github.com/octo-org/hello',
      'org.opencontainers.image.version': source.sha,
    });
    expect(Date.parse(config.created)).toBe(source.time * 1000);
    const manifest = manifestOf(image);
    expect(manifest.layers).toHaveLength(1);
    expect(manifest.config.digest).toBe(run.outputs.imageid);
    expect(fileOf(image, 'greetings/hello.txt')).toBe('hello\n');

    expect(run.summary).toContain('### ecr-publish: published');
    expect(run.summary).toContain(image);
    expect(run.summary).toContain(`repository \`${name}\` created`);
    expect(run.summary).toMatch(/^build( and push)? +│ *█+ *│ [\d.]+ m?s$/m);
    expect(run.left).toEqual([]);
  });

  test('what the inputs ask for: file, target, build arguments, labels, tags', async () => {
    const source = project({
      'app/hello.txt': 'hello\n',
      'app/secret.txt': 'not in the image\n',
      'app/.dockerignore': 'secret.txt\n',
      'build/Containerfile': `${DOCKERFILE.replace('FROM scratch', 'FROM scratch AS small')}LABEL stage=small\nFROM small\nCOPY . /everything\n`,
    });
    const name = freshName();
    const run = await runAction({
      project: source,
      env: { ...env, FROM_ENV: 'of the environment' },
      inputs: {
        ...publishing(name),
        context: 'app',
        file: 'build/Containerfile',
        target: 'small',
        'build-args': 'WHO=Ada, a "quoted" name = $HOME\nFROM_ENV\nNOT_SET\n# a comment',
        labels: 'team=blue,green\norg.opencontainers.image.title=Mine',
        tags: 'v1.2.3, stable\nstable',
        pull: 'true',
      },
    });
    expect(run.errors).toEqual([]);
    expect(run.outputs['tag-names']).toBe('v1.2.3\nstable');
    expect(run.outputs.version).toBe('v1.2.3');
    const { image = '', digest } = run.outputs;
    expect(await tagsOf(name)).toEqual({ 'v1.2.3': digest, stable: digest });
    expect(configOf(image).config.Labels).toMatchObject({
      who: 'Ada, a "quoted" name = $HOME',
      stage: 'small',
      team: 'blue,green',
      'org.opencontainers.image.title': 'Mine',
      'org.opencontainers.image.version': 'v1.2.3',
    });
    expect(manifestOf(image).layers).toHaveLength(1);
  });

  const testOfTwo = fullBuilders.some(({ name }) => name === builder) ? test : test.skip;

  testOfTwo('two platforms as one index', async () => {
    const source = project();
    const name = freshName();
    const inputs = { ...publishing(name), platforms: 'linux/amd64,linux/arm64' };
    const run = await runAction({ inputs, project: source, env });
    expect(run.errors).toEqual([]);
    const { image = '', digests = '{}' } = run.outputs;
    const index = manifestOf(image);
    expect(JSON.parse(digests)).toEqual({
      'linux/amd64': index.manifests[0].digest,
      'linux/arm64': index.manifests[1].digest,
    });
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      expect(fileOf(image, 'greetings/hello.txt', platform)).toBe('hello\n');
    }
    expect(run.summary).toContain('`linux/amd64` `linux/arm64`');
  });

  test('a moving tag, only after the new image was verified', async () => {
    const source = project();
    const name = freshName();
    const inputs = { ...publishing(name), tags: 'latest' };
    const before = await runAction({ inputs, project: source, env });
    const next = commit(source.folder);
    const after = await runAction({ inputs, project: next, env });
    expect(after.errors).toEqual([]);
    expect(after.outputs.digest).not.toBe(before.outputs.digest);
    expect(await tagsOf(name)).toEqual({ latest: after.outputs.digest });
  });

  test('nothing where push is false, but builds', async () => {
    const source = project();
    const name = freshName();
    const run = await runAction({
      inputs: { ...publishing(name), push: 'false' },
      project: source,
      // No credentials of any kind are needed.
      env: { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: undefined, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    });
    expect(run.errors).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.notices).toEqual(['Built, not pushed. The input push is false.']);
    expect(Object.keys(run.outputs).sort()).toEqual([
      'annotations',
      'json',
      'labels',
      'metadata',
      'results',
      'tag-names',
      'version',
    ]);
    expect(run.log).toContain('COPY hello.txt');
    await expect(tagsOf(name)).rejects.toThrow('does not exist');
  });

  test('a Dockerfile that fails: the line, and an annotation on it', async () => {
    const source = project({ 'app/Dockerfile': 'FROM scratch\n\nCOPY missing.txt /\n' });
    const name = freshName();
    const run = await runAction({ inputs: { ...publishing(name), context: 'app' }, project: source, env });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toEqual([
      {
        message: expect.stringMatching(
          /^The build failed at app\/Dockerfile:3: COPY missing\.txt \/\n.*"\/missing\.txt": not found/,
        ),
        properties: { file: 'app/Dockerfile', line: '3' },
      },
    ]);
    expect(run.summary).toContain('### ecr-publish: failed');
    expect(await tagsOf(name)).toEqual({});
    // What is known is told all the same.
    expect(run.outputs['repository-uri']).toBe(`${stack.aws.registry}/${name}`);
  });
});
