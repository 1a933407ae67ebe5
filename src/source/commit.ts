import type { Event } from '../host/event.ts';
import { isOnPath, run } from '../lib/processes.ts';

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
export async function readCommit(event: Event, context: string, signal?: AbortSignal): Promise<Commit> {
  // The workspace first: a context in a submodule belongs to the commit around it.
  const hasGit = await isOnPath('git');
  const head = hasGit ? ((await checkedOut('.', signal)) ?? (await checkedOut(context, signal))) : undefined;
  return toCommit(event, head);
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

async function checkedOut(folder: string, signal?: AbortSignal): Promise<Head | undefined> {
  // In a job's container the checkout belongs to another user, which git refuses to read without safe.directory.
  const args = ['-c', 'safe.directory=*', '-C', folder, 'log', '-1', '--no-show-signature', '--format=%H %ct'];
  const { exitCode, stdout } = await run('git', args, { silent: true, ...(signal && { signal }) });
  const [sha, time] = stdout.trim().split(' ');
  return exitCode === 0 && sha ? { sha, time: Number(time) } : undefined;
}
