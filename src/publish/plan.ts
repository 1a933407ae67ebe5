import type { StoredManifest } from '../image/manifest.ts';
import type { Job, RepositoryRequest } from '../job/job.ts';
import { canMove, type Mutability } from '../registry/mutability.ts';
import type { PublishedRepository } from '../registry/registry.ts';
import type { Draft } from './draft.ts';
import { fingerprintIn } from './fingerprint.ts';
import { isNewer } from './newer-commit.ts';

/** What the registry holds now, as far as it matters. */
export type RegistryState = {
  /** undefined where it is missing. */
  repository: PublishedRepository | undefined;
  /** Of the repository as it will be when the tags are put. */
  mutability: Mutability;
  /** The images that the tags point at. */
  images: ReadonlyMap<string, StoredManifest>;
};

/**
 * What a tag needs: to be created, to be moved, nothing; `match`: nothing if the build gives the very image that it points
 * at, or else it is a conflict; `conflict`: it points elsewhere and cannot be moved; `stay`: it points at a newer commit's
 * image and is left there; `unknown`: the registry was not asked.
 */
export type TagAction = 'create' | 'move' | 'keep' | 'match' | 'conflict' | 'stay' | 'unknown';

export type PlannedTag = { tag: string; action: TagAction /** The digest that it points at. */; now?: string };

/** What will be done, known before anything is. */
export type Plan = {
  repository: string;
  /** Whether the repository will be created; unknown where the registry was not asked. */
  createRepository?: boolean;
  action: 'build' | 'reuse' | 'copy';
  /** Why it is built, in words. */
  why?: string;
  /** The image that stands in for the build, or that is copied. */
  image?: StoredManifest;
  fingerprint?: string;
  tags: PlannedTag[];
  /** What happens where a tag is a conflict. */
  tagConflict: Job['tagConflict'];
};

/**
 * Pure: the plan for a draft.
 * @param state undefined where the registry could not be asked
 */
export function toPlan(
  draft: Draft,
  repository: string,
  state: RegistryState | undefined,
  {
    tagConflict,
    repository: { mode },
  }: { tagConflict: Job['tagConflict']; repository: Pick<RepositoryRequest, 'mode'> },
): Plan {
  const fingerprint = draft.fingerprint && { fingerprint: draft.fingerprint };
  if (!state) {
    const tags = draft.tags.map((tag): PlannedTag => ({ tag, action: 'unknown' }));
    const { promotes } = draft;
    const how = promotes
      ? ({ action: 'copy', image: promotes } as const)
      : ({ action: 'build', why: 'the registry was not asked' } as const);
    return { repository, ...how, ...fingerprint, tags, tagConflict };
  }
  const image = draft.promotes ?? (draft.reuse.wanted ? reusable(draft, state) : undefined);
  const action = draft.promotes ? 'copy' : 'reuse';
  return {
    repository,
    createRepository: !state.repository && (mode === 'create' || mode === 'reconcile'),
    ...(image ? { action, image } : { action: 'build', why: whyBuild(draft) }),
    ...fingerprint,
    tags: draft.tags.map((tag) => planTag(tag, state.images.get(tag), image?.digest, state.mutability, draft)),
    tagConflict,
  };
}

/** Every tag that may point at an image to reuse: the wanted ones, the commit's own, the content's. */
export const lookedUpTags = ({ tags, commit, contentTag }: Pick<Draft, 'tags' | 'commit' | 'contentTag'>): string[] => [
  ...new Set([...tags, commit.sha, contentTag ?? ''].filter(Boolean)),
];

function reusable(draft: Draft, { images }: RegistryState): StoredManifest | undefined {
  const candidates = lookedUpTags(draft).flatMap((tag) => {
    const image = images.get(tag);
    // An image that was built from ours (FROM) has its labels, but hardly the tag of its commit.
    const isOurs = image?.manifest.annotations !== undefined || tag === draft.commit.sha;
    return image && isOurs ? [image] : [];
  });
  return candidates.find((image) => draft.fingerprint && fingerprintIn(image) === draft.fingerprint);
}

const whyBuild = ({ reuse }: Draft): string =>
  reuse.wanted ? 'the registry held no image with this fingerprint' : reuse.why;

function planTag(
  tag: string,
  image: StoredManifest | undefined,
  digest: string | undefined,
  mutability: Mutability,
  draft: Draft,
): PlannedTag {
  if (!image || digest) return settleTag(tag, image, digest, mutability, draft);
  const action = canMove(tag, mutability) ? moveOrStay(image, draft) : mayBuild(image, draft) ? 'match' : 'conflict';
  return { tag, action, now: image.digest };
}

/** Whether a build may give the very image that is there: nobody can tell, or it was built from the same inputs. */
const mayBuild = (image: StoredManifest, { fingerprint }: Draft): boolean =>
  !fingerprint || fingerprintIn(image) === fingerprint || isUnread(image);

/** It may have the fingerprint in a label. */
const isUnread = ({ manifest, labels }: StoredManifest): boolean =>
  !manifest.annotations && manifest.config !== undefined && labels === undefined;

/** Pure: what a tag needs that points at this image, or at none, once the digest is known. */
export function settleTag(
  tag: string,
  image: StoredManifest | undefined,
  digest: string | undefined,
  mutability: Mutability,
  draft: Pick<Draft, 'commit' | 'tagOrder'>,
): PlannedTag {
  if (!image) return { tag, action: 'create' };
  const now = image.digest;
  if (now === digest) return { tag, action: 'keep', now };
  return { tag, action: canMove(tag, mutability) ? moveOrStay(image, draft) : 'conflict', now };
}

const moveOrStay = (
  { manifest }: StoredManifest,
  { commit, tagOrder }: Pick<Draft, 'commit' | 'tagOrder'>,
): 'move' | 'stay' => (tagOrder === 'newest-commit' && isNewer(manifest, commit) ? 'stay' : 'move');

/**
 * Pure: the tags that have to be put, in groups to be done one after the other: first those that never move or are new,
 * then those that move, so that nothing moves to an image whose own tags never arrived.
 */
export function tagGroups(tags: PlannedTag[], mutability: Mutability): [PlannedTag[], PlannedTag[]] {
  const needed = tags.filter(({ action }) => action === 'create' || action === 'move');
  const first = ({ tag, action }: PlannedTag) => !canMove(tag, mutability) || (action === 'create' && !isLatest(tag));
  return [needed.filter(first), needed.filter((tag) => !first(tag))];
}

/** It moves by its very name, also where it is new. */
const isLatest = (tag: string): boolean => /(^|[-_.])latest($|[-_.])/.test(tag);

/**
 * Pure: the plan as a table, for the log.
 * @param name of the destination, where there are several
 */
export function planTable(plan: Plan, name?: string): string {
  const rows: [string, string, string][] = [
    ['tag', 'action', 'points at now'],
    ...plan.tags.map(({ tag, action, now }): [string, string, string] => [tag, action, now ?? '']),
  ];
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length)) + 2;
  const [first, second] = [width(0), width(1)];
  const made = { true: ' (will be created)', false: '', undefined: ' (not asked)' }[String(plan.createRepository)];
  return [
    ...(name ? [`destination  ${name}`] : []),
    `repository   ${plan.repository}${made}`,
    `image        ${plan.image ? `${plan.action} ${plan.image.digest}` : `build: ${plan.why}`}`,
    ...(plan.action === 'copy' ? [] : [`fingerprint  ${plan.fingerprint ?? 'none'}`]),
    ...rows.map((row) => `  ${row[0].padEnd(first)}${row[1].padEnd(second)}${row[2]}`.trimEnd()),
  ].join('\n');
}
