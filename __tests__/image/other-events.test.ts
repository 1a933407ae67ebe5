import {
  createBranch,
  createTag,
  discussion,
  dispatch,
  issueOpened,
  push,
  pushMaster,
  pushTag,
  release,
  repositoryDispatch,
  schedule,
  workflowRun,
} from './events.ts';
import { specify } from './specify.ts';

/** What docker/metadata-action takes for no `tags` at all. */
const USUAL = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

specify('a schedule is tagged nightly', [
  [schedule, USUAL, 'nightly master'], // schedule01
  [schedule, 'type=schedule', 'nightly'],
  [schedule, 'type=schedule,pattern=nightly', 'nightly'],
  [schedule, 'type=schedule,pattern=weekly', 'weekly'],
  [schedule, "type=schedule,pattern={{date 'YYYYMMDD'}}", '20200110'],
  [schedule, "type=schedule,pattern={{date 'YYYYMMDD-HHmmss'}}", '20200110-003000'], // schedule03
  [schedule, "type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}", '20200110-093000'],
  [schedule, "type=schedule,pattern={{date 'YYYYMMDD-hhmmss' tz='Asia/Tokyo'}}", '20200110-093000'],
  [
    schedule,
    ["type=schedule,pattern={{date 'YYYYMMDD'}}", "type=schedule,pattern=source-date-{{commit_date 'YYYY-MM-DD'}}"],
    '20200110 source-date-2020-01-10',
  ], // schedule02
  [
    schedule,
    [
      "type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
      "type=schedule,pattern=src-{{commit_date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
    ],
    '20200110-093000 src-20200110-093000',
  ], // schedule08
  [schedule, ['type=schedule', 'type=sha'], 'nightly sha-860c190'], // schedule05
  [
    schedule,
    ['type=schedule', 'type=sha,priority=2000', 'type=raw,value=defbranch,enable={{is_default_branch}}'],
    'sha-860c190 nightly defbranch',
  ], // schedule06
  [schedule, 'type=schedule', 'glo-nightly-bal', ['prefix=glo-', 'suffix=-bal']], // schedule07
  [schedule, 'type=schedule,prefix={{branch}}-', 'master-nightly'],
  // Only the dates can be named here.
  [schedule, 'type=schedule,pattern=n{{branch}}{{sha}}', 'n'],
  [schedule, 'type=schedule,pattern=', ''],
  [schedule, 'type=schedule', 'nightly latest', 'latest=true'],
  [schedule, 'type=edge', 'edge'],
  [schedule, 'type=edge,branch=dev', ''],
  [pushMaster, 'type=schedule', ''],
  [pushTag('v1'), 'type=schedule', ''],
]);

specify("docker/metadata-action's usual rules fit every event", [
  [pushMaster, USUAL, 'master'],
  [push('releases/v1'), USUAL, 'releases-v1'],
  [pushTag('v1.2.3'), USUAL, 'v1.2.3 latest'],
  [pushTag('v2.0.8-beta.67'), USUAL, 'v2.0.8-beta.67 latest'],
  [dispatch('master'), USUAL, 'master'],
  [release('v1.1.1'), USUAL, 'v1.1.1 latest'],
  [createBranch('dev'), USUAL, 'dev'],
  [createTag('v2.1.8-beta.67'), USUAL, 'v2.1.8-beta.67 latest'],
  [issueOpened, USUAL, 'master'],
  [discussion, USUAL, 'master'],
  [workflowRun, USUAL, 'master'],
  [repositoryDispatch, USUAL, 'master'],
]);

specify('a release knows its tag and no branch', [
  [
    release('v1.1.1'),
    [
      'type=ref,event=tag',
      'type=raw,value=baseref-{{base_ref}}',
      'type=raw,value=defbranch,enable={{is_default_branch}}',
    ],
    'v1.1.1 baseref- latest',
  ], // release02
  [
    release('v1.1.1'),
    ["type=raw,value=src-{{commit_date 'YYYYMMDD-HHmmss'}}", "type=raw,value={{date 'YYYYMMDD-HHmmss'}}"],
    'src-20200110-003000 20200110-003000',
  ], // release03
  [release('v1.1.1'), 'type=edge', ''],
  [release('v1.1.1'), '{{tag}}', 'v1.1.1'],
]);

specify('some events count as the default branch whatever their ref is', [
  [schedule, 'x,enable={{is_default_branch}}', 'x'],
  [issueOpened, 'x,enable={{is_default_branch}}', 'x'],
  [discussion, 'x,enable={{is_default_branch}}', 'x'],
  [createBranch('dev'), 'x,enable={{is_default_branch}}', ''],
  [createTag('v1'), 'x,enable={{is_default_branch}}', ''],
  [dispatch('dev'), 'x,enable={{is_default_branch}}', ''],
  [dispatch('master'), 'x,enable={{is_default_branch}}', 'x'],
  [repositoryDispatch, 'x,enable={{is_default_branch}}', 'x'],
  [workflowRun, 'x,enable={{is_default_branch}}', 'x'],
  [pushTag('v1'), 'x,enable={{is_default_branch}}', ''],
  [pushTag('master'), 'x,enable={{is_default_branch}}', ''],
]);
