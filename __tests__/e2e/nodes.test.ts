// A builder of buildx with several nodes would push its index as `latest`, before anybody verified it.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { configOf, repositoryNames, root, tagsOf } from './registry.ts';
import { describeTwo, env, first, makeBuilder, other, own, runBuildx, second } from './second-buildkit.ts';
import { stack } from './stack.ts';

const GONE = `unix://${join(mkdtempSync(join(stack.dir, 'gone-')), 'buildkitd.sock')}`;

const BUILDERS = {
  'two nodes': [[first], [second]],
  'two nodes that were made for their platforms': [
    [first, own],
    [second, other],
  ],
  // buildx takes a platform away from the node that had it before.
  'two nodes of which the second was made for both': [
    [first, own],
    [second, `${other},${own}`],
  ],
  'a node that does not answer': [[first], [GONE]],
} satisfies Record<string, [string, string?][]>;

describeTwo('a builder of several nodes', () => {
  const names = new Map(
    Object.entries(BUILDERS).map(([name, nodes], index) => [
      name,
      makeBuilder(`b${index}`, ...(nodes as [string, string?][])),
    ]),
  );
  const publish = (builder: string, platforms: string, name = freshName(), source = project()) =>
    runAction({
      inputs: { ...publishing(name), builder: names.get(builder) ?? '', ...(platforms && { platforms }), tags: 'v1' },
      project: source,
      env,
    });

  test('is what buildx pushes a tag with, that nobody asked for', () => {
    const image = `${stack.registries.accepting}/nodes`;
    const folder = project().folder;
    const login = { auths: { [stack.registries.accepting]: { auth: stack.aws.registryAuth } } };
    env.DOCKER_AUTH_CONFIG = JSON.stringify(login);
    try {
      runBuildx(
        ...['build', '--builder', names.get('two nodes') ?? '', '--platform', `${own},${other}`, '--provenance=false'],
        ...['--output', `type=image,name=${image},push=true,push-by-digest=true,name-canonical=true`, folder],
      );
      expect(runBuildx('imagetools', 'inspect', `${image}:latest`)).toContain(other);
    } finally {
      delete env.DOCKER_AUTH_CONFIG;
    }
  });

  test.each<[keyof typeof BUILDERS, string]>([
    ['two nodes', `${own},${other}`],
    ['two nodes that were made for their platforms', `${own},${other}`],
    // buildx takes these for the same, and its list has only the short form.
    ['two nodes that were made for their platforms', 'linux/amd64,linux/arm64/v8'],
    ['two nodes that were made for their platforms', 'linux/amd64/v1,linux/arm64'],
    ['two nodes that were made for their platforms', `${own},linux/s390x`],
    // It would be asked, too, and may have come back by then.
    ['a node that does not answer', `${own},${other}`],
  ])('%s: %s is refused, and nothing is pushed', async (builder, platforms) => {
    const name = freshName();
    const run = await publish(builder, platforms, name);
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^platforms: .* may be built on several nodes of this builder/),
    ]);
    expect(run.log).not.toMatch(/^#\d/m);
    expect(await repositoryNames()).not.toContain(name);
  });

  test.each<[keyof typeof BUILDERS, string, string]>([
    ['two nodes', other, other],
    ['two nodes that were made for their platforms', other, other],
    ['two nodes that were made for their platforms', own, own],
    ['two nodes', '', own],
    ['a node that does not answer', '', own],
  ])('%s: %p is built for %s, by its digest', async (builder, platforms, expected) => {
    const name = freshName();
    const run = await publish(builder, platforms, name);
    expect(run.errors).toEqual([]);
    expect(await tagsOf(name)).toEqual({ v1: run.outputs.digest });
    const { os, architecture } = configOf(run.outputs.image ?? '');
    expect(`${os}/${architecture}`).toBe(expected);
  });

  test.each<[keyof typeof BUILDERS, string]>([
    ['two nodes', 'linux/amd64,linux/amd64/v2'],
    ['two nodes of which the second was made for both', `${own},${other}`],
  ])('%s: %s are both built on the one that has both', async (builder, platforms) => {
    const name = freshName();
    const run = await publish(builder, platforms, name);
    expect(run.errors).toEqual([]);
    expect(Object.keys(JSON.parse(run.outputs.digests ?? '')).length).toBe(2);
    expect(await tagsOf(name)).toEqual({ v1: run.outputs.digest });
  });

  test('is refused also where an image was to be reused that is not whole any more', async () => {
    const [name, source] = [freshName(), project()];
    const inputs = { ...publishing(name), platforms: `${own},${other}`, tags: 'v1' };
    const whole = await runAction({ inputs, project: source });
    expect(whole.errors).toEqual([]);
    const child = JSON.parse(whole.outputs.digests ?? '')[other];
    await root.send(new BatchDeleteImageCommand({ repositoryName: name, imageIds: [{ imageDigest: child }] }));
    const run = await publish('two nodes', inputs.platforms, name, source);
    expect(JSON.parse(run.outputs.plan ?? '').action).toBe('reuse');
    expect(run.errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^platforms: .* several nodes/)]);
    expect(await tagsOf(name)).toEqual({ v1: whole.outputs.digest });
  });
});
