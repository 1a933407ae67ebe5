// The command line of buildx. Pure. Source: https://docs.docker.com/reference/cli/docker/buildx/build/

import type { BuildSpec, Output } from './build-spec.ts';
import { cacheExporter, imageExporters } from './exporter.ts';

/** @param metadataFile where it writes what it made, as JSON */
export function buildxArguments(
  builder: string | undefined,
  build: BuildSpec,
  output: Output,
  metadataFile: string,
): string[] {
  return [
    'build',
    ...(builder ? ['--builder', builder] : []),
    ...['--file', build.file],
    ...(build.target ? ['--target', build.target] : []),
    ...(build.platforms.length > 0 ? ['--platform', build.platforms.join(',')] : []),
    ...Object.entries(build.buildArgs).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
    ...Object.entries(build.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...(build.pull ? ['--pull'] : []),
    ...(build.noCache ? ['--no-cache'] : []),
    ...(build.cache?.read ?? []).flatMap((ref) => ['--cache-from', `type=registry,ref=${ref}`]),
    ...(build.cache?.write ? ['--cache-to', cacheExporter(build.cache.write)] : []),
    // buildx would add a provenance with the time of the build in it: the same commit would never give the same digest.
    ...['--provenance', 'false'],
    ...(output.to === 'nothing' ? ['type=cacheonly'] : imageExporters(build, output)).flatMap((each) => [
      '--output',
      each,
    ]),
    ...['--metadata-file', metadataFile],
    build.context,
  ];
}
