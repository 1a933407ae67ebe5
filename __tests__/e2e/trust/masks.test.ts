// Keys that no role gave are secrets, too; and a password goes only where it was given.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { runStep } from '../../../stack/runner.ts';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { stack } from '../stack.ts';

const { 'role-to-assume': _, ...inputs } = publishing(freshName());
const source = project();

const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-of-the-job', sessionToken: 'token-of-the-job' };

/** The start of the log up to the first request that is signed with the keys. */
async function printedBefore(env: Record<string, string>): Promise<string> {
  let printed = '';
  let before = '';
  await using aws = await startProxy(() => {
    before ||= printed;
    return { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
  });
  const step = { folder: source.folder, sha: source.sha, event: { name: 'push', payload: source.pushEvent } };
  await runStep(stack, { ...step, inputs, env: { ...env, AWS_ENDPOINT_URL: aws.url } }, (text) => {
    printed += text;
  });
  return before;
}

test("the environment's own keys are masked before they are used", async () => {
  const before = await printedBefore({
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
  });
  expect(before).toContain(`::add-mask::${keys.secretAccessKey}\n`);
  expect(before).toContain(`::add-mask::${keys.sessionToken}\n`);
});

test("so are a container's, which the runner never saw", async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const answer = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken };
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const server = createServer((_, response) => response.end(JSON.stringify({ ...answer, Expiration: expiration })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    const before = await printedBefore({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/` });
    expect(before).toContain(`::add-mask::${secretAccessKey}\n`);
    expect(before).toContain(`::add-mask::${sessionToken}\n`);
  } finally {
    server.close();
  }
});

test('a registry-endpoint gets no password that AWS itself gave', async () => {
  await using registry = await startProxy();
  const run = await runAction({
    inputs: { ...publishing(freshName()), 'registry-endpoint': registry.registry },
    project: source,
    env: { AWS_ENDPOINT_URL: undefined },
  });
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^registry-endpoint: "localhost:\d+" would get a password of AWS itself/),
  ]);
  expect(registry.exchanges).toEqual([]);
});
