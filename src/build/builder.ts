import type { Host } from '../host/host.ts';
import type { BuilderRequest } from '../job/job.ts';
import { cut, failure } from '../lib/failure.ts';
import { isOnPath, type RunOptions, run } from '../lib/processes.ts';
import { buildEnvironment } from './build-environment.ts';
import type { BuildSpec, Output } from './build-spec.ts';
import { buildctlArguments } from './buildctl.ts';
import { buildxArguments } from './buildx.ts';
import { buildctlCapabilities, buildxCapabilities, type Capabilities, type Node } from './capabilities.ts';

/** What builds: a BuildKit daemon through buildctl, or a builder of buildx. */
export type Builder = {
  /** The program, with what comes before a build's own arguments. */
  command: [tool: string, ...args: string[]];
  /** Pure: the arguments of a build. `metadataFile` is where the program writes what it made, as JSON. */
  arguments(build: BuildSpec, output: Output, metadataFile: string): string[];
  can: Capabilities;
};

/**
 * Finds the builder that a job names, and asks it what it can do.
 * @throws Failure when it is not there
 */
export function findBuilder(
  request: BuilderRequest,
  builderEnv: string[],
  { env, signal }: Pick<Host, 'env' | 'signal'>,
): Promise<Builder> {
  const asking = (driver?: string): Asking => ({ env: buildEnvironment(env, builderEnv, driver), signal });
  if (request.kind === 'buildx') return findBuildx(request.name, asking());
  const driver = schemeOf(request.address);
  return findBuildctl(request.address, driver, asking(driver));
}

type Asking = Pick<RunOptions, 'env' | 'signal'>;

const schemeOf = (address: string): string => address.slice(0, address.indexOf(':'));

async function findBuildctl(address: string, driver: string, asking: Asking): Promise<Builder> {
  if (!(await isOnPath('buildctl'))) {
    throw failure(
      `BuildKit is at ${cut(address)}, but there is no buildctl on PATH to reach it. Install it from https://github.com/moby/buildkit/releases, or unset buildkit-host and BUILDKIT_HOST to build with docker buildx.`,
    );
  }
  const command: Builder['command'] = ['buildctl', '--addr', address];
  const [version, workers] = await Promise.all([
    ask(['buildctl', '--version'], asking),
    ask([...command, 'debug', 'workers', '--verbose'], asking),
  ]);
  if (workers.exitCode !== 0) {
    throw failure(
      `BuildKit at ${cut(address)} does not answer: ${cut(workers.output)}\nCheck that buildkitd runs there, and that this user may connect to it (buildkit-host, or BUILDKIT_HOST).`,
    );
  }
  return { command, arguments: buildctlArguments, can: buildctlCapabilities(driver, version.stdout, workers.stdout) };
}

async function findBuildx(name: string | undefined, asking: Asking): Promise<Builder> {
  const command = await buildxCommand();
  const [version, inspection] = await Promise.all([
    ask([...command, 'version'], asking),
    ask([...command, 'inspect', ...(name ? [name] : [])], asking),
  ]);
  const can = buildxCapabilities(version.stdout, inspection.stdout);
  // Where a daemon does not answer, buildx says so and still ends with 0.
  if (!can || inspection.exitCode !== 0 || /^Error:/m.test(inspection.output)) {
    throw failure(explainInspection(name, inspection.output));
  }
  return { command, arguments: (...build) => buildxArguments(name, ...build), can };
}

async function ask([tool, ...args]: Builder['command'], asking: Asking) {
  const { exitCode, stdout, output } = await run(tool, args, { silent: true, ...asking });
  return { exitCode, stdout, output: output.trim() };
}

/** `docker buildx`, or buildx alone where there is no docker. */
async function buildxCommand(): Promise<Builder['command']> {
  if (await isOnPath('docker')) return ['docker', 'buildx'];
  if (await isOnPath('buildx')) return ['buildx'];
  throw failure(
    'There is nothing to build with: neither docker nor buildx is on PATH, and no BuildKit is named. Use a runner with Docker, or set buildkit-host (or BUILDKIT_HOST) to the address of a BuildKit daemon.',
  );
}

function explainInspection(name: string | undefined, output: string): string {
  if (/not a docker command|unknown (shorthand )?(flag|command)/i.test(output)) {
    return `docker has no buildx here. Add docker/setup-buildx-action before this step, or install the plugin: ${cut(output)}`;
  }
  return name
    ? `builder: buildx cannot use "${cut(name)}": ${cut(output)}\nRun docker buildx ls to see which builders there are.`
    : `buildx cannot use its current builder: ${cut(output)}\nAdd docker/setup-buildx-action before this step, or name another one in the input builder.`;
}

const THIS_MACHINE = /^tcp:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?\/?$/i;

/** Pure: what is not safe about where a build goes. buildctl is given no certificates, so that its tcp:// is never TLS. */
export function builderWarnings(request: BuilderRequest): string[] {
  if (request.kind === 'buildx' || schemeOf(request.address) !== 'tcp' || THIS_MACHINE.test(request.address)) return [];
  return [
    `BuildKit at ${cut(request.address)} is on another machine and not reached by TLS: whoever is between can read the registry's password and change the image. Reach it through an SSH tunnel, or by a builder of buildx with the remote driver and its certificates.`,
  ];
}

/**
 * Pure.
 * @throws Failure for what this builder cannot build and push
 */
export function checkBuilder({ can }: Builder, { platforms }: Pick<BuildSpec, 'platforms'>): void {
  if (platforms.length < 2) return;
  const list = platforms.join(', ');
  if (!can.severalPlatforms) {
    throw failure(
      `platforms: this Docker builds for one platform at a time, not for ${list}. Add docker/setup-buildx-action before this step, or turn on Docker's containerd image store.`,
    );
  }
  if (can.nodes.length < 2) return;
  // buildx merges the images of several nodes itself, and pushes the index under a tag, not by its digest
  // (https://github.com/docker/buildx/blob/master/build/build.go). A platform that no node names may be built on any of them.
  const nodes = new Set(nodesFor(can.nodes, platforms));
  if (nodes.size < 2 && !nodes.has(undefined)) return;
  throw failure(
    `platforms: ${list} may be built on several nodes of this builder, and buildx would push their index under a tag before anybody could verify it. Use a builder of one node that builds for all of them.`,
  );
}

/**
 * As buildx chooses them: the first node for each that was made with it; where one platform has none, the first that can build
 * it, for all of them, and for that it starts them all: https://github.com/docker/buildx/blob/master/build/resolver/driver.go
 * @returns undefined for a platform of which nobody can tell: no node names it, or a node that is not running may have it
 */
function nodesFor(nodes: Node[], platforms: string[]): (Node | undefined)[] {
  const first = (list: keyof Node) => platforms.map((platform) => nodes.find((node) => node[list].includes(platform)));
  const given = first('given');
  if (!given.includes(undefined)) return given;
  const areRunning = nodes.every((node) => node.platforms.length > node.given.length);
  return areRunning ? first('platforms') : [undefined];
}
