// The command line of buildctl. Pure. Source: https://github.com/moby/buildkit/blob/master/README.md
import { basename, dirname } from 'node:path';
import type { BuildSpec, Output } from './build-spec.ts';
import { cacheExporter, imageExporters } from './exporter.ts';

/** @param metadataFile where it writes what it made, as JSON */
export function buildctlArguments(build: BuildSpec, output: Output, metadataFile: string): string[] {
  const option = (name: string, value: string) => ['--opt', `${name}=${value}`];
  return [
    'build',
    ...['--frontend', 'dockerfile.v0'],
    ...['--local', `context=${build.context}`],
    ...['--local', `dockerfile=${dirname(build.file)}`],
    ...option('filename', basename(build.file)),
    ...(build.target ? option('target', build.target) : []),
    ...(build.platforms.length > 0 ? option('platform', build.platforms.join(',')) : []),
    ...Object.entries(build.buildArgs).flatMap(([name, value]) => option(`build-arg:${name}`, value)),
    ...Object.entries(build.labels).flatMap(([name, value]) => option(`label:${name}`, value)),
    ...(build.pull ? option('image-resolve-mode', 'pull') : []),
    ...(build.noCache ? ['--no-cache'] : []),
    ...(build.cache?.read ?? []).flatMap((ref) => ['--import-cache', `type=registry,ref=${ref}`]),
    ...(build.cache?.write ? ['--export-cache', cacheExporter(build.cache.write)] : []),
    ...(output.to === 'nothing' ? [] : imageExporters(build, output)).flatMap((each) => ['--output', each]),
    ...['--metadata-file', metadataFile],
  ];
}
