import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

test('the demo does what the README says', () => {
  const printed = execFileSync(process.execPath, [resolve(import.meta.dirname, '../../demo/demo.ts')], {
    encoding: 'utf8',
  });
  const [first = '', again = ''] = printed.split('5. The same commit again');
  expect(first).toMatch(/│ #\d+ \[internal\] load build definition/);
  expect(again).not.toMatch(/│ #\d+ |\[command\]/);
  expect(first).toMatch(/│ \[command\]\S+ … \(/);
  expect(printed).not.toContain('--opt');
  expect(printed).toMatch(/Image +localhost:\d+\/team\/hello@sha256:\w{64}/);
  expect(printed).toContain('{"greeting":"Hello from ECR, Ada!"}');
  expect(printed).toMatch(/^ +build and push +│/m);
  expect(again).toMatch(/What was checked.*(✓.*){4}\s*$/s);
});
