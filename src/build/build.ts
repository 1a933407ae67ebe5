import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../failure.ts';
import type { BuildOptions } from '../plan/draft.ts';
import { type RunOptions, run } from '../process/run.ts';
import { commandLine, type Output } from './arguments.ts';
import type { Builder } from './builder.ts';
import { explainBuild } from './explain.ts';

/** What the builder says it made, under its own keys such as `containerimage.digest`. */
export type Metadata = Record<string, unknown>;

export type Built = {
  /** Of the manifest or index; undefined where nothing was exported. */
  digest: string | undefined;
  metadata: Metadata;
};

export type BuildAround = { env: NodeJS.ProcessEnv; signal: AbortSignal } & Pick<
  RunOptions,
  'log' | 'onStart' | 'graceMs'
>;

/** @throws Failure when the context or the Dockerfile is not there */
export async function checkContext({ context, file }: Pick<BuildOptions, 'context' | 'file'>): Promise<void> {
  const [folder, dockerfile] = await Promise.all([context, file].map((path) => stat(path).catch(() => undefined)));
  if (!folder?.isDirectory()) {
    throw failure(
      `context: there is no folder "${context}" in ${process.cwd()}. Check the repository out before this step (actions/checkout), and give the path from its root.`,
    );
  }
  if (!dockerfile?.isFile()) {
    throw failure(
      `file: there is no Dockerfile "${file}" in ${process.cwd()}. Give its path from the repository's root.`,
    );
  }
}

/**
 * Builds, and pushes where the output says so, with the builder's progress in the log.
 * @param around `env` has what the builder needs to log in
 * @throws Failure with the failing line of the Dockerfile or the registry's words
 */
export async function build(
  builder: Builder,
  options: BuildOptions,
  output: Output,
  { env, ...around }: BuildAround,
): Promise<Built> {
  const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'ecr-publish-'));
  try {
    const metadataFile = join(folder, 'metadata.json');
    const result = await run(...commandLine(builder, options, output, metadataFile), {
      env: childEnvironment(env),
      ...around,
    });
    around.signal.throwIfAborted();
    if (result.exitCode !== 0) throw explainBuild(result.output, options.file);
    const metadata: Metadata = JSON.parse(await readFile(metadataFile, 'utf8').catch(() => '{}'));
    const digest = metadata['containerimage.digest'];
    return {
      digest: typeof digest === 'string' ? digest : undefined,
      metadata,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The environment without what could ask GitHub for a token. */
function childEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, ...rest } = env;
  return {
    ...(rest as Record<string, string>),
    // Of no use here, and with a large build slow to make.
    BUILDX_METADATA_PROVENANCE: 'disabled',
  };
}
