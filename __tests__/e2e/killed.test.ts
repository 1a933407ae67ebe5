import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Builder } from '../../stack/stack.ts';
import { type Inputs, publishing, runAction } from './action.ts';
import { commit, freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { manifestOf, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

// Where the run is killed: as it sends the request that matches, the given time, which is then never answered.
const phases: [string, (operation: string, request: string) => boolean, number][] = [
  ['asks for the role', (operation) => operation === 'AssumeRoleWithWebIdentity', 1],
  ['looks at the repository', (operation) => operation === 'DescribeRepositories', 1],
  ['pushes a layer', (operation) => /^(POST|PUT|PATCH) .*\/blobs\//.test(operation), 1],
  ['pushes the first manifest', (operation) => /^PUT .*\/manifests\//.test(operation), 1],
  ['reads the image back', (operation, request) => operation === 'BatchGetImage' && request.includes('imageDigest'), 1],
  ['puts the first tag', (operation) => operation === 'PutImage', 1],
  ['puts the second tag', (operation) => operation === 'PutImage', 2],
  ['moves the last tag', (operation, request) => operation === 'PutImage' && request.includes('"latest"'), 1],
];

// buildx with another driver than Docker's pushes as buildctl does.
const builders = stack.builders.filter(({ name }) => name !== 'buildx');
type Image = [string, Builder['name'], Builder['env'], Inputs];
const images = builders.flatMap(({ name, env }): Image[] => [
  ['one platform', name, env, {}],
  // Docker's own image store holds images of one platform.
  ...(name === 'docker-overlay2'
    ? []
    : [['two platforms', name, env, { platforms: 'linux/amd64,linux/arm64' }] satisfies Image]),
]);

describe.each(images)('an image of %s, with %s', (_, __, env, platforms) => {
  test.each(phases)('killed as it %s: no tag is wrong, and the next run finishes', async (___, matches, time) => {
    const before = project();
    const name = freshName();
    const inputs: Inputs = { ...publishing(name), ...platforms, tags: 'type=sha,format=long,prefix=\nv2\nlatest' };
    const old = await runAction({ inputs: { ...inputs, tags: 'latest' }, project: before, env });
    const next = commit(before.folder);

    const seen = watchTags(name);
    const reached = Promise.withResolvers<void>();
    let times = 0;
    await using aws = await startProxy((operation, request) => {
      if (!matches(operation, request) || ++times !== time) return undefined;
      reached.resolve();
      return new Promise(() => {});
    });
    const killed = await runAction({
      // A new file makes new layers, so that there is something to push.
      inputs: { ...inputs, 'registry-endpoint': aws.registry, 'build-args': `WHO=${name}` },
      project: next,
      env: { ...env, AWS_ENDPOINT_URL: aws.url },
      during: async (child) => {
        await reached.promise;
        child.kill('SIGKILL');
      },
    });
    expect(killed.exitCode).toBeNull();

    const again = await runAction({ inputs: { ...inputs, 'build-args': `WHO=${name}` }, project: next, env });
    expect(again.errors).toEqual([]);
    const digest = again.outputs.digest ?? '';
    expect(await tagsOf(name)).toEqual({ [next.sha]: digest, v2: digest, latest: digest });
    expect(await seen.stop()).toEqual({
      [next.sha]: new Set([digest]),
      v2: new Set([digest]),
      latest: new Set([old.outputs.digest, digest]),
    });
    // It is all there.
    const image = `${stack.aws.registry}/${name}@${digest}`;
    for (const child of manifestOf(image).manifests ?? []) manifestOf(image.replace(digest, child.digest));
  });
});

/** Notes everything that each tag was ever seen to point at. */
function watchTags(repository: string) {
  const seen: Record<string, Set<string>> = {};
  let watching = true;
  const done = (async () => {
    while (watching) {
      for (const [tag, digest] of Object.entries(await tagsOf(repository))) {
        seen[tag] ??= new Set();
        seen[tag].add(digest);
      }
      await sleep(10);
    }
  })();
  return {
    async stop() {
      await sleep(50);
      watching = false;
      await done;
      return seen;
    },
  };
}
