// Where the paths that inputs give really lead. What the repository brings, such as a link, never leads out of the workspace.
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { cut, failure } from '../lib/failure.ts';

/**
 * A path outside of the workspace can only be the workflow's own text: an absolute one, with no link of the workspace in it.
 * @throws Failure for any other that leads out. Whether something is there is the caller's to judge.
 */
export function checkPath(input: string, path: string): void {
  const workspace = realPath('.');
  const real = realPath(path);
  const isWithin = (each: string) => isInside(workspace, each);
  if (isWithin(real)) return;
  const whole = resolve(path);
  // A `..` after a link leads elsewhere than it reads.
  if (realPath(whole) !== real || foldersOf(whole).some((folder) => isWithin(folder) || isWithin(realPath(folder)))) {
    throw failure(
      `${input}: "${cut(path)}" is, or is below, a symbolic link that leads out of the workspace, to "${cut(real)}". Put its target into the repository, or give the target's absolute path.`,
    );
  }
  if (isAbsolute(path)) return;
  throw failure(
    `${input}: "${cut(path)}" leads out of the workspace, ${workspace}. Give an absolute path if it is meant: "${cut(whole)}".`,
  );
}

/**
 * A file that is read here, and may be quoted in an error, is one of the workspace's own in any case.
 * @returns its real path
 * @throws Failure for what is no regular file, and for what is outside of the workspace
 */
export function checkFile(input: string, path: string): string {
  const workspace = realPath('.');
  const real = realPath(path);
  if (!isInside(workspace, real)) {
    throw failure(
      `${input}: "${cut(path)}" leads out of the workspace, ${workspace}, to "${cut(real)}". Give a file of the repository, by its path from the root.`,
    );
  }
  if (statSync(real, { throwIfNoEntry: false })?.isFile() ?? true) return real;
  throw failure(`${input}: "${cut(path)}" is not a file. Give a file's path from the repository's root.`);
}

/** Both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path without links; of what is not there, where it would be. */
export function realPath(path: string): string {
  try {
    // Unlike the other, this one follows a link before it takes the `..` after it, as the builders do.
    return realpathSync.native(path);
  } catch (cause) {
    if (dirname(path) === path) throw cause;
    return join(realPath(dirname(path)), basename(path));
  }
}

/** A path and those of the folders around it. */
const foldersOf = (path: string): string[] => (dirname(path) === path ? [path] : [path, ...foldersOf(dirname(path))]);
