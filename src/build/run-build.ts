import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../host/host.ts';
import { cut, failure } from '../lib/failure.ts';
import { run } from '../lib/processes.ts';
import { checkPath } from '../source/paths.ts';
import { buildEnvironment } from './build-environment.ts';
import type { BuildSpec, Output } from './build-spec.ts';
import type { Builder } from './builder.ts';
import { explainBuild } from './explain.ts';
import { type Login, loginEnvironment, withoutLogins } from './login.ts';

/** What the builder says it made, under its own keys such as `containerimage.digest`. */
export type Metadata = Record<string, unknown>;

export type Built = {
  /** Of the manifest or index; undefined where nothing was exported. */
  digest: string | undefined;
  metadata: Metadata;
};

/** @throws Failure when the context or the Dockerfile is not there, or a link leads out of the workspace for it */
export async function checkContext({ context, file }: Pick<BuildSpec, 'context' | 'file'>): Promise<void> {
  for (const path of [context, `${context}/.dockerignore`]) checkPath('context', path);
  for (const path of [file, `${file}.dockerignore`]) checkPath('file', path);
  const [folder, dockerfile] = await Promise.all([context, file].map((path) => stat(path).catch(() => undefined)));
  if (!folder?.isDirectory()) {
    throw failure(
      `context: there is no folder "${cut(context)}" in ${process.cwd()}. Check the repository out before this step (actions/checkout), and give the path from its root.`,
    );
  }
  if (!dockerfile?.isFile()) {
    throw failure(
      `file: there is no Dockerfile "${cut(file)}" in ${process.cwd()}. Give its path from the repository's root.`,
    );
  }
}

type BuildOptions = {
  /** For the registries that are pushed to, or pulled from. */
  logins: Login[];
  /** Names of variables that the builder sees besides its own. */
  builderEnv: string[];
  /** For code that is not trusted: without any login of the user's. */
  isolated?: boolean;
};

/**
 * Builds, and pushes where the output says so, with the builder's progress in the log.
 * @throws Failure with the failing line of the Dockerfile or the registry's words
 */
export async function build(
  builder: Builder,
  spec: BuildSpec,
  output: Output,
  { env, temp, signal, log }: Pick<Host, 'env' | 'temp' | 'signal' | 'log'>,
  { logins, builderEnv, isolated = false }: BuildOptions,
): Promise<Built> {
  const folder = await mkdtemp(join(temp, 'ecr-publish-'));
  try {
    const metadataFile = join(folder, 'metadata.json');
    const seen = buildEnvironment(env, builderEnv, builder.can.driver);
    const own = isolated ? await withoutLogins(seen, folder) : seen;
    const loggedIn = logins.length > 0 && (await loginEnvironment(builder.can, logins, own, folder));
    const [tool, ...args] = builder.command;
    const end = log.group('Build');
    const result = await log
      .untrusted((out) =>
        run(tool, [...args, ...builder.arguments(spec, output, metadataFile)], {
          // Provenance in the metadata is of no use here, and with a large build slow to make.
          env: { ...own, BUILDX_METADATA_PROVENANCE: 'disabled', ...loggedIn },
          out,
          signal,
        }),
      )
      .finally(end);
    signal.throwIfAborted();
    if (result.exitCode !== 0) throw explainBuild(result.output, spec.file);
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
