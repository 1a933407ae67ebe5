import { expect, test } from '@jest/globals';
import { duration, toTimeline } from '../../src/report/timeline.ts';

test('each phase is a bar, where and as long as it was; one that took no time can be seen, too', () => {
  const phases = [
    { name: 'start-up', start: 0, end: 50 },
    { name: 'lookup', start: 100, end: 300 },
    { name: 'build and push', start: 60, end: 950 },
    { name: 'verify', start: 950, end: 951 },
    { name: 'tags', start: 1_000, end: 1_000 },
  ];
  expect(toTimeline(phases)).toEqual([
    'start-up       │██                                      │ 50 ms',
    'build and push │  ████████████████████████████████████  │ 890 ms',
    'lookup         │    ████████                            │ 200 ms',
    'verify         │                                      █ │ 1 ms',
    'tags           │                                       █│ 0 ms',
  ]);
});

test.each([
  [0.4, '0 ms'],
  [87.3, '87 ms'],
  [1_234, '1.23 s'],
  [99_994, '99.99 s'],
  [754_321, '754 s'],
])('%p milliseconds are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
