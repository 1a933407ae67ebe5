// The lists of inputs, read as docker/build-push-action reads them, so that a list means the same here: CSV, in which a
// field with a comma or a newline is in quotes.
// Source: https://github.com/docker/actions-toolkit/blob/main/src/util.ts (Util.getList)
import { parse } from 'csv-parse/sync';
import { cut, failure } from '../lib/failure.ts';

/** Entries separated by newlines or commas. */
export const asList = (text: string, name: string): string[] => trimmed(records(text, name).flat());

/** Entries one a line; a comma is part of the entry. */
export const asLines = (text: string, name: string): string[] =>
  trimmed(records(text, name).map((record) => record.join(',')));

const trimmed = (entries: string[]): string[] => entries.map((entry) => entry.trim()).filter(Boolean);

/** `KEY=VALUE`, one a line. */
export const asPairs = (text: string, name: string): [key: string, value: string][] =>
  asLines(text, name).map((line) => asPair(line, name));

/** `KEY=VALUE`, the key not empty. */
export function asPair(line: string, name: string): [key: string, value: string] {
  const at = line.indexOf('=');
  if (at > 0) return [line.slice(0, at).trim(), line.slice(at + 1)];
  throw failure(`${name}: "${cut(line)}" has no ${at === 0 ? 'key' : 'value'}. Give one KEY=VALUE per line.`);
}

/** A build argument; without a value it takes the environment's. */
export type Argument = [name: string, value?: string];

/** Build arguments: `NAME=VALUE` or `NAME`, one a line, or a JSON object with a value for each name. */
export function asArguments(text: string, input: string): Argument[] {
  const given = text.trimStart().startsWith('{') ? fromJson(text, input) : asLines(text, input).map(toArgument(input));
  const [wrong] = given.find(([name]) => /[\s=]/.test(name) || name === '') ?? [];
  if (wrong === undefined) return given;
  throw failure(
    `${input}: "${cut(wrong)}" is not an argument's name: it is ${wrong ? 'one word without =' : 'empty'}. Give one NAME=VALUE per line, or a JSON object.`,
  );
}

const toArgument =
  (input: string) =>
  (line: string): Argument =>
    line.includes('=') ? asPair(line, input) : [line];

/** With the third parameter that TypeScript's own library does not know yet. */
const parseJson = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => object;

/** A number is taken as it is written: 1.10 is not 1.1. */
function fromJson(text: string, input: string): Argument[] {
  let object: object;
  try {
    object = parseJson(text, (_, value, { source }) => (typeof value === 'number' ? source : value));
  } catch (cause) {
    throw failure(
      `${input}: the text begins with { and is not JSON: ${cut((cause as Error).message)}. Give a JSON object such as {"NAME": "value"}, or one NAME=VALUE per line.`,
      { cause },
    );
  }
  return Object.entries(object).map(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'boolean') return [name, String(value)];
    throw failure(
      `${input}: "${cut(name)}" is ${cut(JSON.stringify(value))}. Give it a string, a number, true or false.`,
    );
  });
}

/** Whole lines may be comments, as in docker/metadata-action. */
function records(text: string, name: string): string[][] {
  try {
    const lines: string[][] = parse(text, {
      comment: '#',
      comment_no_infix: true,
      // Found out from the first one otherwise, and a single carriage return would glue all lines together.
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    return lines.filter(([first = '']) => !first.trim().startsWith('#'));
  } catch (cause) {
    throw failure(
      `${name}: "${cut(text)}" is not a list: ${cut((cause as Error).message)}. Put quotes around a whole field: "KEY=a,b".`,
      { cause },
    );
  }
}
