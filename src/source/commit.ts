import type { Event } from '../host/event.ts';
import { isOnPath } from '../lib/processes.ts';
import { findRoot, gitWith } from './git.ts';

/** The commit that an image is made from. */
export type Commit = {
  sha: string;
  /** The one that is checked out, where it is known; of a pull request the merge. */
  head?: string;
  /** When it was made, in seconds since 1970; unknown where there is neither a checkout nor a push event. */
  time?: number;
};

/**
 * The checked-out commit. A pull request's merge commit, which no branch will ever hold, goes by the head's name; a
 * workflow that checks out something else than its event's commit gets what it checked out.
 */
export async function readCommit(
  event: Event,
  context: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Commit> {
  const root = findRoot(context);
  const hasGit = root !== undefined && (await isOnPath('git'));
  return toCommit(event, hasGit ? await checkedOut(root, env, signal) : undefined);
}

/** Pure part of {@link readCommit}. */
export function toCommit(event: Event, head: Head | undefined): Commit {
  if (head && event.sha && head.sha !== event.sha) return { ...head, head: head.sha };
  const pullHead = /^pull_request(?!_target)/.test(event.name) ? event.payload.pull_request?.head?.sha : undefined;
  const pushed = Date.parse(event.payload.head_commit?.timestamp ?? '');
  const time = head?.time ?? (Number.isNaN(pushed) ? undefined : Math.floor(pushed / 1000));
  return {
    sha: pullHead ?? (event.sha || (head?.sha ?? '')),
    ...(head && { head: head.sha }),
    ...(time !== undefined && { time }),
  };
}

/** The checkout's HEAD, with its time in seconds. */
type Head = { sha: string; time: number };

async function checkedOut(root: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Head | undefined> {
  const printed = await gitWith(env, signal)(root, 'log', '-1', '--no-show-signature', '--format=%H %ct');
  const [sha, time] = printed?.trim().split(' ') ?? [];
  return sha ? { sha, time: Number(time) } : undefined;
}
