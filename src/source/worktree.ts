import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cut } from '../lib/failure.ts';
import { isOnPath } from '../lib/processes.ts';
import { differences, type Entry, parseTree, SUBMODULE } from './compare.ts';
import { ignoreFiles, ignorePatterns, ignorer, slowPattern } from './dockerignore.ts';
import { findNested, findRoot, type Git, gitPath, gitWith } from './git.ts';
import { realPath } from './paths.ts';

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
 * Whether the build sees exactly what the commit holds, byte for byte: no file is changed, missing or in another form, as
 * Git's filters leave it, and none is there that the commit does not hold, such as what an earlier step generated. Git's own
 * status is not asked: its index, attributes and .gitmodules may all tell it to look away.
 */
export async function readWorktree(
  context: string,
  file: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Worktree> {
  if (!(await isOnPath('git'))) return { clean: false, why: 'there is no git to compare the files with the commit' };
  const none = { clean: false, why: `Git has no commit that holds ${file}` } as const;
  const [own, list] = ignoreFiles(context, file);
  const link = [context, file, own, list].find((path) => realPath(path) !== resolve(path));
  if (link) return { clean: false, why: `${link} is a link, or behind one, which may lead anywhere` };
  const git = gitWith(env, signal);
  const folder = resolve(context);
  const root = findRoot(context);
  const source = root ? await sourceOf(git, root, 'HEAD', folder) : undefined;
  if (!source) return none;

  const name = (path: string) => gitPath(source.root, resolve(path));
  const prefix = name(folder);
  const [tree, listing] = await Promise.all([
    git(source.root, 'rev-parse', '--verify', `${source.commit}:${prefix}`),
    listTree(git, source.root, source.commit, prefix ? [prefix, ...[file, own, list].map(name)] : []),
  ]);
  const blob = listing?.get(name(file));
  if (!tree || !listing || !blob) return none;

  // The builder reads these even where they keep themselves out; one that is gone would have been read.
  const read = [file, own, ...(existsSync(own) ? [] : [list])].map((path) => gitPath(folder, resolve(path)));
  const patterns = ignorePatterns([own, list]);
  const slow = slowPattern(patterns);
  if (slow)
    return { clean: false, why: `.dockerignore has a pattern with more wildcards than are compared: ${cut(slow)}` };
  const ignores = ignorer(patterns);
  const isSeen = (path: string) => read.includes(path) || !ignores(path);
  const below = prefix && `${prefix}/`;
  const fromContext = (path: string) =>
    path.startsWith(below) ? path.slice(below.length) : gitPath(folder, join(source.root, path));
  const entries = new Map([...listing].map(([path, entry]) => [fromContext(path), entry]));
  const missing = await addSubmodules(git, folder, entries, isSeen);
  if (missing) return { clean: false, why: `the submodule ${missing} is not checked out as the commit has it` };
  const foreign = await differences(
    folder,
    entries,
    isSeen,
    read.filter((path) => path.startsWith('../')),
  );
  return foreign.length === 0
    ? { clean: true, context: tree.trim(), dockerfile: [blob.id, listing.get(name(own))?.id ?? ''].join(' ').trim() }
    : { clean: false, why: `the build sees what the commit does not hold: ${some(foreign)}` };
}

/** The repository and the commit that hold a folder: in a submodule the one that the commit around it names. */
async function sourceOf(git: Git, root: string, commit: string, folder: string): Promise<Source | undefined> {
  const nested = findNested(root, folder);
  if (!nested) return { root, commit };
  const id = await git(root, 'rev-parse', '--verify', `${commit}:${gitPath(root, nested)}`);
  return id === undefined ? undefined : sourceOf(git, nested, id.trim(), folder);
}

type Source = { root: string; commit: string };

/** Adds what is in submodules. @returns one whose commit is not there */
async function addSubmodules(
  git: Git,
  folder: string,
  entries: Map<string, Entry>,
  isSeen: (path: string) => boolean,
): Promise<string | undefined> {
  // What is added while the loop runs is visited, too: a submodule may have its own.
  for (const [path, { mode, id }] of entries) {
    if (mode !== SUBMODULE || !isSeen(`${path}/`)) continue;
    const tree = await listTree(git, join(folder, path), id, []);
    if (!tree) return path;
    for (const [below, entry] of tree) entries.set(`${path}/${below}`, entry);
  }
  return undefined;
}

async function listTree(git: Git, root: string, commit: string, paths: string[]) {
  const printed = await git(root, 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths);
  return printed === undefined ? undefined : parseTree(printed);
}

const some = (paths: string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
