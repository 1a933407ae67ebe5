// How the builder gets the credentials for a registry. Pure.
// Source: https://github.com/docker/cli/tree/master/cli/config (config.json, DOCKER_AUTH_CONFIG, credential helpers)
import { failure } from '../failure.ts';

/** The parts of Docker's configuration that matter here. */
export type DockerConfig = {
  auths?: Record<string, { auth?: string; [more: string]: unknown }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
  [more: string]: unknown;
};

/**
 * Docker's configuration with a registry's credentials in it, for the environment of the one child that needs them
 * (buildctl 0.24, buildx 0.26 and later read DOCKER_AUTH_CONFIG; no file is written).
 * @param existing a configuration that is already in the environment; its other registries are kept
 */
export function dockerAuthConfig(host: string, auth: string, existing?: string): string {
  const config = existing ? parse(existing) : {};
  return JSON.stringify({ ...config, auths: { ...config.auths, [host]: { auth } } });
}

/**
 * A user's configuration, changed so that a credential helper answers for one registry: what may be in a file, and the
 * passwords that were in it, for DOCKER_AUTH_CONFIG.
 * @param existing a configuration that is already in the environment, and goes before the file's
 * @returns undefined where the file has secrets that the environment cannot take
 */
export function withHelper(
  config: DockerConfig,
  { host, helper }: { host: string; helper: string },
  existing?: string,
): { file: DockerConfig; env: string | undefined } | undefined {
  const { auths = {}, credHelpers, ...rest } = config;
  if (config.HttpHeaders || JSON.stringify(config.proxies ?? '').includes('@')) return undefined;
  // Docker does not read a password where a helper or a store answers.
  const read = Object.entries(auths).filter(([name]) => !config.credsStore && !credHelpers?.[name]);
  if (read.some(([, { auth, ...more }]) => Object.values(more).some(Boolean))) return undefined;
  const passwords = read.flatMap(([name, { auth }]) => (auth ? [[registryOf(name), { auth }] as const] : []));
  const given = existing ? parse(existing) : {};
  const { [host]: _, ...others } = { ...Object.fromEntries(passwords), ...given.auths };
  const env = Object.keys(others).length > 0 ? JSON.stringify({ ...given, auths: others }) : undefined;
  return { file: { ...rest, credHelpers: { ...credHelpers, [host]: helper } }, env };
}

/** Files of old have URLs; the environment's names are compared as they are, and Docker Hub's is a URL. */
const registryOf = (name: string): string =>
  name === 'https://index.docker.io/v1/' ? name : name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');

function parse(text: string): DockerConfig {
  try {
    const config = JSON.parse(text);
    if (config instanceof Object) return config;
  } catch {
    // Said below, without the parser's message: it quotes the value, which holds passwords.
  }
  throw failure(
    "DOCKER_AUTH_CONFIG in the environment is not Docker's configuration in JSON. Mend it, or unset it for this step.",
  );
}
