import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from '@jest/globals';
import { ecrClient } from '../../src/aws/client.ts';
import { type CredentialProvider, session } from '../../src/aws/sessions.ts';
import { type ConnectProxyOptions, startConnectProxy } from '../lib/connect-proxy.ts';

const REGION = 'eu-central-1';
const ECR = `api.ecr.${REGION}.amazonaws.com:443`;
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

afterEach(() => {
  for (const name of ['HTTPS_PROXY', 'AWS_MAX_ATTEMPTS']) delete process.env[name];
});

const describe = (credentials: CredentialProvider = async () => CREDENTIALS) =>
  ecrClient(REGION, credentials)
    .send(new DescribeRepositoriesCommand({}))
    .then(
      () => '',
      ({ message }: Error) => message,
    );

async function refused(options: ConnectProxyOptions) {
  await using proxy = await startConnectProxy(options);
  process.env.AWS_MAX_ATTEMPTS = '1';
  process.env.HTTPS_PROXY = `http://me:s%40cr%25et@${proxy.host}`;
  return { message: (await describe()).replaceAll(proxy.host, 'HOST'), asked: proxy.asked };
}

const CHECK = 'Check HTTPS_PROXY (HTTP_PROXY for http://) and NO_PROXY, and that the proxy lets it through.';

test.each<[ConnectProxyOptions, string]>([
  [{ login: 'me:another' }, 'it answered 407 Proxy Authentication Required (PROXY_REFUSED)'],
  [{ refuse: '403 Forbidden' }, 'it answered 403 Forbidden (PROXY_REFUSED)'],
  // With the right password; the registry behind it is not there.
  [{ login: 'me:s@cr%et', refuse: '502 Bad Gateway' }, 'it answered 502 Bad Gateway (PROXY_REFUSED)'],
  [{ refuse: 'close' }, 'Proxy connection ended before receiving CONNECT response (Error)'],
])('%j', async (options, said) => {
  expect(await refused(options)).toEqual({
    message: `AWS could not be reached for ecr:DescribeRepositories in ${REGION} through the proxy HOST: ${said}. ${CHECK}`,
    asked: [ECR],
  });
});

test.each<[string, string[], Record<string, string>]>([
  ['a role by OIDC', ['arn:aws:iam::123456789012:role/one'], {}],
  [
    'a role that the environment names',
    [],
    { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/one', AWS_WEB_IDENTITY_TOKEN_FILE: import.meta.filename },
  ],
])('STS is asked for %s through it', async (_, roles, env) => {
  await using proxy = await startConnectProxy({ refuse: '403 Forbidden' });
  Object.assign(process.env, env, { AWS_MAX_ATTEMPTS: '1', HTTPS_PROXY: `http://${proxy.host}` });
  const options = { region: REGION, roles, sessionName: 'one', durationSeconds: 900, managedPolicies: [] };
  const message = await describe(session({ ...options, idToken: async () => 'a token', mask: () => {} }));
  for (const name of Object.keys(env)) delete process.env[name];
  expect(message).toContain(`through the proxy ${proxy.host}: it answered 403 Forbidden`);
  expect(proxy.asked).toEqual([`sts.${REGION}.amazonaws.com:443`]);
});
