import { expect, test } from '@jest/globals';
import { newReport, phase } from '../../src/report/report.ts';

const tenMilliseconds = () => new Promise((done) => setTimeout(done, 10));

test('a phase gives what its work gives, and notes how long it took', async () => {
  const report = newReport();
  const result = await phase(report, 'build', async () => {
    await tenMilliseconds();
    return 'made';
  });
  expect(result).toBe('made');
  const phases = [{ name: 'build', start: expect.any(Number), end: expect.any(Number) }];
  expect(report).toEqual({ ...newReport(), phases });
  const [{ start, end } = { start: 0, end: 0 }] = report.phases;
  expect(end - start).toBeGreaterThan(8);
});

test('also where the work fails', async () => {
  const report = newReport();
  const error = new Error('no such target');
  await expect(phase(report, 'build', () => Promise.reject(error))).rejects.toBe(error);
  expect(report.phases.map(({ name }) => name)).toEqual(['build']);
});
