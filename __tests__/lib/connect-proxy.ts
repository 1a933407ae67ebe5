import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket, connect as tcp } from 'node:net';

export type ConnectProxy = AsyncDisposable & {
  /** Without a user. */
  host: string;
  /** `host:port` of each tunnel that was asked for, refused ones too. */
  asked: string[];
};

export type ConnectProxyOptions = {
  /** `user:password` that it wants. */
  login?: string;
  /** Where names lead that no resolver knows. */
  addresses?: Record<string, string>;
  /** What it answers instead of opening a tunnel; 'close' is nothing at all. */
  refuse?: string;
};

/** An HTTP proxy that knows CONNECT, and no other request. */
export async function startConnectProxy({
  login,
  addresses = {},
  refuse,
}: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer(async (client) => {
    keep(client);
    let head = '';
    while (!head.includes('\r\n\r\n')) {
      const [bytes] = await once(client, 'data').catch(() => [undefined]);
      if (bytes === undefined) return;
      head += bytes;
    }
    client.pause();
    const [, host = '', port = ''] = head.match(/^CONNECT (\S+):(\d+) /) ?? [];
    asked.push(`${host}:${port}`);
    const [, sent] = head.match(/^proxy-authorization: Basic (\S+)/im) ?? [];
    const isLoggedIn = !login || Buffer.from(sent ?? '', 'base64').toString() === login;
    const refusal = !host
      ? '405 Method Not Allowed'
      : (refuse ?? (isLoggedIn ? undefined : '407 Proxy Authentication Required'));
    if (refusal) {
      client.end(refusal === 'close' ? '' : `HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const onward = keep(tcp(Number(port), addresses[host] ?? host));
    onward.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.once('close', () => client.destroy());
    client.once('close', () => onward.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
