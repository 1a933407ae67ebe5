import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findProgram } from '../install/find.ts';
import { BIN } from '../install/go-tools.ts';
import { findRunc } from '../install/runc.ts';
import { execute } from '../run/execute.ts';
import type { Run } from '../run/folder.ts';
import { type Server, startServer } from '../run/server.ts';
import { socketPath } from '../run/socket.ts';
import { type Certificate, REGISTRY_HOST } from './ministack.ts';

export type BuildKit = Server & { address: string };

/**
 * Starts BuildKit with everything that it writes in the run folder.
 * @param name tells its files from those of another one
 * @param platform what it says that its machine is; without it what the machine is
 */
export async function startBuildkitd(
  run: Run,
  tls?: Certificate,
  name = 'buildkitd',
  platform?: string,
): Promise<BuildKit> {
  const address = `unix://${await socketPath(run.dir, `${name}.sock`)}`;
  const config = join(run.dir, `${name}.toml`);
  await writeFile(config, await configuration(run.dir, name, address, await writeRunc(run.dir, name), tls, platform));
  const server = await startServer(run, {
    name,
    ...(await commandLine(config)),
    // A log is to be counted whole.
    env: { BUILDKIT_STEP_LOG_MAX_SIZE: '-1', BUILDKIT_STEP_LOG_MAX_SPEED: '-1' },
    ready: async (log) =>
      log.includes('running server on') &&
      execute(join(BIN, 'buildctl'), ['--addr', address, 'debug', 'workers'], { run }),
  });
  return { ...server, address };
}

/** runc keeps its state in /run unless it is told otherwise, which BuildKit does not do. */
async function writeRunc(dir: string, name: string): Promise<string> {
  const script = join(dir, `${name}-runc`);
  const program = `#!/bin/sh\nexec '${await findRunc()}' --root '${join(dir, 'runc-state')}' "$@"\n`;
  await writeFile(script, program, { mode: 0o755 });
  return script;
}

/** As root directly; otherwise in a user namespace, rootlesskit's or the one that this process is in already. */
async function commandLine(config: string): Promise<{ command: string; args: string[] }> {
  const command = join(BIN, 'buildkitd');
  const args = ['--config', config];
  const rootless = [...args, '--rootless', '--oci-worker-no-process-sandbox'];
  if (process.getuid?.() === 0) return { command, args: (await inUserNamespace()) ? rootless : args };
  const [rootlesskit, newuidmap] = await Promise.all(['rootlesskit', 'newuidmap'].map(findProgram));
  if (!rootlesskit || !newuidmap)
    throw new Error(
      'BuildKit needs root, or rootlesskit and uidmap (Debian and Ubuntu: apt-get install rootlesskit uidmap) ' +
        'with this user in /etc/subuid and /etc/subgid; or start Docker, or set BUILDKIT_HOST',
    );
  return { command: rootlesskit, args: ['--net=host', '--pidns', command, ...rootless] };
}

/** On the machine itself every user id stands for itself. */
async function inUserNamespace(): Promise<boolean> {
  const map = await readFile('/proc/self/uid_map', 'utf8');
  return map.trim().split(/\s+/).join(' ') !== '0 0 4294967295';
}

// JSON strings are TOML strings.
async function configuration(
  dir: string,
  name: string,
  address: string,
  runc: string,
  tls?: Certificate,
  platform?: string,
): Promise<string> {
  const text = (value: string) => JSON.stringify(value);
  return `root = ${text(join(dir, `${name}-root`))}
[grpc]
address = [${text(address)}]
[otel]
socketPath = ${text(await socketPath(dir, `${name}-otel.sock`))}
[cdi]
disabled = true
[worker.oci]
enabled = true
binary = ${text(runc)}
${platform ? `platforms = [${text(platform)}]\n` : ''}# The containers of build steps are found by it when a run is cleaned up.
defaultCgroupParent = ${text(basename(dir))}
[worker.containerd]
enabled = false
${tls ? `[registry.${text(REGISTRY_HOST)}]\nca = [${text(tls.ca)}]\n` : ''}`;
}
