// Builders of buildx that are made of the stack's two BuildKits: one of this machine's platform, one that says it has another.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { stack } from './stack.ts';

const [buildctl, buildx] = stack.builders;

/** Of what only the stack's own BuildKit shows. */
export const describeTwo = stack.secondBuildKit ? describe : describe.skip;

export const [first = '', second = ''] = [buildctl?.env.BUILDKIT_HOST, stack.secondBuildKit?.address];
export const [own, other] =
  stack.secondBuildKit?.platform === 'linux/amd64' ? ['linux/arm64', 'linux/amd64'] : ['linux/amd64', 'linux/arm64'];

/** For whom neither BuildKit is chosen yet. */
export const env: Record<string, string> = {
  ...buildx?.env,
  BUILDX_BUILDER: '',
  BUILDX_CONFIG: mkdtempSync(join(stack.dir, 'buildx-')),
};

export const runBuildx = (...args: string[]): string =>
  execFileSync('buildx', args, { env: { ...process.env, ...env }, encoding: 'utf8', stdio: 'pipe' });

/** @param nodes the address of each, with the platforms that it is made with */
export function makeBuilder(name: string, ...nodes: [address: string, platforms?: string][]): string {
  for (const [index, [address, platforms]] of nodes.entries()) {
    runBuildx(
      ...['create', '--name', name, '--driver', 'remote', ...(index > 0 ? ['--append'] : [])],
      ...(platforms ? ['--platform', platforms] : []),
      address,
    );
  }
  return name;
}
