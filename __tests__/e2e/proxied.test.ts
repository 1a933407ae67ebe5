import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Proxied } from './proxied.ts';

let runs: Record<'none' | 'all' | 'direct' | 'refused' | 'missing', Proxied>;

beforeAll(() => {
  const file = (path: string) => resolve(import.meta.dirname, '../..', path);
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const inside = [file('stack/tls.ts'), '--', process.execPath, file('__tests__/e2e/proxied.ts')];
  runs = JSON.parse(
    execFileSync(process.execPath, inside, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
});

const STS = 'sts.eu-central-1.amazonaws.com:443';
const ECR = 'api.ecr.eu-central-1.amazonaws.com:443';
const ISSUER = expect.stringMatching(/^token\.actions\.example:\d+$/);

/** Of the log, what the run failed for. */
const errorOf = ({ log }: Proxied) => log.match(/^::error.*?::(.*)$/m)?.[1];

test('AWS is out of reach without the proxy', () => {
  expect(errorOf(runs.none)).toMatch(
    /^AWS could not be reached for sts:AssumeRoleWithWebIdentity in eu-central-1: getaddrinfo/,
  );
  expect(runs.none).toMatchObject({ exitCode: 1, asked: [] });
});

test('through it an image is published; AWS and GitHub are asked only through it', () => {
  expect(errorOf(runs.all)).toBeUndefined();
  expect(runs.all).toMatchObject({ exitCode: 0, asked: [ECR, STS, ISSUER] });
  expect(runs.all.image).toMatch(
    /^123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/team\/proxied@sha256:[0-9a-f]{64}$/,
  );
});

test('a host of NO_PROXY is asked directly', () => {
  expect(errorOf(runs.direct)).toMatch(
    /^AWS could not be reached for sts:AssumeRoleWithWebIdentity in eu-central-1: getaddrinfo/,
  );
  expect(runs.direct).toMatchObject({ exitCode: 1, asked: [ISSUER] });
});

test('a proxy that does not take the password is named', () => {
  expect(errorOf(runs.refused)).toBe(
    `GitHub did not give this run an id-token: its endpoint could not be reached through the proxy ${runs.refused.proxy}: Proxy response (407) !== 200 when HTTP Tunneling (UND_ERR_ABORTED). Check HTTPS_PROXY (HTTP_PROXY for http://) and NO_PROXY, and that the proxy lets it through.`,
  );
  expect(runs.refused).toMatchObject({ exitCode: 1, asked: [ISSUER] });
});

test('so is one that is not there', () => {
  expect(errorOf(runs.missing)).toMatch(/could not be reached through the proxy 127\.0\.0\.1:1: connect ECONNREFUSED/);
  expect(runs.missing.asked).toEqual([]);
});

test('its password is masked, and not printed', () => {
  for (const { log } of [runs.all, runs.direct, runs.refused, runs.missing]) {
    const masks = log.match(/^::add-mask::.*$/gm) ?? [];
    // As the runner's commands have it, % is %25.
    expect(masks).toEqual(expect.arrayContaining(['::add-mask::s%2540cr%2525et', '::add-mask::s@cr%25et']));
    expect(log.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/s(%40|%2540|@)cr/);
  }
});
