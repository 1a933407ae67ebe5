import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { requestIdToken } from '../../src/host/token-request.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const status =
  (code: number, body: object = {}): Answer =>
  (_, response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const reset: Answer = (request) => request.socket.destroy();
const token = status(200, { value: 'a token' });

/** What came of asking an endpoint that answers so, the last answer for ever; and what it was asked. */
async function ask(...answers: Answer[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the job',
  };
  const outcome = await requestIdToken(env, 'sts amazon', new AbortController().signal).catch(
    ({ message }: Error) => message,
  );
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  return { outcome, asked };
}

const ONCE = '/token?api=1&audience=sts%20amazon Bearer the job';

test.each<[string, Answer[]]>([
  ['at once', [token]],
  ['after an error of the server', [status(500), token]],
  ['after a broken connection', [reset, token]],
  ['after too many requests', [status(429), token]],
  ['after several', [status(503), reset, status(502), token]],
])('a token %s', async (_, answers) => {
  expect(await ask(...answers)).toEqual({ outcome: 'a token', asked: answers.map(() => ONCE) });
});

test.each([400, 401, 403, 404])('%d stays, and is not asked again', async (code) => {
  const { outcome, asked } = await ask(status(code), token);
  expect(outcome).toMatch(
    new RegExp(`^GitHub did not give this run an id-token: its endpoint answered ${code} without one\\. Give the job`),
  );
  expect(asked).toHaveLength(1);
});

test.each<[string, Answer, string]>([
  ['an error of the server', status(500), 'its endpoint answered 500, also when asked again. Run it again later.'],
  ['a broken connection', reset, 'its endpoint could not be reached: other side closed (UND_ERR_SOCKET), also when'],
])('%s that stays: five times in all', async (_, answer, message) => {
  const { outcome, asked } = await ask(answer);
  expect(outcome).toContain(`GitHub did not give this run an id-token: ${message}`);
  expect(asked).toHaveLength(5);
});

test.each<[string, Answer]>([
  ['nothing', status(200)],
  ['no JSON', (_, response) => response.end('<html>')],
])('an answer with %s in it is an error', async (_, answer) => {
  expect((await ask(answer)).outcome).toContain('its endpoint answered 200 without one.');
});
