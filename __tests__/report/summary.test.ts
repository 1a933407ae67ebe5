import { expect, test } from '@jest/globals';
import { newResult, type Told } from '../../src/publish/result.ts';
import { toSummary } from '../../src/report/summary.ts';
import { SHA } from '../host/events.ts';
import { digestOf, index } from '../registry/images.ts';
import { repository, URI } from '../registry/repositories.ts';
import { built, dryRun, planned, published, reused, skipped, untagged } from './reports.ts';

const rows = (title: string, ...lines: string[]) => `### ecr-publish: ${title}

| | |
|---|---|
${lines.join('\n')}
`;

const looked = ['| Time | 130 ms |', '', '```text', `look │   ${'█'.repeat(37)}│ 120 ms`, '```'];
const lookedAndBuilt = [
  '| Time | 2.13 s |',
  '',
  '```text',
  `look           │██${' '.repeat(38)}│ 120 ms`,
  `build and push │  ${'█'.repeat(38)}│ 2.00 s`,
  '```',
];
const onlyBuilt = ['| Time | 1.24 s |', '', '```text', `build │${'█'.repeat(40)}│ 1.23 s`, '```'];

const IMAGE = `| Image | \`${URI}@${digestOf('a')}\` |`;
const TAGS = '| Tags | `v1.2.3` `latest` |';
const COMMIT = `| Commit | \`${SHA}\` |`;
const SIZE = '| Size | 2.3 MB compressed |';
const WHY = '| Built | the registry holds no image with this fingerprint |';

test.each<[string, Told, string | undefined, string]>([
  [
    'a run that did it all',
    published,
    undefined,
    rows(
      'published',
      IMAGE,
      TAGS,
      `| Before | \`${digestOf('9')}\` |`,
      COMMIT,
      SIZE,
      '| Repository | `team/app`, created by this run |',
      WHY,
      ...lookedAndBuilt,
    ),
  ],
  [
    'the same once more',
    reused,
    undefined,
    rows(
      'published, without a build',
      IMAGE,
      TAGS,
      '| Version | `main`, as the label of the image that was there has it |',
      COMMIT,
      SIZE,
      '| Repository | `team/app` |',
      '| Built | no: this image was there |',
      ...looked,
    ),
  ],
  [
    'a run that was not to push says why',
    built,
    undefined,
    rows('built, not pushed', TAGS, COMMIT, '| Not pushed | push is false. |', ...onlyBuilt),
  ],
  [
    'a run that was not to push, but looked, says why it built',
    { ...built, plan: planned.plan as NonNullable<Told['plan']> },
    undefined,
    rows('built, not pushed', TAGS, COMMIT, WHY, '| Not pushed | push is false. |', ...onlyBuilt),
  ],
  [
    'a dry run, which built nothing',
    dryRun,
    undefined,
    rows('not pushed', COMMIT, '| Repository | `team/app` |', '| Not pushed | This is a dry run. |', ...looked),
  ],
  [
    'a run whose tag was in the way, which built nothing',
    skipped,
    undefined,
    rows(
      'not pushed',
      IMAGE,
      '| Tags | `v1.2.3` |',
      COMMIT,
      SIZE,
      '| Repository | `team/app` |',
      '| Not pushed | The tag "v1.2.3" is immutable; tag-conflict is skip-push. |',
      ...looked,
    ),
  ],
  [
    'a run that failed before its tags names none, and the first line of why',
    untagged,
    'ECR did not answer: a|b.\nMore in the log.',
    rows(
      'failed',
      '| Failed | ECR did not answer: a\\|b. |',
      IMAGE,
      COMMIT,
      SIZE,
      '| Repository | `team/app`, created by this run |',
      WHY,
      ...lookedAndBuilt,
    ),
  ],
  [
    'a run that failed before its build',
    planned,
    'The tag is in the way.',
    rows('failed', '| Failed | The tag is in the way. |', TAGS, COMMIT, ...looked),
  ],
])('%s', (_, report, failed, summary) => {
  expect(toSummary(failed ? { ...report, error: new Error(failed) } : report)).toBe(summary);
});

test('a run that failed at its inputs has little to tell', () => {
  expect(toSummary({ ...{ ...newResult(), tags: [] }, error: new Error('repository: no name is given.') })).toBe(
    rows('failed', '| Failed | repository: no name is given. |'),
  );
});

test('an index names its platforms, a build for one platform what was asked for', () => {
  const { draft } = published;
  const arm = draft && { draft: { ...draft, build: { ...draft.build, platforms: ['linux/arm64'] } } };
  expect(toSummary({ ...published, image: index })).toContain('| Platforms | `linux/amd64` `linux/arm64/v8` |');
  expect(toSummary({ ...published, ...arm })).toContain('| Platforms | `linux/arm64` |');
});

test('an image in a repository that was there does not claim it', () => {
  expect(toSummary({ ...published, repository })).toContain('| Repository | `team/app` |');
});

test.each([
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['[click](https://evil.example) ![x](y)', '\\[click\\](https://evil.example) !\\[x\\](y)'],
  ['**bold** _it_ ~~no~~ `code` $x$ &lt;', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\$x\\$ \\&lt;'],
  ['one line\r| not another |', 'one line'],
])('of an error, %j is only text', (message, shown) => {
  expect(toSummary({ ...{ ...newResult(), tags: [] }, error: new Error(message) })).toBe(
    rows('failed', `| Failed | ${shown} |`),
  );
});

test('why nothing was pushed stays in its row, whatever it quotes', () => {
  expect(toSummary({ ...dryRun, notPushed: 'ECR said:\n\n# <b>|' })).toContain(
    '| Not pushed | ECR said: # \\<b\\>\\| |\n',
  );
});

test.each([
  ['v1', '`v1`'],
  ['a`b', '`` a`b ``'],
  ['`a``b`', '``` `a``b` ```'],
  ['a|b', '`a\\|b`'],
  ['<b>\nx', '`<b> x`'],
])('of a name, %j is only text', (tag, shown) => {
  expect(toSummary({ ...published, tags: [tag] })).toContain(`\n| Tags | ${shown} |\n`);
});
