import { describe, expect, test } from '@jest/globals';
import { canonicalLifecycle, lifecycleMistake, lifecyclePolicy } from '../../src/settings/lifecycle-policy.ts';
import type { LifecycleSettings } from '../../src/settings/schema.ts';

const expire = { type: 'expire' } as const;
const tagged = (pattern: string, countNumber: number) => ({
  tagStatus: 'tagged',
  tagPatternList: [pattern],
  countType: 'imageCountMoreThan' as const,
  countNumber,
});
const untagged = (countNumber: number) => ({
  tagStatus: 'untagged' as const,
  countType: 'sinceImagePushed' as const,
  countUnit: 'days' as const,
  countNumber,
});

const reversed = (record: object) => Object.fromEntries(Object.entries(record).reverse());

describe('plain words', () => {
  test.each<[string, LifecycleSettings, object[]]>([
    ['the last 50', { 'keep-last': 50 }, [tagged('*', 50)]],
    ['untagged after 14 days', { 'expire-untagged-after': '14d' }, [untagged(14)]],
    ['tags that are kept', { 'keep-tagged': ['v*'] }, [tagged('v*', 1_000_000)]],
    [
      // A rule selects the images that match all of its patterns.
      'several tags that are kept have a rule each',
      { 'keep-tagged': ['v*', 'release-*'] },
      [tagged('v*', 1_000_000), tagged('release-*', 1_000_000)],
    ],
    [
      'all at once: what is kept comes first, since a rule protects what it selects from the rules after it',
      { 'keep-last': 50, 'expire-untagged-after': '14d', 'keep-tagged': ['v*'] },
      [tagged('v*', 1_000_000), untagged(14), tagged('*', 50)],
    ],
  ])('%s', (_, settings, selections) => {
    expect(JSON.parse(lifecyclePolicy(settings))).toEqual({
      rules: selections.map((selection, at) => ({ rulePriority: at + 1, selection, action: expire })),
    });
  });

  test("ECR's own rules go as they are", () => {
    const rules = [{ rulePriority: 7, description: 'mine', selection: untagged(1), action: expire }];
    expect(JSON.parse(lifecyclePolicy({ rules }))).toEqual({ rules });
  });
});

describe('what ECR would not take', () => {
  const rule = (description: string) => ({ rulePriority: 1, description, selection: untagged(1), action: expire });
  const frame = lifecyclePolicy({ rules: [rule('')] }).length;
  test.each<[string, LifecycleSettings, string | undefined]>([
    ['rules alone', { rules: [rule('')] }, undefined],
    ['rules and words', { rules: [rule('')], 'keep-last': 1 }, 'It has both rules and the short form.'],
    ['two rules for every tag', { 'keep-last': 3, 'keep-tagged': ['v*', '*'] }, 'keep-tagged has "*"'],
    ['every tag kept', { 'keep-tagged': ['*'] }, undefined],
    ['30,720 characters', { rules: [rule('x'.repeat(30_720 - frame))] }, undefined],
    [
      'one more',
      { rules: [rule('x'.repeat(30_721 - frame))] },
      'It has 30721 characters, and ECR accepts at most 30720.',
    ],
  ])('%s', (_, settings, mistake) => {
    expect(lifecycleMistake(settings)).toEqual(mistake && expect.stringContaining(mistake));
  });
});

describe('what means the same', () => {
  const rule = (rulePriority: number, selection: object, more: object = {}) => ({
    rulePriority,
    selection,
    action: expire,
    ...more,
  });
  const text = (...rules: object[]) => JSON.stringify({ rules });
  const mine = text(rule(1, tagged('v*', 9)), rule(2, untagged(14)));

  test.each([
    ['written otherwise', JSON.stringify(JSON.parse(mine), undefined, 2)],
    ['rules in another order', text(rule(2, untagged(14)), rule(1, tagged('v*', 9)))],
    ['other priorities in the same order', text(rule(10, tagged('v*', 9)), rule(20, untagged(14)))],
    ['keys in another order', text(rule(1, reversed(tagged('v*', 9))), reversed(rule(2, untagged(14))))],
    ['an empty list that ECR adds', text(rule(1, tagged('v*', 9)), rule(2, { ...untagged(14), tagPrefixList: [] }))],
    ['an empty description', text(rule(1, tagged('v*', 9), { description: '' }), rule(2, untagged(14)))],
  ])('%s', (_, other) => {
    expect(canonicalLifecycle(other)).toBe(canonicalLifecycle(mine));
  });

  test('patterns in another order', () => {
    const patterns = (...tagPatternList: string[]) => text(rule(1, { ...tagged('', 9), tagPatternList }));
    expect(canonicalLifecycle(patterns('a', 'b'))).toBe(canonicalLifecycle(patterns('b', 'a')));
  });

  test.each([
    ['another number', text(rule(1, tagged('v*', 8)), rule(2, untagged(14)))],
    ['another order of priorities', text(rule(2, tagged('v*', 9)), rule(1, untagged(14)))],
    ['a rule less', text(rule(1, tagged('v*', 9)))],
    ['another description', text(rule(1, tagged('v*', 9), { description: 'x' }), rule(2, untagged(14)))],
    ['another action', text(rule(1, tagged('v*', 9)), rule(2, untagged(14), { action: { type: 'transition' } }))],
  ])('but not %s', (_, other) => {
    expect(canonicalLifecycle(other)).not.toBe(canonicalLifecycle(mine));
  });
});
