import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { findBusybox } from './install/busybox.ts';
import { execute } from './run/execute.ts';
import type { Stack } from './stack.ts';

const REPOSITORY = 'base/busybox';
const TAG = '1';

/** Makes the repository of the base image, as root. */
export async function createBaseRepository({ endpoint, region, root }: Stack['aws']): Promise<void> {
  const ecr = new ECRClient({ region, credentials: { ...root }, ...(endpoint && { endpoint }) });
  await ecr.send(new CreateRepositoryCommand({ repositoryName: REPOSITORY }));
}

export function baseImageOf(registry: string): string {
  return `${registry}/${REPOSITORY}:${TAG}`;
}

/** Writes the folder that the base image is built from: one program under all its names, so that shell scripts run. */
export async function writeBaseContext(dir: string): Promise<string> {
  const folder = join(dir, 'base');
  const busybox = await findBusybox();
  await mkdir(join(folder, 'rootfs', 'bin'), { recursive: true });
  if (busybox === undefined) {
    await writeFile(join(folder, 'Dockerfile'), 'FROM docker.io/library/busybox:1-musl\n');
    return folder;
  }
  const bin = join(folder, 'rootfs', 'bin');
  await copyFile(busybox, join(bin, 'busybox'));
  const applets = (await execute(busybox, ['--list'])).split('\n').filter((name) => name && name !== 'busybox');
  await Promise.all(applets.map((name) => symlink('busybox', join(bin, name))));
  await mkdir(join(folder, 'rootfs', 'etc'));
  await writeFile(join(folder, 'rootfs', 'etc', 'passwd'), 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n');
  await writeFile(join(folder, 'rootfs', 'etc', 'group'), 'root:x:0:\nnogroup:x:65534:\n');
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY rootfs /\nENV PATH=/bin\nCMD ["sh"]\n');
  return folder;
}
