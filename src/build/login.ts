// How the builder gets the credentials for a registry.
// Source: https://github.com/docker/cli/tree/master/cli/config (config.json, DOCKER_AUTH_CONFIG, credential helpers)
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { failure } from '../lib/failure.ts';
import { run } from '../lib/processes.ts';
import { buildEnvironment } from './build-environment.ts';
import type { Capabilities } from './capabilities.ts';

/** Credentials for a registry. */
export type Login = {
  /** Host with an optional port. */
  host: string;
  /** `user:password` in base64, as Docker's configuration has it. */
  auth: string;
};

/** The parts of Docker's configuration that matter here. */
type DockerConfig = {
  auths?: Record<string, { auth?: string; identitytoken?: string }>;
  credHelpers?: Record<string, string>;
  credsStore?: string;
  currentContext?: string;
  cliPluginsExtraDirs?: string[];
  /** By the daemon's address, or `default`: a build's HTTP_PROXY and the like. */
  proxies?: Record<string, Record<string, string>>;
};

/**
 * The environment that logs a builder in, for the one child that needs it; other logins stay. A builder that is too old for
 * DOCKER_AUTH_CONFIG gets a Docker configuration of its own.
 * @param folder a private folder, deleted after the build
 * @throws Failure for a configuration that cannot be read
 */
export async function loginEnvironment(
  { authFromEnvironment }: Pick<Capabilities, 'authFromEnvironment'>,
  logins: Login[],
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<Record<string, string>> {
  if (authFromEnvironment) return { DOCKER_AUTH_CONFIG: environmentConfig(logins, env.DOCKER_AUTH_CONFIG) };
  const original = dockerFolder(env);
  const own = join(folder, 'docker');
  await linkAllBut('config.json', original, own);
  await writeConfig(own, fileConfig(logins, await readConfig(original)));
  return { DOCKER_CONFIG: own, BUILDX_CONFIG: buildxFolder(env) };
}

/**
 * The same environment without any login, for code that may use none: what a Dockerfile names would be pulled with them.
 * @param folder a private folder, deleted after the build
 * @throws Failure for a configuration that cannot be read
 */
export async function withoutLogins(env: Record<string, string>, folder: string): Promise<Record<string, string>> {
  const { DOCKER_AUTH_CONFIG: _, ...rest } = env;
  const [own, buildx] = [join(folder, 'docker-without-logins'), join(folder, 'buildx-without-logins')];
  await Promise.all([
    linkAllBut('config.json', dockerFolder(env), own),
    // Logins for single repositories: https://github.com/docker/buildx/blob/master/util/dockerutil/dockerconfig/configprovider.go
    linkAllBut('config', buildxFolder(env), buildx),
  ]);
  await writeConfig(own, fileConfigWithoutLogins(await readConfig(dockerFolder(env))));
  return { ...rest, DOCKER_CONFIG: own, BUILDX_CONFIG: buildx };
}

/**
 * The proxies that buildx gives every build as arguments, without the passwords in them; none from a configuration that Docker
 * cannot read, either.
 * Source: https://docs.docker.com/engine/cli/proxy/
 */
export async function readProxies(env: NodeJS.ProcessEnv): Promise<object> {
  const { proxies = {} } = await readConfig(dockerFolder(env)).catch((): DockerConfig => ({}));
  return JSON.parse(JSON.stringify(proxies).replaceAll(/\/\/[^/"]*@/g, '//'));
}

/**
 * The login that Docker has for a registry (docker/login-action), as `user:password` in base64; undefined where it has none.
 * Source: https://docs.docker.com/reference/cli/docker/login/ and https://github.com/docker/docker-credential-helpers
 */
export async function dockerLogin(
  host: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string | undefined> {
  const names =
    host === 'docker.io' ? [HUB, host] : [host, `https://${host}`, `https://${host}/v1/`, `https://${host}/v2/`];
  const given = parse(env.DOCKER_AUTH_CONFIG, 'DOCKER_AUTH_CONFIG in the environment').auths;
  const config = await readConfig(dockerFolder(env));
  // Beside an identity token there is no password.
  const find = (auths: DockerConfig['auths']) =>
    names.flatMap((name) => (auths?.[name]?.identitytoken ? [] : (auths?.[name]?.auth ?? [])))[0];
  const helper = names.flatMap((name) => config.credHelpers?.[name] ?? [])[0] ?? config.credsStore;
  return find(given) ?? (helper ? askHelper(helper, names[0] as string, env, signal) : find(config.auths));
}

/** That a variable which should hold a password is not there, in words. */
export const lackingPassword = (
  input: string,
  passwordEnv: string | undefined,
  env: NodeJS.ProcessEnv,
): string | undefined =>
  passwordEnv && !env[passwordEnv]
    ? `${input}: the environment has no ${passwordEnv}. Give it to the step, such as env: ${passwordEnv}: \${{ secrets.${passwordEnv} }}.`
    : undefined;

/** The login that a workflow gives itself, as `user:password` in base64. */
export function givenLogin(
  username: string | undefined,
  passwordEnv: string | undefined,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const password = passwordEnv && env[passwordEnv];
  return username && password ? Buffer.from(`${username}:${password}`).toString('base64') : undefined;
}

/** A helper that does not answer as it should is as good as none. It sees of the environment what the builder's programs do. */
async function askHelper(
  name: string,
  host: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string | undefined> {
  const tool = `docker-credential-${name}`;
  const own = buildEnvironment(env, [], undefined);
  const { exitCode, stdout } = await run(tool, ['get'], { silent: true, input: host, env: own, signal }).catch(() => {
    signal.throwIfAborted();
    return { exitCode: -1, stdout: '' };
  });
  if (exitCode !== 0) return undefined;
  try {
    const { Username: user, Secret: secret } = JSON.parse(stdout);
    // A token of an identity provider is no password.
    return user && secret && user !== '<token>' ? Buffer.from(`${user}:${secret}`).toString('base64') : undefined;
  } catch {
    return undefined;
  }
}

/** Docker Hub's name there: https://github.com/docker/cli/tree/master/cli/config/credentials */
export const HUB = 'https://index.docker.io/v1/';

const dockerFolder = (env: NodeJS.ProcessEnv): string => resolve(env.DOCKER_CONFIG || join(homedir(), '.docker'));
const buildxFolder = (env: NodeJS.ProcessEnv): string =>
  resolve(env.BUILDX_CONFIG || join(dockerFolder(env), 'buildx'));

/** Contexts, plugins, builders and the like, but for what differs. */
async function linkAllBut(name: string, original: string, own: string): Promise<void> {
  await mkdir(own, { mode: 0o700 });
  const names = (await readdir(original).catch(() => [])).filter((each) => each !== name);
  await Promise.all(names.map((each) => symlink(join(original, each), join(own, each))));
}

async function readConfig(folder: string): Promise<DockerConfig> {
  const file = join(folder, 'config.json');
  return parse(await readFile(file, 'utf8').catch(() => undefined), file);
}

const writeConfig = (folder: string, text: string): Promise<void> =>
  writeFile(join(folder, 'config.json'), text, { mode: 0o600 });

/**
 * Pure: DOCKER_AUTH_CONFIG with registries' logins in it. Docker refuses the whole of it for anything but `auths` with
 * a `user:password` each, so nothing else is kept.
 * @param existing a value that is in the environment already; its other logins are kept
 */
export function environmentConfig(logins: Login[], existing: string | undefined): string {
  const { auths } = parse(existing, 'DOCKER_AUTH_CONFIG in the environment');
  const others = Object.entries(auths ?? {}).flatMap(([name, login]) => {
    const auth = login?.auth;
    return auth && /^[^:]+:/.test(Buffer.from(auth, 'base64').toString()) ? [[name, { auth }] as const] : [];
  });
  return JSON.stringify({ auths: { ...Object.fromEntries(others), ...authsOf(logins) } });
}

/** Pure: the user's config.json with registries' logins in it. */
export function fileConfig(logins: Login[], existing: DockerConfig): string {
  const { auths, credHelpers } = existing;
  return JSON.stringify({
    ...existing,
    auths: { ...auths, ...authsOf(logins) },
    // A helper, or the store of all logins, would be asked before the file; '' is none.
    ...((credHelpers || existing.credsStore) && {
      credHelpers: { ...credHelpers, ...Object.fromEntries(logins.map(({ host }) => [host, ''])) },
    }),
  });
}

const authsOf = (logins: Login[]): Record<string, { auth: string }> =>
  Object.fromEntries(logins.map(({ host, auth }) => [host, { auth }]));

/** Pure: of the user's config.json what leads to the daemon. Its proxies, which a build gets as arguments, may hold passwords. */
export function fileConfigWithoutLogins({ currentContext, cliPluginsExtraDirs }: DockerConfig): string {
  // Docker would look for a store of logins on PATH if it had none: https://github.com/docker/cli/blob/master/cli/config/config.go
  return JSON.stringify({ currentContext, cliPluginsExtraDirs, auths: { 'none.invalid': {} } });
}

function parse(text: string | undefined, where: string): DockerConfig {
  try {
    const config = JSON.parse(text || '{}');
    if (config instanceof Object) return config;
  } catch {
    // Said below, without the parser's message: it quotes the value, which holds passwords.
  }
  throw failure(`${where} is not a Docker configuration in JSON. Correct it, or remove it for this step.`);
}
