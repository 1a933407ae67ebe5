import { failure } from '../lib/failure.ts';

/** What the tags are made for. */
export type Subject = {
  event: TagEvent;
  /** The clock, for `{{date}}`. */
  now: Date;
  /** What is built, where the caller knows it better than the event, such as from the checkout; `time` in seconds since 1970. */
  commit?: { sha: string; time?: number };
  /** For `type=edge` under an event whose payload names no repository, such as schedule. */
  defaultBranch?: string;
  /** How long `{{sha}}` and the short format of `type=sha` are; 7 unless said otherwise (DOCKER_METADATA_SHORT_SHA_LENGTH). */
  shortShaLength?: number;
};

/** GitHub's event: its name, GITHUB_REF, GITHUB_SHA and the part of the webhook's payload that is read. */
export type TagEvent = {
  /** `push`, `pull_request`, …; empty outside GitHub Actions. */
  name: string;
  ref: string;
  sha: string;
  payload: {
    /** Of the pull request. */
    number?: number;
    /** Of a pushed tag: `refs/heads/main`. */
    base_ref?: string | null;
    pull_request?: { head?: { sha?: string }; base?: { ref?: string } };
    repository?: { default_branch?: string };
    commits?: { id?: string; timestamp?: string }[];
    head_commit?: { id?: string; timestamp?: string } | null;
  };
};

/** A pull_request_target runs on its base's branch, but is made for the pull request. */
export function refOf({ event }: Subject): string {
  const { number } = event.payload;
  const isTarget = event.name.includes('pull_request_target') && number !== undefined;
  return isTarget ? `refs/pull/${number}/merge` : event.ref;
}

/** The ref's name if it is of that kind: `main` of `refs/heads/main`, `15` of `refs/pull/15/merge`. */
export function nameOf(subject: Subject, kind: 'heads' | 'tags' | 'pull'): string | undefined {
  const ref = refOf(subject);
  if (!ref.startsWith(`refs/${kind}/`)) return undefined;
  const name = ref.slice(`refs/${kind}/`.length);
  return kind === 'pull' ? name.replace(/\/merge$/, '') : name;
}

/**
 * The commit's full sha, empty if unknown. A pull request's merge commit, which no branch will ever hold, goes by the
 * head's: what docker/metadata-action does when DOCKER_METADATA_PR_HEAD_SHA is true is the default here.
 */
export function commitOf({ event, commit }: Subject): string {
  const head = event.name.includes('pull_request') ? event.payload.pull_request?.head?.sha : undefined;
  return commit?.sha || head || event.sha;
}

/** @throws Failure for a length that is not a whole number above 0. */
export function shortCommitOf(subject: Subject): string {
  const { shortShaLength: length = 7 } = subject;
  if (Number.isInteger(length) && length > 0) return commitOf(subject).slice(0, length);
  throw failure(`The length of a short commit is ${length}. Give a whole number above 0, such as 7.`);
}

/** When the commit was made; `now` if nobody knows. */
export function commitDateOf(subject: Subject): Date {
  const { event, commit, now } = subject;
  if (commit?.time !== undefined) return new Date(commit.time * 1000);
  const sha = commitOf(subject);
  const known = [...(event.payload.commits ?? []), event.payload.head_commit].find((pushed) => pushed?.id === sha);
  const time = Date.parse(known?.timestamp ?? '');
  return Number.isNaN(time) ? now : new Date(time);
}

export function defaultBranchOf({ event, defaultBranch }: Subject): string | undefined {
  return event.payload.repository?.default_branch ?? defaultBranch;
}

/**
 * True, too, for the events that only ever run on the default branch's last commit, whatever their ref says. A branch that is
 * created is not one of them, though docker/metadata-action takes it for one.
 */
export function isDefaultBranch(subject: Subject): boolean {
  const branch = refOf(subject).replace(/^refs\/heads\//, '');
  if (!branch) return false;
  return branch === defaultBranchOf(subject) || /discussion|issues|schedule/.test(subject.event.name);
}
