import { createHash } from 'node:crypto';
import type { Manifest } from '../registry/manifest.ts';

/** The annotation of a manifest or index that names what it was made from. */
export const FINGERPRINT = 'io.github.ecr-publish.fingerprint';

/** Everything that makes an image, but for times and what follows from the commit's name. */
export type Ingredients = {
  /** The commit; or, where only the content counts, Git's ids of the context's folder and of the Dockerfile. */
  source: { commit: string; context: string; file: string } | { context: string; dockerfile: string };
  target: string | undefined;
  platforms: string[];
  buildArgs: Record<string, string>;
  /** As given; those that are set without being asked follow from the commit. */
  labels: Record<string, string>;
  annotations: string[];
  /** Where the annotations are that are set without being asked. */
  annotationLevels: string[];
  reproducible: boolean;
};

/** To be raised when the same ingredients make another image than before. */
const SCHEME = 1;

/** Pure: `sha256:…` of the ingredients, in whatever order they were given. */
export function fingerprintOf(ingredients: Ingredients): string {
  const { platforms, buildArgs, labels, annotations, annotationLevels, ...rest } = ingredients;
  const canonical = {
    scheme: SCHEME,
    ...rest,
    platforms: platforms.toSorted(),
    buildArgs: sorted(buildArgs),
    labels: sorted(labels),
    annotations: annotations.toSorted(),
    annotationLevels: annotationLevels.toSorted(),
  };
  return `sha256:${createHash('sha256').update(JSON.stringify(canonical)).digest('hex')}`;
}

/** Pure: the fingerprint that an image carries. */
export const fingerprintIn = (manifest: Manifest): string | undefined => manifest.annotations?.[FINGERPRINT];

/** Pure: the tag by which another commit finds the image of the same content. */
export const contentTag = (fingerprint: string): string => `content-${fingerprint.slice('sha256:'.length, 47)}`;

const sorted = (record: Record<string, string>): [string, string][] =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
