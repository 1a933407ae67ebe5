// What MiniStack leaves out of ECR's registry: the password.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, request as send } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './servers/ministack.ts';

export type Gate = { port: number; stop(): Promise<void> };

/**
 * Passes everything on to an origin, but asks for a password under /v2/, as ECR does.
 * @param auth the user and the password, in base64
 * @param tls listens on 443 with this certificate, instead of without on a free port
 */
export async function startGate(origin: string, auth: string, tls?: Certificate): Promise<Gate> {
  const listener: RequestListener = (incoming, outgoing) => {
    if (needsPassword(incoming) && incoming.headers.authorization !== `Basic ${auth}`) {
      incoming.resume();
      outgoing
        .writeHead(401, { 'www-authenticate': 'Basic realm="stack"', 'content-type': 'application/json' })
        .end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    // Signatures cover the Host header, so it goes on as it came.
    const { method, headers, url = '/' } = incoming;
    // A connection that is kept may be closed at the other end just when it is used again.
    const onward = send(new URL(url, origin), { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(onward);
  };
  const server = tls
    ? createTlsServer({ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) }, listener)
    : createServer(listener);
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(tls ? 443 : 0, '127.0.0.1', resolve),
  );
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** All but reading base images, which come from a registry without a password in most builds. */
const needsPassword = ({ method = '', url = '' }: IncomingMessage): boolean =>
  url.startsWith('/v2/') && !(url.startsWith('/v2/base/') && ['GET', 'HEAD'].includes(method));
