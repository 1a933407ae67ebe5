// A token service as Docker Hub has one, for distribution: https://distribution.github.io/distribution/spec/auth/jwt/
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type TokenService = AsyncDisposable & {
  /** For distribution's configuration. */
  auth: { token: Record<string, string> };
};

/** @param jwks file for the public key */
export async function startTokenService(auth: string, jwks: string): Promise<TokenService> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  writeFileSync(
    jwks,
    JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] }),
  );
  const server = createServer(({ url = '', headers }, response) => {
    if (headers.authorization !== `Basic ${auth}`) {
      response.writeHead(401).end('{"details":"incorrect username or password"}');
      return;
    }
    const asked = new URL(url, 'http://localhost').searchParams;
    const [type, name, actions = ''] = (asked.get('scope') ?? '').split(':');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'stack',
      sub: 'AWS',
      aud: asked.get('service'),
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: randomUUID(),
      access: [{ type, name, actions: actions.split(',') }],
    };
    const content = [{ alg: 'RS256', typ: 'JWT', kid }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url');
    response.end(JSON.stringify({ token: `${content}.${signature}`, expires_in: 300 }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return {
    auth: { token: { realm, service: 'the registry', issuer: 'stack', jwks } },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
