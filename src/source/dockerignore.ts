// What .dockerignore keeps out of the build, as BuildKit decides it. Sources:
// https://github.com/moby/patternmatcher (ignorefile/ignorefile.go, patternmatcher.go: MatchesUsingParentResults),
// https://github.com/tonistiigi/fsutil/blob/master/filter.go (Walk)
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The Dockerfile's own list, which counts where it is there, and the context's. */
export const ignoreFiles = (context: string, file: string): [own: string, list: string] => [
  `${file}.dockerignore`,
  join(context, '.dockerignore'),
];

/** What the first of these files that is there says. */
export function ignorePatterns(files: string[]): string[] {
  const file = files.find(existsSync);
  return file
    ? readFileSync(file, 'utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
    : [];
}

/** One line: what it matches, and whether that is let in again. */
type Rule = { pattern: string; letsIn: boolean; matches: (path: string) => boolean };

export type Ignorer = {
  /** Whether a path is kept out. A folder, whose path ends with a slash, is not where something in it may be let in again. */
  ignores: (path: string) => boolean;
  /** A line of which nobody here can tell what it keeps out, so that everything counts as let in. */
  unclear?: string;
};

/** Pure. */
export function ignorer(lines: string[]): Ignorer {
  const unclear = lines.length > 1000 ? `${lines.length} lines` : lines.find(isUnclear);
  if (unclear !== undefined) return { ignores: () => false, unclear };
  const rules = lines.flatMap(ruleOf);
  const exceptions = rules.filter(({ letsIn }) => letsIn);
  const look = looker(rules);
  return {
    ignores(path) {
      // What is not a part of the context is not kept out of it.
      if (path.startsWith('..')) return false;
      if (path.endsWith('/') && exceptions.some(({ pattern }) => mayMatchBelow(pattern, path))) return false;
      return look(path.replace(/\/$/, '')).isIgnored;
    },
  };
}

/** Of a path, which rules match it or a folder around it, as far as they were asked, and what comes of that. */
type Matches = { each: boolean[]; isIgnored: boolean };

/** BuildKit goes from folder to folder, and does not ask a rule that would change nothing there: not even for what is below. */
function looker(rules: Rule[]): (path: string) => Matches {
  const folders = new Map<string, Matches>();
  function folder(path: string): Matches {
    const found = folders.get(path) ?? look(path);
    folders.set(path, found);
    return found;
  }
  function look(path: string): Matches {
    const end = path.lastIndexOf('/');
    const above = end < 0 ? [] : folder(path.slice(0, end)).each;
    let isIgnored = false;
    const each = rules.map(({ letsIn, matches }, index) => {
      const isMatch = above[index] || (letsIn === isIgnored && matches(path));
      if (isMatch) isIgnored = !letsIn;
      return isMatch;
    });
    return { each, isIgnored };
  }
  return look;
}

function ruleOf(line: string): Rule[] {
  const pattern = patternOf(line);
  if (pattern === undefined) return [];
  const letsIn = pattern.startsWith('!');
  const plain = letsIn ? pattern.slice(1) : pattern;
  return [{ pattern: plain, letsIn, matches: matcherOf(plain) }];
}

/** What is matched, after a `!` where it lets in again; undefined for a comment or an empty line. */
function patternOf(line: string): string | undefined {
  const text = line.trim();
  if (line.startsWith('#') || !text) return undefined;
  const sign = text.startsWith('!') ? '!' : '';
  const path = text.slice(sign.length).trim();
  return cleaned(`${sign}${path && cleaned(path).replace(/^\/(?=.)/, '')}`.trim());
}

/** As Go's filepath.Clean. */
const cleaned = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, '');

/** What is no plain text in a pattern. `^` is only where something else makes a regular expression of it. */
const WILDCARD = /[*?[\]\\]/;
const isPlain = (text: string): boolean => !WILDCARD.test(text);

function matcherOf(pattern: string): (path: string) => boolean {
  if (isPlain(pattern)) return (path) => path === pattern;
  if (pattern.startsWith('**') && isPlain(pattern.slice(2))) {
    const end = pattern.slice(2);
    return (path) => path.endsWith(end) || `/${path}` === end;
  }
  if (pattern.endsWith('**') && isPlain(pattern.slice(0, -2))) {
    const start = pattern.slice(0, -2);
    return (path) => path.startsWith(start);
  }
  const expression = expressionOf(pattern);
  return (path) => expression.test(path);
}

function expressionOf(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/?|\\.|\[.*?\]|./gsu, (token, offset) => {
    const isLast = offset + token.length === pattern.length;
    switch (token[0]) {
      case '*':
        return token === '*' ? '[^/]*' : isLast ? '[^\\n]*' : '(?:[^\\n]*/)?';
      case '?':
        return '[^/]';
      case '[':
        return token;
      default:
        return token.replace(/^\\/, '').replace(/[\\^$.+()|{}[\]*?/]/, '\\$&');
    }
  });
  return new RegExp(`^${source}$`, 'u');
}

/** An escaped character, or a class of letters, digits and little else: of these, Go's expressions and ours say the same. */
const KNOWN = /\\[^a-zA-Z0-9\u0080-\u{10FFFF}]|\[\^?(?:\w-\w|[\w.!+ ])+\]/gu;
/** Of the rest, what Docker hands on to its expressions as it is: other classes, anchors, alternatives, counts. */
const STRANGE = /[[\]\\^|]|\{\d/;

/**
 * A line with more wildcards than can be matched in time, since each is gone back over for every path, or that Docker refuses or
 * may read in another way.
 */
function isUnclear(line: string): boolean {
  if (line.length > 1000 || /[\0\u0085\uFEFF\uFFFD]/.test(line)) return true;
  const pattern = patternOf(line);
  if (pattern === undefined || isPlain(pattern)) return pattern === '!';
  if ((pattern.match(/\*+/g)?.length ?? 0) > 3 || STRANGE.test(pattern.replaceAll(KNOWN, ''))) return true;
  try {
    matcherOf(pattern);
    return false;
  } catch {
    // Such as the range z-a.
    return true;
  }
}

/** Whether a pattern could match something in a folder; where its wildcards leave a doubt, it could. */
function mayMatchBelow(pattern: string, folder: string): boolean {
  const [literal = ''] = pattern.split(WILDCARD);
  // A class that leaves something out takes in the slash.
  const goesDeep = !isPlain(pattern) && /\/|\*\*|\[\^/.test(pattern);
  return literal.startsWith(folder) || (goesDeep && folder.startsWith(literal));
}
