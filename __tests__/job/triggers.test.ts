import { expect, test } from '@jest/globals';
import { type Trigger, triggers } from '../../src/job/triggers.ts';

const WORKFLOW = 'octo-org/shared/.github/workflows/publish.yml@refs/heads/main';

test.each<[string, false | Trigger[]]>([
  ['false', false],
  ['True', []],
  ['branch:main', [{ kind: 'branch', pattern: 'main' }]],
  ['branch', [{ kind: 'branch', pattern: '*' }]],
  [
    'branch:release/*, tag:v*\ntag\npull_request',
    [
      { kind: 'branch', pattern: 'release/*' },
      { kind: 'tag', pattern: 'v*' },
      { kind: 'tag', pattern: '*' },
      { kind: 'pull_request' },
    ],
  ],
  [
    'environment:production eu:1\nenvironment',
    [
      { kind: 'environment', pattern: 'production eu:1' },
      { kind: 'environment', pattern: '*' },
    ],
  ],
  [`workflow:${WORKFLOW}`, [{ kind: 'workflow', pattern: WORKFLOW }]],
])('%j', (text, expected) => {
  expect(triggers(text, 'print-policies')).toEqual(expected);
});

test.each([
  ['yes', '"yes" must be true, false, or a list of branch:NAME, tag:NAME, environment:NAME, pull_request, workflow:'],
  ['true, branch:main', '"true" must be true, false, or a list of'],
  ['Branch:main', '"Branch:main" must be true, false, or a list of'],
  ['branch:', '"branch:" does not name a branch. Give its name alone, such as branch:main.'],
  ['branch:refs/heads/main', '"branch:refs/heads/main" does not name a branch.'],
  ['branch:two words', '"branch:two words" does not name a branch.'],
  ['tag:a:b', '"tag:a:b" does not name a tag. Give its name alone, such as tag:v*.'],
  ['environment:', '"environment:" names no environment. Give one such as environment:production.'],
  ['pull_request:7', '"pull_request:7" has a name, and all pull requests of a repository have one subject.'],
  ['workflow', '"workflow" does not name a reusable workflow. Give its path and ref, such as workflow:octo-org/'],
  ['workflow:octo-org/shared/.github/workflows/a.yml', 'does not name a reusable workflow.'],
  ['workflow:./.github/workflows/a.yml@main', 'does not name a reusable workflow.'],
])('%j is an error', (text, message) => {
  expect(() => triggers(text, 'print-policies')).toThrow(message);
});
