import { describe, expect, test } from '@jest/globals';
import { ignorer } from '../../src/source/dockerignore.ts';

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
    const ignored = ignorer(patterns);
    expect({ kept: kept.filter(ignored), letIn: letIn.filter((path) => !ignored(path)) }).toEqual({ kept, letIn });
  });
});
