import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Run, STACK_FOLDER } from '../run/folder.ts';
import { findBusybox, installBusybox } from './busybox.ts';
import { findDockerRegistry, installDockerRegistry } from './docker-registry.ts';
import { buildGoTools, type GoTool, missingGoTools } from './go-tools.ts';
import { locked } from './lock.ts';
import { installEmulator, missingEmulators } from './python.ts';
import { findRunc, installRunc } from './runc.ts';

export type Needs = {
  tools: GoTool[];
  runc: boolean;
  /** Docker can pull a base image where there is no busybox to make one of. */
  busybox: 'required' | 'optional';
  /** Distribution as Debian has it, an older line than the stack's own. */
  dockerRegistry?: boolean;
};

/** Gets what is missing. With everything in place it only looks, which takes milliseconds. */
export async function install(needs: Needs, run: Run): Promise<void> {
  if ((await missing(needs)).length === 0) return;
  await mkdir(STACK_FOLDER, { recursive: true });
  // Looked at again inside: another run may have done it while this one waited.
  await locked(join(STACK_FOLDER, 'install.lock'), run, async () => {
    const steps = await missing(needs);
    const failed = (await Promise.allSettled(steps.map((step) => step(run)))).find(
      (result) => result.status === 'rejected',
    );
    if (failed) throw failed.reason;
  });
}

type Step = (run: Run) => Promise<void>;

async function missing({ tools, runc, busybox, dockerRegistry = false }: Needs): Promise<Step[]> {
  const [emulators, hasRunc, hasBusybox, hasDockerRegistry, missingTools] = await Promise.all([
    missingEmulators(),
    !runc || findRunc(),
    findBusybox(),
    !dockerRegistry || findDockerRegistry(),
    missingGoTools(tools),
  ]);
  const steps: Step[] = emulators.map((emulator) => (run) => installEmulator(emulator, run));
  if (missingTools.length > 0) steps.push((run) => buildGoTools(missingTools, run));
  const packages: Step[] = [
    ...(hasRunc ? [] : [installRunc]),
    ...(hasDockerRegistry ? [] : [installDockerRegistry]),
    ...(hasBusybox ? [] : [(run: Run) => busyboxIfAny(busybox === 'optional', run)]),
  ];
  // One after the other: each may have to fetch apt's package lists.
  if (packages.length > 0) {
    steps.push(async (run) => {
      for (const step of packages) await step(run);
    });
  }
  return steps;
}

async function busyboxIfAny(optional: boolean, run: Run): Promise<void> {
  await installBusybox(run).catch((error) => {
    if (!optional || run.signal?.aborted) throw error;
  });
}
