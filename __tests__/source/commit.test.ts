import { expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { type Commit, toCommit } from '../../src/source/commit.ts';
import { HEAD_SHA, noEvent, pullRequest, push, SHA } from '../host/events.ts';

const checkedOut = (sha: string) => ({ sha, time: 1_700_000_000 });
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';
/** 2026-11-20T12:00:00+01:00, the time that the push event tells. */
const PUSHED = 1_795_172_400;

const cases: [string, Event, Parameters<typeof toCommit>[1], Commit][] = [
  ['a push, checked out', push, checkedOut(SHA), { sha: SHA, head: SHA, time: 1_700_000_000 }],
  ['a push, not checked out', push, undefined, { sha: SHA, time: PUSHED }],
  [
    'a push of which another commit is checked out',
    push,
    checkedOut(OTHER),
    { sha: OTHER, head: OTHER, time: 1_700_000_000 },
  ],
  [
    'a pull request with its merge commit checked out goes by its head',
    pullRequest('acme/shop'),
    checkedOut(SHA),
    { sha: HEAD_SHA, head: SHA, time: 1_700_000_000 },
  ],
  [
    'a pull request with its head checked out',
    pullRequest('acme/shop'),
    checkedOut(HEAD_SHA),
    { sha: HEAD_SHA, head: HEAD_SHA, time: 1_700_000_000 },
  ],
  ['a pull request, not checked out, has no time', pullRequest('acme/shop'), undefined, { sha: HEAD_SHA }],
  [
    'a pull_request_target is of its base',
    { ...pullRequest('acme/shop'), name: 'pull_request_target' },
    checkedOut(SHA),
    { sha: SHA, head: SHA, time: 1_700_000_000 },
  ],
  ['no event, but a checkout', noEvent, checkedOut(OTHER), { sha: OTHER, head: OTHER, time: 1_700_000_000 }],
  ['neither', noEvent, undefined, { sha: '' }],
  [
    'an event whose time cannot be read',
    { ...push, payload: { head_commit: { timestamp: 'yesterday' } } },
    undefined,
    { sha: SHA },
  ],
];

test.each(cases)('%s', (_, event, head, commit) => {
  expect(toCommit(event, head)).toEqual(commit);
});
