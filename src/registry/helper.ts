import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type DockerConfig, withHelper } from './auth.ts';

/** Answers a builder that asks for a registry's password; until the password is given, it waits. */
export type CredentialHelper = {
  /** What makes the builder ask, over the step's environment. */
  env: Record<string, string>;
  /** @param auth `user:password` in base64 */
  give(auth: string): void;
  /** Whoever still waits gets nothing. */
  stop: () => Promise<void>;
};

const NAME = 'ecr-publish';

/** The program that Docker runs as docker-credential-…; it hands on what this process says. The path is not put in words. */
const PROGRAM = `#!/bin/sh
[ "$1" = get ] && exec "$ECR_PUBLISH_NODE" -e 'require("net").connect(process.argv[1]).pipe(process.stdout)' "\${0%/*}/socket"
`;

/** The path of a socket has at most 107 bytes on Linux, 103 on macOS. */
const LONGEST_FOLDER = 70;

/**
 * Starts a credential helper for one registry in a Docker configuration of its own, in which all else is the user's.
 * Source: https://docs.docker.com/reference/cli/docker/login/#credential-helpers
 * @returns undefined where that cannot be done
 * @throws Failure for a DOCKER_AUTH_CONFIG that is wrong
 */
export async function startHelper(host: string, env: NodeJS.ProcessEnv): Promise<CredentialHelper | undefined> {
  const original = resolve(env.DOCKER_CONFIG || join(homedir(), '.docker'));
  const config = process.platform === 'win32' ? undefined : readConfig(join(original, 'config.json'));
  const split = config && withHelper(config, { host, helper: NAME }, env.DOCKER_AUTH_CONFIG);
  const base = [env.RUNNER_TEMP, tmpdir()].find((path) => path && path.length <= LONGEST_FOLDER);
  if (!split || !base) return undefined;

  const folder = mkdtempSync(join(base, 'ecr-publish-'));
  for (const name of entries(original)) {
    if (name !== 'config.json') symlinkSync(join(original, name), join(folder, name));
  }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(split.file), { mode: 0o600 });
  writeFileSync(join(folder, `docker-credential-${NAME}`), PROGRAM, { mode: 0o700 });

  const answer = Promise.withResolvers<string>();
  const asking = new Set<Socket>();
  const server = createServer((socket) => {
    asking.add(socket);
    // It may be gone before it is answered.
    socket.on('error', () => {}).on('close', () => asking.delete(socket));
    answer.promise.then((text) => socket.end(text));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(join(folder, 'socket'), resolve));
  return {
    env: {
      DOCKER_CONFIG: folder,
      BUILDX_CONFIG: env.BUILDX_CONFIG || join(original, 'buildx'),
      DOCKER_AUTH_CONFIG: split.env ?? '',
      ECR_PUBLISH_NODE: process.execPath,
      PATH: [folder, env.PATH].join(delimiter),
    },
    give(auth) {
      const [, Username, Secret] =
        Buffer.from(auth, 'base64')
          .toString()
          .match(/^([^:]*):(.*)$/s) ?? [];
      answer.resolve(JSON.stringify({ ServerURL: host, Username, Secret }));
    },
    stop: async () => {
      for (const socket of asking) socket.destroy();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const entries = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // most have none
  }
};

/** @returns undefined for one that cannot be read, which the builder will have words for */
function readConfig(file: string): DockerConfig | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : undefined;
  }
}
