import type { Influences } from '../../src/build/influences.ts';
import type { Event } from '../../src/host/event.ts';
import { type Draft, toDraft } from '../../src/publish/draft.ts';
import type { Commit } from '../../src/source/commit.ts';
import { type Trust, trustOf } from '../../src/source/trust.ts';
import type { Worktree } from '../../src/source/worktree.ts';
import { push, SHA } from '../host/events.ts';
import { type Given, jobOf } from '../job/jobs.ts';

export const TRUSTED: Trust = { level: 'trusted', ref: 'refs/heads/main' };
export const NOW = new Date('2026-11-20T12:00:00Z');
export const commit: Required<Commit> = { sha: SHA, head: SHA, time: 1_700_000_000 };
/** Git's, of what is built. */
export const ids = {
  context: '5bc12f498aef42e0ec8c94fa49e91f7025028da6',
  dockerfile: 'c35f1b5f5e29f0e2942c58a7e82005733977ebdd',
};
export const clean: Worktree = { clean: true, ...ids };

export const influences: Influences = { platform: 'linux/amd64', variables: {}, proxies: {} };

type Around = {
  /** null: nobody can tell the platform. */
  influences?: Influences | null;
  event?: Event;
  trust?: Trust;
  commit?: Commit;
  worktree?: Worktree;
  env?: NodeJS.ProcessEnv;
  now?: Date;
};

/** The draft for these inputs: of a push of a commit that is checked out as it is, unless something else is said. */
export const draftOf = (given: Given, around: Around = {}): Promise<Draft> => {
  const { event = push, env, now = NOW, worktree = clean } = around;
  const made = around.influences === null ? undefined : (around.influences ?? influences);
  const trust = around.trust ?? trustOf(event, { head: undefined, clean: true }, true);
  return toDraft(jobOf(given, event, env), event, trust, around.commit ?? commit, worktree, made, now);
};
