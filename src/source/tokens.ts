// Tokens that a checkout keeps for Git: actions/checkout leaves one in .git/config, unless it is told not to.
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ignoreFiles, ignorePatterns, ignorer } from './dockerignore.ts';
import { gitPath } from './git.ts';
import { isInside, realPath } from './paths.ts';

/** @returns what to say where the build would put a token into the image */
export function warnOfTokens(context: string, file: string): string[] {
  const folder = realPath(context);
  const git = join(folder, '.git');
  if (!statSync(git, { throwIfNoEntry: false })?.isDirectory()) return [];
  const configs = ['config', 'config.worktree', ...globSync('modules/**/config', { cwd: git })];
  const holders = configs.flatMap((config) => holdersOf(join(git, config), git));
  if (holders.length === 0 || !copiesAll(readFileSync(file, 'utf8'))) return [];
  const { ignores } = ignorer(ignorePatterns(ignoreFiles(context, file)));
  return holders
    .map((holder) => gitPath(folder, holder))
    .filter((holder) => !ignores(holder))
    .slice(0, 1)
    .map(
      (holder) =>
        `The image gets a token: ${holder} holds one, and ${file} copies the whole context. Set persist-credentials: false in the step of actions/checkout, or put .git into .dockerignore.`,
    );
}

/** Which of a file of Git's settings, and of those that it includes, hold a token; only those that are in the repository. */
function holdersOf(config: string, git: string, including: string[] = []): string[] {
  if (including.includes(config) || !statSync(config, { throwIfNoEntry: false })?.isFile()) return [];
  const text = readFileSync(config, 'utf8');
  const included = includedBy(text).map((path) => resolve(dirname(config), path));
  return [
    ...(holdsToken(text) ? [config] : []),
    ...included.filter((path) => isInside(git, path)).flatMap((path) => holdersOf(path, git, [...including, config])),
  ];
}

/** Pure: whether Git's settings hold a header, or a URL with a password or a token for the name. */
export const holdsToken = (config: string): boolean =>
  /^[ \t]*extraheader[ \t]*=[ \t]*\S/im.test(config) || /:\/\/([^\s/@:"]*:[^\s/@"]+|[^\s/@:"]{20,})@/.test(config);

/** Pure. */
export const includedBy = (config: string): string[] =>
  [...config.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\r\n]+)"?[ \t]*\r?$/gm)].map(([, path = '']) => path.trim());

/** Pure: whether a Dockerfile copies all of its context, or .git, into a stage. */
export function copiesAll(dockerfile: string): boolean {
  const lines = dockerfile
    .replaceAll(/^[ \t]*#.*$\n?/gm, '')
    .replaceAll(/\\[ \t]*\r?\n/g, ' ')
    .split(/\r?\n/);
  return lines.some((line) => {
    const [, flags = '', rest = ''] = line.match(/^[ \t]*(?:ONBUILD\s+)?(?:COPY|ADD)\s+((?:--\S+\s+)*)(.*)$/i) ?? [];
    const words = flags.split(/\s+/);
    if (words.some((flag) => flag.startsWith('--from='))) return false;
    if (words.some((flag) => flag.startsWith('--exclude=') && flag.includes('.git'))) return false;
    const names = rest.trim().startsWith('[')
      ? [...rest.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
      : rest.trim().split(/\s+/);
    return names.slice(0, -1).some((source) => /^\.?\/*(\.|\*+|\.\*|\.git(\/.*)?)?$/.test(source));
  });
}
