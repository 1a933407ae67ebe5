// Which of two images is of the newer commit. Pure.
import type { Manifest } from '../image/manifest.ts';
import type { Commit } from '../source/commit.ts';

/** The annotation of a manifest or index that says when its commit was made, in ISO 8601. */
export const COMMIT_TIME = 'io.github.ecr-publish.commit-time';

/** undefined where the commit's time is not known. */
export const commitTimeOf = ({ time }: Pick<Commit, 'time'>): string | undefined =>
  time === undefined ? undefined : new Date(time * 1000).toISOString();

/** undefined for an image that does not say it, such as one that another tool pushed. */
export function commitTimeIn({ annotations }: Manifest): Date | undefined {
  const time = new Date(annotations?.[COMMIT_TIME] ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Whether an image is of a newer commit than this one; where either time is not known, it is not. */
export function isNewer(manifest: Manifest, { time }: Pick<Commit, 'time'>): boolean {
  const there = commitTimeIn(manifest);
  return there !== undefined && time !== undefined && there.getTime() > time * 1000;
}
