import { expect, test } from '@jest/globals';
import { imageUri } from '../../src/registry/ecr-repository.ts';
import { repository, URI } from './repositories.ts';

test.each([
  [URI, undefined, URI],
  ['localhost.localstack.cloud:4566/team/app', undefined, 'localhost.localstack.cloud:4566/team/app'],
  [URI, 'localhost:4566', 'localhost:4566/team/app'],
])('a repository at %s with the endpoint %p is pushed to at %s', (uri, endpoint, expected) => {
  expect(imageUri({ ...repository, uri }, endpoint)).toBe(expected);
});
