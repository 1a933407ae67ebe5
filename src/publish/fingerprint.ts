import { createHash } from 'node:crypto';
import type { Influences } from '../build/influences.ts';
import { allAnnotations } from '../image/annotations.ts';
import type { StoredManifest } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import type { Commit } from '../source/commit.ts';
import { scopeOf, type Trust } from '../source/trust.ts';
import type { Worktree } from '../source/worktree.ts';

/** The annotation of a manifest or index, or the label, that names what it was made from. */
export const FINGERPRINT = 'io.github.ecr-publish.fingerprint';

/** The annotation that names whose image it is: `trusted`, or `pull-request:<number>`. */
export const SCOPE = 'io.github.ecr-publish.scope';

/**
 * Git's ids of what is really built, whichever checkout it is in, and its modes, as {@link Worktree} has them; and the
 * commit, unless only the content counts.
 */
export type Source = { commit?: string; context: string; dockerfile: string; modes?: string };

/** To be raised when the same specification makes another image than before. */
const SCHEME = 4;

/**
 * Pure: the fingerprint of a job: what the build is asked for, as it is written: what {{date}} gives would never be the same again, and what is set without
 * being asked follows from the commit.
 * @param influences what makes the image besides
 */
export function fingerprintFor(
  { reuse, build }: Job,
  trust: Trust,
  commit: Commit,
  { context: tree, dockerfile, modes }: Worktree & { clean: true },
  influences: Influences,
): string {
  // These do not change what is made. All the rest does, also an input that is yet to come.
  const { noCache, pull, context, file, ...rest } = build;
  const asked = {
    ...rest,
    influences,
    platforms: rest.platforms.toSorted(),
    annotationLevels: rest.annotationLevels.toSorted(),
    buildArgs: Object.fromEntries(rest.buildArgs),
    labels: Object.fromEntries(rest.labels),
    annotations: Object.fromEntries(
      allAnnotations({}, rest.annotations, rest.annotationLevels).map(({ level, name, value }) => [
        `${level}:${name}`,
        value,
      ]),
    ),
  };
  const source = { context: tree, dockerfile, ...(modes && { modes }) };
  return reuse === 'content'
    ? fingerprintOf(scopeOf(trust), source, asked)
    : fingerprintOf(scopeOf(trust), { ...source, commit: commit.head ?? commit.sha }, { ...asked, context, file });
}

/**
 * Pure: `sha256:…` of where an image is made from and of how.
 * @param scope whose images may stand in for this one: a pull request's never for a trusted run's
 * @param build all that the build was asked for; the order of its keys does not count, nor what is empty or false, so that an
 * input that is new leaves the fingerprints alone of all who do not use it
 */
export function fingerprintOf(scope: string, source: Source, build: object): string {
  const text = JSON.stringify({ scheme: SCHEME, scope, source, build }, (_, value) =>
    value instanceof Object && !Array.isArray(value) ? canonical(value) : value,
  );
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/**
 * Pure: the fingerprint that an image carries, as an annotation. A Docker without the containerd store writes no annotations:
 * there it is a label, which counts only where there are no annotations at all, since a Dockerfile may write labels.
 */
export const fingerprintIn = ({ manifest, labels }: StoredManifest): string | undefined =>
  manifest.annotations ? manifest.annotations[FINGERPRINT] : labels?.[FINGERPRINT];

/** Pure: the tag by which another commit finds the image of the same content. */
export const contentTag = (fingerprint: string): string => `content-${fingerprint.slice('sha256:'.length, 47)}`;

/** Pure: nobody may have such a tag by a rule, such as by the name of a branch. */
export const isContentTag = (tag: string): boolean => /^content-[0-9a-f]{40}$/.test(tag);

const canonical = (record: object): object =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => !isEmpty(value))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A build argument or label without text is one all the same. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === false || (value instanceof Object && Object.keys(value).length === 0);
