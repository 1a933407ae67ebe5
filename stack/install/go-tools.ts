import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execute } from '../run/execute.ts';
import { type Run, STACK_FOLDER } from '../run/folder.ts';
import { say, seconds } from '../run/say.ts';
import { exists, findProgram } from './find.ts';

export const BIN = join(STACK_FOLDER, 'bin');
const STAMPS = join(STACK_FOLDER, 'built');
const MODULES = join(import.meta.dirname, '..', 'tools');

type Program = {
  /** The folder in stack/tools. */
  module: string;
  package: string;
  /** The variable that `--version` prints, where the program does not know its version by itself. */
  version?: string;
  /** The folder in BIN that it goes to, where another has its name. */
  folder?: string;
  /** How long it takes with nothing cached, on two cores. */
  minutes: number;
};

/**
 * The programs that are built from source. Each folder in stack/tools is a module of its own, whose go.mod and go.sum
 * are the pins: programs that shared one would have to agree on the version of every library.
 */
const PROGRAMS = {
  buildctl: {
    module: 'buildkit',
    package: 'github.com/moby/buildkit/cmd/buildctl',
    version: 'github.com/moby/buildkit/version.Version',
    minutes: 0.5,
  },
  // The last one that does not read DOCKER_AUTH_CONFIG.
  'buildctl-0.23': {
    module: 'buildctl-0.23',
    package: 'github.com/moby/buildkit/cmd/buildctl',
    version: 'github.com/moby/buildkit/version.Version',
    folder: 'buildctl-0.23',
    minutes: 1,
  },
  buildkitd: {
    module: 'buildkit',
    package: 'github.com/moby/buildkit/cmd/buildkitd',
    version: 'github.com/moby/buildkit/version.Version',
    minutes: 1.5,
  },
  buildx: {
    module: 'buildx',
    package: 'github.com/docker/buildx/cmd/buildx',
    version: 'github.com/docker/buildx/version.Version',
    minutes: 1,
  },
  registry: { module: 'registry', package: 'github.com/distribution/distribution/v3/cmd/registry', minutes: 1.5 },
  dockerd: {
    module: 'docker',
    package: 'github.com/moby/moby/v2/cmd/dockerd',
    version: 'github.com/moby/moby/v2/dockerversion.Version',
    minutes: 4,
  },
  containerd: { module: 'containerd', package: 'github.com/containerd/containerd/v2/cmd/containerd', minutes: 0.5 },
  'containerd-shim-runc-v2': {
    module: 'containerd',
    package: 'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
    minutes: 0.5,
  },
  crane: { module: 'crane', package: 'github.com/google/go-containerregistry/cmd/crane', minutes: 0.1 },
  act: { module: 'act', package: 'github.com/nektos/act', minutes: 0.5 },
} as const satisfies Record<string, Program>;

export type GoTool = keyof typeof PROGRAMS;

/** Which of the programs are not there yet, or were built from other pins. */
export async function missingGoTools(names: GoTool[]): Promise<GoTool[]> {
  const built = await Promise.all(names.map(isBuilt));
  return names.filter((_, index) => !built[index]);
}

/** Builds programs into .stack/bin, one after the other: each build uses every core by itself. */
export async function buildGoTools(names: GoTool[], run: Run): Promise<void> {
  if (names.length === 0) return;
  const minutes = names.reduce((sum, name) => sum + PROGRAMS[name].minutes, 0);
  say(`building ${names.join(', ')} from source: the first time this takes about ${Math.ceil(minutes)} minutes`);
  const go = await findGo(run);
  const env = await goEnvironment(go, run);
  for (const name of names) {
    const since = performance.now();
    const program: Program = PROGRAMS[name];
    const flags = ['-trimpath', '-modcacherw', `-ldflags=${await linkerFlags(program)}`];
    await execute(go, ['install', ...flags, program.package], {
      cwd: join(MODULES, program.module),
      env: { ...env, GOBIN: dirname(pathOf(name)) },
      run,
    });
    await mkdir(STAMPS, { recursive: true });
    await writeFile(join(STAMPS, name), await pins(name));
    say(`built ${name} in ${seconds(since)}`);
  }
}

async function isBuilt(name: GoTool): Promise<boolean> {
  const stamp = await readFile(join(STAMPS, name), 'utf8').catch(() => undefined);
  return stamp === (await pins(name)) && exists(pathOf(name));
}

/** Where a program is, once it is built. */
export function pathOf(name: GoTool): string {
  const program: Program = PROGRAMS[name];
  return join(BIN, program.folder ?? '', basename(program.package));
}

/** What decides whether a build is still right. */
async function pins(name: GoTool): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(MODULES, PROGRAMS[name].module, file)));
  return hash.digest('hex');
}

async function linkerFlags(program: Program): Promise<string> {
  const strip = '-s -w';
  if (program.version === undefined) return strip;
  const goMod = await readFile(join(MODULES, program.module, 'go.mod'), 'utf8');
  const requirements = [...goMod.matchAll(/^\s+(\S+) (v\S+)/gm)];
  const requirement = requirements.find(([, path]) => program.package.startsWith(`${path}/`));
  return requirement ? `${strip} -X ${program.version}=${requirement[2]}` : strip;
}

async function findGo(run: Run): Promise<string> {
  const usual = '/usr/local/go/bin/go';
  const go = (await findProgram('go')) ?? ((await exists(usual)) ? usual : undefined);
  if (go === undefined) throw new Error('Go is missing: install Go 1.26 or later (https://go.dev/dl)');
  const version = (await execute(go, ['env', 'GOVERSION'], { run })).trim();
  const minor = Number(/^go1\.(\d+)/.exec(version)?.[1]);
  if (!(minor >= 26)) throw new Error(`Go 1.26 or later is needed, ${go} is ${version} (https://go.dev/dl)`);
  return go;
}

/** Go writes into .stack only; the user's own settings (proxies, flags) still count. */
async function goEnvironment(go: string, run: Run): Promise<Record<string, string>> {
  const root = join(STACK_FOLDER, 'go');
  // The place of Go's settings follows XDG_CONFIG_HOME, which is changed below for its telemetry's sake.
  const settings = (await execute(go, ['env', 'GOENV'], { run })).trim();
  return {
    GOENV: settings,
    XDG_CONFIG_HOME: join(root, 'config'),
    GOPATH: root,
    GOMODCACHE: join(root, 'mod'),
    GOCACHE: join(root, 'build'),
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    // No C compiler is needed, and the programs run on any Linux.
    CGO_ENABLED: '0',
  };
}
