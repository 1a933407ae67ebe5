import { describe, expect, test } from '@jest/globals';
import { type DockerConfig, dockerAuthConfig, withHelper } from '../../src/registry/auth.ts';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

test.each<[string, object | undefined, object]>([
  ['nothing', undefined, { auths: { [HOST]: { auth: 'bmV3' } } }],
  [
    'other registries, which stay',
    { auths: { 'ghcr.io': { auth: 'b2xk' } }, HttpHeaders: { 'X-Meta': 'ci' } },
    { auths: { 'ghcr.io': { auth: 'b2xk' }, [HOST]: { auth: 'bmV3' } }, HttpHeaders: { 'X-Meta': 'ci' } },
  ],
  [
    'this registry, which is replaced',
    { auths: { [HOST]: { auth: 'b2xk' } } },
    { auths: { [HOST]: { auth: 'bmV3' } } },
  ],
  ['no registries', {}, { auths: { [HOST]: { auth: 'bmV3' } } }],
])('where the environment has %s', (_, existing, expected) => {
  expect(JSON.parse(dockerAuthConfig(HOST, 'bmV3', existing && JSON.stringify(existing)))).toEqual(expected);
});

test('what is no JSON is named without being quoted: it may hold a password', () => {
  expect(() => dockerAuthConfig(HOST, 'bmV3', '{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}}')).toThrow(
    new Error(
      "DOCKER_AUTH_CONFIG in the environment is not Docker's configuration in JSON. Mend it, or unset it for this step.",
    ),
  );
});

test('what is JSON, but no configuration, too', () => {
  expect(() => dockerAuthConfig(HOST, 'bmV3', 'null')).toThrow('DOCKER_AUTH_CONFIG in the environment is not');
});

describe('with a credential helper for one registry', () => {
  const helped = (config: DockerConfig, existing?: object) =>
    withHelper(config, { host: HOST, helper: 'ecr-publish' }, existing && JSON.stringify(existing));
  const credHelpers = { [HOST]: 'ecr-publish' };

  test.each<[string, DockerConfig, DockerConfig, object | undefined]>([
    ['nothing', {}, { credHelpers }, undefined],
    [
      'settings, which stay',
      { currentContext: 'far', credsStore: 'pass' },
      { currentContext: 'far', credsStore: 'pass', credHelpers },
      undefined,
    ],
    [
      'other helpers, which stay; this registry’s own is replaced',
      { credHelpers: { [HOST]: 'ecr-login', 'gcr.io': 'gcloud' } },
      { credHelpers: { ...credHelpers, 'gcr.io': 'gcloud' } },
      undefined,
    ],
    [
      'passwords, which go to the environment, but for this registry’s own',
      { auths: { 'ghcr.io': { auth: 'b2xk' }, [HOST]: { auth: 'b2xk' } } },
      { credHelpers },
      { 'ghcr.io': { auth: 'b2xk' } },
    ],
    [
      'registries named as of old',
      { auths: { 'https://ghcr.io/v2/': { auth: 'b2xk' }, 'https://index.docker.io/v1/': { auth: 'aHVi' } } },
      { credHelpers },
      { 'ghcr.io': { auth: 'b2xk' }, 'https://index.docker.io/v1/': { auth: 'aHVi' } },
    ],
    [
      'logins whose passwords a store or a helper keeps',
      { auths: { 'ghcr.io': {}, 'gcr.io': { auth: 'b2xk' } }, credHelpers: { 'gcr.io': 'gcloud' } },
      { credHelpers: { ...credHelpers, 'gcr.io': 'gcloud' } },
      undefined,
    ],
  ])('the file has %s', (_, config, file, auths) => {
    expect(helped(config)).toEqual({ file, env: auths && JSON.stringify({ auths }) });
  });

  test('the environment goes before the file, and knows nothing of this registry', () => {
    const { env = '' } =
      helped(
        { auths: { 'ghcr.io': { auth: 'ZmlsZQ==' }, 'quay.io': { auth: 'ZmlsZQ==' } } },
        { auths: { 'ghcr.io': { auth: 'ZW52' }, [HOST]: { auth: 'b2xk' } } },
      ) ?? {};
    expect(JSON.parse(env)).toEqual({ auths: { 'ghcr.io': { auth: 'ZW52' }, 'quay.io': { auth: 'ZmlsZQ==' } } });
  });

  test.each<[string, DockerConfig]>([
    [
      'an identity token, which the environment cannot hold',
      { auths: { 'x.azurecr.io': { identitytoken: 'secret' } } },
    ],
    ['headers', { HttpHeaders: { Authorization: 'secret' } }],
    ['a proxy with a password', { proxies: { default: { httpProxy: 'http://me:secret@proxy:3128' } } }],
  ])('none where the file has %s', (_, config) => {
    expect(helped(config)).toBeUndefined();
  });

  test('a proxy without a password stays', () => {
    const proxies = { default: { httpProxy: 'http://proxy:3128' } };
    expect(helped({ proxies })?.file).toEqual({ proxies, credHelpers });
  });
});
