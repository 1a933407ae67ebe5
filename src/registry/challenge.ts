// How a registry asks for a login. Pure.
// Sources: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1, https://distribution.github.io/distribution/spec/auth/token/

export type Challenge = { scheme: 'basic' | 'bearer'; parameters: Record<string, string> };

/** The first challenge of a WWW-Authenticate header that is known; undefined where there is none. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const match = header?.match(/(?:^|,\s*)(basic|bearer)(?:\s+|$)/i);
  if (!header || !match) return undefined;
  const parameters: Record<string, string> = {};
  const rest = header.slice((match.index ?? 0) + match[0].length);
  const parameter = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
  for (let found = parameter.exec(rest); found; found = parameter.exec(rest)) {
    const [, name = '', quoted, plain = ''] = found;
    parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain;
  }
  return { scheme: match[1]?.toLowerCase() as Challenge['scheme'], parameters };
}

/** Whether BuildKit would speak plain HTTP there, too: https://github.com/containerd/containerd/blob/main/core/remotes/docker/registry.go */
export const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);

/**
 * Whether a registry's password may go to the realm that it names: its own host; by https a host beside or above it, as
 * auth.docker.io is beside registry-1.docker.io, and gitlab.com above registry.gitlab.com. A registry that could name any host would
 * have the password of one sent to another.
 */
export function isOwnRealm(registry: string, realm: URL): boolean {
  if (realm.host === registry) return realm.protocol === 'https:' || isLoopback(registry);
  if (realm.protocol !== 'https:' || isLoopback(registry)) return false;
  const labels = registry.replace(/:\d+$/, '').split('.');
  const domain = labels.slice(labels.length > 2 ? 1 : 0).join('.');
  return /\.[a-z]/i.test(domain) && (realm.hostname === domain || realm.hostname.endsWith(`.${domain}`));
}
