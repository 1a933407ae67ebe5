import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ignorePatterns, ignorer } from '../../src/source/dockerignore.ts';

// Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
describe('.dockerignore', () => {
  test.each<[string[], kept: string[], letIn: string[]]>([
    [[], [], ['a', 'a/']],
    [['', '# a comment', '  '], [], ['a', '# a comment']],
    [
      ['node_modules'],
      ['node_modules', 'node_modules/', 'node_modules/a.js'],
      ['app/node_modules/', 'node_modules.txt'],
    ],
    [['/node_modules/'], ['node_modules/', 'node_modules/a.js'], ['app/node_modules/']],
    [['*.log'], ['a.log', '.log', 'a b.log'], ['app/a.log', 'a.log.txt']],
    [['**/*.log'], ['a.log', 'app/a.log', 'a/b/c.log'], ['a.log.txt']],
    [['*/temp*'], ['app/temporary.txt', 'app/temp/'], ['temp', 'app/src/temp']],
    [['temp?'], ['tempa', 'temp1/'], ['temp', 'temp12', 'tempa2']],
    [['a.b'], ['a.b'], ['axb']],
    [['README.md'], ['README.md'], ['readme.md', 'Readme.md']],
    [['größe.txt'], ['größe.txt'], ['grosse.txt']],
    [['*.md', '!README.md'], ['a.md'], ['README.md']],
    [['!README.md', '*.md'], ['a.md', 'README.md'], []],
    [
      ['*', '!src'],
      ['a', '.dockerignore', 'a/b'],
      ['src', 'src/main.c'],
    ],
    // A folder stands for all that is in it.
    [['generated', '!generated/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '!**/keep'], ['generated/a'], ['generated/a/keep', 'generated/']],
    [['*', '!src'], ['node_modules/'], ['src/']],
    [['generated', '!other/keep', '!*.md'], ['generated/'], []],
    [['generated', '!./generated/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '  ! generated/keep '], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '!gen*/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '!\\*/keep', '!generated/\\+'], ['generated/a'], ['generated/+', 'generated/']],
    // What is not to be in a class is anything else, also a slash.
    [['generated', '!generate[d][^x]keep'], ['generated/a'], ['generated/keep', 'generated/']],
    // Not a part of the context.
    [['*', '..'], [], ['../Dockerfile']],
  ])('%p keeps out %p and lets in %p', (patterns, kept, letIn) => {
    const { ignores: ignored } = ignorer(patterns);
    expect({ kept: kept.filter(ignored), letIn: letIn.filter((path) => !ignored(path)) }).toEqual({ kept, letIn });
  });
});

/**
 * What github.com/moby/patternmatcher 0.6.1, which BuildKit 0.32 and buildx 0.36 have, says of each list: read by ignorefile.ReadAll,
 * and asked by MatchesUsingParentResults from folder to folder, as fsutil does.
 */
const recorded: { paths: string[]; keptOut: Record<string, string[]> } = JSON.parse(
  readFileSync(new URL('recorded/dockerignore.json', import.meta.url), 'utf8'),
);

test.each(Object.entries(recorded.keptOut))('%j keeps out what it does in Docker', (text, keptOut) => {
  const { ignores, unclear } = ignorer(text.split('\n'));
  expect(unclear).toBeUndefined();
  expect(recorded.paths.filter(ignores)).toEqual(keptOut);
  // Nor is a folder kept out in which something is not.
  const letIn = recorded.paths.filter((path) => !keptOut.includes(path));
  const around = letIn.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1)));
  expect(around.filter(ignores)).toEqual([]);
});

describe('a line of which nobody here can tell what it keeps out', () => {
  test.each([
    // Docker refuses these.
    ...['!', '!/', 'a[', '[]', 'a\\', '[b-a]', '[-a]', 'a\\é*'],
    // It hands these on to Go's regular expressions as they are.
    ...['\\d', '[\\d]', '[[:alpha:]]', '[]a]', '[a[]', 'a*|b', 'a{2}*', '^a*', 'a]*', '[a*]', '[a?]'],
    // Go trims other characters.
    ...['\uFEFFa', '\u0085a', 'a\uFFFD', 'a\0'],
    ...['*a*b*c*d', '**/a/**/b/**/c/**', 'a'.repeat(1001)],
  ])('%j', (line) => {
    const { ignores, unclear } = ignorer(['*', line]);
    expect(unclear).toBe(line);
    expect(ignores('a')).toBe(false);
  });

  test('is any of too many', () => {
    expect(ignorer(Array(1000).fill('a')).unclear).toBeUndefined();
    expect(ignorer(Array(1001).fill('a')).unclear).toBe('1001 lines');
  });
});

test('a mark at the beginning of the file belongs to no pattern', () => {
  const file = join(tmpdir(), `dockerignore-${process.pid}`);
  writeFileSync(file, '\uFEFF# a comment\r\na\n');
  try {
    expect(ignorePatterns([`${file}.none`, file])).toEqual(['# a comment', 'a', '']);
  } finally {
    rmSync(file);
  }
});
