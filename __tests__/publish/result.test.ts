import { expect, test } from '@jest/globals';
import { newResult, timed } from '../../src/publish/result.ts';

const tenMilliseconds = () => new Promise((done) => setTimeout(done, 10));

test('a phase gives what its work gives, and notes how long it took', async () => {
  const report = newResult();
  const result = await timed(report, 'build', async () => {
    await tenMilliseconds();
    return 'made';
  });
  expect(result).toBe('made');
  const phases = [{ name: 'build', start: expect.any(Number), end: expect.any(Number) }];
  expect(report).toEqual({ ...newResult(), phases });
  const [{ start, end } = { start: 0, end: 0 }] = report.phases;
  expect(end - start).toBeGreaterThan(8);
});

test('also where the work fails', async () => {
  const report = newResult();
  const error = new Error('no such target');
  await expect(timed(report, 'build', () => Promise.reject(error))).rejects.toBe(error);
  expect(report.phases.map(({ name }) => name)).toEqual(['build']);
});
