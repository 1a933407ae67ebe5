// A proxy before the emulated AWS, its registry and GitHub's token service, which keeps each request waiting as a
// network would, and notes when it came and when it was answered.
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAIN } from '../stack/runner.ts';
import type { Stack } from '../stack/stack.ts';

/** Times as performance.now() has them here. */
export type Exchange = { to: 'GitHub' | 'AWS' | 'registry'; name: string; start: number; end: number };

export type SlowProxy = AsyncDisposable & {
  /** Host and port. */
  registry: string;
  /** What leads the action here. */
  env: Record<string, string>;
  /** What has passed, oldest first. */
  exchanges: Exchange[];
};

export async function startProxy({ aws, github }: Stack, delayMs: number): Promise<SlowProxy> {
  const exchanges: Exchange[] = [];
  const agent = new Agent({ keepAlive: true });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const exchange = { ...(await describe(incoming)), start: performance.now(), end: Number.NaN };
    exchanges.push(exchange);
    outgoing.on('close', () => (exchange.end = performance.now()));
    await sleep(delayMs);
    const origin = { GitHub: github.tokenUrl, AWS: aws.endpoint, registry: `http://${aws.registry}` }[exchange.to];
    // The signature covers the Host header, so it goes on as it came.
    const { method, headers } = incoming;
    const onward = send(new URL(incoming.url ?? '/', origin), { method, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    if (exchange.body) onward.end(exchange.body);
    else incoming.pipe(onward);
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch((error) => outgoing.destroy(error));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    registry: `localhost:${port}`,
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?sub=${encodeURIComponent(MAIN)}`,
    },
    exchanges,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Whom a request is for, and its name. Layers are passed on as they come; STS names its operation in the body. */
async function describe(incoming: IncomingMessage): Promise<Pick<Exchange, 'to' | 'name'> & { body?: Buffer }> {
  const { url = '/', method, headers } = incoming;
  if (url.startsWith('/v2/')) return { to: 'registry', name: `${method} ${url}` };
  if (url.startsWith('/token')) return { to: 'GitHub', name: 'id-token' };
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const target = headers['x-amz-target'];
  const name = typeof target === 'string' ? target.replace(/^.*\./, '') : new URLSearchParams(`${body}`).get('Action');
  return { to: 'AWS', name: name ?? `${method} ${url}`, body };
}
