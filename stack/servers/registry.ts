import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash } from 'bcryptjs';
import { stringify } from 'yaml';
import { BIN } from '../install/go-tools.ts';
import type { Run } from '../run/folder.ts';
import { type Server, startServer } from '../run/server.ts';

export type Registry = Server & { host: string };

/** Starts a registry that lets in the user AWS with one password, as ECR does, and rejects every other. */
export async function startRegistry(run: Run, name: string, password: string): Promise<Registry> {
  const htpasswd = join(run.dir, `${name}.htpasswd`);
  // The lowest cost: it is checked on every request, and guards nothing.
  await writeFile(htpasswd, `AWS:${await hash(password, 4)}\n`);
  return startDistribution(run, name, { htpasswd: { realm: 'stack', path: htpasswd } });
}

/**
 * Starts distribution's registry.
 * @param auth of its configuration: https://distribution.github.io/distribution/about/configuration/#auth
 */
export async function startDistribution(
  run: Run,
  name: string,
  auth?: Record<string, object>,
  program = join(BIN, 'registry'),
): Promise<Registry> {
  const folder = join(run.dir, name);
  await mkdir(folder);
  const config = join(folder, 'config.yml');
  await writeFile(
    config,
    stringify({
      version: '0.1',
      log: { accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, 'storage') }, delete: { enabled: true } },
      ...(auth && { auth }),
      // The system picks the port; the log tells which.
      http: { addr: '127.0.0.1:0' },
    }),
  );
  let port: string | undefined;
  const server = await startServer(run, {
    name,
    command: program,
    args: ['serve', config],
    env: { OTEL_TRACES_EXPORTER: 'none' },
    ready: async (log) => (port = /listening on 127\.0\.0\.1:(\d+)/.exec(log)?.[1]),
  });
  return { ...server, host: `localhost:${port}` };
}
