import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../failure.ts';
import { isOnPath, run } from '../process/run.ts';
import type { BuilderRequest } from '../request/request.ts';
import { configFolders } from './docker.ts';

/** What builds: a BuildKit daemon through buildctl, or a builder of buildx. */
export type Builder = (
  | { kind: 'buildctl'; address: string }
  | {
      kind: 'buildx' /** `docker buildx`, or buildx alone where there is no docker. */;
      command: [string, ...string[]];
      name?: string;
    }
) & {
  /** Whether it can push an image that no tag names yet; Docker's own driver cannot. */
  pushesByDigest: boolean;
};

/**
 * Finds the builder that a request names and what it can do.
 * @throws Failure when it is not there
 */
export async function findBuilder(
  request: BuilderRequest,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Builder> {
  if (request.kind === 'buildctl') {
    if (await isOnPath('buildctl')) return { ...request, pushesByDigest: true };
    throw failure(
      `BuildKit is at ${request.address}, but there is no buildctl on PATH to reach it. Install it from https://github.com/moby/buildkit/releases, or unset buildkit-host and BUILDKIT_HOST to build with docker buildx.`,
    );
  }
  const [command, noted] = await Promise.all([findBuildx(), notedDriver(request.name, env)]);
  if (noted) return { ...request, command, pushesByDigest: noted !== 'docker' };
  const [tool, ...prefix] = command;
  const args = [...prefix, 'inspect', ...(request.name ? [request.name] : [])];
  const { exitCode, output } = await run(tool, args, { silent: true, signal });
  // Where a daemon does not answer, buildx says so and still ends with 0.
  if (exitCode !== 0 || /^Error:/m.test(output)) throw failure(explainInspection(request.name, output.trim()));
  return { ...request, command, pushesByDigest: driverOf(output) !== 'docker' };
}

/** Whether it can write a cache to a registry; Docker's own driver needs the containerd image store for that. */
export async function canExportCache(builder: Builder, signal: AbortSignal): Promise<boolean> {
  if (builder.kind === 'buildctl' || builder.pushesByDigest) return true;
  const { output } = await run('docker', ['info', '--format', '{{json .DriverStatus}}'], { silent: true, signal });
  return output.includes('io.containerd.snapshotter');
}

/** Pure: the driver in what `buildx inspect` prints. */
export const driverOf = (inspection: string): string | undefined => inspection.match(/^Driver:[ \t]+(\S+)/m)?.[1];

/**
 * The driver that buildx has noted for a builder. Asking buildx takes another process and a call of its daemon.
 * Source: https://github.com/docker/buildx/tree/master/store (the files `current` and `instances/<name>`)
 * @returns undefined where only buildx can tell, or where there is no such builder
 */
export async function notedDriver(name: string | undefined, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { docker, buildx } = configFolders(env);
  const read = async (...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8'));
  const current = async () => {
    const { Name, Key, Global } = await read(buildx, 'current');
    if (Global) return Name;
    const { currentContext } = await read(docker, 'config.json').catch(() => ({}));
    const context = env.DOCKER_HOST ? 'default' : env.DOCKER_CONTEXT || currentContext || 'default';
    const endpoint = context === 'default' ? env.DOCKER_HOST || 'unix:///var/run/docker.sock' : context;
    return Key === endpoint ? Name : undefined;
  };
  try {
    const builder = name || env.BUILDX_BUILDER || (await current());
    const { Driver } = await read(buildx, 'instances', builder.toLowerCase());
    return Driver || undefined;
  } catch {
    return undefined; // no such file, or of another form
  }
}

async function findBuildx(): Promise<[string, ...string[]]> {
  if (await isOnPath('docker')) return ['docker', 'buildx'];
  if (await isOnPath('buildx')) return ['buildx'];
  throw failure(
    'There is nothing to build with: neither docker nor buildx is on PATH, and no BuildKit is named. Use a runner with Docker, or set buildkit-host (or BUILDKIT_HOST) to the address of a BuildKit daemon.',
  );
}

function explainInspection(name: string | undefined, output: string): string {
  if (/not a docker command|unknown (shorthand )?(flag|command)/i.test(output)) {
    return `docker has no buildx here. Add docker/setup-buildx-action before this step, or install the plugin: ${output}`;
  }
  return name ? `builder: buildx cannot use "${name}": ${output}` : `buildx cannot use its current builder: ${output}`;
}
