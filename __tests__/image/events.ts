import type { Subject, TagEvent } from '../../src/image/tag-context.ts';

// The events that docker/metadata-action's own tests use, with the same names, numbers and commits.
// Source: https://github.com/docker/metadata-action/tree/master/__tests__/fixtures

/** What the clock shows in every test, there and here. */
export const NOW = new Date('2020-01-10T00:30:00Z');

export const COMMIT = '860c1904a1ce19322e91ac35af1ab07466440c37';
const MASTER_COMMIT = '266574110acf203503badf966df2ea24b5d732d7';
const ODD_COMMIT = '983315b5e8d46e46fc4c49869e85e7ee5fb289ba';
const MERGE_COMMIT = 'a9c8c5828b91be19d9728548b24759e352367ef1';
export const HEAD_COMMIT = '3370e228f2209994d57af4427fe64e71bb79ac96';

type Given = Omit<Subject, 'now'>;

const event = (name: string, ref: string, sha = COMMIT, payload: TagEvent['payload'] = {}): Given => ({
  event: { name, ref, sha, payload: { repository: { default_branch: 'master' }, ...payload } },
});

export const push = (branch: string, sha = COMMIT): Given => event('push', `refs/heads/${branch}`, sha);
export const pushMaster = push('master', MASTER_COMMIT);
export const pushDev = push('dev');
export const pushOdd = push('my/feature#1245', ODD_COMMIT);
/** A pushed tag; `base_ref` is the branch that GitHub says it was pushed from. */
export const pushTag = (tag: string, base?: string): Given =>
  event('push', `refs/tags/${tag}`, COMMIT, { base_ref: base === undefined ? null : `refs/heads/${base}` });

const pull: TagEvent['payload'] = {
  number: 15,
  pull_request: { head: { sha: HEAD_COMMIT }, base: { ref: 'master' } },
};
export const pullRequest = event('pull_request', 'refs/pull/15/merge', MERGE_COMMIT, pull);
export const pullRequestTarget = event('pull_request_target', 'refs/heads/master', MASTER_COMMIT, pull);
export const pullRequestReview = event('pull_request_review', 'refs/pull/15/merge', MERGE_COMMIT, pull);
/** Once it is merged, GitHub runs on the branch that it went into. */
export const pullRequestClosed = event('pull_request', 'refs/heads/master', MASTER_COMMIT, pull);

/** GitHub's payload for it names no repository. */
export const schedule: Given = {
  event: {
    name: 'schedule',
    ref: 'refs/heads/master',
    sha: COMMIT,
    payload: {},
  },
  defaultBranch: 'master',
};
export const dispatch = (branch: string): Given => event('workflow_dispatch', `refs/heads/${branch}`);
export const dispatchTag = (tag: string): Given => event('workflow_dispatch', `refs/tags/${tag}`);
export const release = (tag: string): Given => event('release', `refs/tags/${tag}`);
export const mergeGroup = event('merge_group', 'refs/heads/gh-readonly-queue/master/pr-15-a9c8c58');
export const createBranch = (branch: string): Given => event('create', `refs/heads/${branch}`);
export const createTag = (tag: string): Given => event('create', `refs/tags/${tag}`);
export const issueOpened = event('issues', 'refs/heads/master');
export const discussion = event('discussion', 'refs/heads/master');
export const workflowRun = event('workflow_run', 'refs/heads/master');
export const repositoryDispatch = event('repository_dispatch', 'refs/heads/master');
/** Outside GitHub: no ref, no commit. */
export const nothing = event('', '', '');

/** As the test's title shows it: `push refs/heads/dev`. */
export const title = ({ event: { name, ref } }: Given): string => `${name} ${ref}`.trim() || 'no event';
