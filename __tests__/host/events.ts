import type { Event } from '../../src/host/event.ts';

/** What GitHub says of runs of `acme/shop`, as the runner gives it to an action. */
const repository = {
  html_url: 'https://github.com/acme/shop',
  name: 'shop',
  description: 'Sells things',
  license: { spdx_id: 'Apache-2.0' },
};

export const SHA = '8c51a2f60d4e5b7790a1f3c2d4e6f8091a2b3c4d';
export const HEAD_SHA = '1f3870be274f6c49b3e31a0c6728957f3d0d5c11';

/** A push to main. */
export const push: Event = {
  name: 'push',
  ref: 'refs/heads/main',
  sha: SHA,
  actor: 'ada',
  runId: '4711',
  repository: 'acme/shop',
  ids: {},
  serverUrl: 'https://github.com',
  payload: { repository, head_commit: { timestamp: '2026-11-20T12:00:00+01:00' } },
};

/** A pull request from `from`, whose merge commit is {@link SHA} and whose head is {@link HEAD_SHA}. */
export const pullRequest = (from: string | null): Event => ({
  ...push,
  name: 'pull_request',
  ref: 'refs/pull/7/merge',
  payload: {
    repository,
    number: 7,
    pull_request: {
      number: 7,
      head: { sha: HEAD_SHA, repo: from === null ? null : { full_name: from } },
      base: { repo: { full_name: 'acme/shop' } },
    },
  },
});

/** No event at all: a run by hand, or on AWS Batch. */
export const noEvent: Event = {
  name: '',
  ref: '',
  sha: '',
  actor: '',
  runId: '',
  repository: '',
  ids: {},
  serverUrl: 'https://github.com',
  payload: {},
};
