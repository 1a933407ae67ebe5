import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { pushOf, scopeOf, type Trust, trustOf } from '../../src/source/trust.ts';
import { HEAD_SHA, push, SHA } from '../host/events.ts';

const OWN = 'acme/shop';
const FORK = 'eve/shop';
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

const trusted = (ref = 'refs/heads/main'): Trust => ({ level: 'trusted', ref });
const otherCheckout: Trust = { level: 'other checkout' };
const pullRequest: Trust = { level: 'pull request', number: 7, head: HEAD_SHA };
const at = (head: string) => ({ head, clean: true });
const untrusted = expect.objectContaining({ level: 'untrusted' });

const pull = (from: string | null) => ({
  number: 7,
  pull_request: {
    number: 7,
    head: { sha: HEAD_SHA, repo: from === null ? null : { full_name: from } },
    base: { repo: { full_name: OWN } },
  },
});
const followed = (event: string, from: string | null, more: object = {}) => ({
  workflow_run: {
    event,
    head_sha: HEAD_SHA,
    head_branch: 'release',
    head_repository: from === null ? null : { full_name: from },
    repository: { id: 1, full_name: OWN },
    ...more,
  },
});
const named = (number: number, id = 1) => ({ number, head: { sha: HEAD_SHA }, base: { repo: { id } } });
const comment = { issue: { pull_request: { url: 'https://api.github.com/…' } } };

// Every event of https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows; each with its
// own commit checked out, and with another one.
test.each<[event: string, payload: Event['payload'], own: unknown, other: unknown]>([
  ['branch_protection_rule', {}, trusted(), untrusted],
  ['check_run', {}, trusted(), untrusted],
  ['check_suite', {}, trusted(), untrusted],
  ['create', {}, trusted(), otherCheckout],
  ['delete', {}, trusted(), otherCheckout],
  ['deployment', {}, trusted(), untrusted],
  ['deployment_status', {}, trusted(), untrusted],
  ['discussion', {}, trusted(), untrusted],
  ['discussion_comment', {}, trusted(), untrusted],
  ['fork', {}, trusted(), untrusted],
  ['gollum', {}, trusted(), untrusted],
  ['image_version', {}, trusted(), untrusted],
  ['issue_comment', { issue: {} }, trusted(), untrusted],
  ['issue_comment', comment, trusted(), untrusted],
  ['issues', { issue: {} }, trusted(), untrusted],
  ['label', {}, trusted(), untrusted],
  ['merge_group', {}, trusted(), otherCheckout],
  ['milestone', {}, trusted(), untrusted],
  ['page_build', {}, trusted(), untrusted],
  ['public', {}, trusted(), untrusted],
  ['pull_request', pull(OWN), pullRequest, pullRequest],
  ['pull_request', pull(FORK), untrusted, untrusted],
  ['pull_request', pull(null), untrusted, untrusted],
  ['pull_request_review', pull(OWN), pullRequest, pullRequest],
  ['pull_request_review', pull(FORK), untrusted, untrusted],
  ['pull_request_review_comment', pull(OWN), pullRequest, pullRequest],
  ['pull_request_review_comment', pull(FORK), untrusted, untrusted],
  ['pull_request_target', pull(OWN), pullRequest, pullRequest],
  ['pull_request_target', pull(FORK), untrusted, untrusted],
  ['push', {}, trusted(), otherCheckout],
  ['registry_package', {}, trusted(), untrusted],
  ['release', {}, trusted(), otherCheckout],
  ['repository_dispatch', {}, trusted(), untrusted],
  ['schedule', {}, trusted(), otherCheckout],
  ['status', {}, trusted(), untrusted],
  ['watch', {}, trusted(), untrusted],
  ['workflow_call', {}, trusted(), otherCheckout],
  ['workflow_dispatch', {}, trusted(), otherCheckout],
  ['workflow_run', followed('push', OWN), trusted(), untrusted],
  ['workflow_run', followed('push', FORK), untrusted, untrusted],
  ['workflow_run', followed('pull_request', FORK), untrusted, untrusted],
  ['workflow_run', followed('pull_request', null), untrusted, untrusted],
  ['workflow_run', followed('issue_comment', OWN), untrusted, untrusted],
  ['workflow_run', followed('workflow_run', OWN), untrusted, untrusted],
  ['workflow_run', {}, untrusted, untrusted],
  ['pull_request', {}, untrusted, untrusted],
  ['workflow_run', followed('pull_request', OWN, { pull_requests: [named(7)] }), pullRequest, pullRequest],
  [
    'workflow_run',
    followed('pull_request', OWN, { pull_requests: [named(3, 99), named(7)] }),
    pullRequest,
    pullRequest,
  ],
  ['workflow_run', followed('pull_request', OWN, { pull_requests: [named(7), named(8)] }), untrusted, untrusted],
  ['workflow_run', followed('pull_request', OWN, { pull_requests: [] }), untrusted, untrusted],
  ['of_tomorrow', {}, trusted(), untrusted],
])('%s %j', (name, payload, own, other) => {
  const event: Event = { ...push, repository: OWN, name, payload };
  expect(trustOf(event, at(SHA), true)).toEqual(own);
  expect(trustOf(event, at(OTHER), true)).toEqual(other);
});

describe('what followed a push, with its commit checked out', () => {
  const repository = { default_branch: 'main' };
  const run = (branch: string, sha: string): Event => ({
    ...push,
    name: 'workflow_run',
    payload: { repository, ...followed('push', OWN, { head_branch: branch, head_sha: sha }) },
  });
  test.each<[string, Event, string, Trust]>([
    ['main, as long as it has the commit', run('main', SHA), SHA, trusted()],
    // A tag may have the name of a branch.
    ['what calls itself main, and is not there', run('main', HEAD_SHA), HEAD_SHA, otherCheckout],
    ['another branch, or a tag', run('v1.2.3', HEAD_SHA), HEAD_SHA, otherCheckout],
    ['another branch at the commit of main', run('dev', SHA), SHA, otherCheckout],
  ])('%s', (_, event, head, trust) => {
    expect(trustOf(event, at(head), true)).toEqual(trust);
  });
});

describe('a checkout that nobody can tell the commit of', () => {
  const unknown = { head: undefined, clean: false };
  test.each<[string, Event['payload'], unknown]>([
    ['', {}, trusted()],
    ['push', {}, trusted()],
    ['workflow_dispatch', {}, trusted()],
    ['issue_comment', comment, untrusted],
    ['repository_dispatch', {}, untrusted],
    ['workflow_run', followed('push', OWN), untrusted],
  ])('%s', (name, payload, trust) => {
    expect(trustOf({ ...push, name, payload }, unknown, true)).toEqual(trust);
  });
});

test.each([
  ['issue_comment', untrusted],
  ['check_suite', untrusted],
  ['repository_dispatch', trusted()],
  ['push', trusted()],
])('%s, with its own commit checked out and other files in it', (name, trust) => {
  expect(trustOf({ ...push, name, payload: {} }, { head: SHA, clean: false }, true)).toEqual(trust);
});

test('names of repositories are told apart without upper and lower case, as GitHub does', () => {
  expect(trustOf({ ...push, name: 'pull_request', payload: pull('Acme/Shop') }, at(SHA), true)).toEqual(pullRequest);
});

test.each([
  [false, untrusted],
  [true, trusted()],
])('Dependabot with an id token (%p)', (hasIdToken, trust) => {
  expect(trustOf({ ...push, actor: 'dependabot[bot]' }, at(SHA), hasIdToken)).toEqual(trust);
});

describe('what is pushed', () => {
  const no = { level: 'untrusted', why: 'what it builds is from a fork (eve/shop)' } as const;
  const never = { wanted: false, why: 'This run is not trusted: what it builds is from a fork (eve/shop).' };
  const unasked = {
    wanted: false,
    why: 'This is a pull request: it is pushed only with push: true, under tags of its own.',
  };
  const unwanted = { wanted: false, why: 'The input push is false.' };
  test.each<[Trust, boolean | undefined, object]>([
    [trusted(), undefined, { wanted: true }],
    [trusted(), true, { wanted: true }],
    [trusted(), false, unwanted],
    [otherCheckout, undefined, { wanted: true }],
    [pullRequest, undefined, unasked],
    [pullRequest, true, { wanted: true }],
    [pullRequest, false, unwanted],
    [no, undefined, never],
    [no, true, never],
    [no, false, never],
  ])('%j, asked: %p', (trust, asked, expected) => {
    expect(pushOf(asked, trust)).toEqual(expected);
  });

  test.each<[Trust, string]>([
    [trusted(), 'trusted'],
    [trusted('refs/tags/v1'), 'trusted'],
    [otherCheckout, 'trusted'],
    [pullRequest, 'pull-request:7'],
    [no, 'untrusted'],
  ])('the scope of %j is %s', (trust, scope) => {
    expect(scopeOf(trust)).toBe(scope);
  });
});
