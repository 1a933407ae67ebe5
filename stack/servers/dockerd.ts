import { writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { findBusybox } from '../install/busybox.ts';
import { BIN } from '../install/go-tools.ts';
import { findRunc } from '../install/runc.ts';
import { execute } from '../run/execute.ts';
import type { Run } from '../run/folder.ts';
import { type Server, startServer } from '../run/server.ts';

export type Docker = Server & { address: string };

/** How Docker keeps its images: in containerd's store (the default since Docker 29), or in its own, as before. */
export type ImageStore = 'containerd' | 'overlay2';

/** Starts Docker with its containerd, in the network and with the /run of its own that isolated/inside.ts gives it. */
export async function startDockerd(run: Run, store: ImageStore): Promise<Docker> {
  const { dir } = run;
  const name = `docker-${store}`;
  const address = `unix:///run/${name}.sock`;
  // Without a file it would read the machine's /etc/docker/daemon.json.
  const config = join(dir, `${name}.json`);
  await writeFile(config, '{}');
  const bridge = await createBridge(run, store);
  const args = [
    ['--config-file', config],
    ['--host', address],
    ['--data-root', join(dir, `${name}-data`)],
    ['--exec-root', `/run/${name}`],
    ['--pidfile', `/run/${name}.pid`],
    ['--bridge', bridge],
    // Its containers are found by it when a run is cleaned up.
    ['--cgroup-parent', `/${basename(dir)}`],
    ['--feature', `containerd-snapshotter=${store === 'containerd'}`],
    // The bridge between containers is all that they need: there is nothing to forward to.
    ['--iptables=false'],
    ['--ip6tables=false'],
    ['--ip-forward=false'],
    ['--userland-proxy=false'],
  ].flat();
  const runc = (await findRunc()) ?? '';
  const server = await startServer(run, {
    name,
    command: join(BIN, 'dockerd'),
    args,
    env: { PATH: [BIN, dirname(runc), process.env.PATH].join(delimiter) },
    ready: async (log) => log.includes('API listen on'),
  });
  return { ...server, address };
}

/** Two daemons that made docker0 would be in each other's way. */
async function createBridge(run: Run, store: ImageStore): Promise<string> {
  // At most 15 characters.
  const name = store;
  const ip = async (...args: string[]) => execute((await findBusybox()) ?? 'busybox', ['ip', ...args], { run });
  await ip('link', 'add', name, 'type', 'bridge');
  await ip('address', 'add', store === 'containerd' ? '172.30.0.1/24' : '172.31.0.1/24', 'dev', name);
  await ip('link', 'set', name, 'up');
  return name;
}
