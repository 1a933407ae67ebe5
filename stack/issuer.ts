import { createHash, generateKeyPair, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

export const ISSUER = 'https://token.actions.githubusercontent.com';

export type Issuer = {
  /** For ACTIONS_ID_TOKEN_REQUEST_URL, with the wanted claims as its query: `${tokenUrl}?sub=repo:octo-org/hello:…` */
  tokenUrl: string;
  /** For ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  requestToken: string;
  stop(): Promise<void>;
};

type Key = { id: string; publicKey: KeyObject; privateKey: KeyObject };

/**
 * Plays GitHub's OIDC provider: answers a job's request for an id token, and publishes the key that signs it.
 * Every query parameter of the token URL is a claim, on top of those that GitHub sends, except for
 * `fail=503` with `times=2`: the first two requests of exactly that URL are answered with 503 (`times` left out: all).
 */
export async function startIssuer(): Promise<Issuer> {
  const key = await createKey();
  const requestToken = randomBytes(32).toString('base64url');
  const failures = new Map<string, number>();
  const server = createServer((request, response) => {
    // @actions/core appends `&audience=…` to the URL that it is given, even when that has no query yet.
    const url = new URL((request.url ?? '/').replace(/^([^?&]*)&/, '$1?'), base);
    if (url.pathname === '/token') answerToken(request, response, url);
    else if (url.pathname === '/.well-known/openid-configuration') json(response, 200, configuration(base));
    else if (url.pathname === '/.well-known/jwks') json(response, 200, { keys: [publicJwk(key)] });
    else json(response, 404, { message: 'not found' });
  });

  function answerToken(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const { fail, times = 'Infinity', audience, ...claims } = Object.fromEntries(url.searchParams);
    const failed = failures.get(url.search) ?? 0;
    if (request.headers.authorization?.replace(/^bearer/i, 'bearer') !== `bearer ${requestToken}`) {
      json(response, 401, { message: 'the request token is missing or wrong' });
    } else if (fail !== undefined && failed < Number(times)) {
      failures.set(url.search, failed + 1);
      json(response, Number(fail), { message: `asked to fail (${failed + 1})` });
    } else {
      json(response, 200, { value: signToken(githubClaims(claims, audience), key) });
    }
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // It must not keep a program alive that has nothing else to do.
  server.unref();
  return {
    tokenUrl: `${base}/token`,
    requestToken,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What GitHub says about a job on `main` of octo-org/hello; the repository and ref follow `sub`, and everything can be set. */
function githubClaims(wanted: Record<string, string>, audience?: string): Record<string, unknown> {
  const sub = wanted.sub ?? 'repo:octo-org/hello:ref:refs/heads/main';
  const [, owner = 'octo-org', ownerId = '1', name = 'hello', repositoryId = '2', context = ''] =
    /^repo:([^/@:]+)(?:@(\d+))?\/([^/@:]+)(?:@(\d+))?:(.*)$/.exec(sub) ?? [];
  const repository = `${owner}/${name}`;
  const ref = context.startsWith('ref:') ? context.slice('ref:'.length) : 'refs/heads/main';
  const workflow = `${repository}/.github/workflows/publish.yml@${ref}`;
  const sha = createHash('sha1').update(repository).digest('hex');
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: ISSUER,
    aud: audience ?? `https://github.com/${owner}`,
    sub,
    jti: randomUUID(),
    iat: now,
    nbf: now - 600,
    exp: now + 300,
    repository,
    repository_owner: owner,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    repository_visibility: 'private',
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha,
    actor: 'octocat',
    actor_id: '583231',
    event_name: context === 'pull_request' ? 'pull_request' : 'push',
    base_ref: '',
    head_ref: '',
    workflow: 'publish',
    workflow_ref: workflow,
    workflow_sha: sha,
    job_workflow_ref: workflow,
    job_workflow_sha: sha,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...(context.startsWith('environment:') && { environment: context.slice('environment:'.length) }),
    ...wanted,
  };
}

function signToken(claims: Record<string, unknown>, key: Key): string {
  const header = { alg: 'RS256', typ: 'JWT', kid: key.id };
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`;
}

async function createKey(): Promise<Key> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { id: randomUUID(), ...keys };
}

function publicJwk(key: Key): Record<string, unknown> {
  return { ...key.publicKey.export({ format: 'jwk' }), kid: key.id, alg: 'RS256', use: 'sig' };
}

function configuration(base: string): Record<string, unknown> {
  return {
    issuer: ISSUER,
    jwks_uri: `${base}/.well-known/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
