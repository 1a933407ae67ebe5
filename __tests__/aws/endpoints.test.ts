// Where the SDK sends the requests, by its own rules: no network is needed.
import { join } from 'node:path';
import { DescribeRepositoriesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from '@jest/globals';
import { ecrClient } from '../../src/aws/client.ts';
import { session } from '../../src/aws/sessions.ts';
import { startConnectProxy } from '../lib/connect-proxy.ts';

const NAMES = [
  'AWS_CONFIG_FILE',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_ENDPOINT_URL_ECR',
  'AWS_ENDPOINT_URL_STS',
];
const kept = Object.fromEntries([...NAMES, 'AWS_ENDPOINT_URL'].map((name) => [name, process.env[name]]));
afterEach(() => {
  for (const name of [...NAMES, 'HTTPS_PROXY', 'AWS_MAX_ATTEMPTS']) delete process.env[name];
  Object.assign(process.env, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)));
});

const failed = (ecr: ECRClient) =>
  ecr.send(new DescribeRepositoriesCommand({})).then(
    () => '',
    ({ message }: Error) => message,
  );

/** The hosts that ECR and STS are asked at in a region; a proxy that refuses everything is asked for them. */
async function hostsIn(region: string, env: Record<string, string>): Promise<string[]> {
  await using proxy = await startConnectProxy({ refuse: '403 Forbidden' });
  delete process.env.AWS_ENDPOINT_URL;
  Object.assign(process.env, env, { HTTPS_PROXY: `http://${proxy.host}`, AWS_MAX_ATTEMPTS: '1' });
  const options = { region, sessionName: 'one', durationSeconds: 900, managedPolicies: [], mask: () => {} };
  const roles = ['arn:aws:iam::123456789012:role/one'];
  await failed(ecrClient(region, async () => ({ accessKeyId: 'key', secretAccessKey: 'secret' })));
  await failed(ecrClient(region, session({ ...options, roles, idToken: async () => 'a token' })));
  return proxy.asked.map((each) => each.replace(/:443$/, ''));
}

const FIPS = { AWS_USE_FIPS_ENDPOINT: 'true' };
const DUAL = { AWS_USE_DUALSTACK_ENDPOINT: 'true' };
const PROFILE = { AWS_CONFIG_FILE: join(import.meta.dirname, 'fips-profile') };

test.each<[string, Record<string, string>, string, string]>([
  ['eu-central-1', {}, 'api.ecr.eu-central-1.amazonaws.com', 'sts.eu-central-1.amazonaws.com'],
  ['us-east-1', {}, 'api.ecr.us-east-1.amazonaws.com', 'sts.us-east-1.amazonaws.com'],
  ['us-east-1', FIPS, 'api.ecr-fips.us-east-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com'],
  ['us-east-1', DUAL, 'ecr.us-east-1.api.aws', 'sts.us-east-1.api.aws'],
  ['us-east-1', { ...FIPS, ...DUAL }, 'ecr-fips.us-east-1.api.aws', 'sts-fips.us-east-1.api.aws'],
  ['us-east-1', PROFILE, 'api.ecr-fips.us-east-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com'],
  ['cn-north-1', {}, 'api.ecr.cn-north-1.amazonaws.com.cn', 'sts.cn-north-1.amazonaws.com.cn'],
  ['cn-north-1', DUAL, 'ecr.cn-north-1.api.amazonwebservices.com.cn', 'sts.cn-north-1.api.amazonwebservices.com.cn'],
  ['us-gov-west-1', {}, 'api.ecr.us-gov-west-1.amazonaws.com', 'sts.us-gov-west-1.amazonaws.com'],
  ['us-gov-west-1', FIPS, 'api.ecr-fips.us-gov-west-1.amazonaws.com', 'sts.us-gov-west-1.amazonaws.com'],
  ['us-gov-west-1', DUAL, 'ecr.us-gov-west-1.api.aws', 'sts.us-gov-west-1.api.aws'],
  ['eusc-de-east-1', {}, 'api.ecr.eusc-de-east-1.amazonaws.eu', 'sts.eusc-de-east-1.amazonaws.eu'],
  [
    'eusc-de-east-1',
    DUAL,
    'ecr.eusc-de-east-1.api.amazonwebservices.eu',
    'sts.eusc-de-east-1.api.amazonwebservices.eu',
  ],
  ['us-isob-east-1', {}, 'api.ecr.us-isob-east-1.sc2s.sgov.gov', 'sts.us-isob-east-1.sc2s.sgov.gov'],
  [
    'eu-central-1',
    {
      AWS_ENDPOINT_URL_ECR: 'https://vpce-1.api.ecr.eu-central-1.vpce.amazonaws.com',
      AWS_ENDPOINT_URL_STS: 'https://vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    },
    'vpce-1.api.ecr.eu-central-1.vpce.amazonaws.com',
    'vpce-2.sts.eu-central-1.vpce.amazonaws.com',
  ],
])('%s %j', async (region, env, ecr, sts) => {
  expect(await hostsIn(region, env)).toEqual([ecr, sts]);
});
