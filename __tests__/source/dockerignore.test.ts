import { describe, expect, test } from '@jest/globals';
import { changedPaths, isIgnored } from '../../src/source/worktree.ts';

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
    [['*', '!src'], ['node_modules/'], ['src/', '.', './']],
    [['generated', '!other/keep', '!*.md'], ['generated/'], []],
    [['generated', '!./generated/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '  ! generated/keep '], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '!gen*/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    [['generated', '!\\generated/keep'], ['generated/a'], ['generated/keep', 'generated/']],
    // Not a part of the context.
    [['*', '..'], [], ['../Dockerfile']],
  ])('%p keeps out %p and lets in %p', (patterns, kept, letIn) => {
    const ignored = (path: string) => isIgnored(path, patterns);
    expect({ kept: kept.filter(ignored), letIn: letIn.filter((path) => !ignored(path)) }).toEqual({ kept, letIn });
  });
});

// Source: https://git-scm.com/docs/git-status#_porcelain_format_version_1, with -z
describe('what git status names', () => {
  test.each<[string, string[], string[]]>([
    ['nothing', [], []],
    [
      'changed, new and ignored files',
      [' M a.c', 'MM b.c', '?? c.c', '!! d/', ' D e.c'],
      ['a.c', 'b.c', 'c.c', 'd/', 'e.c'],
    ],
    ['a renamed file, by both names', ['R  new.c', 'old.c', ' M a.c'], ['new.c', 'old.c', 'a.c']],
    ['a copied file, by both names', ['C  new.c', 'old.c', '?? a.c'], ['new.c', 'old.c', 'a.c']],
    ['a renamed and changed file', ['RM new.c', 'old.c'], ['new.c', 'old.c']],
    [
      'a file renamed in the folder alone, of which git add --intent-to-add knows',
      [' R new.c', 'old.c', ' M a.c'],
      ['new.c', 'old.c', 'a.c'],
    ],
    ['a file that was called README', ['R  docs', 'README', ' M a.c'], ['docs', 'README', 'a.c']],
    ['a file that was called CHANGES', ['R  docs', 'CHANGES', 'R  b.c', 'a.c'], ['docs', 'CHANGES', 'b.c', 'a.c']],
    ['odd names, as they are', ['??  a', '?? "ä"', '?? R', ' M b'], [' a', '"ä"', 'R', 'b']],
  ])('%s', (_, entries, paths) => {
    expect(changedPaths(entries.map((entry) => `${entry}\0`).join(''))).toEqual(paths);
  });
});
