import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { pushOf, scopeOf, type Trust, trustOf } from '../../src/source/trust.ts';
import { HEAD_SHA, noEvent, push, SHA } from '../host/events.ts';

const OWN = 'acme/shop';
const FORK = 'eve/shop';
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

const trusted = (ref = 'refs/heads/main'): Trust => ({ level: 'trusted', ref });
const otherCheckout: Trust = { level: 'other checkout' };
const pullRequest: Trust = { level: 'pull request', number: 7, head: HEAD_SHA };
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
    repository: { full_name: OWN },
    ...more,
  },
});
const comment = { issue: { pull_request: { url: 'https://api.github.com/…' } } };

// Every event of https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows; each with its
// own commit checked out, and with another one.
test.each<[event: string, payload: Event['payload'], own: unknown, other: unknown]>([
  ['branch_protection_rule', {}, trusted(), otherCheckout],
  ['check_run', {}, trusted(), otherCheckout],
  ['check_suite', {}, trusted(), otherCheckout],
  ['create', {}, trusted(), otherCheckout],
  ['delete', {}, trusted(), otherCheckout],
  ['deployment', {}, trusted(), otherCheckout],
  ['deployment_status', {}, trusted(), otherCheckout],
  ['discussion', {}, trusted(), otherCheckout],
  ['discussion_comment', {}, trusted(), otherCheckout],
  ['fork', {}, trusted(), otherCheckout],
  ['gollum', {}, trusted(), otherCheckout],
  ['image_version', {}, trusted(), otherCheckout],
  ['issue_comment', { issue: {} }, trusted(), otherCheckout],
  ['issue_comment', comment, trusted(), untrusted],
  ['issues', { issue: {} }, trusted(), otherCheckout],
  ['label', {}, trusted(), otherCheckout],
  ['merge_group', {}, trusted(), otherCheckout],
  ['milestone', {}, trusted(), otherCheckout],
  ['page_build', {}, trusted(), otherCheckout],
  ['public', {}, trusted(), otherCheckout],
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
  ['registry_package', {}, trusted(), otherCheckout],
  ['release', {}, trusted(), otherCheckout],
  ['repository_dispatch', {}, trusted(), otherCheckout],
  ['schedule', {}, trusted(), otherCheckout],
  ['status', {}, trusted(), otherCheckout],
  ['watch', {}, trusted(), otherCheckout],
  ['workflow_call', {}, trusted(), otherCheckout],
  ['workflow_dispatch', {}, trusted(), otherCheckout],
  ['workflow_run', followed('push', OWN), trusted(), otherCheckout],
  ['workflow_run', followed('push', FORK), untrusted, untrusted],
  ['workflow_run', followed('pull_request', FORK), untrusted, untrusted],
  ['workflow_run', followed('pull_request', null), untrusted, untrusted],
  ['workflow_run', followed('pull_request', OWN, { pull_requests: [{ number: 7 }] }), pullRequest, pullRequest],
  ['workflow_run', followed('pull_request', OWN, { pull_requests: [] }), untrusted, untrusted],
])('%s %j', (name, payload, own, other) => {
  const event: Event = { ...push, repository: OWN, name, payload };
  expect(trustOf(event, SHA, true)).toEqual(own);
  expect(trustOf(event, OTHER, true)).toEqual(other);
});

test('what followed a push is trusted with its commit checked out, under its branch', () => {
  const event: Event = { ...push, name: 'workflow_run', payload: followed('push', OWN) };
  expect(trustOf(event, HEAD_SHA, true)).toEqual(trusted('refs/heads/release'));
});

test.each<[string, Event, string | undefined]>([
  ['a command line', noEvent, SHA],
  ['a push without Git to ask', push, undefined],
])('%s is trusted', (_, event, head) => {
  expect(trustOf(event, head, false)).toEqual(trusted(event.ref));
});

test('names of repositories are told apart without upper and lower case, as GitHub does', () => {
  expect(trustOf({ ...push, name: 'pull_request', payload: pull('Acme/Shop') }, SHA, true)).toEqual(pullRequest);
});

test.each([
  [false, untrusted],
  [true, trusted()],
])('Dependabot with an id token (%p)', (hasIdToken, trust) => {
  expect(trustOf({ ...push, actor: 'dependabot[bot]' }, SHA, hasIdToken)).toEqual(trust);
});

describe('what is pushed', () => {
  const no = { level: 'untrusted', why: 'what it builds is from a fork (eve/shop)' } as const;
  const never = { wanted: false, why: 'This run is not trusted: what it builds is from a fork (eve/shop).' };
  const unasked = {
    wanted: false,
    why: 'This is a pull request: it is pushed only with push: true, under tags of its own.',
  };
  const unwanted = { wanted: false, why: 'push is false.' };
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
