import { expect, test } from '@jest/globals';
import { type Judged, parseCondition, unmet } from '../../src/promote/conditions.ts';
import { SCOPE } from '../../src/publish/fingerprint.ts';

const now = new Date('2026-11-21T12:00:00Z');
const image: Judged = {
  labels: { team: 'shop', [SCOPE]: 'trusted' },
  annotations: { stage: 'tested', [SCOPE]: 'pull-request:7' },
  created: new Date('2026-11-11T12:00:00Z'),
};

test.each([
  ['label:team=shop', []],
  ['label:team=web', ['label:team=web: it is "shop"']],
  ['label:none=', ['label:none=: the image has no such label']],
  ['annotation:stage=tested', []],
  // A label may be written by a Dockerfile.
  ['scope=trusted', ['scope=trusted: it is "pull-request:7"']],
  ['max-age=10d', []],
  ['max-age=9d', ['max-age=9d: it was created on 2026-11-11']],
])('%s', (line, wrong) => {
  expect(unmet([parseCondition(line)], image, now)).toEqual(wrong);
});

test.each([
  [
    'in the future',
    { ...image, created: new Date('2099-01-01') },
    'max-age=1d: it says that it was created in the future, on 2099-01-01',
  ],
  ['nobody knows when', { ...image, created: undefined }, 'max-age=1d: the image does not say when it was created'],
])('created %s', (_, judged, wrong) => {
  expect(unmet([parseCondition('max-age=1d')], judged, now)).toEqual([wrong]);
});

test.each(['scope=any', 'label:team', 'max-age=3', 'max-age=-1d', '', 'signed'])('%j is no condition', (line) => {
  expect(() => parseCondition(line)).toThrow('must be one of label:NAME=VALUE');
});
