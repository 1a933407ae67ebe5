import { afterEach, expect, test } from '@jest/globals';
import { requestIdToken } from '../../src/host/token-request.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { distributionClient } from '../../src/registry/distribution-client.ts';
import { startConnectProxy } from '../lib/connect-proxy.ts';

afterEach(() => {
  for (const name of ['HTTPS_PROXY', 'NO_PROXY']) delete process.env[name];
});

const signal = new AbortController().signal;
const CHECK = 'Check HTTPS_PROXY (HTTP_PROXY for http://) and NO_PROXY, and that the proxy lets it through.';

/** What is said of a registry that cannot be reached. */
const readFrom = (host: string) =>
  distributionClient({ address: addressOf(`${host}/team/app`), actions: 'pull', mask: () => {}, signal })
    .manifest('v1')
    .then(String, ({ message }: Error) => message);

test('a registry is asked through the proxy, and another one is not', async () => {
  await using proxy = await startConnectProxy({ login: 'me:s@cret', refuse: '403 Forbidden' });
  process.env.HTTPS_PROXY = `http://me:s%40cret@${proxy.host}`;
  process.env.NO_PROXY = 'direct.invalid';
  expect(await readFrom('registry.invalid')).toBe(
    `Reading the tag "v1" of team/app failed: registry.invalid could not be reached through the proxy ${proxy.host}: tunneling socket could not be established, statusCode=403 (ECONNRESET). ${CHECK}`,
  );
  expect(await readFrom('direct.invalid')).toMatch(
    /direct\.invalid could not be reached: .* Check the name and the network\.$/,
  );
  expect(proxy.asked).toEqual(['registry.invalid:443']);
});

test('so is GitHub for the id token', async () => {
  await using proxy = await startConnectProxy({ refuse: '403 Forbidden' });
  process.env.HTTPS_PROXY = `http://${proxy.host}`;
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.invalid/?api=1', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job' };
  await expect(requestIdToken(env, 'sts.amazonaws.com', signal)).rejects.toThrow(
    `GitHub did not give this run an id-token: its endpoint could not be reached through the proxy ${proxy.host}: Proxy response (403) !== 200 when HTTP Tunneling (UND_ERR_ABORTED). ${CHECK}`,
  );
  expect(proxy.asked).toEqual(['token.invalid:443']);
});
