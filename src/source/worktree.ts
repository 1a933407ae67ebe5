import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cut } from '../lib/failure.ts';
import { isOnPath } from '../lib/processes.ts';
import { compare, type Entry, parseTree, SUBMODULE } from './compare.ts';
import { ignoreFiles, ignorePatterns, ignorer } from './dockerignore.ts';
import { findRoot, type Git, gitPath, gitWith, innermostRoot } from './git.ts';
import { realPath } from './paths.ts';

/** How the files that are built from compare with the checked-out commit. */
export type Worktree =
  | {
      clean: true;
      /** Git's object ids of the context's folder, and of the Dockerfile with those of its own .dockerignore and policy. */
      context: string;
      dockerfile: string;
      /** A digest of the modes that are not those of a checkout under the umask 022; not there where all are. */
      modes?: string;
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
  // buildx reads it where it is there, and it may pin images: https://docs.docker.com/build/policies/
  const policy = `${file}.rego`;
  const link = [context, file, own, list, policy].find((path) => realPath(path) !== resolve(path));
  if (link) return { clean: false, why: `${link} is a link, or behind one, which may lead anywhere` };
  const git = gitWith(env, signal);
  const folder = resolve(context);
  const outermost = findRoot(context);
  if (!outermost) return none;
  // A checkout within the workspace is what it says itself, whatever the commit around it names.
  const root = innermostRoot(outermost, folder);

  const name = (path: string) => gitPath(root, resolve(path));
  const prefix = name(folder);
  const [tree, listing] = await Promise.all([
    git(root, 'rev-parse', '--verify', `HEAD:${prefix}`),
    listTree(git, root, 'HEAD', prefix ? [prefix, ...[file, own, list, policy].map(name)] : []),
  ]);
  if (!tree || !listing?.has(name(file))) return none;

  // The builder reads these even where they keep themselves out; one that is gone would have been read.
  const read = [file, own, policy, ...(existsSync(own) ? [] : [list])].map((path) => gitPath(folder, resolve(path)));
  const { ignores, unclear } = ignorer(ignorePatterns([own, list]));
  if (unclear !== undefined)
    return {
      clean: false,
      why: `.dockerignore has a pattern with too many wildcards, or one that only Docker can read: ${cut(unclear)}`,
    };
  const isSeen = (path: string) => read.includes(path) || !ignores(path);
  const below = prefix && `${prefix}/`;
  const fromContext = (path: string) =>
    path.startsWith(below) ? path.slice(below.length) : gitPath(folder, join(root, path));
  const entries = new Map([...listing].map(([path, entry]) => [fromContext(path), entry]));
  const missing = await addSubmodules(git, folder, entries, isSeen);
  if (missing) return { clean: false, why: `the submodule ${missing} is not checked out as the commit has it` };
  const { different, modes } = await compare(
    folder,
    entries,
    isSeen,
    read.filter((path) => path.startsWith('../')),
  );
  const ids = [file, own, policy].map((path) => listing.get(name(path))?.id ?? '');
  if (different.length > 0)
    return { clean: false, why: `the build sees what the commit does not hold: ${some(different)}` };
  return {
    clean: true,
    context: tree.trim(),
    dockerfile: ids.join(' ').trim(),
    ...(modes.length > 0 && { modes: createHash('sha256').update(modes.join('\0')).digest('hex') }),
  };
}

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

const some = (paths: string[]): string => {
  const [shown, more] = [paths.slice(0, 3).map(cut).join(', '), paths.length - 3];
  return more > 0 ? `${shown} and ${more} more` : shown;
};
