import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Choice, describe, needsOf } from '../builder/choose.ts';
import { findProgram } from '../install/find.ts';
import { install } from '../install/install.ts';
import { runOn } from '../run/command.ts';
import { createRun, destroyRun, type Run, removeLeftovers } from '../run/folder.ts';
import { say } from '../run/say.ts';
import { AWS_HOSTS } from '../servers/ministack.ts';
import { createCertificate } from './certificate.ts';
import { certificateIn, hostsIn } from './files.ts';

/** `tls`: AWS answers under its own names. `docker`: with its own Docker. */
export type Kind = 'tls' | 'docker';

/** What such a stack builds with. */
export const BUILDER: Record<Kind, Choice> = { tls: { kind: 'own buildkit' }, docker: { kind: 'own docker' } };

/**
 * Runs a command on a stack in network and mount namespaces of its own: host names, bridges and mounts that it needs
 * exist only there, and are gone with it. There is no way out of them to other machines.
 */
export async function runIsolated(kind: Kind, command: string[]): Promise<number> {
  const inside = [process.execPath, join(import.meta.dirname, 'inside.ts'), kind, ...command];
  return runOn((signal) => prepare(kind, signal), [...(await namespaces(kind)), ...inside]);
}

/** What has to be done outside, where there is a network. */
async function prepare(kind: Kind, signal: AbortSignal) {
  await removeLeftovers();
  const run = await createRun(signal);
  const stop = () => destroyRun(run.dir);
  try {
    say(`builds with ${describe(BUILDER[kind])}${kind === 'tls' ? '; AWS answers under its own names' : ''}`);
    await install(needsOf(BUILDER[kind]), run);
    const env = kind === 'tls' ? await prepareTls(run) : {};
    return { env: { ...env, STACK_RUN: run.dir }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareTls(run: Run): Promise<Record<string, string>> {
  await createCertificate(run);
  await writeFile(hostsIn(run.dir), ['localhost', ...AWS_HOSTS].map((host) => `127.0.0.1 ${host}\n`).join(''));
  // Node reads it at its start, so that what runs inside has to be given it from here.
  return { NODE_EXTRA_CA_CERTS: certificateIn(run.dir).ca };
}

/** The command that opens the namespaces; an ordinary user needs rootlesskit's, which has more than one user id. */
async function namespaces(kind: Kind): Promise<string[]> {
  const unshare = await findProgram('unshare');
  if (!unshare) throw new Error('unshare is missing (Debian and Ubuntu: apt-get install util-linux)');
  const own = [unshare, '--mount', '--net'];
  if (process.getuid?.() === 0) return own;
  if (kind === 'docker') throw new Error('Docker needs root');
  const [rootlesskit, newuidmap] = await Promise.all(['rootlesskit', 'newuidmap'].map(findProgram));
  if (!rootlesskit || !newuidmap)
    throw new Error(
      'this needs root, or rootlesskit and uidmap (Debian and Ubuntu: apt-get install rootlesskit uidmap)',
    );
  return [rootlesskit, '--net=host', '--pidns', ...own];
}
