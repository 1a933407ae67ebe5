import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** What a commit holds under a path: a file, a link or a submodule, by its mode, and Git's id of it. */
export type Entry = { mode: string; id: string };

export const SUBMODULE = '160000';
const LINK = '120000';
const PROGRAM = '100755';
/** Of a mode, what is not the type of file: also setuid, setgid and the sticky bit. */
const PERMISSIONS = 0o7777;
/** What stands in a decoded name for bytes that are not UTF-8: neither the name nor the file can be found by it. */
const LOST = '\uFFFD';

/** Pure: what `git ls-tree -r -z` prints, by path. */
export const parseTree = (printed: string): Map<string, Entry> =>
  new Map(
    printed
      .split('\0')
      .filter(Boolean)
      .map((line) => {
        const tab = line.indexOf('\t');
        const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
        return [line.slice(tab + 1), { mode, id }];
      }),
  );

/** How long the files are read before others have their turn. */
const TURN_MS = 10;

export type Comparison = {
  /** What is changed, missing or new, by its path, sorted. */
  different: string[];
  /**
   * Of what counts and is in the folder, each mode that is not what Git makes under the umask 022, such as `775 bin/run`, sorted.
   * The commit does not hold it, and COPY keeps it.
   */
  modes: string[];
};

/**
 * Compares a folder with what a commit holds of it, by what is in the files.
 * @param entries by path from the folder
 * @param counts whether a path counts; that of a folder ends with a slash
 * @param outside paths that are not in the folder, and are compared like those in it
 */
export async function compare(
  folder: string,
  entries: ReadonlyMap<string, Entry>,
  counts: (path: string) => boolean,
  outside: string[],
): Promise<Comparison> {
  const missing = new Set([...entries.keys()].filter((path) => !path.startsWith('../')));
  const folders = foldersOf(missing);
  const pause = pacer();
  const modeOf = comparer(pause);
  const different: string[] = [];
  const modes: string[] = [];
  const noteMode = (path: string, mode: number, usual: number) => {
    if (mode !== usual) modes.push(`${mode.toString(8)} ${path}`);
  };

  // The repository itself is not a part of its commit, nor is a submodule's.
  const isRepository = (below: string, name: string) =>
    name === '.git' && (below === '' || entries.get(below.slice(0, -1))?.mode === SUBMODULE);

  // Whether a pattern matches a name that is not UTF-8 cannot be told from what is left of it, only whether its folder counts.
  const isSeen = (path: string) => {
    const lost = path.indexOf(LOST);
    const around = path.slice(0, path.lastIndexOf('/', lost) + 1);
    return lost < 0 ? counts(path) : around === '' || counts(around);
  };

  async function walk(below: string): Promise<void> {
    for (const found of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + found.name;
      const entry = entries.get(path);
      missing.delete(path);
      if (isRepository(below, found.name)) continue;
      await pause();
      if (found.name.includes(LOST)) {
        if (isSeen(path)) different.push(`${path} (its name is not UTF-8)`);
      } else if (!found.isDirectory()) {
        if (!isSeen(path)) continue;
        const mode = entry && (await modeOf(join(folder, path), entry));
        if (entry === undefined || mode === undefined) different.push(path);
        else noteMode(path, mode, usualMode(entry));
      } else if (folders.has(path) || entry?.mode === SUBMODULE) {
        if (isSeen(`${path}/`)) noteMode(`${path}/`, lstatSync(join(folder, path)).mode & PERMISSIONS, 0o755);
        await walk(`${path}/`);
      } else if (isSeen(`${path}/`)) different.push(`${path}/`);
    }
  }
  await walk('');
  for (const path of missing) {
    if (isSeen(entries.get(path)?.mode === SUBMODULE ? `${path}/` : path)) different.push(`${path} (missing)`);
  }
  for (const path of outside) {
    const [file, entry] = [join(folder, path), entries.get(path)];
    const isSame = entry ? (await modeOf(file, entry)) !== undefined : !lstatSync(file, { throwIfNoEntry: false });
    if (!isSame) different.push(path);
  }
  return { different: different.sort(), modes: modes.sort() };
}

/** Lets others, such as requests to AWS, have their turn when it is time. */
function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await setImmediate();
    since = performance.now();
  };
}

function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** The mode that Git gives a file under the umask 022; a link's is always the same. */
const usualMode = ({ mode }: Entry): number => (mode === LINK ? 0o777 : mode === PROGRAM ? 0o755 : 0o644);

/** Gives the mode of what is under a path, without its type, where it is what the commit holds of it; otherwise undefined. */
function comparer(pause: () => Promise<void>): (path: string, entry: Entry) => Promise<number | undefined> {
  const buffer = Buffer.alloc(256 * 1024);
  return async (path, entry) => {
    const hash = (size: number) => createHash(entry.id.length === 64 ? 'sha256' : 'sha1').update(`blob ${size}\0`);
    let file: number | undefined;
    try {
      if (entry.mode === LINK) {
        const target = readlinkSync(path, { encoding: 'buffer' });
        return hash(target.length).update(target).digest('hex') === entry.id ? usualMode(entry) : undefined;
      }
      // No link is followed, and no pipe waited for.
      file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stat = fstatSync(file);
      if (!stat.isFile() || (stat.mode & 0o100) > 0 !== (entry.mode === PROGRAM)) return undefined;
      const content = hash(stat.size);
      for (let left = stat.size; left > 0; ) {
        const bytes = readSync(file, buffer);
        if (bytes === 0) return undefined;
        content.update(buffer.subarray(0, bytes));
        left -= bytes;
        await pause();
      }
      return content.digest('hex') === entry.id ? stat.mode & PERMISSIONS : undefined;
    } catch {
      // What cannot be read cannot be compared.
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}
