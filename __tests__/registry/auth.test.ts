import { expect, test } from '@jest/globals';
import { dockerAuthConfig } from '../../src/registry/auth.ts';

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
