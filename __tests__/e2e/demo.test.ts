import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

test('the demo does what the README says', () => {
  const printed = execFileSync(process.execPath, [resolve(import.meta.dirname, '../../demo/demo.ts')], {
    encoding: 'utf8',
  });
  expect(printed).toContain('#'); // the build's own progress
  expect(printed).toMatch(/ {3}localhost:\d+\/team\/hello@sha256:\w{64}/);
  expect(printed).toContain('{"greeting":"Hello from ECR, Ada!"}');
  expect(printed).toContain('The same digest');
});
