import { expect, test } from '@jest/globals';
import { newReport } from '../../src/report/report.ts';
import { toSummary } from '../../src/report/summary.ts';
import { digestOf, index } from '../registry/images.ts';
import { SHA } from '../request/events.ts';
import { built, published, URI, untagged } from './reports.ts';

test('a run that did it all', () => {
  expect(toSummary(published, false)).toBe(`### ecr-publish: published

| | |
|---|---|
| Image | \`${URI}@${digestOf('a')}\` |
| Tags | \`v1.2.3\` \`latest\` |
| Commit | \`${SHA}\` |
| Size | 2.30 MB compressed |
| Repository | \`team/app\`, created by this run |
| Time | aws 0.12 s · build and push 2.00 s |
`);
});

test('a run that was not to push says why', () => {
  expect(toSummary(built, false)).toBe(`### ecr-publish: built, not pushed

| | |
|---|---|
| Tags | \`v1.2.3\` \`latest\` |
| Commit | \`${SHA}\` |
| Not pushed | push is false. |
| Time | build 1.23 s |
`);
});

test('a run that failed before its tags names none', () => {
  expect(toSummary(untagged, true)).toBe(`### ecr-publish: failed

| | |
|---|---|
| Image | \`${URI}@${digestOf('a')}\` |
| Commit | \`${SHA}\` |
| Size | 2.30 MB compressed |
| Repository | \`team/app\`, created by this run |
| Time | aws 0.12 s · build and push 2.00 s |
`);
});

test('a run that failed at its inputs has little to tell', () => {
  expect(toSummary(newReport(), true)).toMatch(/^### ecr-publish: failed\n/);
});

test('an index names its platforms, an image in a repository that was there does not claim it', () => {
  const repository = published.repository && { ...published.repository, created: false };
  const summary = toSummary({ ...published, image: index, ...(repository && { repository }) }, false);
  expect(summary).toContain('| Platforms | `linux/amd64` `linux/arm64/v8` |');
  expect(summary).toContain('| Repository | `team/app` |');
});
