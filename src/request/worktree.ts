import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { isOnPath, run } from '../process/run.ts';

/** How the files that are built from compare with the checked-out commit. */
export type Worktree =
  | {
      clean: true;
      /** Git's object ids of the context's folder and of the Dockerfile. */
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
  // In a job's container the checkout belongs to another user; nothing is written, not even Git's index.
  const git = (...args: string[]) =>
    run('git', ['--no-optional-locks', '-c', 'safe.directory=*', '-C', context, ...args], {
      silent: true,
      ...(signal && { signal }),
    });
  const [objects, status] = await Promise.all([
    git('rev-parse', '--show-prefix', 'HEAD:./', `HEAD:./${dockerfile}`),
    git('status', '--porcelain', '-z', '--ignored', '--untracked-files=normal', '--', '.', dockerfile),
  ]);
  const [prefix = '', tree, blob] = objects.stdout.split('\n');
  if (objects.exitCode !== 0 || status.exitCode !== 0 || !tree || !blob) {
    return { clean: false, why: `Git has no commit that holds ${file}` };
  }
  const changed = changedPaths(status.stdout).map((path) => relative(prefix, path) || '.');
  const foreign = changed.filter((path) => path === dockerfile || !isIgnored(path, ignorePatterns(context, file)));
  return foreign.length === 0
    ? { clean: true, context: tree, dockerfile: blob }
    : { clean: false, why: `the build sees what the commit does not hold: ${some(foreign)}` };
}

/** Pure: the paths of `git status --porcelain -z`, from the repository's root; of a rename both. */
export function changedPaths(status: string): string[] {
  const entries = status.split('\0').filter(Boolean);
  return entries.map((entry, at) => (/^[RC]/.test(entries[at - 1] ?? '') ? entry : entry.slice(3)));
}

/**
 * Pure: whether .dockerignore keeps a path out of the build. A folder of which it lets something in again is not.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function isIgnored(path: string, patterns: string[]): boolean {
  if (path.startsWith('..')) return false;
  const isFolder = path.endsWith('/') || path === '.';
  if (isFolder && patterns.some((pattern) => pattern.startsWith('!'))) return false;
  return dockerignore.default().add(patterns).ignores(path.replace(/\/$/, ''));
}

function ignorePatterns(context: string, file: string): string[] {
  const path = [`${file}.dockerignore`, join(context, '.dockerignore')].find(existsSync);
  return path ? readFileSync(path, 'utf8').split(/\r?\n/) : [];
}

const some = (paths: string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
