import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { stack } from './stack.ts';

// Docker of its own needs root. On the stack of `npm run test:docker` they run already.
const isRoot = process.getuid?.() === 0;
const alone = isRoot && !stack.builders.some(({ name }) => name.startsWith('docker')) ? test : test.skip;

alone(
  "what e2e/docker and e2e/killed show holds with Docker's own driver, on both of its image stores",
  () => {
    const file = (path: string) => resolve(import.meta.dirname, '../..', path);
    const jest = ['--experimental-vm-modules', file('node_modules/jest/bin/jest.js'), 'e2e/docker/', 'e2e/killed'];
    const { STACK: _, ...env } = process.env;
    const run = () =>
      execFileSync(process.execPath, [file('stack/with.ts'), '--docker', '--', process.execPath, ...jest], {
        encoding: 'utf8',
        env,
        stdio: ['ignore', 'inherit', 'pipe'],
      });
    expect(run).not.toThrow();
  },
  // Containerd and Docker may have to be built first.
  1_800_000,
);
