import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import { buildEnvironment } from './build-environment.ts';
import type { Builder } from './builder.ts';
import { readProxies } from './login.ts';

/** What makes an image though no input says so: the builder's own platform, and what its programs read by themselves. */
export type Influences = {
  /** The builder's own, where the job names none. */
  platform?: string;
  /** The builder's variables, but for those that change no image. */
  variables: Record<string, string>;
  /** Those that buildx takes from Docker's configuration, which every build gets as arguments. */
  proxies: object;
};

/**
 * @param found the builder; it is waited for only where the job names no platform
 * @returns undefined where nobody can tell which platform the builder builds for
 */
export async function readInfluences(
  { build, builder, builderEnv }: Pick<Job, 'build' | 'builder' | 'builderEnv'>,
  { env }: Pick<Host, 'env'>,
  found: Promise<Builder> | undefined,
): Promise<Influences | undefined> {
  const seen = buildEnvironment(env, builderEnv, undefined);
  const [variables, proxies] = await Promise.all([
    readVariables(seen),
    builder.kind === 'buildx' ? readProxies(seen) : {},
  ]);
  if (build.platforms.length > 0) return { variables, proxies };
  // A builder that is not there has no platform, and is told of by whoever needs it.
  const platform = await found?.then(
    ({ can }) => can.platform,
    () => undefined,
  );
  return platform === undefined ? undefined : { platform, variables, proxies };
}

/** https://github.com/docker/buildx/blob/master/build/build.go (ReadSourcePolicy): a file that may put one source for another. */
const SOURCE_POLICY = 'EXPERIMENTAL_BUILDKIT_SOURCE_POLICY';

/** A variable of the builder's that is not known here may do anything. */
async function readVariables(seen: Record<string, string>): Promise<Record<string, string>> {
  const variables = Object.fromEntries(
    Object.entries(seen).filter(
      ([name]) =>
        /^(BUILDKIT|BUILDX|EXPERIMENTAL_BUILDKIT)_/.test(name) &&
        !CHANGES_NOTHING.test(name) &&
        !KUBERNETES_SERVICE.test(name),
    ),
  );
  const policy = variables[SOURCE_POLICY];
  if (!policy) return variables;
  const text = await readFile(policy).catch(() => '');
  return { ...variables, [SOURCE_POLICY]: createHash('sha256').update(text).digest('hex') };
}

/**
 * Which builder there is and what it prints; and what the command line overrules. Sources:
 * https://docs.docker.com/build/building/variables/#build-tool-configuration-variables, and what buildx 0.36 and buildctl 0.32 read.
 */
const CHANGES_NOTHING =
  /^(BUILDKIT_(HOST|PROGRESS|COLORS|TTY_LOG_LINES|NO_CLIENT_TOKEN)|BUILDX_(BUILDER|CONFIG|EXPERIMENTAL|NO_DEFAULT_(LOAD|ATTESTATIONS)|(GIT|METADATA|CPU|MEM)_\w+))$/;

/**
 * Where a Service named `buildkit`, or `buildx-…`, is found: Kubernetes writes it into every container of the namespace.
 * https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
 */
const KUBERNETES_SERVICE = /_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;
