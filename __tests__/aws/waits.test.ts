import { RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { isNoRepository, waitFor, waitUntil } from '../../src/aws/waits.ts';
import { failure } from '../../src/lib/failure.ts';

const quick = { first: 1, tries: 4 };
const missing = new RepositoryNotFoundException({ message: 'no', $metadata: {} });

test('what passes is tried again, and no more often than is said', async () => {
  let asked = 0;
  const work = async () => {
    if (++asked < 3) throw missing;
    return asked;
  };
  expect(await waitFor(quick, isNoRepository, work)).toBe(3);
  asked = -10;
  await expect(waitFor(quick, isNoRepository, work)).rejects.toBe(missing);
  expect(asked).toBe(-6);
});

test('what does not pass is not tried again', async () => {
  let asked = 0;
  const denied = new Error('denied');
  const work = () => {
    asked++;
    return Promise.reject(denied);
  };
  await expect(waitFor(quick, isNoRepository, work)).rejects.toBe(denied);
  expect(asked).toBe(1);
});

test('an answer is waited for; the last one counts in any case', async () => {
  const answers = [undefined, undefined, 'there'];
  expect(
    await waitUntil(
      quick,
      (answer) => answer !== undefined,
      async () => answers.shift(),
    ),
  ).toBe('there');
  expect(
    await waitUntil(
      quick,
      (answer) => answer !== undefined,
      async () => answers.shift(),
    ),
  ).toBeUndefined();
});

test("what was said of it is the cause's", () => {
  expect(isNoRepository(failure('no such repository', { cause: missing }))).toBe(true);
  expect(isNoRepository(failure('denied', { cause: new Error('denied') }))).toBe(false);
});
