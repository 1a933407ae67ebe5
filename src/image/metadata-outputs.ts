import { globalScope, loadExpressions } from './expressions.ts';
import type { Subject } from './tag-context.ts';

/** The `json` output of docker/metadata-action. Source: https://github.com/docker/metadata-action#json-output-object */
export type MetadataJson = {
  /** With each image's name before them. */
  tags: string[];
  'tag-names': string[];
  labels: Record<string, string>;
  /** `manifest:name=value`. */
  annotations: string[];
};

/**
 * Pure: lines of `labels` or `annotations` with their expressions filled in, such as
 * `org.opencontainers.image.created={{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}`.
 * @throws Failure for an expression that is wrong.
 */
export async function fillLines(lines: string[], subject: Subject): Promise<string[]> {
  const { fill } = await loadExpressions(lines);
  const scope = globalScope(subject);
  return lines.map((line) => fill(line, scope));
}

/** Pure: `name=value` lines in the order of the names, which is how `labels` is written. */
export function toLines(pairs: Record<string, string>): string[] {
  return byName(pairs).map(([name, value]) => toLine(`${name}=${value}`));
}

/** In quotes where it has line breaks, as the inputs that take such lines read it. */
const toLine = (text: string): string => (/[\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** By code unit: what `localeCompare` loads for itself takes 7 ms. */
const byName = (pairs: Record<string, string>): [string, string][] =>
  Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** Pure: the same for `annotations`, once for each level, with the level before it. */
export function toAnnotationLines(pairs: Record<string, string>, levels: string[]): string[] {
  return levels.flatMap((level) => byName(pairs).map(([name, value]) => toLine(`${level}:${name}=${value}`)));
}

/** Pure: tags with the name of each image before them; without an image, the bare tags. */
export function toReferences(images: string[], tags: string[]): string[] {
  return images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => `${image}:${tag}`));
}

export function toMetadataJson(given: {
  images: string[];
  /** Bare, in order. */
  tags: string[];
  labels: Record<string, string>;
  annotations: Record<string, string>;
  levels: string[];
}): MetadataJson {
  const { images, tags, labels, annotations, levels } = given;
  return {
    tags: toReferences(images, tags),
    'tag-names': tags,
    labels: Object.fromEntries(byName(labels)),
    annotations: toAnnotationLines(annotations, levels),
  };
}
