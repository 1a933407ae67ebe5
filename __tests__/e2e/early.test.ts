// The build runs while AWS is still asked. What is told of the order of things is made to happen, not waited for.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { crane } from '../../stack/crane.ts';
import { commandLinesBelow, publishing, runAction } from './action.ts';
import { processes } from './processes.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { repositoryNames, tagsOf } from './registry.ts';
import { stack } from './stack.ts';
import { until } from './until.ts';

/** A build that runs for as many seconds, and can be told from any other on this machine. */
function longBuild(seconds: number) {
  const marker = `${seconds}.${Math.floor(Math.random() * 1e6)}`;
  return { marker, source: project({ Dockerfile: `FROM ${stack.baseImage}\nRUN sleep ${marker}\n` }) };
}

const isRunning = (words: string): boolean => processes().some((line) => line.includes(words));

describe.each(stack.builders)('with $name', ({ env }) => {
  test('the build runs before the role is assumed, and asks for its password before there is one', async () => {
    const name = freshName();
    const { marker, source } = longBuild(1);
    const events: string[] = [];
    let pid = 0;
    await using aws = await startProxy(async (operation) => {
      if (operation === 'AssumeRoleWithWebIdentity') {
        await until(() => isRunning(`sleep ${marker}`));
        events.push('the build runs', 'the role is assumed');
      }
      if (operation === 'GetAuthorizationToken') {
        await until(() => commandLinesBelow(pid).some((line) => /docker-credential-ecr-publish|"net"/.test(line)));
        events.push('the password is asked for', 'AWS gives it');
      }
      if (/^(POST|PUT) .*\/v2\//.test(operation) && events.at(-1) !== 'the push') events.push('the push');
      return undefined;
    });
    const run = await runAction({
      inputs: { ...publishing(name), 'registry-endpoint': aws.registry },
      project: source,
      env: { ...env, AWS_ENDPOINT_URL: aws.url },
      during: async (child) => {
        pid = child.pid;
      },
    });
    expect(run.errors).toEqual([]);
    expect(events).toEqual([
      'the build runs',
      'the role is assumed',
      'the password is asked for',
      'AWS gives it',
      'the push',
    ]);
    expect(await tagsOf(name)).toEqual({ [source.sha]: run.outputs.digest });
    expect(run.log).toContain(`sleep ${marker}`);
    expect(run.left).toEqual([]);
  });

  test('a role that is refused ends the build within a second; nothing is pushed', async () => {
    const name = freshName();
    const { marker, source } = longBuild(3_000);
    let refused = 0;
    await using aws = await startProxy(async (operation) => {
      if (operation !== 'AssumeRoleWithWebIdentity') return undefined;
      await until(() => isRunning(`sleep ${marker}`));
      refused = performance.now();
      return undefined;
    });
    const run = await runAction({
      inputs: { ...publishing(name), 'registry-endpoint': aws.registry },
      project: source,
      env: { ...env, AWS_ENDPOINT_URL: aws.url },
      sub: 'repo:octo-org/other:ref:refs/heads/main',
    });
    expect(isRunning(`sleep ${marker}`)).toBe(false);
    expect(performance.now() - refused).toBeLessThan(1_000);
    expect(run.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^AWS did not let this run assume /),
    ]);
    expect(aws.exchanges.map(({ operation }) => operation).filter((each) => /^(POST|PUT|PATCH) /.test(each))).toEqual(
      [],
    );
    expect(await repositoryNames()).not.toContain(name);
    expect(run.log).not.toContain(`sleep ${marker}`);
    expect(run.left).toEqual([]);
  });

  test('an image that is there ends the build, of which nothing is in the log', async () => {
    const name = freshName();
    const source = project();
    const inputs = publishing(name);
    await runAction({ inputs, project: source, env });
    const run = await runAction({ inputs, project: source, env });
    expect(run.outputs.reused).toBe('true');
    expect(run.log).not.toMatch(/\[command\].* build /);
    expect(run.summary).toContain('build, ended');
  });

  test("the user's logins to other registries are kept", async () => {
    const { accepting } = stack.registries;
    const base = `${accepting}/base:1`;
    crane(stack, 'copy', stack.baseImage, base);
    const source = project({ Dockerfile: `FROM ${base}\nRUN echo ${Math.random()}\n` });
    const login = { auths: { [accepting]: { auth: stack.aws.registryAuth } } };
    const { log, errors } = await runAction({
      inputs: publishing(freshName()),
      project: source,
      env: { ...env, DOCKER_CONFIG: dockerConfig(env, login) },
    });
    expect(errors).toEqual([]);
    expect(log).toContain(base);
    const without = await runAction({
      inputs: publishing(freshName()),
      project: source,
      env: { ...env, DOCKER_CONFIG: dockerConfig(env, {}) },
    });
    expect(without.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/401 Unauthorized|no basic auth/),
    ]);
  });
});

/** A user's Docker configuration, with the plugins that the stack's has. */
function dockerConfig(env: Record<string, string>, config: object): string {
  const folder = mkdtempSync(join(stack.dir, 'docker-'));
  mkdirSync(join(folder, 'cli-plugins'));
  const plugins = join(env.DOCKER_CONFIG ?? '', 'cli-plugins');
  for (const name of readdirSync(plugins)) symlinkSync(join(plugins, name), join(folder, 'cli-plugins', name));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return folder;
}

test('a registry that asks for no password gets nothing before the repository is there', async () => {
  const name = freshName();
  await using aws = await startProxy(
    async (operation) => {
      if (operation === 'DescribeRepositories') await sleep(400);
      return undefined;
    },
    () => stack.aws.endpoint,
  );
  const run = await runAction({
    inputs: { ...publishing(name), 'registry-endpoint': aws.registry },
    project: project(),
    env: { AWS_ENDPOINT_URL: aws.url },
  });
  expect(run.errors).toEqual([]);
  const operations = aws.exchanges.map(({ operation }) => operation);
  const push = operations.findIndex((operation) => operation.includes(`/v2/${name}`));
  expect(push).toBeGreaterThan(operations.indexOf('CreateRepository'));
});

test.each([
  ['that could begin early', {}],
  ['that could not', { cache: 'true' }],
])('a build %s, and nothing to build with: one clear error', async (_, inputs) => {
  const path = mkdtempSync(join(stack.dir, 'path-'));
  symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(path, 'git'));
  const run = await runAction({
    inputs: { ...publishing(freshName()), ...inputs },
    project: project(),
    env: { PATH: path, BUILDKIT_HOST: '' },
  });
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^There is nothing to build with: /),
  ]);
  expect(run.log).not.toContain('Node.js v');
});
