// A builder that is too old for DOCKER_AUTH_CONFIG gets a private Docker configuration instead.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pathOf } from '../../stack/install/go-tools.ts';
import type { Builder } from '../../stack/stack.ts';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const OLD = dirname(pathOf('buildctl-0.23'));

const [ctl] = stack.builders.filter(({ name }) => name === 'buildctl');

(ctl ? test : test.skip)('buildctl 0.23 is logged in, and the user’s own configuration stays what it is', async () => {
  const { env } = ctl as Builder;
  const own = mkdtempSync(join(stack.dir, 'docker-'));
  const config = JSON.stringify({ auths: { 'ghcr.io': { auth: 'bWU6b2xk' } } });
  writeFileSync(join(own, 'config.json'), config);
  mkdirSync(join(own, 'contexts'));
  const source = project();
  const name = freshName();
  const run = await runAction({
    inputs: publishing(name),
    project: source,
    env: { ...env, DOCKER_CONFIG: own, PATH: [OLD, env.PATH].join(delimiter) },
  });
  expect(run.errors).toEqual([]);
  expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
  expect(run.left).toEqual([]);
  expect(readdirSync(own)).toEqual(['config.json', 'contexts']);
  expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe(config);
});

(ctl ? test : test.skip)(
  'it does not read DOCKER_AUTH_CONFIG: without the configuration its push is refused',
  async () => {
    const builder = ctl as Builder;
    // The same program, which says that it is of today.
    const folder = mkdtempSync(join(stack.dir, 'young-'));
    writeFileSync(
      join(folder, 'buildctl'),
      `#!/bin/sh\n[ "$1" = --version ] && exec echo buildctl github.com/moby/buildkit v0.24.0\nexec ${pathOf('buildctl-0.23')} "$@"\n`,
      { mode: 0o755 },
    );
    const run = await runAction({
      inputs: publishing(freshName()),
      project: project(),
      env: { ...builder.env, PATH: [folder, builder.env.PATH].join(delimiter) },
    });
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('The registry did not take the credentials.'),
    ]);
  },
);
