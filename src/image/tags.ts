import { cut, failure } from '../lib/failure.ts';
import { dateScope, type Expressions, globalScope, loadExpressions } from './expressions.ts';
import type { Flavor } from './flavor.ts';
import { commitOf, defaultBranchOf, nameOf, type Subject, shortCommitOf } from './tag-context.ts';
import { type TagRule, trueOrFalse } from './tag-rules.ts';

/** The tags of one image. */
export type ResolvedTags = {
  /** The main tag, empty if no rule gave one. */
  version: string;
  /** In order, without repetition: the main one first, `latest` last. */
  tags: string[];
  /** Whether `latest`, with the flavor's prefix and suffix if wanted, is among them. */
  latest: boolean;
  /** Words about rules that were passed over or hold something without effect. */
  warnings: string[];
};

/** What a rule makes of the subject, before prefix and suffix. A version suggests `latest` next to it. */
type Made = { value: string; isVersion: boolean };

/** What every rule is read with. */
type Reading = Expressions & { subject: Subject; scope: object; warnings: Set<string> };

/**
 * Pure, though async: the languages of expressions and versions are loaded only if a rule speaks them.
 *
 * The tags are docker/metadata-action's for the same rules and event, with these exceptions:
 * - the commit of a pull request is its head's (see commitOf);
 * - a tag that is on the list already is not listed again, `latest` included;
 * - what no registry takes, such as `-x` or 200 characters, is an error here instead of later;
 * - expressions in the flavor's prefix and suffix are filled in for `latest`, too.
 * @throws Failure for an expression, a regular expression or a tag that is wrong.
 */
export async function resolveTags(rules: TagRule[], flavor: Flavor, subject: Subject): Promise<ResolvedTags> {
  const expressions = await loadExpressions([flavor.prefix, flavor.suffix, ...rules.flatMap(expressionsOf)]);
  const warnings = new Set([...flavor.notes, ...rules.flatMap(({ notes }) => notes)]);
  const reading: Reading = { ...expressions, subject, scope: globalScope(subject), warnings };
  const tags = new Set<string>();
  let followsVersion = false;
  for (const rule of rules) {
    const enable = expressions.fill(rule.enable, reading.scope);
    const made = trueOrFalse(rule.line, enable) === 'true' ? await make(rule, reading) : undefined;
    const tag = made && dress(made.value, { ...flavor, ...rule }, reading);
    if (!tag) continue;
    // The first rule that gives a tag decides about latest.
    if (tags.size === 0) followsVersion = made.isVersion;
    tags.add(toTag(tag, `tags: "${cut(rule.line)}"`));
  }
  const [version = ''] = tags;
  const latest = version !== '' && (flavor.latest === 'auto' ? followsVersion : flavor.latest === 'true');
  if (latest) tags.add(toTag(dress('latest', ofLatest(flavor), reading), 'flavor: latest'));
  return { version, tags: [...tags], latest, warnings: [...warnings] };
}

/** A match's pattern is a regular expression: its braces are its own. */
const expressionsOf = (rule: TagRule): string[] => [
  rule.enable,
  rule.prefix ?? '',
  rule.suffix ?? '',
  'value' in rule ? rule.value : '',
  'pattern' in rule && rule.type !== 'match' ? rule.pattern : '',
];

async function make(rule: TagRule, reading: Reading): Promise<Made | undefined> {
  const { subject, fill, scope } = reading;
  switch (rule.type) {
    case 'schedule':
      return subject.event.name.includes('schedule') ? plain(fill(rule.pattern, dateScope(subject))) : undefined;
    case 'semver':
    case 'pep440':
      return makeVersion(rule, reading);
    case 'match':
      return makeMatch(rule, reading);
    case 'edge': {
      const wanted = rule.branch || defaultBranchOf(subject);
      return wanted !== undefined && nameOf(subject, 'heads') === wanted ? plain('edge') : undefined;
    }
    case 'ref': {
      const name = nameOf(subject, ({ branch: 'heads', tag: 'tags', pr: 'pull' } as const)[rule.event]);
      return name === undefined ? undefined : { value: name, isVersion: rule.event === 'tag' };
    }
    case 'raw':
      return plain(fill(rule.value, scope));
    case 'sha': {
      const commit = rule.format === 'short' ? shortCommitOf(subject) : commitOf(subject);
      return commit ? plain(commit) : undefined;
    }
  }
}

const plain = (value: string): Made => ({ value, isVersion: false });

async function makeVersion(rule: TagRule & { type: 'semver' | 'pep440' }, reading: Reading): Promise<Made | undefined> {
  const source = sourceOf(rule, reading);
  if (source === undefined) return undefined;
  const text = (rule.match ? matched(rule, source, reading) : source).replaceAll('/', '-');
  const made =
    rule.type === 'semver'
      ? (await import('./semver.ts')).semverTag(text, rule.pattern, reading)
      : (await import('./pep440.ts')).pep440Tag(text, rule.pattern, reading);
  if (made) return { value: made.value, isVersion: made.isRelease };
  const [kind, about] = rule.type === 'semver' ? ['semantic', 'semver.org'] : ['PEP 440', 'peps.python.org/pep-0440'];
  reading.warnings.add(
    `tags: "${cut(rule.line)}" gives no tag: "${cut(text)}" is not a ${kind} version (https://${about}).`,
  );
  return undefined;
}

/** The part of the text that `match=` is for; all of it, with a warning, where it does not match. */
function matched(rule: TagRule & { type: 'semver' | 'pep440' }, text: string, { warnings }: Reading): string {
  const found = text.match(regularExpression(rule.match, '', rule.line));
  if (!found) {
    warnings.add(
      `tags: "${cut(rule.line)}": ${cut(rule.match)} does not match "${cut(text)}", so the whole text is used.`,
    );
    return text;
  }
  const [, group] = found;
  if (group !== undefined) return group;
  throw failure(
    `tags: "${cut(rule.line)}": ${cut(rule.match)} has no group that matches "${cut(text)}". Put parentheses around the version, such as match=v(.*).`,
  );
}

function makeMatch(rule: TagRule & { type: 'match' }, reading: Reading): Made | undefined {
  const text = sourceOf(rule, reading);
  if (text === undefined) return undefined;
  const [, source = rule.pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(rule.pattern) ?? [];
  const value = text.match(regularExpression(source, flags, rule.line))?.[rule.group];
  if (value !== undefined) return { value, isVersion: true };
  const pattern = cut(rule.pattern);
  const what = rule.group === 0 ? pattern : `group ${rule.group} of ${pattern}`;
  reading.warnings.add(`tags: "${cut(rule.line)}" gives no tag: ${what} does not match "${cut(text)}".`);
  return undefined;
}

/** What a version or match is read from: the rule's value, or the Git tag. */
function sourceOf({ value }: { value: string }, { fill, scope, subject }: Reading): string | undefined {
  return value ? fill(value, scope) : nameOf(subject, 'tags');
}

function regularExpression(source: string, flags: string, line: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw failure(
      `tags: "${cut(line)}" has an invalid regular expression: ${cut((cause as Error).message)}. A comma ends a field: put double quotes around one that holds it, such as "pattern=\\d{1,2}".`,
      { cause },
    );
  }
}

function ofLatest(flavor: Flavor): { prefix: string; suffix: string } {
  return {
    prefix: flavor.prefixOnLatest ? flavor.prefix : '',
    suffix: flavor.suffixOnLatest ? flavor.suffix : '',
  };
}

function dress(
  value: string,
  { prefix, suffix }: { prefix: string; suffix: string },
  { fill, scope }: Reading,
): string {
  return fill(prefix, scope) + value + fill(suffix, scope);
}

/**
 * Runs of characters that a tag cannot have become one `-` each.
 * Source: https://github.com/distribution/reference/blob/main/regexp.go (TagRegexp)
 */
function toTag(text: string, where: string): string {
  const tag = text.replace(/[^A-Za-z0-9._-]+/g, '-');
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag)) return tag;
  const reason =
    tag.length > 128
      ? `it has ${tag.length} characters, and 128 are the most. Make it shorter, with type=match or a shorter prefix or suffix`
      : 'it has to start with a letter, a digit or _. Add a prefix, such as prefix=v';
  throw failure(`${where} gives "${cut(tag)}", which is not a tag: ${reason}.`);
}
