import { expect, test } from '@jest/globals';
import { type Aged, whyExpires } from '../../src/settings/expiry.ts';
import { lifecyclePolicy } from '../../src/settings/lifecycle-policy.ts';
import type { LifecycleSettings } from '../../src/settings/schema.ts';

const now = new Date('2026-11-21T12:00:00Z');
const pushed = (days: number, digest: string, ...tags: string[]): Aged => ({
  digest,
  tags,
  pushedAt: new Date(now.getTime() - days * 86_400_000),
});

/** The old image gets the new tag; five newer ones are there. */
const old = pushed(40, 'sha256:old', 'abc', 'v2');
const newer = [1, 2, 3, 4, 5].map((days) => pushed(days, `sha256:${days}`, `t${days}`));

const since = (countNumber: number, selection: object = { tagStatus: 'any' }): LifecycleSettings => ({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber, ...selection },
      action: { type: 'expire' },
    },
  ],
});

// Of https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html: evaluation rules.
test.each<[string, LifecycleSettings, string | undefined]>([
  [
    'keep-last counts newer pushes',
    { 'keep-last': 5 },
    'it was pushed on 2026-10-12, 5 images after it, and rule 1 keeps the last 5',
  ],
  ['keep-last that is not reached', { 'keep-last': 6 }, undefined],
  ['a kept tag is not counted', { 'keep-last': 1, 'keep-tagged': ['v*'] }, undefined],
  [
    'a kept tag of others is',
    { 'keep-last': 1, 'keep-tagged': ['w*'] },
    'it was pushed on 2026-10-12, 5 images after it, and rule 2 keeps the last 1',
  ],
  ['untagged images are others', { 'expire-untagged-after': '14d' }, undefined],
  ['an age that is reached', since(40), 'it was pushed on 2026-10-12, and rule 1 expires images after 40 days'],
  ['an age that is not', since(41), undefined],
  ['a prefix that another has', since(1, { tagStatus: 'tagged', tagPrefixList: ['x'] }), undefined],
  [
    'prefixes that all fit',
    since(1, { tagStatus: 'tagged', tagPrefixList: ['ab', 'v'] }),
    'it was pushed on 2026-10-12, and rule 1 expires images after 1 days',
  ],
  ['a rule for what is archived', since(1, { storageClass: 'archive' }), undefined],
])('%s', (_, settings, why) => {
  expect(whyExpires(lifecyclePolicy(settings), old, [old, ...newer], now)).toBe(why);
});

test('what is archived is not lost', () => {
  const policy = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'sinceImagePushed', countNumber: 1 },
        action: { type: 'transition' },
      },
    ],
  });
  expect(whyExpires(policy, old, [old], now)).toBeUndefined();
});

test('no policy takes nothing', () => {
  expect(whyExpires('{}', old, [old], now)).toBeUndefined();
});
