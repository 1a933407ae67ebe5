// Requests to a registry by the API of the OCI distribution specification.
// Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { EnvHttpProxyAgent, fetch, type RequestInit, type Response } from 'undici';
import { MANIFEST_TYPES, type StoredManifest } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import { isLoopback, isOwnRealm, parseChallenge } from './challenge.ts';

export type DistributionOptions = {
  /** `registry.example:5000`, `docker.io` */
  host: string;
  /** `team/app` */
  repository: string;
  /** `user:password` in base64; without it the registry is asked as anybody. */
  auth?: string | undefined;
  /** Told every token before it is used. */
  mask: (secret: string) => void;
  signal: AbortSignal;
};

/** A repository of a registry. */
export type Distribution = {
  /** For messages. */
  name: string;
  /** @returns undefined where there is none, or no such repository */
  readManifest(reference: string): Promise<StoredManifest | undefined>;
  hasBlob(digest: string): Promise<boolean>;
  /** A small blob, such as a configuration. @throws Failure where it is larger, or not what its digest says */
  readBlob(digest: string): Promise<Buffer>;
  /** @param file the path of its content */
  pushBlob(digest: string, file: string): Promise<void>;
  /** @param reference a tag or the digest */
  pushManifest(reference: string, image: StoredManifest): Promise<void>;
};

/** Registries take manifests of at most 4 MiB; the specification asks for that much. */
const MANIFEST_LIMIT = 4 * 1024 * 1024;
const BLOB_LIMIT = 8 * 1024 * 1024;

export function distributionClient({ host: given, repository: path, ...options }: DistributionOptions): Distribution {
  const { host, repository } = locate(given, path);
  const origin = `${isLoopback(host) ? 'http' : 'https'}://${host}`;
  const base = `${origin}/v2/${repository}`;
  const name = `${given}/${path}`;
  const send = sender({ host, origin, name, scope: `repository:${repository}:pull,push`, ...options });
  return {
    name,
    async readManifest(reference) {
      const answer = await send('read the image', `${base}/manifests/${reference}`, {
        headers: { accept: MANIFEST_TYPES.join(', ') },
      });
      if (answer.status === 404) return drop(answer);
      const bytes = await bodyOf(await expect(answer, name, 'read the image', 200), MANIFEST_LIMIT, name);
      return toStored(reference, bytes, answer.headers.get('content-type') ?? '', name);
    },
    async hasBlob(digest) {
      const answer = await send('look for a layer', `${base}/blobs/${digest}`, { method: 'HEAD' });
      if (answer.status === 404) return false;
      await expect(answer, name, 'look for a layer', 200);
      return true;
    },
    async readBlob(digest) {
      const answer = await send('read the image', `${base}/blobs/${digest}`, {});
      const bytes = await bodyOf(await expect(answer, name, 'read the image', 200), BLOB_LIMIT, name);
      if (digestOf(bytes) !== digest)
        throw failure(`${name} returned something else for ${digest}: ${digestOf(bytes)}.`);
      return bytes;
    },
    async pushBlob(digest, file) {
      // The password is checked by the first request, before gigabytes are sent.
      const started = await send('push a layer', `${base}/blobs/uploads/`, { method: 'POST' });
      await expect(started, name, 'push a layer', 202);
      const location = new URL(started.headers.get('location') ?? '', `${base}/blobs/uploads/`);
      location.searchParams.set('digest', digest);
      const body = await openAsBlob(file);
      const answer = await send('push a layer', location.href, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body,
      });
      await drop(await expect(answer, name, 'push a layer', 201));
    },
    async pushManifest(reference, { digest, mediaType, text }) {
      const what = reference === digest ? 'push the manifest' : `put the tag "${reference}"`;
      const answer = await send(what, `${base}/manifests/${reference}`, {
        method: 'PUT',
        headers: { 'content-type': mediaType },
        body: text,
      });
      await drop(await expect(answer, name, what, 201));
      const put = answer.headers.get('docker-content-digest') ?? digest;
      if (put !== digest) throw failure(`${name} took the manifest ${digest} as ${put}.`);
    },
  };
}

/** Docker Hub's registry has another name than its images, and images without a user are library's. */
function locate(host: string, repository: string): { host: string; repository: string } {
  if (host !== 'docker.io' && host !== 'index.docker.io') return { host, repository };
  return { host: 'registry-1.docker.io', repository: repository.includes('/') ? repository : `library/${repository}` };
}

type Sender = (what: string, url: string, init: RequestInit) => Promise<Response>;

type Connection = Pick<DistributionOptions, 'auth' | 'mask' | 'signal'> & {
  host: string;
  origin: string;
  name: string;
  scope: string;
};

/**
 * Sends requests with the login that the registry asks for. Its password and its tokens go to its own host only, also where it
 * redirects a request or wants an upload elsewhere.
 */
function sender({ host, origin, name, scope, auth, mask, signal }: Connection): Sender {
  const dispatcher = new EnvHttpProxyAgent();
  let authorization = auth && `Basic ${auth}`;
  let token: Promise<string> | undefined;
  const request = async (what: string, url: string, init: RequestInit): Promise<Response> => {
    const isOwn = new URL(url).origin === origin;
    const headers = { ...(init.headers as Record<string, string>), ...(isOwn && authorization && { authorization }) };
    try {
      return await fetch(url, { ...init, headers, dispatcher, signal, redirect: 'manual' });
    } catch (cause) {
      signal.throwIfAborted();
      const { message, code } = ((cause as Error).cause ?? cause) as Error & { code?: string };
      throw failure(
        `${name}: could not ${what}: ${new URL(url).host} could not be reached: ${message}${code ? ` (${code})` : ''}. Check the name and the network.`,
        { cause },
      );
    }
  };
  const login = async (realm: string, service: string | undefined): Promise<string> => {
    const url = URL.parse(realm);
    if (!url || !isOwnRealm(host, url)) {
      throw failure(
        `${name}: the registry wants its password sent to ${cut(realm)}, which is not its own host. Nothing was sent.`,
      );
    }
    if (service) url.searchParams.set('service', service);
    url.searchParams.set('scope', scope);
    const headers: Record<string, string> = auth ? { authorization: `Basic ${auth}` } : {};
    const answer = await fetch(url, { headers, dispatcher, signal, redirect: 'manual' });
    const text = (await bodyOf(await expect(answer, name, 'log in', 200), MANIFEST_LIMIT, name)).toString();
    const { token, access_token: accessToken = token } = parseJson(text) as { token?: string; access_token?: string };
    if (!accessToken) throw failure(`${name}: ${url.host} answered the login without a token.`);
    mask(accessToken);
    return `Bearer ${accessToken}`;
  };
  const follow = async (what: string, url: string, init: RequestInit): Promise<Response> => {
    const answer = await request(what, url, init);
    const location = [301, 302, 303, 307, 308].includes(answer.status) && answer.headers.get('location');
    if (!location || init.body) return answer;
    await drop(answer);
    const target = new URL(location, url);
    if (target.protocol !== 'https:' && !isLoopback(host)) {
      throw failure(`${name}: the registry redirects to ${cut(target.origin)}, which is not https.`);
    }
    return request(what, target.href, init);
  };
  return async (what, url, init) => {
    const sent = authorization;
    const answer = await follow(what, url, init);
    if (answer.status !== 401 || new URL(url).origin !== origin) return answer;
    const { scheme, parameters } = parseChallenge(answer.headers.get('www-authenticate')) ?? {};
    if (scheme !== 'bearer' || !parameters?.realm) return answer;
    await drop(answer);
    // Another request may have logged in meanwhile; a token that has run out is asked for again.
    if (sent === authorization) {
      token ??= login(parameters.realm, parameters.service).finally(() => {
        token = undefined;
      });
      authorization = await token;
    }
    return follow(what, url, init);
  };
}

/** @throws Failure for any other status */
async function expect(answer: Response, name: string, what: string, status: number): Promise<Response> {
  if (answer.status === status) return answer;
  const text = (await bodyOf(answer, MANIFEST_LIMIT, name).catch(() => Buffer.alloc(0))).toString();
  const [error] = (parseJson(text) as { errors?: { code?: string; message?: string }[] }).errors ?? [];
  const said = error ? `${error.code}: ${error.message}` : text.trim() || answer.statusText;
  throw failure(
    `${name}: could not ${what}: ${meaningOf(answer.status, error?.code)} It answered ${answer.status} ${cut(said)}`.trim(),
  );
}

function meaningOf(status: number, code: string | undefined): string {
  if (status === 429 || code === 'TOOMANYREQUESTS') {
    return 'The registry takes no more requests for now (Docker Hub counts those of all who are not logged in by their address). Log in, or run it again later.';
  }
  if (status === 401) return 'The registry did not take the login. Check the user and the password or token.';
  if (status === 403 || code === 'DENIED')
    return 'The registry denied it. The user needs the right to push to the repository.';
  if (status === 404 || code === 'NAME_UNKNOWN')
    return 'The registry has no such repository, or hides it from this user.';
  if (status === 413) return 'It is larger than the registry, or a proxy before it, takes.';
  return status >= 500 ? 'The registry failed. Run it again later.' : 'The registry refused it.';
}

async function bodyOf(answer: Response, limit: number, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > limit) throw failure(`${name}: the registry answered with more than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An answer that is not read would keep its connection. */
async function drop(answer: Response): Promise<undefined> {
  await answer.body?.cancel();
}

function toStored(reference: string, bytes: Buffer, mediaType: string, name: string): StoredManifest {
  const digest = digestOf(bytes);
  if (reference.includes(':') && reference !== digest) {
    throw failure(`${name} returned something else for ${reference}: its digest is ${digest}.`);
  }
  const text = bytes.toString();
  const manifest = parseJson(text);
  return { digest, text, mediaType: manifest.mediaType ?? mediaType.replace(/;.*/, ''), manifest };
}

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

// biome-ignore lint/suspicious/noExplicitAny: whatever the registry wrote
function parseJson(text: string): any {
  try {
    const value = JSON.parse(text);
    return value instanceof Object ? value : {};
  } catch {
    return {};
  }
}
