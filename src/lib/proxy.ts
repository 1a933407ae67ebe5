// The proxy that the environment names, by one rule for all of our requests: that of GitHub's own actions.
// Source: https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { failure } from './failure.ts';

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * The proxy for a request: HTTPS_PROXY or HTTP_PROXY by the URL's scheme, unless NO_PROXY has its host or a domain above it. This
 * machine itself (localhost, 127.…) is never asked through one. The library reads the process's environment.
 */
export const proxyFor = (url: string): URL | undefined => getProxyUrl(new URL(url));

/** For messages: its URL may hold a password. */
export const throughProxy = (url: string): string => {
  const proxy = proxyFor(url);
  return proxy ? ` through the proxy ${proxy.host}` : '';
};

export const CHECK_PROXY =
  'Check HTTPS_PROXY (HTTP_PROXY for http://) and NO_PROXY, and that the proxy lets it through.';

/**
 * Pure. One that cannot be read would be as good as none.
 * @throws Failure that does not quote it
 */
export function checkProxies(env: NodeJS.ProcessEnv): void {
  for (const name of NAMES) {
    const value = env[name];
    if (value && !read(value)) {
      throw failure(
        `${name}: its value is not the URL of a proxy. Give one such as http://proxy.example:3128, with the special characters of a user and password as %XX.`,
      );
    }
  }
}

/** Pure: what of the proxies' URLs must not be printed, as it is written there and as it is sent. */
export const proxyPasswords = (env: NodeJS.ProcessEnv): string[] => [
  ...new Set(
    NAMES.flatMap((name) => {
      const { password } = URL.parse(env[name] ?? '') ?? {};
      return password ? [password, decode(password) ?? password] : [];
    }),
  ),
];

function read(value: string): URL | undefined {
  const url = URL.parse(value);
  const isProxy =
    url && /^https?:$/.test(url.protocol) && [url.username, url.password].every((each) => decode(each) !== undefined);
  return isProxy ? url : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
