import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import dockerignore from '@balena/dockerignore';

/** The Dockerfile's own list, which counts where it is there, and the context's. */
export const ignoreFiles = (context: string, file: string): [own: string, list: string] => [
  `${file}.dockerignore`,
  join(context, '.dockerignore'),
];

/** What the first of these files that is there says. */
export function ignorePatterns(files: string[]): string[] {
  const file = files.find(existsSync);
  return file ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
}

/**
 * Pure: whether .dockerignore keeps a path out of the build. A folder of which it may let something in again is not.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignorer(patterns: string[]): (path: string) => boolean {
  const exceptions = patterns.flatMap((pattern) => pattern.match(/^\s*!(.+)$/)?.[1] ?? []);
  // Docker tells upper and lower case apart.
  const list = dockerignore.default({ ignorecase: false }).add(patterns);
  return (path) => {
    if (path.startsWith('..')) return false;
    const isFolder = path === '.' || path.endsWith('/');
    if (isFolder && exceptions.some((exception) => mayMatchBelow(exception, path))) return false;
    return list.ignores(path.replace(/\/$/, ''));
  };
}

/**
 * Pure: a pattern whose wildcards would take too long to be matched here: the library's regular expressions go back over each of
 * them, for every path.
 */
export const slowPattern = (patterns: string[]): string | undefined =>
  patterns.length > 1000
    ? `${patterns.length} lines`
    : patterns.find((pattern) => pattern.length > 1000 || (pattern.match(/\*+/g)?.length ?? 0) > 3);

/** Whether a pattern could match something in a folder; where its wildcards leave a doubt, it could. */
function mayMatchBelow(pattern: string, folder: string): boolean {
  const clean = normalize(pattern.trim()).replace(/^\//, '');
  const [literal = ''] = clean.split(/[*?[\\]/);
  const goesDeep = /[*?[\\]/.test(clean) && /\/|\*\*/.test(clean);
  return folder === '.' || folder === './' || literal.startsWith(folder) || (goesDeep && folder.startsWith(literal));
}
