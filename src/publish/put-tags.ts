import pLimit from 'p-limit';
import type { StoredManifest } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { explainConflict } from '../registry/ecr-tags.ts';
import { revisionIn } from '../registry/image-labels.ts';
import type { Mutability } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import type { Draft } from './draft.ts';
import { commitTimeIn, commitTimeOf, isNewer } from './newer-commit.ts';
import { type PlannedTag, settleTag, tagGroups } from './plan.ts';

/** A tag that was wanted, and whether it points at the image now. */
export type PutTag = PlannedTag & { done: boolean };

export type PutTags = {
  warnings: string[];
  /** With tag-conflict: skip-push the tag that another image has. */
  blocked?: PlannedTag;
  /** Why not all of them could be put. */
  error?: Error;
};

type What = {
  /** Verified. */
  image: StoredManifest;
  draft: Draft;
  /** The images that tags point at, read just before. */
  images: ReadonlyMap<string, StoredManifest>;
  mutability: Mutability;
  tagConflict: Job['tagConflict'];
  /** Once it aborts no further tag is put; requests that were sent are waited for. */
  signal: AbortSignal;
  /** Called as tags are put, with all that are wanted, in the order that they were asked for. */
  onPut: (tags: PutTag[]) => void;
};

/** Few, since all jobs of an account share 10 a second: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const AT_ONCE = 3;

/** Points the draft's tags at a verified image: those that never move first. */
export async function putTags(registry: Registry, what: What): Promise<PutTags> {
  const { image, draft, images, mutability, signal, onPut } = what;
  const settle = (tag: string) => settleTag(tag, images.get(tag), image.digest, mutability, draft);
  const wanted = draft.tags.map(settle);
  const taken = wanted.filter(({ action }) => action === 'conflict');
  let end = endFor(registry, what, taken);
  if (end) return { warnings: [], ...end };

  const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
  const isDone = ({ tag }: PlannedTag) => done.has(tag);
  const note = () =>
    onPut(
      wanted.map((planned) => ({
        ...(taken.find(({ tag }) => tag === planned.tag) ?? planned),
        done: isDone(planned),
      })),
    );
  note();
  const point = async (planned: PlannedTag): Promise<PlannedTag[]> => {
    signal.throwIfAborted();
    const now = await registry.putTag(planned.tag, image);
    // Nobody asked for the content's tag, so nobody misses it.
    if (now !== image.digest) {
      return planned.tag === draft.contentTag ? [] : [{ ...planned, now, action: 'conflict' }];
    }
    done.add(planned.tag);
    note();
    return [];
  };
  const limit = pLimit(AT_ONCE);
  for (const group of tagGroups([...wanted, ...(draft.contentTag ? [settle(draft.contentTag)] : [])], mutability)) {
    // All of them are waited for, so that what is told of them is true.
    const answers = await Promise.allSettled(group.map((planned) => limit(() => point(planned))));
    const failed = answers.find((each) => each.status === 'rejected');
    const late = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    taken.push(...late);
    if (late.length > 0) note();
    end = failed ? { error: failed.reason } : endFor(registry, what, late);
    if (end) break;
  }
  const put = wanted.filter((planned) => planned.action !== 'keep' && isDone(planned));
  const warnings = [
    ...wanted.flatMap((planned) => explainOrder(planned, isDone(planned), what)),
    ...(what.tagConflict === 'keep' ? taken.map(explainKeep) : []),
    ...(end?.blocked && put.length > 0 ? [explainPut(put, image)] : []),
  ];
  return { warnings, ...end };
}

/** How a run ends whose tags another image has for good; undefined where it goes on without them. */
function endFor(
  { repository }: Registry,
  { image, images, tagConflict }: What,
  [first]: PlannedTag[],
): Omit<PutTags, 'warnings'> | undefined {
  if (!first || tagConflict === 'keep') return undefined;
  if (tagConflict === 'skip-push') return { blocked: first };
  const { tag, now = '' } = first;
  // Of an image that another run put since the tags were read, nothing is known but its digest.
  const there = images.get(tag);
  const commit = there?.digest === now ? revisionIn(there) : undefined;
  return { error: failure(explainConflict({ repository, tag, now, commit, digest: image.digest })) };
}

const explainKeep = ({ tag, now }: PlannedTag): string =>
  `The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`;

/** What is to be known of a tag where a newer commit's image was. */
function explainOrder({ tag, action, now }: PlannedTag, isDone: boolean, { images, draft }: What): string[] {
  const there = images.get(tag);
  if (!there || !isNewer(there.manifest, draft.commit)) return [];
  const newer = `${now} there is of a newer commit (${commitTimeIn(there.manifest)?.toISOString()}) than this run's (${commitTimeOf(draft.commit)})`;
  if (action === 'stay') return [`The tag "${tag}" stays where it is: ${newer}, and tag-order is newest-commit.`];
  if (action !== 'move' || !isDone) return [];
  return [
    `The tag "${tag}" was moved to an older commit's image: ${newer}. If that was not meant, run the newer commit's job again; with tag-order: newest-commit such a tag stays where it is.`,
  ];
}

/** Some tags of a group may be put when another one turns out to be taken. */
const explainPut = (put: PlannedTag[], { digest }: StoredManifest): string =>
  `These tags had been put by then and point at ${digest}: ${put.map(({ tag }) => tag).join(', ')}. Delete them if they are not wanted.`;
