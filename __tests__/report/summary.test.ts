import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../src/publish/plan.ts';
import type { PutTag } from '../../src/publish/put-tags.ts';
import { type DestinationResult, newResult, type Told } from '../../src/publish/result.ts';
import { toSummary } from '../../src/report/summary.ts';
import { digestOf, index } from '../registry/images.ts';
import { repository, URI } from '../registry/repositories.ts';
import { dryRun, published, runOf } from './reports.ts';

const summaryOf = (told: Told): string => toSummary(runOf(told));
const failed = (message: string): string => toSummary({ ...newResult(), error: new Error(message) });

test('a run that failed at its inputs has little to tell', () => {
  expect(failed('repository: no name is given.')).toBe(
    '### ecr-publish: failed\n\n```text\nrepository: no name is given.\n```\n',
  );
});

test('an index names its platforms, a build for one platform what was asked for', () => {
  const { draft } = published;
  const arm = draft && { draft: { ...draft, build: { ...draft.build, platforms: ['linux/arm64'] } } };
  expect(summaryOf({ ...published, image: index })).toContain(' · `linux/amd64` `linux/arm64/v8` · ');
  expect(summaryOf({ ...published, ...arm })).toContain(' · `linux/arm64` · ');
});

test('an image in a repository that was there does not claim it', () => {
  expect(summaryOf(published)).toContain('repository `team/app` created');
  expect(summaryOf({ ...published, repository })).not.toContain('created ·');
});

describe('the console', () => {
  const path = `ecr/repositories/private/111122223333/team/app/_/image/${digestOf('a')}/details`;
  test.each([
    ['dkr.ecr.eu-central-1.amazonaws.com', `https://eu-central-1.console.aws.amazon.com/${path}?region=eu-central-1`],
    ['dkr.ecr.cn-north-1.amazonaws.com.cn', `https://cn-north-1.console.amazonaws.cn/${path}?region=cn-north-1`],
    [
      'dkr.ecr.us-gov-west-1.amazonaws.com',
      `https://us-gov-west-1.console.amazonaws-us-gov.com/${path}?region=us-gov-west-1`,
    ],
    ['dkr.ecr-fips.us-east-1.amazonaws.com', `https://us-east-1.console.aws.amazon.com/${path}?region=us-east-1`],
    ['dkr-ecr.eu-west-1.on.aws', `https://eu-west-1.console.aws.amazon.com/${path}?region=eu-west-1`],
  ])('of %s', (host, link) => {
    expect(summaryOf({ ...published, uri: `111122223333.${host}/team/app` })).toContain(`[ECR console](${link})`);
  });

  test('of no other registry', () => {
    expect(summaryOf({ ...published, uri: 'ghcr.io/team/app' })).not.toContain('console');
  });
});

test('where the source is no address, the commit is no link', () => {
  const { draft } = published;
  const labels = { 'org.opencontainers.image.source': 'javascript:alert(1)' };
  const from = draft && { draft: { ...draft, build: { ...draft.build, labels } } };
  expect(summaryOf({ ...published, ...from })).toMatch(/commit `[0-9a-f]{7}` ·/);
});

test.each([
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['[click](https://evil.example) ![x](y)', '\\[click\\](https://evil.example) !\\[x\\](y)'],
  ['**bold** _it_ ~~no~~ `code` $x$ &lt;', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\$x\\$ \\&lt;'],
  ['one line\r| not another |', 'one line \\| not another \\|'],
])('of why nothing was pushed, %j is only text', (notPushed, shown) => {
  expect(summaryOf({ ...published, notPushed })).toContain(`\n\n${shown}\n\n`);
});

test.each([
  ['<b>x</b> | # no', '```text\n<b>x</b> | # no\n```'],
  ['one\r\ntwo', '```text\none\ntwo\n```'],
  ['```\n# out', '````text\n```\n# out\n````'],
])('an error is shown whole, as it is: %j', (message, shown) => {
  expect(failed(message)).toBe(`### ecr-publish: failed\n\n${shown}\n`);
});

test.each([
  ['v1', '`v1`'],
  ['a`b', '`` a`b ``'],
  ['`a``b`', '``` `a``b` ```'],
  ['a|b', '`a\\|b`'],
  ['<b>\nx', '`<b> x`'],
])('of a name, %j is only text', (tag, shown) => {
  expect(summaryOf({ ...published, put: [{ tag, action: 'create', done: true }] })).toContain(
    `\n| ${shown} | created |\n`,
  );
});

test('tags that were moved can be rolled back in ECR, and elsewhere', () => {
  expect(summaryOf(published)).toMatch(
    /^aws ecr batch-get-image --region eu-central-1 --registry-id 111122223333 --repository-name team\/app --image-ids imageDigest=sha256:9{64} .*\naws ecr put-image --region eu-central-1 --cli-input-json file:\/\/image.json --image-tag latest$/m,
  );
  expect(summaryOf({ ...published, uri: 'ghcr.io/team/app' })).toContain(
    `docker buildx imagetools create --prefer-index=false --tag ghcr.io/team/app:latest ghcr.io/team/app@${digestOf('9')}`,
  );
  expect(URI).toContain('eu-central-1');
});

test('tags that were not put are told, too', () => {
  const put: PutTag[] = [
    { tag: 'v1', action: 'conflict', now: digestOf('9'), done: false },
    { tag: 'latest', action: 'stay', now: digestOf('8'), done: false },
    { tag: 'edge', action: 'create', done: false },
  ];
  const summary = summaryOf({ ...published, tags: [], put });
  expect(summary).toContain('### ecr-publish: pushed, but no tag points at the image');
  expect(summary).toContain(`| \`v1\` | stays at \`${digestOf('9')}\`: it is immutable |
| \`latest\` | stays at \`${digestOf('8')}\`, a newer commit's image (tag-order is newest-commit) |
| \`edge\` | not put |`);
  expect(summary).not.toContain('Roll back');
});

test.each([
  ['fail', 'would fail: it is immutable'],
  ['keep', 'would stay: it is immutable'],
  ['skip-push', 'would stay, and nothing would be pushed: it is immutable'],
] as const)('a dry run says what a conflict would come to with tag-conflict: %s', (tagConflict, words) => {
  const tags: Plan['tags'] = [{ tag: 'v1', action: 'conflict', now: digestOf('9') }];
  const plan: Plan = { repository: 'team/app', action: 'build', tags, tagConflict };
  expect(toSummary({ ...runOf({ ...dryRun, plan }), dryRun: true })).toContain(
    `| \`v1\` | ${words}, and points at \`${digestOf('9')}\` (tag-conflict is ${tagConflict}) |`,
  );
});

describe('of several destinations', () => {
  const run = runOf(published);
  const [first] = run.destinations as [DestinationResult];
  const blocked: DestinationResult = { ...first, put: [], notPushed: 'The tag is taken.' };

  test('the first one that is blocked is not the whole run', () => {
    const summary = toSummary({ ...run, destinations: [blocked, { ...first, name: 'two' }] });
    expect(summary).toContain('### ecr-publish: published to 1 of 2 destinations');
    expect(summary).toContain('| `eu-central-1/team/app` | not pushed: The tag is taken. |');
  });

  test('one that reused its image, beside one that was built', () => {
    const reusing = { ...first, reused: true };
    const summary = toSummary({ ...run, destinations: [reusing, { ...first, name: 'two' }] });
    expect(summary).toContain('### ecr-publish: published\n');
    expect(summary).toContain('| `eu-central-1/team/app` | was there |');
    expect(summary).not.toContain('not built');
  });

  test('one that was copied says from where', () => {
    const copied = { ...first, name: 'two', reused: true, copiedFrom: first.name };
    expect(toSummary({ ...run, destinations: [first, copied] })).toContain(
      '| `two` | copied from `eu-central-1/team/app` |',
    );
  });
});

test('a summary stays below what GitHub takes', () => {
  const notes = Array.from({ length: 40 }, () => 'x'.repeat(70_000));
  const summary = toSummary({ ...runOf(published), notes });
  expect(Buffer.byteLength(summary)).toBeLessThan(1_000_000);
  expect(summary).toContain('see the log of this step');
  expect(summary).toContain('### ecr-publish: published');
});
