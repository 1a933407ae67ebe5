import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@jest/globals';
import { exactly } from '../../src/registry/exact.ts';

const TEXT = 'what the manifest names';
const digest = `sha256:${createHash('sha256').update(TEXT).digest('hex')}`;

async function through(chunks: string[]): Promise<string> {
  let passed = '';
  await pipeline(
    Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
    exactly(digest, TEXT.length),
    async (source) => {
      for await (const chunk of source) passed += chunk;
    },
  ).catch((error: Error) => {
    passed += `! ${error.message}`;
  });
  return passed;
}

test.each([
  ['in one piece', [TEXT]],
  ['in two', [TEXT.slice(0, 5), TEXT.slice(5)]],
])('what is right passes: %s', async (_, chunks) => {
  expect(await through(chunks)).toBe(TEXT);
});

test.each([
  ['more, in the same piece', [`${TEXT}PATCH /v2/`], 'more'],
  ['more, in another', [TEXT, 'PATCH /v2/'], 'more'],
  ['less', [TEXT.slice(0, 5)], '5 bytes'],
  ['something else', [TEXT.slice(0, 22), 'X'], 'something else'],
])('%s is an error, and nothing of what is over passes', async (_, chunks, what) => {
  const passed = await through(chunks);
  expect(passed).toContain(`sent ${what}`);
  expect(passed).not.toContain('PATCH');
});
