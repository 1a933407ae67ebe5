import { connect } from 'node:net';
import { findProgram } from '../install/find.ts';
import type { Needs } from '../install/install.ts';
import { execute } from '../run/execute.ts';
import { say } from '../run/say.ts';
import type { ImageStore } from '../servers/dockerd.ts';

/** Where images get built. */
export type Choice =
  | { kind: 'BUILDKIT_HOST'; address: string; buildctl: string | undefined }
  | { kind: 'docker'; host: string; buildx: string | undefined; store: ImageStore }
  | { kind: 'own docker' }
  | { kind: 'own buildkit' };

/** What is there already is used; otherwise the stack brings its own BuildKit. */
export async function chooseBuilder(): Promise<Choice> {
  const address = process.env.BUILDKIT_HOST;
  if (address) {
    if (await listens(address)) return { kind: 'BUILDKIT_HOST', address, buildctl: await findProgram('buildctl') };
    say(`BUILDKIT_HOST=${address} does not answer, so it is not used`);
  }
  return (await findDocker()) ?? { kind: 'own buildkit' };
}

export function describe(choice: Choice): string {
  if (choice.kind === 'BUILDKIT_HOST') return `BuildKit at ${choice.address} (BUILDKIT_HOST)`;
  if (choice.kind === 'docker') return `Docker at ${choice.host}`;
  return choice.kind === 'own docker' ? 'its own Docker' : 'its own BuildKit';
}

export function needsOf(choice: Choice): Needs {
  switch (choice.kind) {
    case 'BUILDKIT_HOST':
      return {
        tools: choice.buildctl ? ['registry', 'crane'] : ['registry', 'crane', 'buildctl'],
        runc: false,
        busybox: 'required',
      };
    case 'docker':
      return {
        tools: choice.buildx ? ['registry', 'crane'] : ['registry', 'crane', 'buildx'],
        runc: false,
        busybox: 'optional',
      };
    case 'own docker':
      return {
        tools: ['registry', 'crane', 'buildx', 'containerd', 'containerd-shim-runc-v2', 'dockerd'],
        runc: true,
        busybox: 'required',
      };
    case 'own buildkit':
      return { tools: ['registry', 'crane', 'buildx', 'buildctl', 'buildkitd'], runc: true, busybox: 'required' };
  }
}

/** A Docker whose daemon answers, with its buildx plugin where there is one. */
async function findDocker(): Promise<Choice | undefined> {
  const cli = await findProgram('docker');
  if (!cli) return undefined;
  const ask = (...args: string[]) => execute(cli, args, { timeoutMs: 5_000 });
  try {
    await ask('version', '--format', '{{.Server.Version}}');
    const drivers = await ask('info', '--format', '{{json .DriverStatus}}');
    const context = await ask('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}');
    const plugins = JSON.parse(await ask('info', '--format', '{{json .ClientInfo.Plugins}}')) as {
      Name: string;
      Path: string;
      Err?: string;
    }[];
    const buildx = plugins.find((plugin) => plugin.Name === 'buildx' && !plugin.Err);
    return {
      kind: 'docker',
      host: process.env.DOCKER_HOST || context.trim(),
      buildx: buildx?.Path,
      // As Docker itself tells: https://docs.docker.com/engine/storage/containerd/
      store: drivers.includes('io.containerd.snapshotter') ? 'containerd' : 'overlay2',
    };
  } catch {
    // A docker without a daemon is the usual case on a developer's machine, and the reason for the stack's own BuildKit.
    return undefined;
  }
}

/** Whether something listens there. An address of another kind (docker-container://…) is taken on trust. */
async function listens(address: string): Promise<boolean> {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, pathname } = new URL(address);
  if (protocol !== 'unix:' && protocol !== 'tcp:') return true;
  return new Promise((resolve) => {
    const socket = protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname);
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(2_000, () => answer(false));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
