import { expect, test } from '@jest/globals';
import { type Plan, planTable } from '../../src/publish/plan.ts';
import { carrying, digestOf } from '../registry/images.ts';
import { MINE } from './drafts.ts';

const plans: [string, Omit<Plan, 'tagConflict'>, string][] = [
  [
    'a first build',
    {
      repository: 'team/app',
      createRepository: true,
      action: 'build',
      why: 'the registry held no image with this fingerprint',
      fingerprint: MINE,
      tags: [
        { tag: 'v1.2.3', action: 'create' },
        { tag: 'latest', action: 'create' },
      ],
    },
    `repository   team/app (will be created)
image        build: the registry held no image with this fingerprint
fingerprint  ${MINE}
  tag     action  points at now
  v1.2.3  create
  latest  create`,
  ],
  [
    'an image that is there, under other tags',
    {
      repository: 'team/app',
      createRepository: false,
      action: 'reuse',
      image: carrying('a', MINE),
      fingerprint: MINE,
      tags: [
        { tag: 'v1', action: 'keep', now: digestOf('a') },
        { tag: 'a-branch-with-a-long-name', action: 'conflict', now: digestOf('b') },
        { tag: 'latest', action: 'move', now: digestOf('b') },
        { tag: 'edge', action: 'create' },
      ],
    },
    `repository   team/app
image        reuse ${digestOf('a')}
fingerprint  ${MINE}
  tag                        action    points at now
  v1                         keep      ${digestOf('a')}
  a-branch-with-a-long-name  conflict  ${digestOf('b')}
  latest                     move      ${digestOf('b')}
  edge                       create`,
  ],
  [
    'without the registry, from files that the commit does not hold',
    {
      repository: 'team/app',
      action: 'build',
      why: 'the registry was not asked',
      tags: [{ tag: 'v1', action: 'unknown' }],
    },
    `repository   team/app (not asked)
image        build: the registry was not asked
fingerprint  none
  tag  action   points at now
  v1   unknown`,
  ],
];

test.each(plans)('%s', (_, plan, table) => {
  expect(planTable({ ...plan, tagConflict: 'fail' })).toBe(table);
});

test('where there are several, each says which destination it is for', () => {
  const plan: Plan = { repository: 'team/app', action: 'build', tags: [], tagConflict: 'fail' };
  expect(planTable(plan, 'eu-central-1/team/app')).toMatch(/^destination {2}eu-central-1\/team\/app\nrepository/);
});
