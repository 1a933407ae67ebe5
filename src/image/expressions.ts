import { cut, failure, isFailure } from '../lib/failure.ts';
import { commitDateOf, isDefaultBranch, nameOf, type Subject, shortCommitOf } from './tag-context.ts';

type Dates = typeof import('./dates.ts');

/** Fills in the `{{expressions}}` of texts. Text without one comes back as it is. */
export type Expressions = {
  /** Fills in from the names of `scope`. @throws Failure that says what is wrong with the expression. */
  fill(text: string, scope: object): string;
  /** True for `{{name}}` and nothing else. */
  isOnly(text: string, name: string): boolean;
};

/**
 * The template language of docker/metadata-action is Handlebars, so it is Handlebars here: blocks, conditions and its
 * HTML escapes (`{{branch}}` of `a&b` is `a&amp;b`) give the same. It is loaded only if a text has an expression, and
 * moment only if one may have a date.
 */
export async function loadExpressions(texts: string[]): Promise<Expressions> {
  if (!texts.some((text) => text.includes('{{'))) return { fill: (text) => text, isOnly: () => false };
  const [{ default: shared }, dates] = await Promise.all([
    // The one file that is made for browsers: the package's entry brings 700 KB of source-map along and takes thrice as long.
    import('handlebars/dist/handlebars.min.js'),
    texts.some((text) => /\{\{.*date/s.test(text)) ? import('./dates.ts') : undefined,
  ]);
  const handlebars = shared.create();
  handlebars.registerHelper('log', () => {
    throw failure('log is not available, because the runner could take its output for a workflow command. Remove it.');
  });
  const options = { data: dates, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return {
    fill(text, scope) {
      return text.includes('{{') ? inWords(text, () => handlebars.compile(text)(scope, options)) : text;
    },
    isOnly(text, name) {
      const [statement, ...rest] = inWords(text, () => handlebars.parseWithoutProcessing(text)).body;
      if (rest.length > 0 || statement?.type !== 'MustacheStatement') return false;
      const { path } = statement as hbs.AST.MustacheStatement;
      return path.type === 'PathExpression' && (path as hbs.AST.PathExpression).parts.join('.') === name;
    },
  };
}

function inWords<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw failure(`The expression in "${cut(text)}" cannot be filled in: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  if (isFailure(cause)) return cause.message;
  const message = cause instanceof Error ? cause.message : String(cause);
  // The parser lists every token that it would have taken.
  if (!/^(Parse|Lexical) error/.test(message)) return `${message}. Use only what docs/tags.md lists.`;
  return 'it is not written as Handlebars wants it. See https://handlebarsjs.com/guide/expressions.html.';
}

/** What `value`, `enable`, `prefix`, `suffix`, labels and annotations may name. */
export function globalScope(subject: Subject): object {
  const baseRef = (): string => {
    const { base_ref: pushed, pull_request: pull } = subject.event.payload;
    if (nameOf(subject, 'tags') !== undefined) return pushed?.replace(/^refs\/heads\//, '') ?? '';
    return (nameOf(subject, 'pull') !== undefined && pull?.base?.ref) || '';
  };
  return {
    ...dateScope(subject),
    branch: () => nameOf(subject, 'heads') ?? '',
    tag: () => nameOf(subject, 'tags') ?? '',
    sha: () => shortCommitOf(subject),
    base_ref: baseRef,
    // Words, not booleans: {{#if is_default_branch}} is true for both, as in docker/metadata-action.
    is_default_branch: () => String(isDefaultBranch(subject)),
    is_not_default_branch: () => String(!isDefaultBranch(subject)),
  };
}

/** All that a schedule's pattern may name. */
export function dateScope(subject: Subject): object {
  return {
    date: dateExpression('date', subject.now),
    commit_date: dateExpression('commit_date', commitDateOf(subject)),
  };
}

/** `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`; a format without quotes names nothing and counts as none. */
function dateExpression(name: string, instant: Date) {
  return (...given: unknown[]): string => {
    const { hash, data } = given.at(-1) as Handlebars.HelperOptions;
    const [format] = given.slice(0, -1);
    const unknown = Object.keys(hash).find((key) => key !== 'tz');
    if (unknown) throw failure(`${name} takes a format and tz, not ${cut(unknown)}. Remove it.`);
    const { tz = 'UTC' } = hash as { tz?: unknown };
    if (given.length === 1 || (format !== undefined && typeof format !== 'string') || typeof tz !== 'string') {
      throw failure(`${name} takes a format and a zone. Put both in quotes: {{${name} 'YYYYMMDD' tz='Asia/Tokyo'}}.`);
    }
    return (data as Dates).formatDate(instant, format, tz);
  };
}
