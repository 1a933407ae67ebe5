import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, relative, resolve } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { isOnPath, run } from '../lib/processes.ts';

/** How the files that are built from compare with the checked-out commit. */
export type Worktree =
  | {
      clean: true;
      /** Git's object ids of the context's folder and of the Dockerfile, with that of the Dockerfile's own .dockerignore. */
      context: string;
      dockerfile: string;
    }
  | {
      clean: false;
      /** In words, for the log. */
      why: string;
    };

/**
 * Whether the build sees exactly what the commit holds: no file is changed, and none is there that neither Git nor
 * .dockerignore knows, such as what an earlier step generated.
 */
export async function readWorktree(context: string, file: string, signal?: AbortSignal): Promise<Worktree> {
  if (!(await isOnPath('git'))) return { clean: false, why: 'there is no git to compare the files with the commit' };
  const dockerfile = relative(context, file);
  const own = `${dockerfile}.dockerignore`;
  // In a job's container the checkout belongs to another user; nothing is written, not even Git's index.
  const git = (...args: string[]) =>
    run('git', ['--no-optional-locks', '-c', 'safe.directory=*', '-C', context, ...args], {
      silent: true,
      ...(signal && { signal }),
    });
  const objectsOf = [dockerfile, own].map((path) => `HEAD:./${path}`);
  const [objects, status] = await Promise.all([
    git('rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'info/sparse-checkout', 'HEAD:./', ...objectsOf),
    git('status', '--porcelain', '-z', '--ignored', '--untracked-files=normal', '--', '.', dockerfile, own),
  ]);
  const [top = '', prefix = '', sparse = '', ...lines] = objects.stdout.split('\n');
  // What is not in the commit is repeated as it was asked for, and ends the list.
  const [tree, blob, ownBlob = ''] = lines.filter((line) => /^[0-9a-f]{40,}$/.test(line));
  if (status.exitCode !== 0 || !tree || !blob) return { clean: false, why: `Git has no commit that holds ${file}` };
  // The file stays behind when sparse checkouts are turned off again.
  const isSparse =
    existsSync(resolve(context, sparse)) &&
    (await git('config', '--type=bool', '--get', 'core.sparseCheckout')).stdout.trim() === 'true';
  if (isSparse) return { clean: false, why: 'the checkout is sparse' };
  const submodules = existsSync(join(top, '.gitmodules')) ? (await git('submodule', 'status', '.')).stdout : '';
  if (/^-/m.test(submodules)) return { clean: false, why: 'a submodule is not checked out' };

  const hasOwn = existsSync(`${file}.dockerignore`);
  const patterns = ignorePatterns([`${file}.dockerignore`, join(context, '.dockerignore')].find(existsSync));
  // The builder reads these even where they keep themselves out; one that is gone would have been read.
  const read = [dockerfile, own, ...(hasOwn ? [] : ['.dockerignore'])];
  const foreign = changedPaths(status.stdout)
    .map((path) => `${relative(prefix, path) || '.'}${path.endsWith('/') ? '/' : ''}`)
    .filter((path) => read.includes(path) || !isIgnored(path, patterns));
  return foreign.length === 0
    ? { clean: true, context: tree, dockerfile: `${blob} ${ownBlob}`.trim() }
    : { clean: false, why: `the build sees what the commit does not hold: ${some(foreign)}` };
}

/** Pure: the paths of `git status --porcelain -z`, from the repository's root; of a rename both. */
export function changedPaths(status: string): string[] {
  const entries = status.split('\0').values();
  const paths: string[] = [];
  for (const entry of entries) {
    if (entry) paths.push(entry.slice(3));
    // The name before comes as an entry of its own, without a status.
    if (/[RC]/.test(entry.slice(0, 2))) paths.push(entries.next().value ?? '');
  }
  return paths;
}

/**
 * Pure: whether .dockerignore keeps a path out of the build. A folder of which it may let something in again is not.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function isIgnored(path: string, patterns: string[]): boolean {
  if (path.startsWith('..')) return false;
  const exceptions = patterns.flatMap((pattern) => pattern.match(/^\s*!(.+)$/)?.[1] ?? []);
  const isFolder = path === '.' || path.endsWith('/');
  if (isFolder && exceptions.some((exception) => mayMatchBelow(exception, path))) return false;
  // Docker tells upper and lower case apart.
  return dockerignore.default({ ignorecase: false }).add(patterns).ignores(path.replace(/\/$/, ''));
}

/** Whether a pattern could match something in a folder; where its wildcards leave a doubt, it could. */
function mayMatchBelow(pattern: string, folder: string): boolean {
  const clean = normalize(pattern.trim()).replace(/^\//, '');
  const [literal = ''] = clean.split(/[*?[\\]/);
  const goesDeep = /[*?[\\]/.test(clean) && /\/|\*\*/.test(clean);
  return folder === '.' || folder === './' || literal.startsWith(folder) || (goesDeep && folder.startsWith(literal));
}

const ignorePatterns = (path: string | undefined): string[] => (path ? readFileSync(path, 'utf8').split(/\r?\n/) : []);

const some = (paths: string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
