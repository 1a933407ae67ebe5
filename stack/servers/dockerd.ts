import { writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { BIN } from '../install/go-tools.ts';
import { findRunc } from '../install/runc.ts';
import type { Run } from '../run/folder.ts';
import { type Server, startServer } from '../run/server.ts';

export type Docker = Server & { address: string };

/** Starts Docker with its containerd, in the network and with the /run of its own that isolated/inside.ts gives it. */
export async function startDockerd(run: Run): Promise<Docker> {
  const { dir } = run;
  const address = 'unix:///run/docker.sock';
  // Without a file it would read the machine's /etc/docker/daemon.json.
  const config = join(dir, 'daemon.json');
  await writeFile(config, '{}');
  const args = [
    ['--config-file', config],
    ['--host', address],
    ['--data-root', join(dir, 'docker-data')],
    ['--exec-root', '/run/docker'],
    ['--pidfile', '/run/docker.pid'],
    // Its containers are found by it when a run is cleaned up.
    ['--cgroup-parent', `/${basename(dir)}`],
    ['--feature', 'containerd-snapshotter=true'],
    // The bridge between containers is all that they need: there is nothing to forward to.
    ['--iptables=false'],
    ['--ip6tables=false'],
    ['--ip-forward=false'],
    ['--userland-proxy=false'],
  ].flat();
  const runc = (await findRunc()) ?? '';
  const server = await startServer(run, {
    name: 'dockerd',
    command: join(BIN, 'dockerd'),
    args,
    env: { PATH: [BIN, dirname(runc), process.env.PATH].join(delimiter) },
    ready: async (log) => log.includes('API listen on'),
  });
  return { ...server, address };
}
