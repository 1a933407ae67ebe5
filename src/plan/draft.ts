import { failure } from '../failure.ts';
import type { Commit } from '../request/commit.ts';
import type { Event } from '../request/event.ts';
import type { Annotation, BuildRequest, Request } from '../request/request.ts';
import type { Worktree } from '../request/worktree.ts';
import { fillLines } from '../tags/metadata.ts';
import { resolveTags } from '../tags/resolve.ts';
import type { Subject } from '../tags/subject.ts';
import { type CacheScopes, cacheScopes } from './cache.ts';
import { contentTag, FINGERPRINT, fingerprintOf, type Ingredients } from './fingerprint.ts';
import { ociDescription } from './labels.ts';

/** What is to be published, known before the registry is asked. */
export type Draft = {
  /** The main tag first. */
  tags: [string, ...string[]];
  /** The main tag, as `org.opencontainers.image.version` has it. */
  version: string;
  /** Words about rules that gave nothing. */
  warnings: string[];
  commit: Commit;
  annotations: Required<Annotation>[];
  build: BuildOptions;
  /** undefined where the build sees what the commit does not hold. */
  fingerprint?: string;
  /** Finds the image of the same content under another commit. */
  contentTag?: string;
  cacheScopes: CacheScopes;
  /** Whether an image that has the fingerprint stands in for a build; if not, why. */
  reuse: { wanted: true } | { wanted: false; why: string };
};

/** References of the cache's images, in a registry. */
export type BuildCache = { read: string[]; write?: string };

/** What the builder is told: what is known of the image, with what is given over it. */
export type BuildOptions = Omit<BuildRequest, 'labels' | 'buildArgs' | 'annotations' | 'annotationLevels'> & {
  labels: Record<string, string>;
  buildArgs: Record<string, string>;
  /** With the fingerprint's. */
  annotations: Required<Annotation>[];
  cache?: BuildCache;
};

/**
 * Pure: the draft for a request.
 * @param worktree undefined where nobody will ask for the fingerprint
 * @param now for `{{date}}` in a tag
 */
export async function toDraft(
  request: Request,
  event: Event,
  commit: Commit,
  worktree: Worktree | undefined,
  now: Date,
): Promise<Draft> {
  const subject = {
    event,
    commit,
    now,
    ...(request.shortShaLength !== undefined && { shortShaLength: request.shortShaLength }),
  };
  const { tags, version, warnings } = await resolveTags(request.tags, request.flavor, subject);
  const [main, ...others] = tags;
  if (!main) throw failure(explainNoTag(event, commit));

  const { annotationLevels, ...build } = request.build;
  const given = await filled(build, subject);
  const description = ociDescription(event, commit, version);
  const annotations = allAnnotations(description, given.annotations, annotationLevels);
  const fingerprint = worktree?.clean ? fingerprintOf(ingredients(request, commit, worktree)) : undefined;

  return {
    tags: [main, ...others],
    version,
    warnings,
    commit,
    annotations,
    build: {
      ...build,
      labels: { ...description, ...Object.fromEntries(given.labels) },
      // The same commit gives the same image: https://reproducible-builds.org/docs/source-date-epoch/
      buildArgs: {
        ...(commit.time !== undefined && { SOURCE_DATE_EPOCH: String(commit.time) }),
        ...Object.fromEntries(build.buildArgs),
      },
      annotations: fingerprint
        ? [...annotations, { level: rootLevel(build.platforms), name: FINGERPRINT, value: fingerprint }]
        : annotations,
    },
    ...(fingerprint && { fingerprint }),
    ...(fingerprint && request.reuse === 'content' && { contentTag: contentTag(fingerprint) }),
    cacheScopes: cacheScopes(event),
    reuse: reuseOf(request, event, worktree),
  };
}

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

/** Where the fingerprint goes: on what the tag points at. */
const rootLevel = (platforms: string[]): string => (platforms.length > 1 ? 'index' : 'manifest');

/** The known description on each level, with what is given for the level over it. */
function allAnnotations(
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

/** Labels and annotations count as they are written: what {{date}} gives would never be the same again. */
function ingredients(
  { reuse, build }: Request,
  commit: Commit,
  { context, dockerfile }: Worktree & { clean: true },
): Ingredients {
  const { target, platforms, annotationLevels, reproducible } = build;
  return {
    source:
      reuse === 'content'
        ? { context, dockerfile }
        : { commit: commit.head ?? commit.sha, context: build.context, file: build.file },
    target,
    platforms,
    buildArgs: Object.fromEntries(build.buildArgs),
    labels: Object.fromEntries(build.labels),
    annotations: allAnnotations({}, build.annotations, annotationLevels).map(
      ({ level, name, value }) => `${level}:${name}=${value}`,
    ),
    annotationLevels,
    reproducible,
  };
}

function reuseOf({ reuse, build }: Request, event: Event, worktree: Worktree | undefined): Draft['reuse'] {
  const why =
    reuse === 'off'
      ? 'reuse is off'
      : build.pull
        ? 'pull asks for newer base images'
        : build.noCache
          ? 'no-cache asks for a fresh build'
          : event.name === 'schedule'
            ? 'a schedule is there to build afresh'
            : worktree && !worktree.clean
              ? worktree.why
              : undefined;
  return why ? { wanted: false, why } : { wanted: true };
}

function explainNoTag(event: Event, commit: Commit): string {
  return commit.sha
    ? `tags: no rule gives a tag for this event (${event.name || 'none'} of ${event.ref || 'no ref'}). Add one that does, such as type=sha, or run this step for other events only.`
    : 'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.';
}
