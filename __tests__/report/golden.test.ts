// What people read, whole: the log and the summary of each kind of run, beside this file in golden/. After a change that is meant,
// delete the file and run the test: it writes what is missing, and fails once.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { explainRefusal } from '../../src/aws/role-refusal.ts';
import { explainBuild } from '../../src/build/explain.ts';
import type { Host } from '../../src/host/host.ts';
import { failure } from '../../src/lib/failure.ts';
import { newResult, type Result } from '../../src/publish/result.ts';
import { explainConflict } from '../../src/registry/ecr-tags.ts';
import { tell } from '../../src/report/tell.ts';
import { digestOf } from '../registry/images.ts';
import { repository } from '../registry/repositories.ts';
import { built, drafted, dryRun, planned, published, reused, runOf } from './reports.ts';

const single = runOf(published);
const [first] = single.destinations;

const runs: [string, Result][] = [
  ['published', single],
  ['reused', runOf(reused)],
  ['not-pushed', runOf(built)],
  ['dry-run', { ...runOf({ ...dryRun, dryRun: true }), dryRun: true }],
  [
    'settings-difference',
    {
      ...runOf({ ...dryRun, dryRun: true }),
      dryRun: true,
      notes: [
        'The repository team/app differs from its settings, and would be left as it is, since create-repository is create:\nscan-on-push\n- false\n+ true',
      ],
    },
  ],
  [
    'failed-build',
    runOf({
      ...planned,
      repository,
      error: explainBuild(
        `Dockerfile:3
--------------------
   3 | >>> RUN make
--------------------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2`,
        'Dockerfile',
      ),
    }),
  ],
  [
    'refused-role',
    runOf({
      ...drafted,
      error: failure(
        explainRefusal(
          { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
          'arn:aws:iam::111122223333:role/publisher',
          {
            iss: 'https://token.actions.githubusercontent.com',
            aud: 'sts.amazonaws.com',
            sub: 'repo:octo-org/hello:ref:refs/heads/main',
          },
        ),
      ),
    }),
  ],
  [
    'tag-conflict',
    runOf({
      ...planned,
      repository,
      error: failure(
        explainConflict({
          repository: 'team/app',
          tag: 'v1.2.3',
          now: digestOf('9'),
          since: new Date('2026-11-20T12:00:00Z'),
          commit: 'c0ffee0',
          isKnown: true,
        }),
      ),
    }),
  ],
  [
    'two-destinations',
    {
      ...single,
      destinations: [
        first as NonNullable<typeof first>,
        {
          name: 'docker.io/acme/app',
          uri: 'docker.io/acme/app',
          tags: [],
          error: failure('docker.io does not take this user and password (401 UNAUTHORIZED). Check both.'),
        },
      ],
      warnings: ['A warning.\nWith details.'],
      error: failure(
        '1 of 2 destinations failed. Correct this, then run it again: only what is missing is pushed.\ndocker.io/acme/app: docker.io does not take this user and password (401 UNAUTHORIZED). Check both.',
      ),
    },
  ],
  [
    'bad-input',
    { ...newResult(), error: failure('repository: no repository name is given. Set it, such as team/app.') },
  ],
];

test.each(runs)('%s', async (name, result) => {
  const lines: string[] = [];
  let summary = '';
  const say = (kind: string) => (text: string) => {
    lines.push(`${kind}${text}`);
  };
  const log = {
    info: say(''),
    notice: say('::notice::'),
    warning: say('::warning::'),
    error: say('::error::'),
    debug: () => {},
    group: (title: string) => {
      lines.push(`::group::${title}`);
      return () => lines.push('::endgroup::');
    },
  };
  const host = {
    log,
    output: () => {},
    summary: async (markdown: string) => {
      summary = markdown;
    },
  };
  await tell(result, host as unknown as Host);
  for (const [file, text] of [
    [`${name}.log`, `${lines.join('\n')}\n`],
    [`${name}.md`, summary],
  ] as const) {
    const path = join(import.meta.dirname, 'golden', file);
    const isKnown = existsSync(path);
    if (!isKnown) writeFileSync(path, text);
    expect(isKnown && readFileSync(path, 'utf8')).toBe(text);
  }
});
