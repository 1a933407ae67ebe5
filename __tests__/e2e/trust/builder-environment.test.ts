// A builder sees its own variables and what builder-env names: nothing else of the job's, secrets least of all.
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { freshName, project, repository } from '../project.ts';
import { stack } from '../stack.ts';

/** The builder's programs, each first on PATH as a script that notes its environment and becomes the real one. */
function watched({ env }: { env: Record<string, string> }) {
  const folder = mkdtempSync(join(stack.dir, 'watched-'));
  const notes = join(folder, 'notes');
  mkdirSync(notes);
  const PATH = env.PATH ?? process.env.PATH ?? '';
  for (const tool of ['buildctl', 'docker', 'buildx']) {
    const real = PATH.split(delimiter)
      .map((entry) => join(entry, tool))
      .find(existsSync);
    const script = `#!/bin/sh\n{ printf '%s\\0' "${tool} $*"; cat /proc/$$/environ; } > '${notes}'/$$\nexec '${real}' "$@"\n`;
    if (real) writeFileSync(join(folder, tool), script, { mode: 0o755 });
  }
  const first: Record<string, string> & { PATH: string } = { ...env, PATH: [folder, PATH].join(delimiter) };
  return {
    env: first,
    /** The variables of each program that was started, in that order. Several start at once, so each has its own note. */
    started: () =>
      readdirSync(notes)
        .map((pid) => ({ file: join(notes, pid), at: statSync(join(notes, pid), { bigint: true }).mtimeNs }))
        .sort((one, other) => (one.at < other.at ? -1 : 1))
        .map(({ file }) => {
          const [line = '', ...variables] = readFileSync(file, 'utf8').split('\0').filter(Boolean);
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

// By itself: the registry of the base image checks passwords, and has no such image.
(stack.builders[0]?.name === 'docker' ? describe.skip : describe).each(stack.builders)(
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

    /** @returns what the build failed with */
    async function pull(config: string, from: string): Promise<string | undefined> {
      const own = mkdtempSync(join(stack.dir, 'docker-'));
      writeFileSync(join(own, 'config.json'), config);
      const plugins = env.DOCKER_CONFIG && join(env.DOCKER_CONFIG, 'cli-plugins');
      if (plugins && existsSync(plugins)) symlinkSync(plugins, join(own, 'cli-plugins'));
      const source = project({ Dockerfile: `FROM ${registry}/private:${randomUUID()}\n` });
      const pullRequest = {
        number: 7,
        head: { sha: source.sha, repo: { full_name: from } },
        base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
      };
      const run = await runAction({
        inputs: publishing(freshName()),
        project: source,
        event: { name: 'pull_request_target', payload: { number: 7, repository, pull_request: pullRequest } },
        env: {
          ...env,
          ...SECRETS,
          DOCKER_CONFIG: own,
          ...(from !== 'octo-org/hello' && { DOCKER_AUTH_CONFIG: login }),
        },
      });
      expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe(config);
      expect(run.left).toEqual([]);
      return run.errors[0]?.message;
    }

    test('is asked for with the logins of the user', async () => {
      expect(await pull(login, 'octo-org/hello')).toMatch(/: not found/);
      await pull('{}', 'octo-org/hello');
      expect(existsSync(asked)).toBe(true);
      rmSync(asked);
    });

    test('and for a fork without any', async () => {
      for (const config of [login, '{}']) {
        expect(await pull(config, 'mallory/hello')).toMatch(
          /401 Unauthorized|no basic auth credentials|authorization failed/,
        );
      }
      expect(existsSync(asked)).toBe(false);
      expect(started().at(-1)?.variables.DOCKER_AUTH_CONFIG).toBeUndefined();
    });
  },
);
