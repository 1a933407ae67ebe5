import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findProgram } from '../install/find.ts';
import { BIN } from '../install/go-tools.ts';
import { execute } from '../run/execute.ts';
import type { Run } from '../run/folder.ts';
import type { Server } from '../run/server.ts';
import { startBuildkitd } from '../servers/buildkitd.ts';
import { type ImageStore, startDockerd } from '../servers/dockerd.ts';
import type { Certificate } from '../servers/ministack.ts';
import type { Choice } from './choose.ts';

/** A way to build, as the environment that makes a program use it. `docker-overlay2`: a Docker without the containerd image store. */
export type Builder = { name: 'buildctl' | 'buildx' | 'docker' | 'docker-overlay2'; env: Record<string, string> };

export type Started = {
  builders: Builder[];
  /** Its own daemons, if it needed any. */
  servers: Server[];
  /** Builds a folder with a Dockerfile and pushes it. */
  push(folder: string, image: string, credentials: Record<string, string>): Promise<unknown>;
};

/** Starts the chosen builder, or finds the way to it. */
export async function startBuilder(run: Run, choice: Choice, tls?: Certificate): Promise<Started> {
  switch (choice.kind) {
    case 'own buildkit': {
      const server = await startBuildkitd(run, tls);
      const docker = await dockerFolder(run, join(BIN, 'buildx'), tls);
      const buildctl = { ...docker, BUILDKIT_HOST: server.address };
      return {
        servers: [server],
        builders: [
          { name: 'buildctl', env: buildctl },
          { name: 'buildx', env: await remoteBuilder(run, docker, server.address) },
        ],
        push: (folder, image, credentials) =>
          pushWithBuildctl(run, join(BIN, 'buildctl'), { ...buildctl, ...credentials }, folder, image),
      };
    }
    case 'BUILDKIT_HOST': {
      const program = choice.buildctl ?? join(BIN, 'buildctl');
      const env = { ...(await dockerFolder(run)), BUILDKIT_HOST: choice.address };
      return {
        servers: [],
        builders: [{ name: 'buildctl', env }],
        push: (folder, image, credentials) => pushWithBuildctl(run, program, { ...env, ...credentials }, folder, image),
      };
    }
    case 'docker': {
      const docker = await dockerFolder(run, choice.buildx ?? join(BIN, 'buildx'));
      return { servers: [], ...dockerDriver(run, choice.store, { ...docker, DOCKER_HOST: choice.host }) };
    }
    case 'own docker': {
      // One after the other: where the second fails, whoever cleans up can only stop what this returns.
      const containerd = await startDockerd(run, 'containerd');
      const overlay2 = await startDockerd(run, 'overlay2').catch(async (error) => {
        await containerd.stop();
        throw error;
      });
      const docker = await dockerFolder(run, join(BIN, 'buildx'));
      const [first, second] = [
        dockerDriver(run, 'containerd', { ...docker, DOCKER_HOST: containerd.address }),
        dockerDriver(run, 'overlay2', { ...docker, DOCKER_HOST: overlay2.address }),
      ];
      return {
        servers: [containerd, overlay2],
        builders: [...first.builders, ...second.builders],
        push: first.push,
      };
    }
  }
}

/** Docker's settings for the run: no credentials of the user's, and the buildx plugin where the docker program is. */
async function dockerFolder({ dir }: Run, buildx?: string, tls?: Certificate): Promise<Record<string, string>> {
  const folder = join(dir, 'docker');
  await mkdir(join(folder, 'cli-plugins'), { recursive: true });
  if (buildx) await symlink(buildx, join(folder, 'cli-plugins', 'docker-buildx'));
  return {
    PATH: [BIN, process.env.PATH].join(delimiter),
    DOCKER_CONFIG: folder,
    ...(tls && { NODE_EXTRA_CA_CERTS: tls.ca }),
  };
}

/** A builder of buildx that is the stack's BuildKit. */
async function remoteBuilder(
  run: Run,
  docker: Record<string, string>,
  address: string,
): Promise<Record<string, string>> {
  const env = { ...docker, BUILDX_CONFIG: join(run.dir, 'buildx'), BUILDX_BUILDER: 'stack' };
  await execute(join(BIN, 'buildx'), ['create', '--name', 'stack', '--driver', 'remote', address], { run, env });
  // Whoever has the other builder's environment around must not be taken there.
  return { ...env, BUILDKIT_HOST: '' };
}

function dockerDriver(run: Run, store: ImageStore, docker: Record<string, string>): Pick<Started, 'builders' | 'push'> {
  // An empty settings folder has no builder chosen, so Docker's own is used.
  const env = { ...docker, BUILDX_CONFIG: join(run.dir, `buildx-${store}`) };
  return {
    builders: [{ name: store === 'containerd' ? 'docker' : 'docker-overlay2', env }],
    push: async (folder, image, credentials) => {
      const docker = await findProgram('docker');
      const [program, command] = docker ? [docker, ['buildx', 'build']] : [join(BIN, 'buildx'), ['build']];
      await execute(program, [...command, '--push', '--provenance=false', '--tag', image, folder], {
        run,
        env: { ...env, ...credentials },
      });
    },
  };
}

function pushWithBuildctl(
  run: Run,
  buildctl: string,
  env: Record<string, string>,
  folder: string,
  image: string,
): Promise<string> {
  const frontend = ['--frontend', 'dockerfile.v0', '--local', `context=${folder}`, '--local', `dockerfile=${folder}`];
  return execute(buildctl, ['build', ...frontend, '--output', `type=image,name=${image},push=true`], { run, env });
}
