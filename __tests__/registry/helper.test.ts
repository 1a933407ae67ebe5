// The helper as Docker runs it: a program on PATH, with the registry's host on its standard input.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type CredentialHelper, startHelper } from '../../src/registry/helper.ts';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const AUTH = Buffer.from('AWS:a:password').toString('base64');

let folder: string;
let docker: string;
let env: NodeJS.ProcessEnv;
const started: CredentialHelper[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'helper-'));
  docker = join(folder, 'docker');
  mkdirSync(join(docker, 'contexts'), { recursive: true });
  writeFileSync(join(docker, 'contexts', 'far'), 'far away');
  env = { PATH: process.env.PATH, RUNNER_TEMP: folder, DOCKER_CONFIG: docker };
});
afterEach(async () => {
  for (const helper of started.splice(0)) await helper.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<CredentialHelper> {
  const helper = await startHelper(HOST, env);
  if (!helper) throw new Error('There is no helper.');
  started.push(helper);
  return helper;
}

/** What a builder does that wants to log in. */
function ask({ env: more }: CredentialHelper, word = 'get'): { child: ChildProcess; answer: Promise<string> } {
  const child = spawn('docker-credential-ecr-publish', [word], { env: { ...env, ...more } });
  // It does not read it, and may be gone before it is written.
  child.stdin.on('error', () => {}).end(HOST);
  return { child, answer: text(child.stdout) };
}

test('who asks is answered once the password is there, as often as it asks', async () => {
  const helper = await start();
  const first = ask(helper);
  helper.give(AUTH);
  const login = { ServerURL: HOST, Username: 'AWS', Secret: 'a:password' };
  expect(JSON.parse(await first.answer)).toEqual(login);
  expect(JSON.parse(await ask(helper).answer)).toEqual(login);
  await helper.stop();
});

test('it leaves the builder’s stderr alone: Node would make it non-blocking, and the builder lose lines', async () => {
  const helper = await start();
  const { child, answer } = ask(helper);
  const stderr = () => readlinkSync(`/proc/${child.pid}/fd/2`);
  for (let tries = 0; stderr() !== '/dev/null' && tries < 500; tries++) await sleep(10);
  expect(stderr()).toBe('/dev/null');
  helper.give(AUTH);
  await answer;
  await helper.stop();
});

test('it keeps nothing, and has nothing to list', async () => {
  const helper = await start();
  helper.give(AUTH);
  for (const word of ['store', 'erase', 'list']) {
    const { child, answer } = ask(helper, word);
    expect(await answer).toBe('');
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).not.toBe(0);
  }
  await helper.stop();
});

test('who waits when it is stopped gets nothing, and nothing is left', async () => {
  const helper = await start();
  const { child, answer } = ask(helper);
  await helper.stop();
  expect(await answer).toBe('');
  if (child.exitCode === null) await once(child, 'exit');
  expect(readdirSync(folder)).toEqual(['docker']);
  await helper.stop();
});

test('everything else is the user’s, and no password is in a file', async () => {
  const config = { currentContext: 'far', auths: { 'ghcr.io': { auth: 'c2VjcmV0' } } };
  writeFileSync(join(docker, 'config.json'), JSON.stringify(config));
  const helper = await start();
  helper.give(AUTH);
  const own = helper.env.DOCKER_CONFIG ?? '';
  expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(own, 'contexts', 'far'), 'utf8')).toBe('far away');
  expect(JSON.parse(readFileSync(join(own, 'config.json'), 'utf8'))).toEqual({
    currentContext: 'far',
    credHelpers: { [HOST]: 'ecr-publish' },
  });
  expect(JSON.parse(helper.env.DOCKER_AUTH_CONFIG ?? '')).toEqual({ auths: { 'ghcr.io': { auth: 'c2VjcmV0' } } });
  expect(helper.env.BUILDX_CONFIG).toBe(join(docker, 'buildx'));
  await helper.stop();
  expect(existsSync(join(docker, 'contexts', 'far'))).toBe(true);
});

test.each([
  ['a configuration that is no JSON', () => writeFileSync(join(docker, 'config.json'), '{')],
  ['a login that cannot be handed on', () => writeFileSync(join(docker, 'config.json'), '{"HttpHeaders": {"A": "b"}}')],
])('none with %s', async (_, prepare) => {
  prepare();
  expect(await startHelper(HOST, env)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['docker']);
});

test('none where it cannot be set up', async () => {
  env.RUNNER_TEMP = join(folder, 'missing');
  expect(await startHelper(HOST, env)).toBeUndefined();
});

test('what the user has by the same name is not written to', async () => {
  const theirs = join(docker, 'docker-credential-ecr-publish');
  writeFileSync(theirs, 'of another');
  const helper = await start();
  helper.give(AUTH);
  expect(JSON.parse(await ask(helper).answer)).toMatchObject({ Username: 'AWS' });
  expect(readFileSync(theirs, 'utf8')).toBe('of another');
  await helper.stop();
});

test('a folder with a long path is not used: a socket’s path is short', async () => {
  const long = join(folder, 'x'.repeat(80));
  mkdirSync(long);
  env.RUNNER_TEMP = long;
  const helper = await start();
  expect(readdirSync(long)).toEqual([]);
  await helper.stop();
});
