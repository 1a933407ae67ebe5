import { cut, failure } from '../lib/failure.ts';
import { type Field, oneOf, splitFields } from './rule-fields.ts';

/** One line of `tags`, read and checked. Source: https://github.com/docker/metadata-action#tags-input */
export type TagRule = {
  /** As written, for messages. */
  line: string;
  /** `true` or `false`, or an expression that gives one of them. */
  enable: string;
  /** The highest comes first. */
  priority: number;
  /** Stand in for the flavor's, even when empty. */
  prefix?: string;
  suffix?: string;
  /** Words about what was given and has no effect. */
  notes: string[];
} & RuleKind;

type RuleKind =
  | { type: 'schedule'; pattern: string }
  | { type: 'semver' | 'pep440'; pattern: string; value: string; match: string }
  | { type: 'match'; pattern: string; value: string; group: number }
  | { type: 'edge'; branch: string }
  | { type: 'ref'; event: 'branch' | 'tag' | 'pr' }
  | { type: 'raw'; value: string }
  | { type: 'sha'; format: 'short' | 'long' };

type RuleType = TagRule['type'];

// The order of tags without a priority of their own.
const PRIORITY: Record<RuleType, number> = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};

const COMMON = ['enable', 'priority', 'prefix', 'suffix'];
const ATTRIBUTES: Record<RuleType, string[]> = {
  schedule: ['pattern'],
  semver: ['pattern', 'value', 'match'],
  pep440: ['pattern', 'value', 'match'],
  match: ['pattern', 'value', 'group'],
  edge: ['branch'],
  ref: ['event'],
  raw: ['value'],
  sha: ['format'],
};

/**
 * Pure: the `tags` input, one rule a line (comments and empty lines already left out), highest priority first.
 *
 * Beyond docker/metadata-action, a line of plain values, `v1` or `v1,v2`, is that many raw tags, as build-push-action's
 * `tags` has them; there only the last one counted.
 * @throws Failure for the first line that is wrong.
 */
export function parseTagRules(lines: string[]): TagRule[] {
  const rules = lines.flatMap((line) => {
    const fields = splitFields(line, 'tags');
    return fields.every(({ name }) => name === undefined)
      ? fields.filter(({ value }) => value).map(({ value }) => plainTag(value, line))
      : [toRule(line, fields)];
  });
  return rules.sort((a, b) => b.priority - a.priority);
}

/** Whatever is written as an image is sanitised elsewhere to a tag that nobody meant (`app:1` to `app-1`). */
function plainTag(value: string, line: string): TagRule {
  if (/^[^{]*[\w\]][:@]\w[^{]*$/.test(value)) {
    throw failure(
      `tags: "${cut(value)}" looks like an image reference. Give the tag alone, such as "${cut(value.replace(/^.*[:@]/, ''))}": the repository comes from the repository input.`,
    );
  }
  return { line, type: 'raw', value, enable: 'true', priority: PRIORITY.raw, notes: [] };
}

function toRule(line: string, fields: Field[]): TagRule {
  const given = toAttributes(line, fields);
  const type = ruleType(line, given.get('type') ?? 'raw');
  const { enable = 'true', priority = String(PRIORITY[type]), prefix, suffix } = Object.fromEntries(given);
  const fixedPrefix = prefix ?? defaultPrefix(type, given);
  return {
    line,
    ...ruleKind(line, type, given),
    enable: enable.includes('{{') ? enable : trueOrFalse(line, enable),
    priority: number(line, 'priority', priority),
    ...(fixedPrefix !== undefined && { prefix: fixedPrefix }),
    ...(suffix !== undefined && { suffix }),
    notes: notesOn(line, type, given),
  };
}

function toAttributes(line: string, fields: Field[]): Map<string, string> {
  const plain = fields.filter(({ name }) => name === undefined);
  if (plain.length > 1) {
    const values = plain.map(({ value }) => `"${cut(value)}"`).join(' and ');
    throw failure(
      `tags: "${cut(line)}" has more than one value: ${values}. A comma ends a field: put double quotes around a field that holds one, such as "pattern=\\d{1,2}".`,
    );
  }
  return new Map(fields.map(({ name = 'value', value }) => [name, value]));
}

function ruleType(line: string, value: string): RuleType {
  const found = (Object.keys(PRIORITY) as RuleType[]).find((type) => type === value);
  if (found) return found;
  const near = nearest(value, Object.keys(PRIORITY));
  throw failure(
    `tags: "${cut(line)}" has the type "${cut(value)}", which must be one of ${Object.keys(PRIORITY).join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
  );
}

/** Pure: the word that a slip of one or two characters makes of it; undefined where none is that near. */
export function nearest(given: string, words: readonly string[]): string | undefined {
  const [first] = words
    .map((word) => ({ word, distance: editDistance(given.slice(0, 20).toLowerCase(), word) }))
    .sort((a, b) => a.distance - b.distance);
  return first && first.distance <= 2 && first.distance < first.word.length - 1 ? first.word : undefined;
}

/** How many characters have to be put in, left out or replaced. Source: https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [at, character] of [...a].entries()) {
    const next = [at + 1];
    for (const [to, other] of [...b].entries()) {
      next.push(Math.min((next[to] ?? 0) + 1, (row[to + 1] ?? 0) + 1, (row[to] ?? 0) + (character === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function ruleKind(line: string, type: RuleType, given: Map<string, string>): RuleKind {
  const value = given.get('value') ?? '';
  switch (type) {
    case 'schedule':
      return { type, pattern: given.get('pattern') ?? 'nightly' };
    case 'semver':
    case 'pep440':
      return { type, pattern: required(line, given, 'pattern', '{{version}}'), value, match: given.get('match') ?? '' };
    case 'match': {
      const pattern = required(line, given, 'pattern', 'v(.*),group=1');
      return { type, pattern, value, group: number(line, 'group', given.get('group') ?? '0') };
    }
    case 'edge':
      return { type, branch: given.get('branch') ?? '' };
    case 'ref':
      return {
        type,
        event: oneOf(
          `tags: "${cut(line)}"`,
          'event',
          ['branch', 'tag', 'pr'],
          required(line, given, 'event', 'branch'),
        ),
      };
    case 'raw':
      return { type, value: required(line, given, 'value', 'v1') };
    case 'sha':
      return {
        type,
        format: oneOf(`tags: "${cut(line)}"`, 'format', ['short', 'long'], given.get('format') ?? 'short'),
      };
  }
}

function defaultPrefix(type: RuleType, given: Map<string, string>): string | undefined {
  if (type === 'sha') return 'sha-';
  return type === 'ref' && given.get('event') === 'pr' ? 'pr-' : undefined;
}

/** An attribute that the type does not have is no error, as it is none in docker/metadata-action, but may be a slip. */
function notesOn(line: string, type: RuleType, given: Map<string, string>): string[] {
  const known = ['type', ...ATTRIBUTES[type], ...COMMON];
  return [...given.keys()]
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `tags: "${cut(line)}": "${cut(name)}" has no effect. Remove it, or use an attribute that type=${type} takes: ${known.slice(1).join(', ')}.`,
    );
}

function required(line: string, given: Map<string, string>, name: string, example: string): string {
  const value = given.get(name);
  if (value !== undefined) return value;
  throw failure(`tags: "${cut(line)}" has no ${name}. Add one, such as ${name}=${example}.`);
}

/** Both `enable` as written and what an expression made of it. */
export function trueOrFalse(line: string, value: string): 'true' | 'false' {
  return oneOf(`tags: "${cut(line)}"`, 'enable', ['true', 'false'], value);
}

function number(line: string, name: string, value: string): number {
  const read = Number(value);
  if (!Number.isNaN(read)) return read;
  throw failure(`tags: "${cut(line)}" has ${name} "${cut(value)}", which must be a number. Use one such as ${name}=1.`);
}
