import { describe, expect, test } from '@jest/globals';
import { type Argument, asArguments, asLines, asList, asPairs } from '../../src/job/lists.ts';

// What docker/build-push-action makes of the same text (Util.getList of docker/actions-toolkit), but that a whole line may
// be a comment everywhere.
describe.each<[string, string[], string[]]>([
  ['', [], []],
  ['a', ['a'], ['a']],
  ['a,b', ['a', 'b'], ['a,b']],
  [' a , b \n\n c\r\n', ['a', 'b', 'c'], ['a , b', 'c']],
  ['a,,b,', ['a', 'b'], ['a,,b,']],
  ['"a,b",c', ['a,b', 'c'], ['a,b,c']],
  ['"KEY=a,b"', ['KEY=a,b'], ['KEY=a,b']],
  ['"KEY=one\ntwo"\nB=2', ['KEY=one\ntwo', 'B=2'], ['KEY=one\ntwo', 'B=2']],
  ['"KEY=say ""hi"""', ['KEY=say "hi"'], ['KEY=say "hi"']],
  ['KEY="quoted" and more', ['KEY="quoted" and more'], ['KEY="quoted" and more']],
  ['KEY={"a":1,"b":"c"}', ['KEY={"a":1', '"b":"c"}'], ['KEY={"a":1,"b":"c"}']],
  ['# a comment\n  # another\nKEY=a#b', ['KEY=a#b'], ['KEY=a#b']],
  ['A=x\r\nB=2\nC=3', ['A=x', 'B=2', 'C=3'], ['A=x', 'B=2', 'C=3']],
  // A whole field in quotes loses them, as there.
  ['A=["a","b","c"]', ['A=["a"', 'b', '"c"]'], ['A=["a",b,"c"]']],
])('%j', (text, list, lines) => {
  test('as a list', () => {
    expect(asList(text, 'platforms')).toEqual(list);
  });
  test('as lines', () => {
    expect(asLines(text, 'build-args')).toEqual(lines);
  });
});

test('a quote that is never closed is told, with the input and the way out', () => {
  expect(() => asList('"a,b', 'platforms')).toThrow(
    /^platforms: ""a,b" is not a list: Quote Not Closed: .* Put quotes around a whole field: "KEY=a,b"\.$/,
  );
});

describe('pairs', () => {
  test.each([
    ['KEY=value', ['KEY', 'value']],
    ['KEY=a=b', ['KEY', 'a=b']],
    ['KEY=', ['KEY', '']],
    ['KEY = two words', ['KEY', ' two words']],
  ])('%p is %p', (line, expected) => {
    expect(asPairs(line, 'labels')).toEqual([expected]);
  });

  test.each([
    ['KEY', 'value'],
    ['=value', 'key'],
  ])('%p has no %s', (line, part) => {
    expect(() => asPairs(line, 'labels')).toThrow(
      new Error(`labels: "${line}" has no ${part}. Give one KEY=VALUE per line.`),
    );
  });
});

describe('build arguments', () => {
  test.each<[string, Argument[]]>([
    ['', []],
    ['A=1\nB\n# a comment\nC=x, "y"', [['A', '1'], ['B'], ['C', 'x, "y"']]],
    ['A = two words', [['A', ' two words']]],
    ['{}', []],
    [
      '{"A": "x", "B": 1}',
      [
        ['A', 'x'],
        ['B', '1'],
      ],
    ],
    [
      '\n {\n  "VERSION": 1.10,\n  "BIG": 12345678901234567890,\n  "ON": true,\n  "OFF": false,\n  "TEXT": "a\\nb,\\"c\\"=d"\n}\n',
      [
        ['VERSION', '1.10'],
        ['BIG', '12345678901234567890'],
        ['ON', 'true'],
        ['OFF', 'false'],
        ['TEXT', 'a\nb,"c"=d'],
      ],
    ],
    // An object as a value is text.
    ['A={"b": 1}', [['A', '{"b": 1}']]],
  ])('%j', (text, expected) => {
    expect(asArguments(text, 'build-args')).toEqual(expected);
  });

  test.each([
    ['FOO BAR', 'build-args: "FOO BAR" is not an argument\'s name: it is one word without =. Give'],
    ['FOO BAR=1', 'build-args: "FOO BAR" is not an argument\'s name: it is one word without =. Give'],
    ['{"A B": 1}', 'build-args: "A B" is not an argument\'s name: it is one word without =. Give'],
    ['{"A=B": 1}', 'build-args: "A=B" is not an argument\'s name: it is one word without =. Give'],
    ['{"": 1}', 'build-args: "" is not an argument\'s name: it is empty. Give'],
    ['{"A": null}', 'build-args: "A" is null. Give it a string, a number, true or false.'],
    ['{"A": [1]}', 'build-args: "A" is ["1"]. Give it a string'],
    ['{"A": {"B": "x"}}', 'build-args: "A" is {"B":"x"}. Give it a string'],
    ['{"A": "x",}', 'build-args: the text begins with { and is not JSON: '],
    ['{"A": 1}\nB=2', 'build-args: the text begins with { and is not JSON: '],
  ])('%j is an error', (text, message) => {
    expect(() => asArguments(text, 'build-args')).toThrow(message);
  });
});
