import { mkdirSync, mkdtempDisposableSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { environmentConfig, fileConfig, loginEnvironment, withoutLogins } from '../../src/build/login.ts';

const login = { host: '111122223333.dkr.ecr.eu-central-1.amazonaws.com', auth: 'bmV3' };
const OURS = { [login.host]: { auth: 'bmV3' } };

describe('DOCKER_AUTH_CONFIG, where the environment has', () => {
  test.each<[string, object | undefined, object]>([
    ['nothing', undefined, OURS],
    [
      'other registries, which stay',
      { auths: { 'ghcr.io': { auth: 'bWU6b2xk' } } },
      { 'ghcr.io': { auth: 'bWU6b2xk' }, ...OURS },
    ],
    ['this registry, which is replaced', { auths: { [login.host]: { auth: 'bWU6b2xk' } } }, OURS],
    ['no registries', {}, OURS],
    ['what Docker would refuse: the rest stays', { auths: { a: { auth: '$TOKEN' }, b: null } }, OURS],
    ['null', { auths: null }, OURS],
    // Docker would refuse the whole of it: decoder.DisallowUnknownFields, and an auth each.
    ['more than logins, which goes', { auths: { 'ghcr.io': {} }, HttpHeaders: { 'X-Meta': 'ci' } }, OURS],
  ])('%s', (_, existing, auths) => {
    expect(JSON.parse(environmentConfig([login], existing && JSON.stringify(existing)))).toEqual({ auths });
  });

  test.each(['{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}}', 'null'])(
    'what is no configuration (%s): it is named without being quoted, since it may hold a password',
    (existing) => {
      expect(() => environmentConfig([login], existing)).toThrow(
        new Error(
          'DOCKER_AUTH_CONFIG in the environment is not a Docker configuration in JSON. Correct it, or remove it for this step.',
        ),
      );
    },
  );
});

describe('config.json, where the file has', () => {
  test.each<[string, object, object]>([
    ['nothing', {}, { auths: OURS }],
    ['settings, which stay', { currentContext: 'far' }, { currentContext: 'far', auths: OURS }],
    [
      'other logins, which stay',
      { auths: { 'ghcr.io': { auth: 'b2xk' } } },
      { auths: { 'ghcr.io': { auth: 'b2xk' }, ...OURS } },
    ],
    [
      'a store of all logins, which is not asked for this one',
      { credsStore: 'pass' },
      { credsStore: 'pass', auths: OURS, credHelpers: { [login.host]: '' } },
    ],
    [
      'helpers, of which this registry’s own is not asked',
      { credHelpers: { 'gcr.io': 'gcloud', [login.host]: 'ecr-login' } },
      { auths: OURS, credHelpers: { 'gcr.io': 'gcloud', [login.host]: '' } },
    ],
  ])('%s', (_, existing, expected) => {
    expect(JSON.parse(fileConfig([login], existing))).toEqual(expected);
  });
});

describe('a builder that does not read DOCKER_AUTH_CONFIG', () => {
  const old = { authFromEnvironment: false };

  test("gets a private folder: the user's own, linked, with the login in its config.json", async () => {
    using temp = mkdtempDisposableSync(join(tmpdir(), 'login-'));
    const original = join(temp.path, 'original');
    const folder = join(temp.path, 'run');
    mkdirSync(join(original, 'contexts'), { recursive: true });
    mkdirSync(folder);
    writeFileSync(join(original, 'contexts', 'far'), 'a context');
    writeFileSync(join(original, 'config.json'), '{"currentContext":"far"}');
    const { DOCKER_CONFIG = '', BUILDX_CONFIG } = await loginEnvironment(
      old,
      [login],
      { DOCKER_CONFIG: original },
      folder,
    );
    expect(BUILDX_CONFIG).toBe(join(original, 'buildx'));
    expect(JSON.parse(readFileSync(join(DOCKER_CONFIG, 'config.json'), 'utf8'))).toEqual({
      currentContext: 'far',
      auths: OURS,
    });
    expect(readFileSync(join(DOCKER_CONFIG, 'contexts', 'far'), 'utf8')).toBe('a context');
    expect([DOCKER_CONFIG, join(DOCKER_CONFIG, 'config.json')].map((path) => statSync(path).mode & 0o777)).toEqual([
      0o700, 0o600,
    ]);
    expect(readFileSync(join(original, 'config.json'), 'utf8')).toBe('{"currentContext":"far"}');
  });

  test('where the user has no configuration, too', async () => {
    using temp = mkdtempDisposableSync(join(tmpdir(), 'login-'));
    const env = { DOCKER_CONFIG: join(temp.path, 'none'), BUILDX_CONFIG: '/somewhere' };
    const { DOCKER_CONFIG = '', BUILDX_CONFIG } = await loginEnvironment(old, [login], env, temp.path);
    expect(BUILDX_CONFIG).toBe('/somewhere');
    expect(JSON.parse(readFileSync(join(DOCKER_CONFIG, 'config.json'), 'utf8'))).toEqual({ auths: OURS });
  });
});

test('a build without logins gets the way to the daemon and the builders, and nothing that logs in', async () => {
  using temp = mkdtempDisposableSync(join(tmpdir(), 'login-'));
  const original = join(temp.path, 'original');
  const folder = join(temp.path, 'run');
  for (const path of ['cli-plugins', 'buildx/instances', 'buildx/config/ghcr.io']) {
    mkdirSync(join(original, path), { recursive: true });
  }
  mkdirSync(folder);
  writeFileSync(join(original, 'buildx/instances/ci'), 'a builder');
  writeFileSync(join(original, 'buildx/config/ghcr.io/config.json'), '{"auths":{"ghcr.io":{"auth":"b2xk"}}}');
  const config = {
    currentContext: 'far',
    auths: { 'ghcr.io': { auth: 'b2xk' } },
    credsStore: 'pass',
    credHelpers: { 'gcr.io': 'gcloud' },
    HttpHeaders: { 'X-Meta': 'secret' },
    proxies: { default: { httpProxy: 'http://user:password@proxy' } },
  };
  writeFileSync(join(original, 'config.json'), JSON.stringify(config));
  const env = { PATH: '/bin', DOCKER_CONFIG: original, DOCKER_AUTH_CONFIG: '{"auths":{"ghcr.io":{"auth":"b2xk"}}}' };
  const { DOCKER_CONFIG = '', BUILDX_CONFIG = '', ...rest } = await withoutLogins(env, folder);
  expect(rest).toEqual({ PATH: '/bin' });
  expect(JSON.parse(readFileSync(join(DOCKER_CONFIG, 'config.json'), 'utf8'))).toEqual({
    currentContext: 'far',
    // Without any, Docker would look for a store of logins on PATH.
    auths: { 'none.invalid': {} },
  });
  expect(readdirSync(DOCKER_CONFIG).sort()).toEqual(['buildx', 'cli-plugins', 'config.json']);
  expect(readdirSync(BUILDX_CONFIG)).toEqual(['instances']);
  expect(readFileSync(join(BUILDX_CONFIG, 'instances/ci'), 'utf8')).toBe('a builder');
});
