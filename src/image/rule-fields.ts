import { cut, failure } from '../lib/failure.ts';

/** One `name=value` of a line; a plain value has no name. */
export type Field = { name?: string; value: string };

/**
 * Pure: the comma-separated fields of one line of `tags` or `flavor`. Names are lower-cased, all is trimmed. A field
 * that holds a comma is written in double quotes: `type=match,"pattern=\d{1,2}"`.
 *
 * docker/metadata-action reads its lines as CSV twice, so there the same field takes three quotes. Both are understood.
 * @throws Failure for a quote in the middle of a field, and for an expression that a comma cut in two.
 */
export function splitFields(line: string, input: string): Field[] {
  return split(line, input).map((text) => {
    // Neither an expression's own `=` (tz='Asia/Tokyo') nor a leading one ends a name.
    const [, name, value] = /^([^={]+)=(.*)$/.exec(text) ?? [];
    return name === undefined || value === undefined
      ? { value: text.trim() }
      : { name: name.trim().toLowerCase(), value: value.trim() };
  });
}

function split(line: string, input: string): string[] {
  const texts: string[] = [];
  for (const [, quoted, bare = ''] of line.matchAll(/(?<=^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))(?=,|$)/g)) {
    if (quoted === undefined) {
      checkBare(bare, line, input);
      texts.push(bare);
      continue;
    }
    const text = quoted.replaceAll('""', '"');
    texts.push(/^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text);
  }
  const [only = ''] = texts;
  // Quotes around a whole line protect it from YAML, not its commas.
  return texts.length === 1 && only !== line && /^\w+=.*,/.test(only) ? split(only, input) : texts;
}

function checkBare(text: string, line: string, input: string): void {
  if (/\{\{[^}]*$/.test(text)) {
    throw failure(
      `${input}: in "${cut(line)}" a comma cuts the expression "${cut(text.trim())}" in two. Put double quotes around the whole field: "value={{date 'D, M'}}".`,
    );
  }
  if (text.replace(/\{\{.*?\}\}/g, '').includes('"')) {
    throw failure(
      `${input}: in "${cut(line)}" the field ${cut(text.trim())} has a quote in the middle. Put quotes around the whole field: "name=value".`,
    );
  }
}

/**
 * Pure: the value, if it is one of the allowed.
 * @throws Failure that begins with `where`, such as `tags: "type=sha,format=foo"`.
 */
export function oneOf<T extends string>(where: string, name: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw failure(`${where} has ${name} "${cut(value)}", which must be one of ${allowed.join(', ')}.`);
}
