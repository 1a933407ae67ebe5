import type { Annotation } from '../image/annotations.ts';
import type { BuildRequest } from '../job/job.ts';

/** References of the cache's images, in a registry. */
export type BuildCache = { read: string[]; write?: string };

/** What the builder is told: what is known of the image, with what is given over it. */
export type BuildSpec = Omit<BuildRequest, 'labels' | 'buildArgs' | 'annotations' | 'annotationLevels'> & {
  labels: Record<string, string>;
  buildArgs: Record<string, string>;
  /** With the fingerprint's. */
  annotations: Required<Annotation>[];
  cache?: BuildCache;
};

/**
 * Where the result goes: nowhere, to repositories by its digest alone (`registry.example/team/app`) or under tags
 * (`registry.example/team/app:v1`), or to a folder as an OCI layout.
 */
export type Output =
  | { to: 'nothing' }
  | { to: 'digest'; repositories: string[] }
  | { to: 'tag'; references: string[] }
  | { to: 'layout'; folder: string };

export type ImageOutput = Exclude<Output, { to: 'nothing' }>;
