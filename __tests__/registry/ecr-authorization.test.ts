import { ECRClient } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { authorize, checkAccount, checkEndpointAccount } from '../../src/registry/ecr-authorization.ts';

const OURS = '111122223333';
const THEIRS = '444455556666';

test.each<[string | undefined, string[]]>([
  [OURS, []],
  [undefined, []],
  [OURS, [OURS]],
  [OURS, [THEIRS, OURS]],
])('account %p may be written to where %p are allowed', (account, allowed) => {
  expect(() => checkAccount(account, allowed)).not.toThrow();
});

test.each<[string | undefined, string[], string]>([
  [OURS, [THEIRS], 'account 111122223333, which is not one of 444455556666'],
  [OURS, [THEIRS, '000000000001'], 'account 111122223333, which is not one of 444455556666, 000000000001'],
  [undefined, [OURS], 'account unknown, which is not one of 111122223333'],
])('account %p may not where %p are', (account, allowed, said) => {
  expect(() => checkAccount(account, allowed)).toThrow(
    new Error(`allowed-account-ids: these credentials are for ${said}. Nothing was written. Check role-to-assume.`),
  );
});

test.each([
  [undefined, OURS],
  ['localhost:4566', OURS],
  [`${OURS}.dkr-ecr.eu-central-1.on.aws`, OURS],
])('the registry %s may be pushed to with the session of %s', (endpoint, account) => {
  expect(() => checkEndpointAccount(endpoint, account)).not.toThrow();
});

test.each([
  [OURS, OURS],
  [undefined, 'an account that AWS did not name'],
])("another account's may not: %s", (account, said) => {
  const endpoint = `${THEIRS}.dkr.ecr-fips.us-east-1.amazonaws.com`;
  expect(() => checkEndpointAccount(endpoint, account)).toThrow(
    `registry-endpoint: "${endpoint}" is the registry of account ${THEIRS}, and these credentials are for ${said}. Nothing was written. Check both.`,
  );
});

test.each([
  `${OURS}.dkr.ecr.eu-central-1.amazonaws.com`,
  `${OURS}.dkr.ecr-fips.us-east-1.amazonaws.com`,
  `${OURS}.dkr-ecr.eu-central-1.on.aws`,
  `${OURS}.dkr.ecr.cn-north-1.amazonaws.com.cn`,
  `${OURS}.dkr.ecr.eusc-de-east-1.amazonaws.eu`,
])('the account of %s', async (host) => {
  const ecr = new ECRClient({ region: 'eu-central-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } });
  const output = { authorizationData: [{ authorizationToken: btoa('AWS:word'), proxyEndpoint: `https://${host}` }] };
  // Answers in AWS's place.
  ecr.middlewareStack.add(() => async () => ({ output: { $metadata: {}, ...output }, response: {} }), {
    step: 'initialize',
  });
  const secrets: string[] = [];
  expect(await authorize(ecr, (secret) => secrets.push(secret))).toEqual({
    auth: btoa('AWS:word'),
    host,
    account: OURS,
  });
  expect(secrets).toEqual([btoa('AWS:word'), 'word']);
});
