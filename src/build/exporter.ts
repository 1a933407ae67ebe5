// What buildctl and buildx write alike: the values of --output and --export-cache (--cache-to). Pure.
import type { BuildSpec, ImageOutput } from './build-spec.ts';

/**
 * The values of --output, which give the same digest. Those that push do so at the same time.
 * Source: https://github.com/moby/buildkit/blob/master/README.md#imageregistry and docs/annotations.md
 */
export function imageExporters({ reproducible, annotations }: BuildSpec, output: ImageOutput): string[] {
  return targets(output).map((target) =>
    [
      ...target,
      ...(reproducible ? ['rewrite-timestamp=true'] : []),
      ...annotations.map(({ level, name, value }) => `${annotationKey(level)}.${name}=${value}`),
    ]
      .map(csvField)
      .join(','),
  );
}

function targets(output: ImageOutput): string[][] {
  switch (output.to) {
    case 'digest':
      return output.repositories.map((name) => [
        ...['type=image', `name=${name}`, 'push-by-digest=true', 'name-canonical=true', 'push=true'],
      ]);
    case 'tag':
      // Docker would unpack it to run it here, which also rules rewritten times out. It takes one output only.
      return [['type=image', `name=${output.references.join(',')}`, 'unpack=false', 'push=true']];
    case 'layout':
      return [['type=oci', `dest=${output.folder}`, 'tar=false']];
  }
}

/** ECR takes a cache only as an image of OCI's types: https://github.com/aws/containers-roadmap/issues/876 */
export const cacheExporter = (ref: string): string =>
  `type=registry,ref=${ref},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true`;

/** `manifest[linux/amd64]` is `annotation[linux/amd64]`, `index-descriptor` is `annotation-index-descriptor`. */
const annotationKey = (level: string): string =>
  `annotation-${level}`.replace(/^annotation-manifest(?=$|\[)/, 'annotation');

const csvField = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
