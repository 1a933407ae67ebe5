import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { run } from '../lib/processes.ts';
import { isInside, realPath } from './paths.ts';

/** What git may see of the environment: no token, no key, and nothing that tells it what to run. */
const ENVIRONMENT = [
  ...['PATH', 'HOME', 'TMPDIR', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'LC_MESSAGES'],
  ...['PATHEXT', 'SYSTEMROOT', 'COMSPEC', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'PROGRAMDATA'],
  ...['PROGRAMFILES', 'TEMP', 'TMP'],
];

/** Asks the repository of a checkout. @returns what git prints; undefined where it fails */
export type Git = (root: string, ...args: string[]) => Promise<string | undefined>;

/**
 * Git, of which only commands that read commits are run: those that look at the checkout's files or its index may start
 * programs that its configuration names. Nothing else in it may choose what runs here, either.
 */
export function gitWith(env: NodeJS.ProcessEnv, signal?: AbortSignal): Git {
  const seen = Object.fromEntries(ENVIRONMENT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  return async (root, ...args) => {
    const settings = [
      'safe.bareRepository=explicit',
      // In a job's container the checkout belongs to another user.
      `safe.directory=${root}`,
      'core.fsmonitor=false',
      'core.hooksPath=/dev/null',
    ].flatMap((setting) => ['-c', setting]);
    // The folder is named, so that Git older than safe.bareRepository (2.38) does not look for a repository, either.
    const given = ['-C', root, '--git-dir=.git', '--no-optional-locks', '--literal-pathspecs', ...settings, ...args];
    const { exitCode, stdout } = await run('git', given, {
      silent: true,
      whole: true,
      // A commit that is missing is not fetched: its configuration would name the program that does.
      env: {
        ...seen,
        GIT_TERMINAL_PROMPT: '0',
        GIT_CEILING_DIRECTORIES: dirname(root),
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: '',
        // Nor does one object stand for another.
        GIT_NO_REPLACE_OBJECTS: '1',
      },
      ...(signal && { signal }),
    });
    return exitCode === 0 ? stdout : undefined;
  };
}

/**
 * The root of the checkout whose commit the image is made from: the workspace that the context is in, or else the checkout
 * around the context. A folder that only looks like a repository is none: Git itself never puts a `.git` into a checkout's
 * files.
 */
export function findRoot(context: string): string | undefined {
  const workspace = realPath('.');
  const folder = realPath(context);
  const top = isInside(workspace, folder) ? workspace : undefined;
  return top && isRoot(workspace) ? workspace : foldersUpTo(top, folder).find(isRoot);
}

/** Whether a folder belongs to the checkout that is the workspace itself, and to none within it. */
export function isOfWorkspace(context: string): boolean {
  const [workspace, folder] = [realPath('.'), realPath(context)];
  return findRoot(context) === workspace && isInside(workspace, folder) && !findNested(workspace, folder);
}

/** The submodule, or other checkout, in which a folder of a checkout is; the outermost. */
export const findNested = (root: string, folder: string): string | undefined =>
  isInside(root, folder)
    ? foldersUpTo(root, folder)
        .filter((each) => each !== root)
        .findLast(isRoot)
    : undefined;

/** The checkout that a folder belongs to: a submodule or another one within, or else the root's own. */
export const innermostRoot = (root: string, folder: string): string =>
  (isInside(root, folder) && foldersUpTo(root, folder).find(isRoot)) || root;

const isRoot = (folder: string): boolean => existsSync(join(folder, '.git'));

/** A folder and those around it, up to the top one. */
function foldersUpTo(top: string | undefined, folder: string): string[] {
  const parent = dirname(folder);
  return folder === top || folder === parent ? [folder] : [folder, ...foldersUpTo(top, parent)];
}

/** A path as Git has it, from a folder. */
export const gitPath = (folder: string, path: string): string => relative(folder, path).split(sep).join('/');
