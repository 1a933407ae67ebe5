import { cut, failure } from '../lib/failure.ts';
import { type Descriptor, imagesOf, platformOf, type StoredImage } from './manifest.ts';

/** On the manifest, the index, or one of their descriptors; https://github.com/moby/buildkit/blob/master/docs/annotations.md */
export type Annotation = { level?: string; name: string; value: string };

/** Pure: the known description on each level, with what is given for the level over it. */
export function allAnnotations(
  description: Record<string, string>,
  given: Annotation[],
  levels: string[],
): Required<Annotation>[] {
  const everywhere = levels.flatMap((level) =>
    Object.entries(description).map(([name, value]) => ({ level, name, value })),
  );
  const leveled = given.flatMap((each) => (each.level ? [each] : levels.map((level) => ({ ...each, level }))));
  const byPlace = new Map([...everywhere, ...leveled].map((each) => [`${each.level}:${each.name}`, each]));
  return [...byPlace.values()] as Required<Annotation>[];
}

/**
 * Pure: the annotations that an image has. What all images of an index share has no platform in its level. A descriptor of
 * the index itself (index-descriptor) is nowhere in a registry.
 */
export function annotationsOf(image: StoredImage): Required<Annotation>[] {
  const [{ manifest: root }, ...children] = image;
  const at = (level: string, pairs: Record<string, string> = {}) =>
    Object.entries(pairs).map(([name, value]) => ({ level, name, value }));
  if (!root.manifests) return at('manifest', root.annotations);
  const images = imagesOf(root);
  const below = (level: string, pairsOf: (child: Descriptor) => Record<string, string> | undefined) => {
    const shared = ([name, value]: [string, string]) => images.every((child) => pairsOf(child)?.[name] === value);
    const [first] = images;
    return [
      ...at(level, Object.fromEntries(Object.entries((first && pairsOf(first)) ?? {}).filter(shared))),
      ...images.flatMap((child) => {
        const own = Object.entries(pairsOf(child) ?? {}).filter((pair) => !shared(pair));
        return at(`${level}[${platformOf(child)}]`, Object.fromEntries(own));
      }),
    ];
  };
  return [
    ...at('index', root.annotations),
    ...below('manifest', ({ digest }) => children.find((child) => child.digest === digest)?.manifest.annotations),
    ...below('manifest-descriptor', ({ annotations }) => annotations),
  ];
}

/**
 * Pure: the levels that annotations are put on (DOCKER_METADATA_ANNOTATIONS_LEVELS), comma-separated; `manifest` if
 * none is given. A level may name a platform: `manifest[linux/amd64]`.
 * Source: https://github.com/moby/buildkit/blob/master/docs/annotations.md
 * @throws Failure for a level that BuildKit does not know.
 */
export function parseAnnotationLevels(text: string): string[] {
  const levels = text
    .split(',')
    .map((level) => level.trim())
    .filter(Boolean);
  for (const level of levels) {
    if (!/^(manifest|index|manifest-descriptor|index-descriptor)(\[[\w./]+\])?$/.test(level)) {
      throw failure(
        `DOCKER_METADATA_ANNOTATIONS_LEVELS: "${cut(level)}" must be one of manifest, index, manifest-descriptor, index-descriptor, each with a platform if it is for one alone, such as manifest[linux/amd64].`,
      );
    }
  }
  return levels.length > 0 ? levels : ['manifest'];
}
