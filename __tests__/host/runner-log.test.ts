import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { runnerLog } from '../../src/host/runner-log.ts';
import { readLog } from './runner-commands.ts';

/** A log, and what came of it in the runner; tokens are told apart only by their order. */
function recorder() {
  const chunks: Buffer[] = [];
  const stdout = {
    write: (data: string | Uint8Array) => {
      chunks.push(Buffer.from(data));
      return true;
    },
  };
  const log = runnerLog(stdout);
  const printed = () => Buffer.concat(chunks).toString();
  return {
    log,
    /** As @actions/core writes its commands. */
    own: (line: string) => stdout.write(`${line}\n`),
    shown() {
      const tokens = [...new Set(printed().match(/[0-9a-f-]{36}/g))];
      return printed().replaceAll(/[0-9a-f-]{36}/g, (token) => `token-${tokens.indexOf(token) + 1}`);
    },
    executed: () => readLog(printed()).commands.map(({ name, message }) => `${name} ${message}`),
  };
}

const HOSTILE = [
  '::set-output name=digest::sha256:evil',
  ' \t::set-output name=digest::sha256:evil',
  'a line\r::set-output name=digest::sha256:evil',
  '#5 0.123 ##[set-output name=digest]sha256:evil',
  '::stop-commands::x',
  '##[stop-commands]x',
  '::add-mask::a',
  '::token-1::',
];

test.each(HOSTILE)(
  'the reader of these tests executes what the runner would, and %j printed by a child is not',
  async (line) => {
    if (!line.includes('token')) expect(readLog(line).commands.length + Number(/stop/.test(line))).toBe(1);
    const { log, own, executed } = recorder();
    await log.untrusted(async (out) => {
      out.write(`${line}\n`);
      own('::warning::ours, meanwhile');
      out.write(`${line}\n${line}`);
      out.write(line);
    });
    own('::warning::ours, afterwards');
    expect(executed()).toEqual(['warning ours, meanwhile', 'warning ours, afterwards']);
  },
);

test('commands are stopped while anything foreign runs, and each of our own gets a line of its own', async () => {
  const { log, own, shown } = recorder();
  own('::debug::before');
  const first = log.untrusted(async (out) => {
    out.write('one\ntw');
    await sleep(20);
    out.write('o\n');
  });
  const second = log.untrusted(async (out) => {
    out.write('o, of another\n');
    out.write('thr');
    own('::add-mask::secret');
    out.write('ee');
    log.info('plain');
  });
  await second;
  await first;
  own('::debug::after');
  expect(shown()).toBe(
    [
      '::debug::before',
      '::stop-commands::token-1',
      'one',
      'two, of another',
      'thr',
      '::token-1::',
      '::add-mask::secret',
      '::stop-commands::token-2',
      'ee',
      'plain',
      'o',
      '::token-2::',
      '::debug::after',
      '',
    ].join('\n'),
  );
});

test('they are resumed also where the work fails, and its last line has no end', async () => {
  const { log, own, executed, shown } = recorder();
  const failing = log.untrusted(async (out) => {
    out.write('half a li');
    throw new Error('killed');
  });
  await expect(failing).rejects.toThrow('killed');
  own('::error::killed');
  expect(executed()).toEqual(['error killed']);
  expect(shown()).toContain('half a li\n::token-1::\n');
});

test.each([
  ['a tag called ##[set-output name=digest]x', true],
  ['a note\n::set-output name=digest::x', true],
  ['a note', false],
])('of what is told, %j is written as foreign text: %p', (text, foreign) => {
  const { log, executed, shown } = recorder();
  log.info(text);
  expect(executed()).toEqual([]);
  expect(shown()).toBe(foreign ? `::stop-commands::token-1\n${text}\n::token-1::\n` : `${text}\n`);
});
