// Docker's own driver, on both of its image stores. Needs the stack of `npm run test:docker`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { FINGERPRINT } from '../../../src/publish/fingerprint.ts';
import type { Builder } from '../../../stack/stack.ts';
import { type ActionRun, type Inputs, publishing, runAction } from '../action.ts';
import { commit, freshName, project } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { allTagsOf, configOf, manifestOf, root, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const of = (wanted: Builder['name']) => stack.builders.filter(({ name }) => name === wanted);
const each = (wanted: Builder['name']) =>
  of(wanted).length > 0 ? describe.each(of(wanted)) : describe.skip.each([{ env: {} }]);

const built = ({ log }: ActionRun) => /^#\d/m.test(log);
const warnings = ({ commands }: ActionRun) =>
  commands.flatMap(({ name, message }) => (name === 'warning' ? [message] : []));

async function immutable(): Promise<string> {
  const name = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: 'IMMUTABLE' }));
  return name;
}

each('docker')('with the containerd image store', ({ env }) => {
  test('pushed by digest: no manifest goes under a tag before the image is read back', async () => {
    const source = project();
    const name = freshName();
    await using aws = await startProxy();
    const inputs: Inputs = {
      ...publishing(name),
      'registry-endpoint': aws.registry,
      tags: 'type=sha,format=long,prefix=\nlatest',
    };
    const run = await runAction({ inputs, project: source, env: { ...env, AWS_ENDPOINT_URL: aws.url } });
    expect(run.errors).toEqual([]);
    expect(warnings(run)).toEqual([]);
    const digest = run.outputs.digest ?? '';
    expect(await tagsOf(name)).toEqual({ [source.sha]: digest, latest: digest });
    const pushed = aws.exchanges.filter(({ operation }) => /^PUT .*\/manifests\//.test(operation));
    expect(pushed.map(({ operation }) => operation)).toEqual([`PUT /v2/${name}/manifests/${digest}`]);
    // Nothing of it stays on the runner.
    expect(run.left).toEqual([]);
  });

  test('with two platforms and annotations', async () => {
    const name = freshName();
    const inputs: Inputs = {
      ...publishing(name),
      platforms: 'linux/amd64,linux/arm64',
      annotations: 'manifest,index:org.example.team=shop',
    };
    const run = await runAction({ inputs, project: project(), env });
    expect(run.errors).toEqual([]);
    const image = run.outputs.image ?? '';
    const index = manifestOf(image);
    expect(index.annotations).toMatchObject({ 'org.example.team': 'shop', [FINGERPRINT]: expect.any(String) });
    expect(index.manifests).toHaveLength(2);
    for (const { digest } of index.manifests) {
      const child = manifestOf(image.replace(run.outputs.digest ?? '', digest));
      expect(child.annotations).toMatchObject({ 'org.example.team': 'shop' });
    }
  });

  test('what the registry holds is neither exported nor pushed', async () => {
    const large = 'x'.repeat(3_000_000);
    const first = project({ Dockerfile: 'FROM scratch\nCOPY large /\nCOPY small /\n', large, small: '1' });
    const name = freshName();
    expect((await runAction({ inputs: { ...publishing(name), tags: 'latest' }, project: first, env })).errors).toEqual(
      [],
    );
    writeFileSync(join(first.folder, 'small'), '2');
    const second = commit(first.folder);
    await using aws = await startProxy();
    const inputs: Inputs = { ...publishing(name), 'registry-endpoint': aws.registry, tags: 'latest' };
    const run = await runAction({ inputs, project: second, env: { ...env, AWS_ENDPOINT_URL: aws.url } });
    expect(run.errors).toEqual([]);
    const uploads = aws.exchanges.filter(({ operation }) => /^POST .*\/blobs\/uploads\//.test(operation));
    // The changed layer and the configuration.
    expect(uploads).toHaveLength(2);
    expect(await tagsOf(name)).toEqual({ latest: run.outputs.digest });
  });

  test('nor is what the newest image has, where none has the tag', async () => {
    const first = project({ Dockerfile: 'FROM scratch\nCOPY one /\nCOPY two /\n', one: '1', two: '1' });
    const name = freshName();
    const before = await runAction({ inputs: publishing(name), project: first, env });
    writeFileSync(join(first.folder, 'two'), '2');
    const run = await runAction({ inputs: publishing(name), project: commit(first.folder), env });
    expect([...before.errors, ...run.errors]).toEqual([]);
    const [one] = manifestOf(run.outputs.image ?? '').layers;
    expect(run.log).not.toContain('never');
    expect(one).toEqual(manifestOf(before.outputs.image ?? '').layers[0]);
  });

  test('a layer that is gone from the registry is exported after all', async () => {
    const first = project({ Dockerfile: 'FROM scratch\nCOPY one /\nCOPY two /\n', one: '1', two: '1' });
    const name = freshName();
    const before = await runAction({ inputs: { ...publishing(name), tags: 'latest' }, project: first, env });
    const [gone] = manifestOf(before.outputs.image ?? '').layers;
    writeFileSync(join(first.folder, 'two'), '2');
    await using aws = await startProxy((operation) =>
      operation === `HEAD /v2/${name}/blobs/${gone.digest}` ? { status: 404, body: '' } : undefined,
    );
    const inputs: Inputs = { ...publishing(name), 'registry-endpoint': aws.registry, tags: 'latest' };
    const run = await runAction({ inputs, project: commit(first.folder), env: { ...env, AWS_ENDPOINT_URL: aws.url } });
    expect(run.errors).toEqual([]);
    const uploaded = aws.exchanges.filter(
      ({ operation }) =>
        operation.includes(`digest=${encodeURIComponent(gone.digest)}`) || operation.includes(`digest=${gone.digest}`),
    );
    expect(uploaded.length).toBeGreaterThan(0);
    expect(await tagsOf(name)).toEqual({ latest: run.outputs.digest });
  });

  test('tag-conflict keep and skip-push leave the blocked tag alone, also where only the build can tell', async () => {
    const source = project();
    const name = await immutable();
    const first = await runAction({ inputs: { ...publishing(name), tags: 'v1' }, project: source, env });
    const inputs = { ...publishing(name), tags: 'v1\nv2', 'build-args': 'WHO=Grace', 'tag-conflict': 'keep' };
    const kept = await runAction({ inputs, project: source, env });
    expect(kept.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ v1: first.outputs.digest, v2: kept.outputs.digest });
  });
});

each('docker-overlay2')('without the containerd image store', ({ env }) => {
  const run = (inputs: Inputs, source = project()) => runAction({ inputs, project: source, env });

  test('says once what is weaker, and carries the fingerprint in a label', async () => {
    const source = project();
    const name = freshName();
    const { outputs, errors, ...rest } = await run({ ...publishing(name), tags: 'v1\nlatest' }, source);
    expect(errors).toEqual([]);
    expect(warnings({ outputs, errors, ...rest })).toEqual([
      expect.stringMatching(
        /can only push by tag: the image also has the tag "unverified-[0-9a-f]{8}", which is not removed/,
      ),
    ]);
    expect(Object.keys(await allTagsOf(name))).toHaveLength(3);
    expect(configOf(outputs.image ?? '').config.Labels[FINGERPRINT]).toMatch(/^sha256:\w{64}$/);
    expect(await tagsOf(name)).toEqual({
      v1: outputs.digest,
      latest: outputs.digest,
    });
  });

  test('the same commit is reused, also where tags are immutable', async () => {
    const source = project();
    const name = await immutable();
    const first = await run(publishing(name), source);
    const again = await run(publishing(name), source);
    expect([...first.errors, ...again.errors]).toEqual([]);
    expect(built(again)).toBe(false);
    expect(again.outputs).toMatchObject({ reused: 'true', digest: first.outputs.digest });
  });

  test('where every tag has to stay, the push goes under a tag of its own', async () => {
    const source = project();
    const name = await immutable();
    const first = await run({ ...publishing(name), tags: 'v1' }, source);
    const kept = await run(
      { ...publishing(name), tags: 'v1', 'build-args': 'WHO=Grace', 'tag-conflict': 'keep' },
      source,
    );
    expect(kept.errors).toEqual([]);
    const { v1, ...others } = await allTagsOf(name);
    expect(v1).toBe(first.outputs.digest);
    expect(Object.keys(others)).toEqual([expect.stringMatching(/^unverified-/), expect.stringMatching(/^unverified-/)]);
    expect(Object.values(others).sort()).toEqual([first.outputs.digest, kept.outputs.digest].sort());
  });

  test('several platforms are refused before anything is pushed', async () => {
    const name = freshName();
    const { errors } = await run({ ...publishing(name), platforms: 'linux/amd64,linux/arm64' });
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('one platform at a time') })]);
  });
});
