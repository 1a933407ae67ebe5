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

/** What is known of the checkout. */
export type Checkout = {
  /** The commit that holds the context; unknown without Git. */
  head: string | undefined;
  /** Whether the files are that commit's; only asked where {@link mayCarryForeignCode}. */
  clean: boolean;
};

/** Only who may write to the repository causes these, and the workflow alone chooses what they check out. */
const CHOOSING = [
  'push',
  'create',
  'delete',
  'release',
  'schedule',
  'merge_group',
  'workflow_dispatch',
  'workflow_call',
];
/** Only who may write causes these, but their payload may name anybody's commit. */
const WRITING = ['repository_dispatch', 'deployment', 'deployment_status', 'registry_package', 'page_build', 'public'];

/** Pure: whether an event may have made the workflow bring in code that the event does not name. */
export const mayCarryForeignCode = ({ name }: Pick<Event, 'name'>): boolean =>
  name !== '' && ![...CHOOSING, ...WRITING].includes(name) && !/^(pull_request|workflow_run)/.test(name);

/** @param hasIdToken whether GitHub offers the run an id token */
export function trustOf(event: Event, checkout: Checkout, hasIdToken: boolean): Trust {
  const fork = forkOf(event);
  if (fork) return untrusted(`what it builds is from a fork (${fork})`);
  if (isDependabot(event) && !hasIdToken) {
    return untrusted('Dependabot started this run, and GitHub gives it no id token');
  }
  const { pull_request: pull, workflow_run: run, number } = event.payload;
  if (pull) return pullRequest(pull.number ?? number, pull.head?.sha);
  if (run) return ofWorkflowRun(run, event, checkout);
  if (/^(pull_request|workflow_run)/.test(event.name)) return untrusted(`the event ${event.name} does not say of what`);
  const { head } = checkout;
  const trusted: Trust = { level: 'trusted', ref: event.ref };
  // A command line has no event.
  if (!event.name || !event.sha) return trusted;
  if (CHOOSING.includes(event.name)) return !head || head === event.sha ? trusted : { level: 'other checkout' };
  if (head !== event.sha)
    return untrusted(`${event.name} may come from anybody, and its own commit is not checked out`);
  if (mayCarryForeignCode(event) && !checkout.clean) {
    return untrusted(`${event.name} may come from anybody, and the files are not those of its own commit`);
  }
  return trusted;
}

/**
 * Runs after another workflow, for its commit; GITHUB_SHA and GITHUB_REF are the default branch's. Its `head_branch` may be
 * the name of a tag as well, so only the default branch is known by it, as long as it has that commit.
 */
function ofWorkflowRun(run: WorkflowRun, event: Event, { head }: Checkout): Trust {
  const { event: name = '', head_sha: sha, pull_requests: pulls = [] } = run;
  if (name.startsWith('pull_request')) {
    // It also names pull requests to other repositories of a fork's network, and others with the same head.
    const own = pulls.filter(({ base, head }) => base?.repo?.id === run.repository?.id && (head?.sha ?? sha) === sha);
    return pullRequest(own.length === 1 ? own[0]?.number : undefined, sha);
  }
  if (!CHOOSING.includes(name) || !sha || !head || (head !== sha && head !== event.sha)) {
    return untrusted('nothing says that the commit of the run that it follows is checked out');
  }
  const main = event.payload.repository?.default_branch;
  const isMain = head === event.sha && (head !== sha || run.head_branch === main);
  return isMain ? { level: 'trusted', ref: event.ref } : { level: 'other checkout' };
}

type WorkflowRun = NonNullable<Event['payload']['workflow_run']>;

const untrusted = (why: string): Trust => ({ level: 'untrusted', why });

const pullRequest = (number: number | undefined, head: string | undefined): Trust =>
  number === undefined
    ? untrusted('it builds a pull request that the event does not name')
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
  if (asked === false) return { wanted: false, why: 'The input push is false.' };
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
