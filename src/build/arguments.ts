// The command lines of BuildKit's two front doors. Pure.
// Sources: https://github.com/moby/buildkit/blob/master/README.md (buildctl, output type=image) and
// https://docs.docker.com/reference/cli/docker/buildx/build/
import { basename, dirname } from 'node:path';
import type { BuildOptions } from '../plan/draft.ts';
import type { Builder } from './builder.ts';

/** Where the result goes: nowhere, or to the registry, by its digest alone or under a tag. */
export type Output = { push: 'nothing' } | { push: 'digest'; uri: string } | { push: 'tag'; uri: string; tag: string };

/** A program with its arguments. */
export type CommandLine = [tool: string, args: string[]];

/** @param metadataFile where the builder writes what it made, as JSON */
export function commandLine(builder: Builder, build: BuildOptions, output: Output, metadataFile: string): CommandLine {
  return builder.kind === 'buildctl'
    ? ['buildctl', buildctl(builder.address, build, output, metadataFile)]
    : [builder.command[0], [...builder.command.slice(1), ...buildx(builder.name, build, output, metadataFile)]];
}

function buildctl(address: string, build: BuildOptions, output: Output, metadataFile: string): string[] {
  const option = (name: string, value: string) => flag('--opt', `${name}=${value}`);
  return [
    ...flag('--addr', address),
    'build',
    ...flag('--frontend', 'dockerfile.v0'),
    ...flag('--local', `context=${build.context}`),
    ...flag('--local', `dockerfile=${dirname(build.file)}`),
    ...option('filename', basename(build.file)),
    ...(build.target ? option('target', build.target) : []),
    ...(build.platforms.length > 0 ? option('platform', build.platforms.join(',')) : []),
    ...Object.entries(build.buildArgs).flatMap(([name, value]) => option(`build-arg:${name}`, value)),
    ...Object.entries(build.labels).flatMap(([name, value]) => option(`label:${name}`, value)),
    ...(build.pull ? option('image-resolve-mode', 'pull') : []),
    ...(build.noCache ? ['--no-cache'] : []),
    ...(build.cache?.read ?? []).flatMap((ref) => flag('--import-cache', `type=registry,ref=${ref}`)),
    ...(build.cache?.write ? flag('--export-cache', cacheExport(build.cache.write)) : []),
    ...(output.push === 'nothing' ? [] : flag('--output', exporter(build, output))),
    ...flag('--metadata-file', metadataFile),
  ];
}

function buildx(name: string | undefined, build: BuildOptions, output: Output, metadataFile: string): string[] {
  return [
    'build',
    ...(name ? flag('--builder', name) : []),
    ...flag('--file', build.file),
    ...(build.target ? flag('--target', build.target) : []),
    ...(build.platforms.length > 0 ? flag('--platform', build.platforms.join(',')) : []),
    ...Object.entries(build.buildArgs).flatMap(([key, value]) => flag('--build-arg', `${key}=${value}`)),
    ...Object.entries(build.labels).flatMap(([key, value]) => flag('--label', `${key}=${value}`)),
    ...(build.pull ? ['--pull'] : []),
    ...(build.noCache ? ['--no-cache'] : []),
    ...(build.cache?.read ?? []).flatMap((ref) => flag('--cache-from', `type=registry,ref=${ref}`)),
    ...(build.cache?.write ? flag('--cache-to', cacheExport(build.cache.write)) : []),
    // buildx would add a provenance with the time of the build in it: the same commit would never give the same digest.
    ...flag('--provenance', 'false'),
    ...flag('--output', output.push === 'nothing' ? 'type=cacheonly' : exporter(build, output)),
    ...flag('--metadata-file', metadataFile),
    build.context,
  ];
}

/** Source: https://github.com/moby/buildkit/blob/master/README.md#imageregistry and docs/annotations.md */
function exporter(build: BuildOptions, output: Exclude<Output, { push: 'nothing' }>): string {
  return [
    'type=image',
    ...(output.push === 'digest'
      ? [`name=${output.uri}`, 'push-by-digest=true', 'name-canonical=true']
      : // Docker would unpack it to run it here, which also rules rewritten times out.
        [`name=${output.uri}:${output.tag}`, 'unpack=false']),
    'push=true',
    ...(build.reproducible ? ['rewrite-timestamp=true'] : []),
    ...build.annotations.map(({ level, name, value }) => `${annotationKey(level)}.${name}=${value}`),
  ]
    .map(csvField)
    .join(',');
}

/** `manifest[linux/amd64]` is `annotation[linux/amd64]`, `index-descriptor` is `annotation-index-descriptor`. */
const annotationKey = (level: string): string =>
  `annotation-${level}`.replace(/^annotation-manifest(?=$|\[)/, 'annotation');

/** ECR takes a cache only as an image of OCI's types: https://github.com/aws/containers-roadmap/issues/876 */
const cacheExport = (ref: string): string =>
  `type=registry,ref=${ref},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true`;

const csvField = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

const flag = (name: string, value: string): [string, string] => [name, value];
