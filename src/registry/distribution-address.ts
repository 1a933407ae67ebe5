// Where a repository of the OCI distribution API answers, and where its password may go. Pure.
import { failure } from '../lib/failure.ts';

export type Address = {
  /** As the user writes it, such as `docker.io` or `registry.example:5000`. */
  host: string;
  /** Docker Hub's own images are below `library/`. */
  repository: string;
  /** Where it answers: scheme, host and port. */
  origin: URL;
};

/** Source: https://github.com/distribution/reference/blob/main/regexp.go */
const NAME = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const HOST = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?$/;

/**
 * Source for Docker Hub: https://github.com/distribution/reference/blob/main/normalize.go (docker.io, index.docker.io,
 * library/) and https://github.com/containerd/containerd/blob/main/core/remotes/docker/registry.go (DefaultHost)
 * @param uri `host/name`, without a tag
 * @throws Failure for anything else
 */
export function addressOf(uri: string): Address {
  const slash = uri.indexOf('/');
  const [host, name] = [uri.slice(0, Math.max(slash, 0)), uri.slice(slash + 1)];
  const hub = host === 'docker.io' || host === 'index.docker.io';
  const origin = HOST.test(host) ? URL.parse(`https://${hub ? 'registry-1.docker.io' : host}`) : null;
  if (!origin || !NAME.test(name)) {
    throw failure(`"${uri}" is not a repository. Write its registry and its name, such as ghcr.io/team/app.`);
  }
  if (isLoopback(origin)) origin.protocol = 'http:';
  return { host: hub ? 'docker.io' : host, repository: hub && !name.includes('/') ? `library/${name}` : name, origin };
}

/**
 * Whether BuildKit takes plain HTTP for a registry by itself.
 * Source: MatchLocalhost of https://github.com/containerd/containerd/blob/main/core/remotes/docker/registry.go
 */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Whether a registry may name this place: plain HTTP only where the registry itself is on this machine, and stays there. */
export const mayFollow = (to: URL, registry: URL): boolean =>
  to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to) && isLoopback(registry));

/**
 * Whether the password may go to the token service that a registry names: its own host, or one of the same owner, which is
 * what two names of one registrable domain have (auth.docker.io for registry-1.docker.io, gitlab.com for
 * registry.gitlab.com). Where a domain ends and its owners begin only the list of public suffixes tells: without it
 * evil.co.uk would be registry.co.uk's neighbour. Its private part (github.io) keeps the tenants of a domain apart.
 */
export async function mayHavePassword(realm: URL, registry: URL): Promise<boolean> {
  if (!mayFollow(realm, registry)) return false;
  if (realm.hostname === registry.hostname || (isLoopback(realm) && isLoopback(registry))) return true;
  const { getDomain } = await import('tldts');
  const [one, other] = [realm, registry].map(({ hostname }) => getDomain(hostname, { allowPrivateDomains: true }));
  return Boolean(one) && one === other;
}
