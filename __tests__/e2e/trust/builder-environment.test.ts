// A builder sees its own variables and what builder-env names: nothing else of the job's, secrets least of all.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findBuilder } from '../../../src/build/builder.ts';
import { build } from '../../../src/build/run-build.ts';
import { runnerLog } from '../../../src/host/runner-log.ts';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { stack } from '../stack.ts';

/** The builder's programs, each first on PATH as a script that notes its environment and becomes the real one. */
function watched({ env }: { env: Record<string, string> }) {
  const folder = mkdtempSync(join(stack.dir, 'watched-'));
  const file = join(folder, 'environments');
  const PATH = env.PATH ?? process.env.PATH ?? '';
  for (const tool of ['buildctl', 'docker', 'buildx']) {
    const real = PATH.split(delimiter)
      .map((entry) => join(entry, tool))
      .find(existsSync);
    const script = `#!/bin/sh\n{ printf '%s\\0' "# ${tool} $*"; cat /proc/$$/environ; } >> '${file}'\nexec '${real}' "$@"\n`;
    if (real) writeFileSync(join(folder, tool), script, { mode: 0o755 });
  }
  const first: Record<string, string> & { PATH: string } = { ...env, PATH: [folder, PATH].join(delimiter) };
  return {
    env: first,
    /** The variables of each program that was started. */
    started: () =>
      readFileSync(file, 'utf8')
        .split(/^# |\0# /)
        .filter(Boolean)
        .map((text) => {
          const [line = '', ...variables] = text.split('\0').filter(Boolean);
          return {
            line,
            variables: Object.fromEntries(variables.map((entry) => entry.split(/=(.*)/s) as [string, string])),
          };
        }),
  };
}

const SECRETS = {
  GITHUB_TOKEN: 'ghs_secret',
  ACTIONS_RUNTIME_TOKEN: 'runtime-secret',
  AWS_ACCESS_KEY_ID: 'AKIASECRET',
  AWS_SECRET_ACCESS_KEY: 'aws-secret',
  NPM_TOKEN: 'npm-secret',
  'INPUT_OF-ANOTHER': 'input-secret',
};

test.each(stack.builders)('$name sees no secret of the job', async (builder) => {
  const { env, started } = watched(builder);
  const run = await runAction({ inputs: publishing(freshName()), project: project(), env: { ...env, ...SECRETS } });
  expect(run.exitCode).toBe(0);
  // It was asked what it can do, and built.
  expect(started().length).toBeGreaterThan(2);
  for (const { line, variables } of started()) {
    const names = Object.keys(variables).filter((name) => /^(ACTIONS|AWS|GITHUB|INPUT|RUNNER|NPM)_/.test(name));
    expect([line, names]).toEqual([line, []]);
    expect(variables.PATH).toBe(env.PATH);
  }
  expect(started().some(({ variables }) => variables.DOCKER_AUTH_CONFIG)).toBe(true);
});

test.each(stack.builders)('$name sees what builder-env names, and no more', async (builder) => {
  const { env, started } = watched(builder);
  const run = await runAction({
    inputs: { ...publishing(freshName()), push: 'false', 'builder-env': 'NPM_TOKEN, NOT_THERE' },
    project: project(),
    env: { ...env, ...SECRETS },
  });
  expect(run.exitCode).toBe(0);
  for (const { variables } of started()) {
    expect(variables).toMatchObject({ NPM_TOKEN: 'npm-secret' });
    expect(Object.keys(variables)).not.toContain('NOT_THERE');
    expect(Object.keys(variables)).not.toContain('GITHUB_TOKEN');
  }
});

// What the action does for untrusted code. By itself: the registry of the base image checks passwords, and has no such image.
describe.each(stack.builders.filter(({ name }) => name !== 'docker'))(
  'a private base image that $name pulls',
  (builder) => {
    const { env, started } = watched(builder);
    const bin = env.PATH.split(delimiter)[0] ?? '';
    const asked = join(bin, 'asked');
    // The store of logins that Docker takes by itself where its configuration has none.
    for (const store of ['pass', 'secretservice']) {
      const script = `#!/bin/sh\necho "$*" >> '${asked}'\necho credentials not found in native keychain\nexit 1\n`;
      writeFileSync(join(bin, `docker-credential-${store}`), script, { mode: 0o755 });
    }
    writeFileSync(join(bin, 'pass'), '#!/bin/sh\n', { mode: 0o755 });
    const registry = stack.registries.accepting;
    const login = JSON.stringify({ auths: { [registry]: { auth: stack.aws.registryAuth } } });

    async function pull(config: string, isolated: boolean) {
      const own = mkdtempSync(join(stack.dir, 'docker-'));
      writeFileSync(join(own, 'config.json'), config);
      const plugins = env.DOCKER_CONFIG && join(env.DOCKER_CONFIG, 'cli-plugins');
      if (plugins && existsSync(plugins)) symlinkSync(plugins, join(own, 'cli-plugins'));
      const host = {
        env: { ...process.env, ...env, ...SECRETS, DOCKER_CONFIG: own, ...(isolated && { DOCKER_AUTH_CONFIG: login }) },
        temp: mkdtempSync(join(stack.dir, 'temp-')),
        signal: new AbortController().signal,
        log: { ...runnerLog({ write: () => true }), notice() {}, warning() {}, error() {}, debug() {} },
      };
      // Where src/lib/processes.ts looks for programs.
      process.env.PATH = env.PATH;
      const request = env.BUILDKIT_HOST
        ? { kind: 'buildctl' as const, address: env.BUILDKIT_HOST }
        : { kind: 'buildx' as const };
      const source = project({ Dockerfile: `FROM ${registry}/private:${randomUUID()}\n` });
      const spec = {
        ...{ context: source.folder, file: join(source.folder, 'Dockerfile'), target: '', platforms: [] },
        ...{ labels: {}, buildArgs: {}, annotations: [], reproducible: false, noCache: false, pull: false },
      };
      const found = await findBuilder(request, [], host);
      const refused = await build(found, spec, { push: 'nothing' }, host, { builderEnv: [], isolated }).catch(
        ({ message }: Error) => message,
      );
      expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe(config);
      expect(readdirSync(host.temp)).toEqual([]);
      return refused;
    }

    test('is asked for with the logins of the user', async () => {
      expect(await pull(login, false)).toMatch(/: not found/);
      await pull('{}', false);
      expect(existsSync(asked)).toBe(true);
      rmSync(asked);
    });

    test('and for untrusted code without any', async () => {
      expect(await pull(login, true)).toMatch(/401 Unauthorized|no basic auth credentials|authorization failed/);
      expect(await pull('{}', true)).toMatch(/401 Unauthorized|no basic auth credentials|authorization failed/);
      expect(existsSync(asked)).toBe(false);
      expect(started().at(-1)?.variables.DOCKER_AUTH_CONFIG).toBeUndefined();
    });
  },
);
