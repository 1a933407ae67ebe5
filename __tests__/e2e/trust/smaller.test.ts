// Smaller holes: a builder's error that takes for ever to read, a builder that anybody can listen to, an expression that prints.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { stack } from '../stack.ts';

/** A buildctl that does this with a build, and otherwise what a BuildKit would answer. */
function played(build: string): string {
  const bin = mkdtempSync(join(stack.dir, 'played-'));
  const script = `#!/bin/sh
case "$*" in
  --version) echo 'buildctl github.com/moby/buildkit v0.32.2' ;;
  *workers*) printf 'ID:\\tx\\nPlatforms:\\tlinux/amd64\\nBuildKit:\\tgithub.com/moby/buildkit v0.32.2\\n' ;;
  *) ${build} ;;
esac
`;
  writeFileSync(join(bin, 'buildctl'), script, { mode: 0o755 });
  return [bin, process.env.PATH].join(delimiter);
}

test.each([
  ['one word', 'error: ', 'push', 64],
  ['line ends', '', '\\n', 256],
])('256 KiB of %s', async (_, before, unit, thousands) => {
  const print = `{ printf '${before}'; awk 'BEGIN { for (i = 0; i < ${thousands * 1024}; i++) printf "${unit}" }'; } >&2; exit 1`;
  const start = performance.now();
  const run = await runAction({
    inputs: publishing(freshName()),
    project: project(),
    env: { PATH: played(print), BUILDKIT_HOST: 'unix:///nowhere' },
  });
  expect(run.exitCode).toBe(1);
  expect(run.errors.length).toBe(1);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test.each([
  ['tcp://192.0.2.1:1234', true],
  ['tcp://127.0.0.1:1234', false],
])('BuildKit at %s is warned of: %p', async (address, warned) => {
  const run = await runAction({
    inputs: { ...publishing(freshName()), 'buildkit-host': address, push: 'false' },
    project: project(),
    env: { PATH: played('true') },
  });
  expect(run.exitCode).toBe(0);
  const warnings = run.commands.filter(({ name }) => name === 'warning').map(({ message }) => message);
  expect(warnings).toEqual(warned ? [expect.stringContaining('not reached by TLS')] : []);
});

test('an expression prints nothing', async () => {
  const run = await runAction({
    inputs: { ...publishing(freshName()), tags: '{{log "##[set-output name=digest]x"}}' },
    project: project(),
  });
  expect(run.commands.filter(({ name }) => name === 'set-output')).toEqual([]);
  expect(run.errors.map(({ message }) => message)).toEqual([expect.stringContaining('log is not available')]);
});
