import { describe, expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { processes } from './processes.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { tagsOf } from './registry.ts';
import { stack } from './stack.ts';
import { until } from './until.ts';

describe.each(stack.builders)('cancelled while $name builds', ({ env }) => {
  test('the whole process tree ends within seconds and nothing is left', async () => {
    const seconds = String(30_000 + Math.floor(Math.random() * 10_000));
    const source = project({ Dockerfile: `FROM ${stack.baseImage}\nRUN echo started-$((1+1)); sleep ${seconds}\n` });
    const name = freshName();
    const before = processes();
    let asked = 0;
    const run = await runAction({
      inputs: publishing(name),
      project: source,
      env,
      during: async (child) => {
        await until(() => child.log().includes('started-2'));
        asked = Date.now();
        child.kill('SIGINT');
      },
    });
    expect(Date.now() - asked).toBeLessThan(7_000); // when the runner sends its second signal
    expect(run.exitCode).toBe(1);
    expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(/^Cancelled \(SIGINT\)/)]);
    expect(run.left).toEqual([]);
    expect(await tagsOf(name)).toEqual({});
    await until(() => !processes().some((line) => line.includes(`sleep ${seconds}`)));
    expect(
      processes().filter((line) => /^(buildctl|docker|.*docker-buildx|buildx) /.test(line) && !before.includes(line)),
    ).toEqual([]);
  });
});

test('cancelled while AWS does not answer', async () => {
  const reached = Promise.withResolvers<void>();
  await using aws = await startProxy((operation) => {
    if (operation !== 'DescribeRepositories') return undefined;
    reached.resolve();
    return new Promise(() => {});
  });
  let asked = 0;
  const run = await runAction({
    inputs: publishing(freshName()),
    project: project(),
    env: { AWS_ENDPOINT_URL: aws.url },
    during: async (child) => {
      await reached.promise;
      asked = Date.now();
      child.kill('SIGINT');
    },
  });
  expect(Date.now() - asked).toBeLessThan(7_000);
  expect(run.exitCode).toBe(1);
  expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(/^Cancelled \(SIGINT\)/)]);
});

test('cancelled between the tags: what was sent is waited for and told, and nothing else is put', async () => {
  const source = project();
  const name = freshName();
  const { digest: before } = (await runAction({ inputs: { ...publishing(name), tags: 'latest' }, project: source }))
    .outputs;
  const reached = Promise.withResolvers<void>();
  const signalled = Promise.withResolvers<void>();
  await using aws = await startProxy(async (operation) => {
    if (operation !== 'PutImage') return undefined;
    reached.resolve();
    await signalled.promise;
    return undefined;
  });
  const run = await runAction({
    inputs: { ...publishing(name), tags: 'v1\nv2\nlatest', 'build-args': 'WHO=Grace' },
    project: source,
    env: { AWS_ENDPOINT_URL: aws.url },
    during: async (child) => {
      await reached.promise;
      child.kill('SIGINT');
      // The answers still have to come from the emulator.
      signalled.resolve();
    },
  });
  expect(run.exitCode).toBe(1);
  expect(run.errors.map((error) => error.message)).toEqual([expect.stringMatching(/^Cancelled \(SIGINT\)/)]);
  const { digest = '' } = run.outputs;
  expect(digest).not.toBe(before);
  expect(run.outputs['tag-names']).toBe('v1\nv2');
  expect(await tagsOf(name)).toEqual({ latest: before, v1: digest, v2: digest });
});
