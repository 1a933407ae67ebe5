// Requests to a registry of the OCI distribution API: how they log in, where they may be sent on to, and how long they may take.
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '@actions/http-client';
import { cut, failure, isFailure } from '../lib/failure.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { type Address, mayFollow, mayHavePassword } from './distribution-address.ts';
import { explainNoAnswer, explainRefusal, type Refusal } from './distribution-errors.ts';

export type Access = {
  address: Address;
  /** `user:password` in base64, as Docker's configuration has it; undefined for none. */
  auth?: string | undefined;
  /** What is asked of a token service. */
  actions: 'pull' | 'pull,push';
  /** Another repository of this registry that is pulled from, such as for mounts. */
  alsoPull?: string | undefined;
  /** Told every token before it is used. */
  mask(secret: string): void;
  signal: AbortSignal;
  timeouts?: Timeouts;
};

/** In milliseconds. */
export type Timeouts = {
  /** From a request to the end of its answer. */
  answer: number;
  /** Between two signs of life during an upload; after its last byte a registry may still have to store it. */
  idle: number;
};

export type Request = {
  /** For messages, such as `Reading the tag "v1"`. */
  what: string;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Below /v2/<name>/, or where the registry said. */
  to: string | URL;
  headers?: Record<string, string>;
  /** Opened for each attempt. */
  body?: string | (() => Readable | Promise<Readable>);
  /** The answer is read as it comes, by the caller, instead of whole. */
  stream?: boolean;
  /** Ends this request, beside the signal for all. */
  signal?: AbortSignal;
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer /** Of one that is to be read as it comes. */;
  stream?: Readable;
};

export type Requests = {
  address: Address;
  /**
   * @param expected statuses besides 2xx that are an answer
   * @throws Failure for every other
   */
  send(request: Request, expected?: number[]): Promise<Answer>;
  /**
   * The place that a Location header names.
   * @throws Failure where nothing may be sent to it
   */
  locate(answer: Answer, what: string): URL;
};

/** What registries take as a manifest: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
export const MOST_BYTES = 4 * 1024 * 1024;
export const MOST_REDIRECTS = 5;
export const REDIRECTS = [301, 302, 303, 307, 308];
const BUSY = [429, 502, 503, 504];
const RETRIES = 3;
const MOST_DELAY_MS = 30_000;

/** As the registry asks, within reason: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function delayOf({ headers }: Answer, again: number): number {
  const asked = Number(headers['retry-after']) * 1000;
  return Math.min(asked > 0 ? asked : 250 * 2 ** again, MOST_DELAY_MS);
}

/** As Docker's clients: https://distribution.github.io/distribution/spec/auth/token/ (expires_in) */
const TOKEN_SECONDS = 60;
const TOKEN_MARGIN_SECONDS = 10;

type Credential = { header: string; expires: number; kind: Refusal['login'] };

export function distributionRequests({ address, auth, actions, alsoPull, mask, signal, timeouts }: Access): Requests {
  const { answer: answerMs, idle: idleMs } = timeouts ?? { answer: 60_000, idle: 300_000 };
  const { origin, repository, host } = address;
  const root = new URL(`/v2/${repository}/`, origin);
  // It keeps one agent, whatever a URL's scheme is.
  const clients: Record<string, HttpClient> = { 'http:': newClient(idleMs), 'https:': newClient(idleMs) };
  let credential: Promise<Credential | undefined> | undefined;

  async function send(request: Request, expected: number[] = []): Promise<Answer> {
    const url = new URL(request.to, root);
    const first = await current();
    let answer = await follow(url, request, first);
    let used = first;
    if (answer.status === 401 && url.origin === origin.origin) {
      used = await renew(first, answer, request.what);
      if (used) answer = await follow(url, request, used);
    }
    if ((answer.status >= 200 && answer.status < 300) || expected.includes(answer.status)) return answer;
    throw refused(answer, request.what, used?.kind ?? (auth ? 'given' : 'none'));
  }

  /** The credential as long as it is good. */
  async function current(): Promise<Credential | undefined> {
    const held = await credential?.catch(() => undefined);
    return held && held.expires > Date.now() ? held : undefined;
  }

  /** Another one than was refused; undefined where there is none. Requests that are refused together share it. */
  async function renew(refusedOne: Credential | undefined, answer: Answer, what: string) {
    const now = await current();
    if (now && now !== refusedOne) return now;
    const challenges = parseChallenges(answer.headers['www-authenticate'] ?? '');
    const asked = credential;
    await asked?.catch(() => undefined);
    // Whoever was first, of those that waited for the same one, asks for all.
    if (credential === asked) credential = logIn(challenges, refusedOne, what);
    return credential;
  }

  async function logIn(
    challenges: Challenge[],
    refusedOne: Credential | undefined,
    what: string,
  ): Promise<Credential | undefined> {
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) return getToken(bearer, what);
    if (!auth || refusedOne || !challenges.some(({ scheme }) => scheme === 'basic')) return undefined;
    return { header: `Basic ${auth}`, expires: Number.POSITIVE_INFINITY, kind: 'given' };
  }

  /** Source: https://distribution.github.io/distribution/spec/auth/token/ */
  async function getToken({ parameters }: Challenge, what: string): Promise<Credential> {
    const { realm = '', service } = parameters;
    const url = URL.parse(realm);
    if (!url || !(auth ? await mayHavePassword(url, origin) : mayFollow(url, origin))) {
      throw failure(
        `${what} of ${repository} failed: ${host} wants the login to be sent to ${url?.origin ?? `"${cut(realm)}"`}. A password goes only to the registry's own host, or by https to another of the same domain. Nothing was sent there. Check the registry's name, or have its token service answer under its own host.`,
      );
    }
    if (service) url.searchParams.set('service', service);
    // Only what is needed here: what the challenge names as scope may be another repository.
    url.searchParams.set('scope', `repository:${repository}:${actions}`);
    const wider = new URL(url);
    if (alsoPull) wider.searchParams.append('scope', `repository:${alsoPull}:pull`);
    const request = { what, method: 'GET', headers: { accept: 'application/json' } } as const;
    const login = auth && `Basic ${auth}`;
    let answer = await patiently(wider, request, login);
    // Who may push here need not be allowed to pull there, which would only save an upload.
    if (answer.status !== 200 && alsoPull) answer = await patiently(url, request, login);
    if (answer.status !== 200) throw refused(answer, what, auth ? 'given' : 'none');
    const { token, seconds } = readToken(answer.body);
    if (!token) throw failure(`${what} of ${repository} failed: ${url.origin} answered without a token for ${host}.`);
    mask(token);
    const expires = Date.now() + (seconds - TOKEN_MARGIN_SECONDS) * 1000;
    return { header: `Bearer ${token}`, expires, kind: auth ? 'accepted' : 'none' };
  }

  /** What only reads goes where the registry sends it; the credential stays with the registry. */
  async function follow(url: URL, request: Request, credential: Credential | undefined): Promise<Answer> {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    for (let [to, hops] = [url, 0]; ; hops++) {
      const answer = await patiently(to, request, to.origin === origin.origin ? credential?.header : undefined);
      if (!reads || !REDIRECTS.includes(answer.status) || hops === MOST_REDIRECTS) return answer;
      to = locate(answer, request.what, to);
    }
  }

  function locate({ headers: { location = '' } }: Answer, what: string, from = root): URL {
    const url = location ? URL.parse(location, from.href) : null;
    if (url && mayFollow(url, origin)) return url;
    throw failure(
      `${what} of ${repository} failed: ${host} sends it on to ${url ? `${url.origin}, which is not https` : 'nowhere'}. Behind a proxy that speaks https the registry must know its own address (distribution: http.host or http.relativeurls).`,
    );
  }

  /** A gateway that cannot answer just now, or a rate that is used up: all but the upload of a blob is asked for again. */
  async function patiently(url: URL, request: Omit<Request, 'to'>, authorization: string | undefined): Promise<Answer> {
    for (let again = 0; ; again++) {
      const answer = await exchange(url, request, authorization);
      const isSafe = typeof request.body !== 'function';
      // Who asks for more patience than this has in all is told at once.
      const asked = Number(answer.headers['retry-after']) * 1000;
      if (!isSafe || !BUSY.includes(answer.status) || again === RETRIES || asked > MOST_DELAY_MS) return answer;
      const ends = request.signal ? AbortSignal.any([signal, request.signal]) : signal;
      await sleep(delayOf(answer, again), undefined, { signal: ends });
    }
  }

  /** One request. Whatever becomes of it, it is over when this returns. */
  async function exchange(
    url: URL,
    { what, method, headers, body, stream: streamed, signal: own }: Omit<Request, 'to'>,
    authorization: string | undefined,
  ): Promise<Answer> {
    const stop = new AbortController();
    const signals = [signal, stop.signal, ...(own ? [own] : [])];
    // An upload may take as long as it moves.
    const isLong = typeof body === 'function' || streamed;
    const ends = AbortSignal.any(isLong ? signals : [...signals, AbortSignal.timeout(answerMs)]);
    ends.throwIfAborted();
    // Beside the request, since one that waits for a proxy's tunnel does not notice.
    const aborted = new Promise<never>((_, reject) => {
      ends.addEventListener('abort', () => reject(ends.reason), { once: true });
    });
    // Nobody waits for it while the body is opened.
    aborted.catch(() => {});
    const stream = typeof body === 'function' ? await body() : undefined;
    stream?.on('error', (error) => stop.abort(error));
    const sent = { ...headers, ...(authorization && { authorization }), signal: ends as unknown as string };
    try {
      const client = clients[url.protocol] as HttpClient;
      const data = stream ?? (typeof body === 'string' ? body : null);
      const { message } = await Promise.race([client.request(method, url.href, data, sent), aborted]);
      if (streamed && (message.statusCode === 200 || message.statusCode === 206)) {
        return { status: message.statusCode, headers: message.headers, body: Buffer.alloc(0), stream: message };
      }
      const answered = await Promise.race([read(message), aborted]);
      if (!answered) throw failure(`${what} of ${repository} failed: ${host} sent more than ${MOST_BYTES} bytes.`);
      // What was answered before it was sent whole.
      if (stream && !stream.readableEnded) stop.abort();
      return { status: message.statusCode ?? 0, headers: message.headers, body: answered };
    } catch (cause) {
      const fromFile = stream?.errored;
      stop.abort();
      if (isFailure(cause)) throw cause;
      signal.throwIfAborted();
      own?.throwIfAborted();
      if (fromFile) throw failure(`${what} of ${repository} failed: ${fromFile.message}`, { cause: fromFile });
      const { code } = cause as NodeJS.ErrnoException;
      // The library's timeout has no code, and the path in its message, which may be a signed one.
      if (typeof code === 'string' && code !== 'ABORT_ERR') {
        throw failure(explainNoAnswer(cause as NodeJS.ErrnoException, what, address), { cause });
      }
      throw failure(
        `${what} of ${repository} failed: ${url.host} did not answer for ${(stream ? idleMs : answerMs) / 1000} s. Check the network, and whether the registry is overloaded.`,
      );
    } finally {
      stream?.destroy();
    }
  }

  const refused = ({ status, body, headers }: Answer, what: string, login: Refusal['login']) =>
    failure(explainRefusal({ status, body: body.toString(), login, ...limitsOf(headers) }, what, address), {
      cause: new Error(`${status} ${body}`),
    });

  return { address, send, locate };
}

/** What a registry says of its limits. */
const limitsOf = (headers: IncomingHttpHeaders): Pick<Refusal, 'retryAfter' | 'rateLimit'> => ({
  retryAfter: headers['retry-after'],
  rateLimit: [headers['ratelimit-limit'] ?? []].flat()[0],
});

/** It takes proxies from the environment, and follows no redirect: it would tell hosts apart by name only, not by port or scheme. */
const newClient = (socketTimeout: number): HttpClient =>
  new HttpClient('ecr-publish', [abortable], {
    allowRedirects: false,
    // It would read the body of what it asks again for, however long that is.
    allowRetries: false,
    keepAlive: true,
    socketTimeout,
  });

/** The library cannot abort a request, Node can: the signal comes as if it were a header, and goes where Node looks for it. */
const abortable = {
  prepareRequest(options: RequestOptions): void {
    const { signal, ...headers } = options.headers as Record<string, unknown>;
    Object.assign(options, { headers, signal });
  },
  canHandleAuthentication: () => false,
  handleAuthentication: () => Promise.reject(new Error('not asked')),
};

/** undefined for what is too long. */
async function read(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readToken(body: Buffer): { token?: string; seconds: number } {
  try {
    const { token, access_token, expires_in } = JSON.parse(body.toString());
    const found = token || access_token;
    return {
      // Anything else is no header.
      ...(typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) && { token: found }),
      seconds: typeof expires_in === 'number' && expires_in > 0 ? expires_in : TOKEN_SECONDS,
    };
  } catch {
    return { seconds: 0 };
  }
}
