import {
  HEAD_COMMIT,
  mergeGroup,
  pullRequest,
  pullRequestClosed,
  pullRequestReview,
  pullRequestTarget,
} from './events.ts';
import { specify } from './specify.ts';

// Commits are docker/metadata-action's with DOCKER_METADATA_PR_HEAD_SHA: its cases `pr-head-sha`.

const both = [pullRequest, pullRequestTarget];

specify('a pull request is tagged with its number', [
  ...both.map((on): [typeof on, string, string] => [on, 'type=ref,event=pr', 'pr-15']), // pr01
  [pullRequestReview, 'type=ref,event=pr', 'pr-15'],
  [pullRequest, 'type=ref,event=pr,prefix=', '15'],
  [pullRequest, 'type=ref,event=pr,prefix=pull-', 'pull-15'],
  [pullRequest, 'type=ref,event=pr,suffix=-{{sha}}', 'pr-15-3370e22'],
  [pullRequest, 'type=ref,event=branch', ''],
  [pullRequest, 'type=ref,event=tag', ''],
  [pullRequestTarget, 'type=ref,event=branch', ''],
  [pullRequest, 'type=edge', ''],
  [pullRequestTarget, 'type=edge', ''],
  [pullRequest, 'type=semver,pattern={{version}}', ''],
  [pullRequest, 'type=schedule', ''],
  [{ event: { ...pullRequest.event, ref: 'refs/pull/15/head' } }, 'type=ref,event=pr', 'pr-15-head'],
  [pullRequest, 'type=ref,event=pr', 'pr-15 latest', 'latest=true'],
]);

specify("a pull request's own prefix stands in for the flavor's", [
  ...both.map((on): [typeof on, string, string, string[]] => [
    on,
    'type=ref,event=pr',
    'pr-15-bal',
    ['prefix=glo-', 'suffix=-bal'],
  ]), // pr05
  ...both.map((on): [typeof on, string, string, string[]] => [
    on,
    'type=ref,event=pr,prefix=',
    '15-bal',
    ['prefix=glo-', 'suffix=-bal'],
  ]), // pr06, pr08
]);

specify("a pull request's commit is its head", [
  [pullRequest, ['type=ref,event=pr', 'type=sha'], 'pr-15 sha-3370e22'], // pr03
  [pullRequest, ['type=sha,priority=2000', 'type=ref,event=pr'], 'sha-3370e22 pr-15'], // pr04
  [pullRequestTarget, ['type=sha,priority=2000', 'type=ref,event=pr'], 'sha-3370e22 pr-15'], // pr07
  [
    pullRequestTarget,
    ['type=ref,event=tag', 'type=ref,event=pr', 'type=ref,event=branch', 'type=sha', 'type=sha,format=long'],
    `pr-15 sha-3370e22 sha-${HEAD_COMMIT}`,
  ], // pr09
  [pullRequest, 'type=sha,format=long,prefix=', HEAD_COMMIT],
  [pullRequest, '{{sha}}', '3370e22'],
  [pullRequestReview, 'type=sha', 'sha-3370e22'],
  [{ ...pullRequest, commit: { sha: '0'.repeat(40) } }, 'type=sha', 'sha-0000000'],
  [{ event: { ...pullRequest.event, payload: {} } }, 'type=sha', 'sha-a9c8c58'],
]);

specify('a pull request knows its base, and is not the default branch', [
  ...both.map((on): [typeof on, string[], string] => [
    on,
    ['type=raw,value=mytag-{{base_ref}}', 'type=raw,mytag-defbranch,enable={{is_default_branch}}'],
    'mytag-master',
  ]), // pr10, pr11
  [pullRequest, 'type=raw,x{{branch}}{{tag}}', 'x'],
  [pullRequest, 'type=raw,x,enable={{is_not_default_branch}}', 'x'],
  [pullRequest, 'type=raw,value={{commit_date YYYY-MM-DD-HHmmSS}}', '2020-01-10T00-30-00Z'], // pr12
  [pullRequest, 'type=raw,value=src-{{commit_date YYYY-MM-DD}}', 'src-2020-01-10T00-30-00Z'], // pr12 of pr-head-sha
]);

specify('once merged, it is the branch that it went into', [
  [pullRequestClosed, ['type=ref,event=branch', 'type=ref,event=pr', 'type=edge'], 'edge master'],
  [pullRequestClosed, 'type=raw,x,enable={{is_default_branch}}', 'x'],
]);

specify('in a merge queue, it is a branch of its own', [
  [mergeGroup, 'type=ref,event=branch', 'gh-readonly-queue-master-pr-15-a9c8c58'],
  [mergeGroup, ['type=ref,event=pr', 'type=edge', 'type=sha'], 'sha-860c190'],
  [mergeGroup, 'type=raw,x,enable={{is_default_branch}}', ''],
  [mergeGroup, '{{branch}}', 'gh-readonly-queue-master-pr-15-a9c8c58'],
]);
