// What makes an image though no input says so: an image that was made with another is never reused.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Inputs, publishing, runAction } from './action.ts';
import { freshName, type Project, project } from './project.ts';
import { configOf, tagsOf } from './registry.ts';
import { describeTwo, first, makeBuilder, other, own, second, env as twoEnv } from './second-buildkit.ts';
import { stack } from './stack.ts';

/** Publishes one project to one repository, again and again. */
function publisher(source: Project, given: Inputs = {}) {
  const name = freshName();
  return {
    name,
    run: (env: Record<string, string | undefined>, inputs: Inputs = {}) =>
      runAction({ inputs: { ...publishing(name), ...given, ...inputs }, project: source, env }),
  };
}

const platformOf = (image = '') => {
  const { os, architecture } = configOf(image);
  return `${os}/${architecture}`;
};

describeTwo.each(['commit', 'content'])('without platforms, reuse: %s', (reuse) => {
  const { name, run } = publisher(project(), { reuse, tags: 'v1' });

  test('an image is of the builder’s own platform, and no other builder’s stands in for it', async () => {
    const mine = await run({ BUILDKIT_HOST: first });
    const another = await run({ BUILDKIT_HOST: second });
    expect([mine, another].map(({ outputs }) => [outputs.reused, platformOf(outputs.image)])).toEqual([
      ['false', own],
      ['false', other],
    ]);
    const again = await run({ BUILDKIT_HOST: second });
    expect(again.outputs).toMatchObject({ reused: 'true', digest: another.outputs.digest });
    if (reuse === 'commit') return;
    // The content's own tag still finds the first.
    const back = await run({ BUILDKIT_HOST: first });
    expect(back.outputs).toMatchObject({ reused: 'true', digest: mine.outputs.digest });
  });

  test('a dry run tells the builder’s plan', async () => {
    const plans = await Promise.all(
      [first, second].map(async (address) => {
        const dry = await run({ BUILDKIT_HOST: address }, { 'dry-run': 'true' });
        return JSON.parse(dry.outputs.plan ?? '');
      }),
    );
    expect(plans[0].fingerprint).not.toBe(plans[1].fingerprint);
    expect(plans.map(({ action }) => action)).toContain('reuse');
  });

  test('a builder that does not answer has none: nothing is reused, and nothing written', async () => {
    const before = await tagsOf(name);
    const gone = await run({ BUILDKIT_HOST: 'unix:///nowhere/buildkitd.sock' });
    expect(gone.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('BuildKit at unix:///nowhere/buildkitd.sock does not answer'),
    ]);
    expect(JSON.parse(gone.outputs.plan ?? '').why).toMatch(/^without platforms, .* name platforms/);
    expect(await tagsOf(name)).toEqual(before);
  });

  test('a node that was made for another platform builds for its own all the same, and its image is not reused', async () => {
    const builder = makeBuilder(`made-for-another-${reuse}`, [first, other]);
    const { run } = publisher(project(), { reuse, builder });
    for (const _ of ['once', 'again']) {
      const { outputs } = await run(twoEnv);
      expect([outputs.reused, platformOf(outputs.image)]).toEqual(['false', own]);
      expect(JSON.parse(outputs.plan ?? '')).not.toHaveProperty('fingerprint');
    }
  });
});

describe.each(stack.builders)('what $name reads by itself', ({ name: builder, env }) => {
  test('a default platform and a time of the job’s do not reach it', async () => {
    const { run } = publisher(project(), { reproducible: 'true', 'no-cache': 'true' });
    const plain = await run(env);
    const { outputs } = await run({ ...env, DOCKER_DEFAULT_PLATFORM: other, SOURCE_DATE_EPOCH: '1' });
    expect(outputs).toMatchObject({ reused: 'false', digest: plain.outputs.digest });
  });

  test.each(['DOCKER_DEFAULT_PLATFORM', 'SOURCE_DATE_EPOCH'])('%s is no variable for builder-env', async (variable) => {
    const { run } = publisher(project(), { 'builder-env': `NPM_TOKEN,${variable}` });
    const refused = await run({ ...env, [variable]: '1' });
    expect(refused.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`^builder-env: "${variable}" changes what is built`)),
    ]);
  });

  test('a source policy is a part of what makes an image', async () => {
    const { run } = publisher(project());
    const file = join(mkdtempSync(join(stack.dir, 'policy-')), 'policy.json');
    const policy = (text: string) => {
      writeFileSync(file, text);
      return run({ ...env, EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: file });
    };
    const runs = [await run(env), await policy('{"rules":[]}'), await policy('{"rules":[]}'), await policy('{}')];
    expect(runs.flatMap(({ errors }) => errors)).toEqual([]);
    expect(runs.map(({ outputs }) => outputs.reused)).toEqual(['false', 'false', 'true', 'false']);
  });

  (builder === 'buildctl' ? test.skip : test)('proxies of Docker’s configuration are build arguments', async () => {
    const source = project({ Dockerfile: 'FROM scratch\nARG HTTP_PROXY\nLABEL proxy=$HTTP_PROXY\n' });
    const { run } = publisher(source);
    const through = async (httpProxy: string) => {
      const folder = mkdtempSync(join(stack.dir, 'docker-'));
      mkdirSync(folder, { recursive: true });
      symlinkSync(join(env.DOCKER_CONFIG ?? '', 'cli-plugins'), join(folder, 'cli-plugins'));
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ proxies: { default: { httpProxy } } }));
      const { outputs } = await run({ ...env, DOCKER_CONFIG: folder });
      return [outputs.reused, configOf(outputs.image ?? '').config.Labels.proxy];
    };
    expect(await through('http://one.example')).toEqual(['false', 'http://one.example']);
    expect(await through('http://two.example')).toEqual(['false', 'http://two.example']);
    expect(await through('http://two.example')).toEqual(['true', 'http://two.example']);
  });
});
