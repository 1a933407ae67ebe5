import { expect, test } from '@jest/globals';
import { namesEcr } from '../../src/publish/pull-login.ts';

test.each([
  ['FROM 111122223333.dkr.ecr.eu-central-1.amazonaws.com/base:1', undefined],
  ['FROM 111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/base:1', undefined],
  ['COPY --from=111122223333.dkr-ecr.eu-central-1.on.aws/tools /bin /bin', undefined],
  ['FROM scratch\nFROM localhost:4566/base', 'localhost:4566'],
])('%p names an ECR', (text, endpoint) => {
  expect(namesEcr(text, endpoint)).toBe(true);
});

test.each([
  ['FROM docker.io/library/busybox', 'localhost:4566'],
  ['FROM public.ecr.aws/docker/library/busybox', undefined],
  ['RUN echo ecr', undefined],
])('%p does not', (text, endpoint) => {
  expect(namesEcr(text, endpoint)).toBe(false);
});
