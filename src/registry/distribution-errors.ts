// Says in plain words what a registry answered. Pure, but for the proxy's name; told apart by status and code, never by its words.
import { ECR_ACCESS, QUOTA_EXHAUSTED, QUOTA_WAYS_OUT } from '../aws/request-errors.ts';
import { ecrHost } from '../job/values.ts';
import { cut } from '../lib/failure.ts';
import { CHECK_PROXY, throughProxy } from '../lib/proxy.ts';
import type { Address } from './distribution-address.ts';

export type Refusal = {
  status: number;
  /** What the registry wrote. */
  body: string;
  /** Whether a login was given, and whether a token service took it. */
  login: 'none' | 'given' | 'accepted';
  /** The header Retry-After: seconds or a date. */
  retryAfter?: string | undefined;
  /** Docker Hub's header ratelimit-limit, such as `100;w=21600`: how many in how many seconds. */
  rateLimit?: string | undefined;
};

/**
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes and
 * https://docs.docker.com/docker-hub/usage/
 * @param what is being done, such as `Reading the tag "v1"`
 */
export function explainRefusal(refusal: Refusal, what: string, { host, repository }: Address): string {
  const { status, login } = refusal;
  const { codes, words } = readErrors(refusal.body);
  const is = (code: string) => codes.includes(code);
  const begin = `${what} of ${repository} failed: ${host}`;
  const said = `(${[status, words].filter(Boolean).join(' ')})`;
  if (status === 429 || is('TOOMANYREQUESTS')) {
    const limits =
      host === 'docker.io'
        ? ' Docker Hub limits the pulls of each user, and without a login those of each address: https://docs.docker.com/docker-hub/usage/.'
        : '';
    return `${begin} takes no more requests for now ${said}.${limits}${whenAgain(refusal)} ${login === 'none' ? 'Log in, or run it again later.' : 'Run it again later.'}`;
  }
  // Docker Hub answers 401 also where its token service gave a token that allows less than was asked for.
  if (status === 403 || is('DENIED') || (status === 401 && login === 'accepted')) {
    // ECR's words are the only difference: https://github.com/aws/containers-roadmap/issues/2159
    if (/maximum allowed number of/.test(words))
      return `${begin} denies it ${said}. ${QUOTA_EXHAUSTED}. ${QUOTA_WAYS_OUT}`;
    if (ecrHost(host)) return `${begin} denies it ${said}. ${ECR_ACCESS}`;
    return `${begin} denies it ${said}. Check the name, and that this ${login === 'none' ? 'can be done without a login' : 'user, or the scope of its token, allows it'}; some registries deny what does not exist.`;
  }
  if (status === 401) {
    return login === 'none'
      ? `${begin} asks for a login ${said}. Give it a user and a password or token (username and password-env of an entry of destinations, source-username and source-password-env of a source), or log in before this step, such as with docker/login-action.`
      : `${begin} does not take this user and password ${said}. Check both, and whether the token has expired.`;
  }
  if (is('NAME_UNKNOWN') || status === 404) {
    return `${begin} does not have it ${said}. Check the name, and create the repository first where its registry does not do that with the first push.`;
  }
  if (status === 413) {
    return `${begin}, or a proxy before it, takes nothing of this size ${said}. Raise its limit, such as client_max_body_size of nginx.`;
  }
  return status >= 500
    ? `${begin} has an error of its own ${said}. Run it again later.`
    : `${begin} does not take it ${said}.`;
}

/** When it takes requests again, as far as it says. Source: https://docs.docker.com/docker-hub/usage/pulls/ */
function whenAgain({ retryAfter = '', rateLimit = '' }: Refusal): string {
  const date = /^\d+$/.test(retryAfter) ? new Date(Date.now() + Number(retryAfter) * 1000) : new Date(retryAfter);
  if (retryAfter && !Number.isNaN(date.getTime())) return ` It takes them again after ${date.toISOString()}.`;
  const [, count, seconds] = rateLimit.match(/^(\d+);w=(\d+)$/) ?? [];
  return count ? ` It takes ${count} in ${Math.round(Number(seconds) / 3600)} hours.` : '';
}

/** Why there was no answer. Source of the codes: https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export function explainNoAnswer(
  error: NodeJS.ErrnoException,
  what: string,
  { host, repository, origin }: Address,
): string {
  const begin = `${what} of ${repository} failed: ${host}`;
  if (/CERT|SIGNATURE|^ERR_TLS/.test(error.code ?? '')) {
    return `${begin} has a certificate that is not trusted here: ${error.message} (${error.code}). Set NODE_EXTRA_CA_CERTS to the file of its authority's certificate.`;
  }
  const by = throughProxy(origin.href);
  return `${begin} could not be reached${by}: ${error.message || error.name} (${error.code}). ${by ? CHECK_PROXY : 'Check the name and the network.'}`;
}

/** The registry's codes in capitals (Docker Hub has some in small letters), and its words on one line. */
function readErrors(body: string): { codes: string[]; words: string } {
  try {
    const errors: { code?: unknown; message?: unknown }[] = JSON.parse(body).errors;
    return {
      codes: errors.map(({ code }) => String(code).toUpperCase()),
      words: oneLine(errors.map(({ code, message }) => `${code}: ${message}`).join('; ')),
    };
  } catch {
    return { codes: [], words: oneLine(body) };
  }
}

const oneLine = (text: string): string => cut(text.replace(/\s+/g, ' ').trim());
