import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

test("over TLS under AWS's own host names, with no endpoint given", () => {
  const file = (path: string) => resolve(import.meta.dirname, '../..', path);
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const printed = execFileSync(process.execPath, [file('stack/tls.ts'), '--', process.execPath, file('demo/demo.ts')], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(printed).toMatch(/Image +123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/team\/hello@sha256:\w{64}/);
  expect(printed).toContain('{"greeting":"Hello from ECR, Ada!"}');
  expect(printed).toContain('The second run ended with the same digest');
});
