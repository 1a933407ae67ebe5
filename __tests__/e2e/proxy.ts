// A proxy before the emulated AWS that notes what passes, and can answer in its place with a fault that no emulator gives.
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { stack } from './stack.ts';

export type Exchange = {
  /** As AWS names it (`PutImage`, `AssumeRoleWithWebIdentity`), or `PUT /v2/…` for the registry. */
  operation: string;
  request: string;
  status: number;
  response: string;
};

/** What to answer instead of asking AWS; undefined lets a request pass, a promise keeps it waiting. */
export type Fault = (operation: string, request: string) => Answer | undefined | Promise<Answer | undefined>;

/** STS speaks XML; `reset` breaks the connection. */
export type Answer = { status: number; body: object | string; headers?: Record<string, string> } | 'reset';

export type Proxy = AsyncDisposable & {
  /** For AWS_ENDPOINT_URL. */
  url: string;
  /** For registry-endpoint. */
  registry: string;
  exchanges: Exchange[];
};

/** Which emulator an operation is for. */
export type Target = (operation: string) => string;

/** The registry asks for a password. */
export const targetOfStack: Target = (operation) =>
  / \/v2\//.test(operation) ? `http://${stack.aws.registry}` : stack.aws.endpoint;

export async function startProxy(fault: Fault = () => undefined, targetOf: Target = targetOfStack): Promise<Proxy> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytes(incoming);
    const operation = operationOf(incoming, body);
    const exchange = { operation, request: body.toString(), status: 0, response: '' };
    exchanges.push(exchange);
    const wrong = await fault(operation, exchange.request);
    if (wrong === 'reset') {
      incoming.socket.destroy();
      return;
    }
    if (wrong) {
      exchange.status = wrong.status;
      outgoing
        .writeHead(wrong.status, { 'content-type': 'application/x-amz-json-1.1', ...wrong.headers })
        .end(typeof wrong.body === 'string' ? wrong.body : JSON.stringify(wrong.body));
      return;
    }
    await pass(targetOf(operation), incoming, body, outgoing, exchange);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    registry: `localhost:${port}`,
    exchanges,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The signature covers the Host header, so it goes on as it came. */
async function pass(
  endpoint: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  exchange: Exchange,
): Promise<void> {
  const target = new URL(incoming.url ?? '/', endpoint);
  const { headers, method } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    send(target, { method, headers }, resolve).on('error', reject).end(body),
  );
  const response = await bytes(answer);
  exchange.status = answer.statusCode ?? 0;
  exchange.response = response.toString();
  outgoing.writeHead(exchange.status, answer.headers).end(response);
}

export function operationOf({ headers, method, url }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/^.*\./, '');
  return new URLSearchParams(body.toString()).get('Action') ?? `${method} ${url}`;
}

export async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
