// Which of the tags that the rules give a run may have. Pure.
import type { Event } from '../host/event.ts';
import { commitOf, type Subject } from '../image/tag-context.ts';
import { parseTagRules, type TagRule } from '../image/tag-rules.ts';
import { type ResolvedTags, resolveTags } from '../image/tags.ts';
import type { Job } from '../job/job.ts';
import { cut, failure } from '../lib/failure.ts';
import type { Trust } from '../source/trust.ts';
import { isContentTag } from './fingerprint.ts';

type Tags = Omit<ResolvedTags, 'latest' | 'tags'> & {
  /** The main tag first. */
  tags: [string, ...string[]];
};

/** The tag without a rule: the commit's full SHA. */
const COMMIT_TAG = parseTagRules(['type=sha,format=long,prefix=']);

/**
 * The event as the rules see it: of another checkout its ref says nothing, nor of foreign code that runs under the ref of the
 * base; of a push that is followed it is the push's.
 */
export function eventFor(event: Event, trust: Trust, ref: string | undefined): Event {
  if (ref) return { ...event, ref };
  if (trust.level === 'trusted') return { ...event, ref: trust.ref };
  if (event.ref.startsWith('refs/pull/')) return event;
  const { base_ref: _, ...payload } = event.payload;
  return { ...event, ref: '', payload };
}

/** @throws Failure where the rules give no tag */
export async function tagsFor(
  job: Pick<Job, 'tags' | 'flavor' | 'ref'>,
  trust: Trust,
  subject: Subject,
): Promise<Tags> {
  if (trust.level === 'pull request') return ofPullRequest(job, trust, subject);
  const rules = job.tags.length > 0 ? job.tags : COMMIT_TAG;
  if (trust.level === 'trusted' || job.ref) {
    const { tags, ...rest } = await resolveTags(rules, job.flavor, subject);
    return { ...rest, tags: someTag(tags, subject) };
  }
  const { tags, version, warnings } = await resolveTags(rules, { ...job.flavor, latest: 'false' }, subject);
  const silent = rules.filter(namesRef).map(({ line }) => `"${cut(line)}"`);
  const warning = `The commit that is checked out is not the event's, so rules that take the event's ref gave no tag${
    silent.length > 0 ? ` (${silent.join(', ')})` : ''
  }. Name the ref of what is checked out in the ref input.`;
  const isTold = trust.level === 'other checkout' && (silent.length > 0 || job.flavor.latest === 'true');
  const sha = commitOf(subject);
  return {
    version: version || sha,
    tags: someTag(tags.length > 0 ? tags : [sha], subject),
    warnings: isTold ? [...warnings, warning] : warnings,
  };
}

const namesRef = (rule: TagRule): boolean =>
  rule.type === 'ref' || rule.type === 'edge' || ('value' in rule && rule.type !== 'raw' && !rule.value);

/** A pull request has tags of its own only, whatever the rules say. */
async function ofPullRequest(
  { tags: rules, flavor }: Pick<Job, 'tags' | 'flavor'>,
  { number, head }: Trust & { level: 'pull request' },
  subject: Subject,
): Promise<Tags> {
  const { tags, warnings } = await resolveTags(rules, flavor, subject);
  const isOwn = (tag: string) => tag === `pr-${number}` || tag.startsWith(`pr-${number}-`);
  const [main = `pr-${number}-${head || commitOf(subject)}`, ...others] = tags.filter(isOwn);
  const dropped = tags.filter((tag) => !isOwn(tag)).map((tag) => `"${cut(tag)}"`);
  const warning = `A pull request has tags that begin with pr-${number} only; left out: ${dropped.join(', ')}.`;
  return { version: main, tags: [main, ...others], warnings: dropped.length > 0 ? [...warnings, warning] : warnings };
}

function someTag([main, ...others]: string[], { event, commit }: Subject): [string, ...string[]] {
  const content = [main, ...others].find((tag) => tag && isContentTag(tag));
  if (content) {
    throw failure(
      `tags: "${content}" has the form of the tags that reuse: content finds images by. Use another tag, such as one with a prefix.`,
    );
  }
  if (main) return [main, ...others];
  throw failure(
    commit?.sha
      ? `tags: no rule gives a tag for this event (${event.name || 'none'} of ${event.ref || 'no ref'}). Add one that does, such as type=sha, or run this step for other events only.`
      : 'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.',
  );
}
