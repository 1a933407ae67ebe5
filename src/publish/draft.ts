import type { BuildSpec } from '../build/build-spec.ts';
import type { Influences } from '../build/influences.ts';
import type { Event } from '../host/event.ts';
import { type Annotation, allAnnotations } from '../image/annotations.ts';
import { ociDescription } from '../image/labels.ts';
import type { StoredManifest } from '../image/manifest.ts';
import { fillLines } from '../image/metadata-outputs.ts';
import type { Subject } from '../image/tag-context.ts';
import type { BuildRequest, Job } from '../job/job.ts';
import type { Commit } from '../source/commit.ts';
import { scopeOf, type Trust } from '../source/trust.ts';
import type { Worktree } from '../source/worktree.ts';
import { type CacheScopes, cacheScopes } from './cache-scopes.ts';
import { contentTag, FINGERPRINT, fingerprintFor, SCOPE } from './fingerprint.ts';
import { COMMIT_TIME, commitTimeOf } from './newer-commit.ts';
import { eventFor, tagsFor } from './tags-by-trust.ts';

/** What is to be published, known before the registry is asked. */
export type Draft = {
  /** The main tag first. */
  tags: [string, ...string[]];
  /** The main tag, as `org.opencontainers.image.version` has it. */
  version: string;
  /** Words about rules that gave nothing. */
  warnings: string[];
  commit: Commit;
  trust: Trust;
  annotations: Required<Annotation>[];
  build: BuildSpec;
  /** undefined where the build sees what the commit does not hold, or nobody can tell for which platform it is. */
  fingerprint?: string;
  /** Finds the image of the same content under another commit. */
  contentTag?: string;
  cacheScopes: CacheScopes;
  /** The image that is copied instead of built. */
  promotes?: StoredManifest;
  /** Whether an image that has the fingerprint stands in for a build; if not, why. */
  reuse: { wanted: true } | { wanted: false; why: string };
  /** Whether a tag moves away from a newer commit's image. */
  tagOrder: Job['tagOrder'];
};

/**
 * Pure: the draft for a job.
 * @param influences undefined where nobody can tell which platform it would be built for
 * @param now for `{{date}}` in a tag
 */
export async function toDraft(
  job: Job,
  event: Event,
  trust: Trust,
  commit: Commit,
  worktree: Worktree,
  influences: Influences | undefined,
  now: Date,
): Promise<Draft> {
  const subject = subjectFor(job, event, trust, commit, now);
  const { tags, version, warnings } = await tagsFor(job, trust, subject);

  const { annotationLevels, ...build } = job.build;
  const given = await filled(build, subject);
  const description = { ...ociDescription(event, commit, version), ...pullRequestHead(trust, commit) };
  const annotations = allAnnotations(description, given.annotations, annotationLevels);
  const scope = scopeOf(trust);
  const fingerprint =
    worktree.clean && influences ? fingerprintFor(job, trust, commit, worktree, influences) : undefined;

  return {
    tags,
    version,
    warnings,
    commit,
    trust,
    annotations,
    build: {
      ...build,
      labels: { ...ociDescription(event, commit, version), ...Object.fromEntries(given.labels) },
      // The same commit gives the same image: https://reproducible-builds.org/docs/source-date-epoch/
      buildArgs: {
        ...(commit.time !== undefined && { SOURCE_DATE_EPOCH: String(commit.time) }),
        // On a daemon that is shared, nobody's RUN --mount=type=cache reaches a trusted build.
        ...(scope !== 'trusted' && { BUILDKIT_CACHE_MOUNT_NS: scope }),
        ...Object.fromEntries(build.buildArgs),
      },
      annotations: [...annotations, ...ownAnnotations(build.platforms, fingerprint, commit, scope)],
    },
    ...(fingerprint && { fingerprint }),
    ...(fingerprint && job.reuse === 'content' && scope === 'trusted' && { contentTag: contentTag(fingerprint) }),
    cacheScopes: cacheScopes(trust, event),
    reuse: reuseOf(job, event, worktree, influences),
    tagOrder: job.tagOrder,
  };
}

/**
 * Pure: what the registry is asked for, where that does not depend on the fingerprint: nobody waits for the files or the builder then.
 * @returns undefined with `reuse: content`, whose tag does
 */
export async function earlyTags(
  job: Job,
  event: Event,
  trust: Trust,
  commit: Commit,
  now: Date,
): Promise<Pick<Draft, 'tags' | 'commit'> | undefined> {
  if (job.reuse === 'content') return undefined;
  const { tags } = await tagsFor(job, trust, subjectFor(job, event, trust, commit, now));
  return { tags, commit };
}

const subjectFor = (job: Job, event: Event, trust: Trust, commit: Commit, now: Date): Subject => ({
  event: eventFor(event, trust, job.ref),
  commit,
  now,
  ...(job.shortShaLength !== undefined && { shortShaLength: job.shortShaLength }),
});

/** The given labels and annotations with their expressions filled in. */
async function filled(
  { labels, annotations }: Pick<BuildRequest, 'labels' | 'annotations'>,
  subject: Subject,
): Promise<Pick<BuildRequest, 'labels' | 'annotations'>> {
  const texts = [...labels.map(([, value]) => value), ...annotations.map(({ value }) => value)];
  const values = (await fillLines(texts, subject)).values();
  const next = (): string => values.next().value ?? '';
  return {
    labels: labels.map(([name]) => [name, next()]),
    annotations: annotations.map((each) => ({ ...each, value: next() })),
  };
}

/** What later runs ask of the image: on what the tag points at. */
function ownAnnotations(
  platforms: string[],
  fingerprint: string | undefined,
  commit: Commit,
  scope: string,
): Required<Annotation>[] {
  const level = platforms.length > 1 ? 'index' : 'manifest';
  const time = commitTimeOf(commit);
  return [
    ...(fingerprint ? [{ level, name: FINGERPRINT, value: fingerprint }] : []),
    ...(time ? [{ level, name: COMMIT_TIME, value: time }] : []),
    { level, name: SCOPE, value: scope },
  ];
}

const NO_PLATFORM =
  'without platforms, an image is for the platform of the builder, which does not tell its own; name platforms to reuse an image';

function reuseOf(
  { reuse, build }: Job,
  event: Event,
  worktree: Worktree,
  influences: Influences | undefined,
): Draft['reuse'] {
  const why =
    reuse === 'off'
      ? 'reuse is off'
      : build.pull
        ? 'pull asks for newer base images'
        : build.noCache
          ? 'no-cache asks for a fresh build'
          : event.name === 'schedule'
            ? 'a schedule is there to build afresh'
            : !worktree.clean
              ? worktree.why
              : influences
                ? undefined
                : NO_PLATFORM;
  return why ? { wanted: false, why } : { wanted: true };
}

/** The head of a pull request whose merge is what was built. */
const pullRequestHead = (trust: Trust, { head }: Commit): Record<string, string> =>
  trust.level === 'pull request' && trust.head && head !== trust.head ? { [PULL_REQUEST_HEAD]: trust.head } : {};

/** The annotation that names it. */
export const PULL_REQUEST_HEAD = 'io.github.ecr-publish.pull-request-head';
