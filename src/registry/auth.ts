import { failure } from '../failure.ts';

/**
 * Docker's configuration with a registry's credentials in it, for the environment of the one child that needs them
 * (buildctl 0.24, buildx 0.26 and later read DOCKER_AUTH_CONFIG; no file is written).
 * @param existing a configuration that is already in the environment; its other registries are kept
 */
export function dockerAuthConfig(host: string, auth: string, existing?: string): string {
  const config = existing ? parse(existing) : {};
  return JSON.stringify({ ...config, auths: { ...config.auths, [host]: { auth } } });
}

function parse(text: string): { auths?: Record<string, unknown> } {
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
