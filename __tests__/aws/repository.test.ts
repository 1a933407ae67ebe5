import { expect, test } from '@jest/globals';
import { imageUri } from '../../src/aws/repository.ts';

const AWS = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

test.each([
  [`${AWS}/team/app`, undefined, `${AWS}/team/app`],
  ['localhost.localstack.cloud:4566/team/app', undefined, 'localhost.localstack.cloud:4566/team/app'],
  [`${AWS}/team/app`, 'localhost:4566', 'localhost:4566/team/app'],
])('a repository at %s with the endpoint %p is pushed to at %s', (uri, endpoint, expected) => {
  const repository = {
    name: 'team/app',
    uri,
    arn: 'arn:aws:ecr:eu-central-1:111122223333:repository/team/app',
    account: '111122223333',
    mutability: 'MUTABLE',
    created: false,
  };
  expect(imageUri(repository, endpoint)).toBe(expected);
});
