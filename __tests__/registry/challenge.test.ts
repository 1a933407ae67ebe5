import { expect, test } from '@jest/globals';
import { parseChallenges } from '../../src/registry/challenge.ts';

test.each<[string, ReturnType<typeof parseChallenges>]>([
  ['', []],
  ['Basic realm="stack"', [{ scheme: 'basic', parameters: { realm: 'stack' } }]],
  ['BASIC', [{ scheme: 'basic', parameters: {} }]],
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull,push"',
    [
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:library/alpine:pull,push',
        },
      },
    ],
  ],
  [
    'Bearer  Realm = "https://a.example/t?x=1" , error=invalid_token',
    [{ scheme: 'bearer', parameters: { realm: 'https://a.example/t?x=1', error: 'invalid_token' } }],
  ],
  [
    'Negotiate, Basic realm="a \\"b\\", Bearer realm=c", Bearer realm="https://a.example/t"',
    [
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'a "b", Bearer realm=c' } },
      { scheme: 'bearer', parameters: { realm: 'https://a.example/t' } },
    ],
  ],
  ['realm="of nothing"', []],
])('%s', (header, challenges) => {
  expect(parseChallenges(header)).toEqual(challenges);
});
