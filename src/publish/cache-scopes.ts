import { createHash } from 'node:crypto';
import type { Event } from '../host/event.ts';
import type { Settings } from '../settings/schema.ts';
import type { Trust } from '../source/trust.ts';

/** Tags of the caches that a build uses: its own, which it reads and writes, and others that it only reads. */
export type CacheScopes = { own?: string; base: string[] };

/**
 * Pure: a pull request reads its base branch's cache and writes only its own, so that no pull request ever changes what the
 * branch is built from; a branch reads its own and the default branch's; a Git tag and another checkout only read.
 */
export function cacheScopes(trust: Trust, { payload }: Pick<Event, 'payload'>): CacheScopes {
  const main = payload.repository?.default_branch;
  const from = (branch: string | undefined) => (branch ? [branchTag(branch)] : []);
  switch (trust.level) {
    case 'trusted': {
      const [own] = trust.ref.startsWith('refs/heads/') ? from(trust.ref.slice('refs/heads/'.length)) : [];
      return { ...(own && { own }), base: from(main).filter((tag) => tag !== own) };
    }
    case 'pull request':
      return { own: `pr-${trust.number}`, base: from(payload.pull_request?.base?.ref ?? main) };
    default:
      return { base: from(main) };
  }
}

/** With a hash, since different names may look the same once they are tags: `release/1.0` and `release-1.0`. */
function branchTag(branch: string): string {
  const hash = createHash('sha256').update(branch).digest('hex').slice(0, 12);
  return `branch-${branch.replace(/[^\w.-]+/g, '-').slice(0, 100)}-${hash}`;
}

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
    selection: { ...which, countType: 'sinceImagePushed' as const, countUnit: 'days' as const, countNumber: days },
    action: { type: 'expire' as const },
  };
}
