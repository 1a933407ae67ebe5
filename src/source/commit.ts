import { dirname } from 'node:path';
import type { Event } from '../host/event.ts';
import { cut, failure } from '../lib/failure.ts';
import { isOnPath } from '../lib/processes.ts';
import { findNested, findRoot, type Git, gitPath, gitWith } from './git.ts';
import { realPath } from './paths.ts';

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
  file: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Commit> {
  // The context may be a folder around the checkout that the Dockerfile is in.
  const folder = [context, dirname(file)].find((path) => findRoot(path) !== undefined);
  const root = folder === undefined ? undefined : findRoot(folder);
  if (folder === undefined || root === undefined || !(await isOnPath('git'))) return toCommit(event, undefined);
  const head = await headOf(gitWith(env, signal), root, realPath(folder));
  if (head) return toCommit(event, head);
  throw failure(
    `context: the checkout around "${cut(folder)}" has a .git that Git cannot read, so its commit is unknown. Check it out again (actions/checkout), or remove the .git.`,
  );
}

/**
 * The commit that holds a folder: in a submodule that is checked out as the commit around it has it, that one; in any other
 * checkout inside of the workspace, such as of another ref, its own.
 */
async function headOf(git: Git, root: string, folder: string): Promise<Head | undefined> {
  const nested = findNested(root, folder);
  if (!nested) return checkedOut(git, root);
  const [head, id, inner] = await Promise.all([
    checkedOut(git, root),
    git(root, 'rev-parse', '--verify', `HEAD:${gitPath(root, nested)}`),
    checkedOut(git, nested),
  ]);
  if (!inner || inner.sha !== id?.trim()) return headOf(git, nested, folder);
  // It may hold another one in its turn.
  const innermost = await headOf(git, nested, folder);
  return innermost?.sha === inner.sha ? head : innermost;
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

async function checkedOut(git: Git, root: string): Promise<Head | undefined> {
  const printed = await git(root, 'log', '-1', '--no-show-signature', '--format=%H %ct');
  const [sha, time] = printed?.trim().split(' ') ?? [];
  return sha ? { sha, time: Number(time) } : undefined;
}
