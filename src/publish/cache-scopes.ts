import type { Event } from '../host/event.ts';
import type { Settings } from '../settings/schema.ts';

/** Whose cache a build reads, the first first, and which it writes; tags of the cache's repository. */
export type CacheScopes = { read: string[]; write?: string };

/**
 * Pure: a pull request reads its base branch's cache and writes only its own, so that no pull request ever changes what the
 * branch is built from; a branch reads its own and the default branch's; a Git tag only reads.
 */
export function cacheScopes({ ref, payload }: Pick<Event, 'ref' | 'payload'>): CacheScopes {
  const main = payload.repository?.default_branch;
  const pull = payload.pull_request && payload.number;
  const own = pull
    ? `pr-${pull}`
    : ref.startsWith('refs/heads/')
      ? `branch-${ref.slice('refs/heads/'.length)}`
      : undefined;
  const base = pull ? payload.pull_request?.base?.ref : main;
  const read = [own, base && `branch-${base}`].flatMap((scope) => (scope ? [toTag(scope)] : []));
  return { read: [...new Set(read)], ...(own && { write: toTag(own) }) };
}

const toTag = (text: string): string => text.replace(/[^\w.-]+/g, '-').slice(0, 128);

/** A cache's tags move with every build, and what nobody builds any more goes. */
export const CACHE_SETTINGS: Settings = {
  'image-tag-mutability': 'MUTABLE',
  'lifecycle-policy': {
    rules: [
      rule(1, { tagStatus: 'untagged' }, 1),
      rule(2, { tagStatus: 'tagged', tagPatternList: ['pr-*'] }, 14),
      rule(3, { tagStatus: 'any' }, 90),
    ],
  },
};

function rule(
  rulePriority: number,
  which: { tagStatus: 'any' | 'tagged' | 'untagged'; tagPatternList?: string[] },
  days: number,
) {
  return {
    rulePriority,
    selection: { ...which, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
    action: { type: 'expire' },
  };
}
