import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loggedIn } from './runner.ts';
import type { Stack } from './stack.ts';

/** Looks at the stack's registry from outside. */
export function crane(stack: Stack, ...args: string[]): Buffer {
  // It does not know DOCKER_AUTH_CONFIG.
  const folder = join(stack.dir, 'crane');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'config.json'),
    loggedIn(stack.aws, [stack.aws.registry, stack.registries.accepting]).DOCKER_AUTH_CONFIG,
  );
  return execFileSync('crane', [...args, '--insecure'], {
    env: { ...process.env, ...stack.builders[0]?.env, DOCKER_CONFIG: folder },
    maxBuffer: 64 * 1024 * 1024,
  });
}
