import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Builder } from '../../src/build/builder.ts';
import type { Capabilities } from '../../src/build/capabilities.ts';
import { readInfluences } from '../../src/build/influences.ts';
import { type Given, jobOf } from '../job/jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'influences-'));
afterAll(() => rmSync(folder, { recursive: true }));

const builder = async (platform?: string): Promise<Builder> => ({
  command: ['buildx'],
  arguments: () => [],
  can: { platform } as Capabilities,
});

const read = (
  given: Given,
  env: NodeJS.ProcessEnv = {},
  found: Promise<Builder> | undefined = builder('linux/amd64'),
) => readInfluences(jobOf(given), { env: { DOCKER_CONFIG: folder, ...env } }, found);

/** A builder that does not answer; to fail is no fault of the test's. */
function gone(): Promise<Builder> {
  const never = Promise.reject(new Error('BuildKit does not answer'));
  never.catch(() => {});
  return never;
}

describe('the platform', () => {
  test('is the builder’s own where the job names none', async () => {
    expect(await read({}, {}, builder('linux/arm64'))).toMatchObject({ platform: 'linux/arm64' });
  });

  test.each<[string, Promise<Builder> | undefined]>([
    ['does not tell it', builder()],
    ['does not answer', gone()],
    ['was not asked', undefined],
  ])('is not guessed where the builder %s', async (_, found) => {
    expect(await readInfluences(jobOf({}), { env: {} }, found)).toBeUndefined();
  });

  test('is the job’s, which nobody waits for a builder for', async () => {
    expect(await read({ platforms: 'linux/arm64' }, {}, new Promise(() => {}))).toEqual({ variables: {}, proxies: {} });
  });
});

describe('variables', () => {
  const variables = async (env: NodeJS.ProcessEnv, given: Given = {}) => (await read(given, env))?.variables;

  test('that nobody here knows count, also those that a job names', async () => {
    const env = {
      BUILDKIT_NEW: '1',
      BUILDX_DEFAULT_POLICY: 'true',
      EXPERIMENTAL_BUILDKIT_NEW: '2',
      BUILDKIT_SERVICE: '3',
      BUILDKIT_PORT_NEW: '4',
      NPM_TOKEN: 'secret',
    };
    const { NPM_TOKEN: _, ...counted } = env;
    expect(await variables(env, { 'builder-env': 'NPM_TOKEN' })).toEqual(counted);
  });

  test.each([
    ...['BUILDKIT_HOST', 'BUILDKIT_PROGRESS', 'BUILDX_BUILDER', 'BUILDX_CONFIG', 'BUILDX_NO_DEFAULT_ATTESTATIONS'],
    ...['BUILDX_METADATA_PROVENANCE', 'BUILDX_GIT_LABELS', 'DOCKER_HOST', 'HTTPS_PROXY', 'PATH', 'LC_ALL'],
    // What Kubernetes writes for the Services `buildkit` and `buildx-arm`.
    ...['BUILDKIT_SERVICE_HOST', 'BUILDKIT_SERVICE_PORT', 'BUILDKIT_SERVICE_PORT_GRPC', 'BUILDKIT_PORT'],
    ...['BUILDKIT_PORT_1234_TCP', 'BUILDKIT_PORT_1234_TCP_PROTO', 'BUILDKIT_PORT_1234_TCP_PORT'],
    ...['BUILDKIT_PORT_1234_TCP_ADDR', 'BUILDKIT_PORT_53_UDP', 'BUILDX_ARM_SERVICE_HOST', 'BUILDX_ARM_PORT_1_TCP_ADDR'],
  ])('%s does not', async (name) => {
    expect(await variables({ [name]: 'tcp://localhost:1' })).toEqual({});
  });

  test('a source policy counts by what it says, not by where it is', async () => {
    const [one, same, other] = ['one', 'same', 'other'].map((name) => join(folder, name));
    const says = async (file = '', text = '') => {
      writeFileSync(file, text);
      return variables({ EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: file });
    };
    expect(await says(one, '{}')).toEqual(await says(same, '{}'));
    expect(await says(one, '{}')).not.toEqual(await says(other, '{"rules":[]}'));
    expect(await says(one, '{}')).not.toEqual({});
  });
});

describe('proxies of Docker’s configuration', () => {
  const proxies = async (config: string, given: Given = {}, env: NodeJS.ProcessEnv = {}) => {
    writeFileSync(join(folder, 'config.json'), config);
    return (await read(given, env))?.proxies;
  };
  const config = JSON.stringify({
    auths: { 'registry.example': { auth: 'secret' } },
    proxies: { default: { httpProxy: 'http://ada:pass@word@proxy.example:3128', noProxy: 'localhost' } },
  });

  test('count without their passwords, which nobody is to guess from a fingerprint', async () => {
    expect(await proxies(config)).toEqual({
      default: { httpProxy: 'http://proxy.example:3128', noProxy: 'localhost' },
    });
  });

  test('do not count with buildctl, which does not read them', async () => {
    expect(await proxies(config, { 'buildkit-host': 'unix:///run/buildkitd.sock' })).toEqual({});
  });

  test.each(['', '{}', '[', '"text"'])('are none in %j', async (text) => {
    expect(await proxies(text)).toEqual({});
  });
});
