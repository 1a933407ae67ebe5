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
  throw failure(`${name}: "${cut(line)}" has no ${at === 0 ? 'key' : 'value'}. Give one KEY=VALUE a line.`);
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
      `${name}: "${cut(text)}" is not a list: ${cut((cause as Error).message)}. A field in quotes begins and ends with one: "KEY=a,b".`,
      { cause },
    );
  }
}
