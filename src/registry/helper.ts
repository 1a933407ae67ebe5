import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { configFolders } from '../build/docker.ts';
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
const PROGRAM = `docker-credential-${NAME}`;
const SOCKET = 'socket';

/**
 * What Docker runs: it hands on what this process says. A path may hold anything, so none is in its text. Node makes its
 * stderr non-blocking; that is the builder's own, which would lose lines of the log for it.
 */
const SCRIPT = `#!/bin/sh
[ "$1" = get ] && exec "$ECR_PUBLISH_NODE" -e 'require("net").connect(process.argv[1]).pipe(process.stdout)' "\${0%/*}/${SOCKET}" 2>/dev/null
`;

/** The path of a socket has at most 107 bytes on Linux, 103 on macOS. */
const LONGEST_BASE = 70;

/**
 * Starts a credential helper for one registry in a Docker configuration of its own, in which all else is the user's.
 * Source: https://docs.docker.com/reference/cli/docker/login/#credential-helpers
 * @returns undefined where that cannot be done
 * @throws Failure for a DOCKER_AUTH_CONFIG that is wrong
 */
export async function startHelper(host: string, env: NodeJS.ProcessEnv): Promise<CredentialHelper | undefined> {
  const { docker: original, buildx } = configFolders(env);
  const config = process.platform === 'win32' ? undefined : readConfig(join(original, 'config.json'));
  const split = config && withHelper(config, { host, helper: NAME }, env.DOCKER_AUTH_CONFIG);
  const folder = split && makeFolder(env);
  if (!folder) return undefined;

  const desk = openDesk();
  const stop = async () => {
    desk.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    writeConfiguration(folder, original, split.file);
    await desk.listen(join(folder, SOCKET));
  } catch {
    await stop();
    return undefined; // such as a file system without sockets, or one from which nothing may be run
  }
  return {
    env: {
      DOCKER_CONFIG: folder,
      BUILDX_CONFIG: buildx,
      DOCKER_AUTH_CONFIG: split.env ?? '',
      ECR_PUBLISH_NODE: process.execPath,
      PATH: [folder, env.PATH].join(delimiter),
    },
    give(auth) {
      const [, Username, Secret] =
        Buffer.from(auth, 'base64')
          .toString()
          .match(/^([^:]*):(.*)$/s) ?? [];
      desk.answer(JSON.stringify({ ServerURL: host, Username, Secret }));
    },
    stop,
  };
}

/** Only its user may enter it. */
function makeFolder({ RUNNER_TEMP }: NodeJS.ProcessEnv): string | undefined {
  const base = [RUNNER_TEMP, tmpdir()].find((path) => path && path.length <= LONGEST_BASE);
  try {
    return base && mkdtempSync(join(base, 'ecr-publish-'));
  } catch {
    return undefined; // it is not there, or may not be written to
  }
}

/** Everything of the user's configuration by links, but for the file that differs; and the program, which may be run. */
function writeConfiguration(folder: string, original: string, config: DockerConfig): void {
  const own = ['config.json', PROGRAM, SOCKET];
  for (const name of entries(original)) {
    if (!own.includes(name)) symlinkSync(join(original, name), join(folder, name));
  }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  writeFileSync(join(folder, PROGRAM), SCRIPT, { mode: 0o700 });
  accessSync(join(folder, PROGRAM), constants.X_OK);
}

/** A socket at which everybody who comes, before or after there is an answer, gets the same. */
function openDesk() {
  const { promise, resolve: answer } = Promise.withResolvers<string>();
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    // It may be gone before it is answered.
    socket.on('error', () => {}).on('close', () => waiting.delete(socket));
    promise.then((text) => socket.end(text));
  });
  return {
    answer,
    listen: (path: string) =>
      new Promise<void>((listening, reject) => server.once('error', reject).listen(path, listening)),
    close() {
      for (const socket of waiting) socket.destroy();
      server.close();
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
