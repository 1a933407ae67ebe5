import { afterEach, expect, test } from '@jest/globals';
import { checkProxies, proxyFor, proxyPasswords, throughProxy } from '../../src/lib/proxy.ts';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
const forget = () => {
  for (const name of NAMES) delete process.env[name];
};
afterEach(forget);

const STS = 'https://sts.eu-central-1.amazonaws.com';
const PROXY = 'http://me:s%40cret@proxy.example:3128';

test.each<[string, Record<string, string>, string, string | undefined]>([
  ['none', {}, STS, undefined],
  ['https', { HTTPS_PROXY: PROXY }, STS, 'proxy.example:3128'],
  ['lower case', { https_proxy: PROXY }, STS, 'proxy.example:3128'],
  ['not that of http', { HTTP_PROXY: PROXY }, STS, undefined],
  ['http', { HTTP_PROXY: PROXY }, 'http://registry.example/v2/', 'proxy.example:3128'],
  ['a host without it', { HTTPS_PROXY: PROXY, NO_PROXY: 'sts.eu-central-1.amazonaws.com' }, STS, undefined],
  ['a domain without it', { HTTPS_PROXY: PROXY, no_proxy: '.example, amazonaws.com' }, STS, undefined],
  ['a dotted domain', { HTTPS_PROXY: PROXY, NO_PROXY: '.amazonaws.com' }, STS, undefined],
  ['all without it', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, STS, undefined],
  ['another host', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.ecr.eu-central-1.amazonaws.com' }, STS, 'proxy.example:3128'],
  ['this machine', { HTTPS_PROXY: PROXY }, 'https://localhost:4566', undefined],
])('%s', (_, env, url, host) => {
  forget();
  Object.assign(process.env, env);
  expect(proxyFor(url)?.host).toBe(host);
  expect(throughProxy(url)).toBe(host ? ` through the proxy ${host}` : '');
});

test.each(['proxy.example:3128', 'socks5://proxy.example:1080', 'http://me:100%@proxy.example', 'http://'])(
  '%s is no proxy, and is not quoted',
  (value) => {
    const message =
      /^HTTPS_PROXY: its value is not the URL of a proxy\. Give one such as http:\/\/proxy\.example:3128, with/;
    expect(() => checkProxies({ HTTPS_PROXY: value })).toThrow(message);
    expect(() => checkProxies({ HTTPS_PROXY: `${value}s3cret` })).not.toThrow('s3cret');
  },
);

test.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: PROXY, http_proxy: 'https://proxy.example' }])(
  '%j is fine',
  (env) => {
    expect(() => checkProxies(env)).not.toThrow();
  },
);

test('passwords, as they are written and as they are sent', () => {
  expect(
    proxyPasswords({ https_proxy: PROXY, HTTP_PROXY: 'http://me:plain@proxy.example', NO_PROXY: 'a:b@c' }),
  ).toEqual(['s%40cret', 's@cret', 'plain']);
  expect(proxyPasswords({ HTTPS_PROXY: 'http://proxy.example' })).toEqual([]);
});
