import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Docker and buildx keep what the user has configured. */
export function configFolders(env: NodeJS.ProcessEnv): { docker: string; buildx: string } {
  const docker = resolve(env.DOCKER_CONFIG || join(homedir(), '.docker'));
  return { docker, buildx: env.BUILDX_CONFIG || join(docker, 'buildx') };
}
