// How far the author of what is built is trusted: one decision, from the event and the checkout, that everything asks. Pure.
import type { Event } from '../host/event.ts';

/**
 * - `trusted`: the event's own commit of this repository, under the ref that it is published for.
 * - `other checkout`: such an event with another commit checked out, of which the event's ref says nothing.
 * - `pull request`: of this repository.
 * - `untrusted`: a fork's, or nobody can tell whose.
 */
export type Trust =
  | { level: 'trusted'; ref: string }
  | { level: 'other checkout' }
  | { level: 'pull request'; number: number; head: string }
  | { level: 'untrusted'; why: string };

/**
 * @param head the commit that is checked out, where it is known
 * @param hasIdToken whether GitHub offers the run an id token
 */
export function trustOf(event: Event, head: string | undefined, hasIdToken: boolean): Trust {
  const fork = forkOf(event);
  if (fork) return { level: 'untrusted', why: `what it builds is from a fork (${fork})` };
  if (isDependabot(event) && !hasIdToken) {
    return { level: 'untrusted', why: 'Dependabot started this run, and GitHub gives it no id token' };
  }
  const { pull_request: pull, workflow_run: run, issue, number } = event.payload;
  if (pull) return pullRequest(pull.number ?? number, pull.head?.sha);
  if (run) return ofWorkflowRun(run, event, head);
  const isOwn = !head || !event.sha || head === event.sha;
  if (issue?.pull_request && !isOwn) {
    return { level: 'untrusted', why: 'it builds what a comment on a pull request made it check out' };
  }
  return isOwn ? { level: 'trusted', ref: event.ref } : { level: 'other checkout' };
}

/** Runs for a commit of its own after another workflow; GITHUB_SHA and GITHUB_REF are the default branch's. */
function ofWorkflowRun(
  { event: name = '', head_sha: sha = '', head_branch: branch, pull_requests: [pull] = [] }: WorkflowRun,
  event: Event,
  head: string | undefined,
): Trust {
  if (name.startsWith('pull_request')) return pullRequest(pull?.number, sha);
  if (!head || head === sha) return { level: 'trusted', ref: branch ? `refs/heads/${branch}` : '' };
  return head === event.sha ? { level: 'trusted', ref: event.ref } : { level: 'other checkout' };
}

type WorkflowRun = NonNullable<Event['payload']['workflow_run']>;

const pullRequest = (number: number | undefined, head: string | undefined): Trust =>
  number === undefined
    ? { level: 'untrusted', why: 'it builds a pull request that the event does not name' }
    : { level: 'pull request', number, head: head ?? '' };

/** Whose images stand in for one another, and whose cache mounts are one. Not the ref, the event or the host. */
export function scopeOf(trust: Trust): string {
  switch (trust.level) {
    case 'pull request':
      return `pull-request:${trust.number}`;
    case 'untrusted':
      return 'untrusted';
    default:
      return 'trusted';
  }
}

/** Pure: whether a run pushes; if not, why in words. */
export function pushOf(asked: boolean | undefined, trust: Trust): { wanted: true } | { wanted: false; why: string } {
  if (trust.level === 'untrusted') return { wanted: false, why: `This run is not trusted: ${trust.why}.` };
  if (asked === false) return { wanted: false, why: 'push is false.' };
  if (asked === undefined && trust.level === 'pull request') {
    return { wanted: false, why: 'This is a pull request: it is pushed only with push: true, under tags of its own.' };
  }
  return { wanted: true };
}

/** The fork that an event carries code of, `undefined` for anything else. A deleted fork is one too. */
export function forkOf({ payload, repository }: Pick<Event, 'payload' | 'repository'>): string | undefined {
  const { pull_request: pull, workflow_run: run } = payload;
  if (run) return otherThan(run.repository?.full_name ?? repository, run.head_repository?.full_name);
  return pull && otherThan(pull.base?.repo?.full_name ?? repository, pull.head?.repo?.full_name);
}

function otherThan(own: string, from = 'a deleted repository'): string | undefined {
  return from.toLowerCase() === own.toLowerCase() ? undefined : from;
}

/** True for a run that Dependabot started: its token is read-only unless the workflow asks for more. */
export const isDependabot = ({ actor }: Pick<Event, 'actor'>): boolean => actor === 'dependabot[bot]';
