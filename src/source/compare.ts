import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** What a commit holds under a path: a file, a link or a submodule, by its mode, and Git's id of it. */
export type Entry = { mode: string; id: string };

export const SUBMODULE = '160000';
const LINK = '120000';
const PROGRAM = '100755';

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

/**
 * Compares a folder with what a commit holds of it, by what is in the files.
 * @param entries by path from the folder
 * @param isSeen whether a path counts; that of a folder ends with a slash
 * @param outside paths that are not in the folder, and are compared like those in it
 * @returns what is changed, missing or new, by its path, sorted
 */
export async function differences(
  folder: string,
  entries: ReadonlyMap<string, Entry>,
  isSeen: (path: string) => boolean,
  outside: string[],
): Promise<string[]> {
  const missing = new Set([...entries.keys()].filter((path) => !path.startsWith('../')));
  const folders = foldersOf(missing);
  const pause = pacer();
  const isSame = comparer(pause);
  const different: string[] = [];

  // The repository itself is not a part of its commit, nor is a submodule's.
  const isRepository = (below: string, name: string) =>
    name === '.git' && (below === '' || entries.get(below.slice(0, -1))?.mode === SUBMODULE);

  async function walk(below: string): Promise<void> {
    for (const found of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + found.name;
      const entry = entries.get(path);
      missing.delete(path);
      if (isRepository(below, found.name)) continue;
      await pause();
      if (!found.isDirectory()) {
        if (isSeen(path) && !(await isSame(join(folder, path), entry))) different.push(path);
      } else if (folders.has(path) || entry?.mode === SUBMODULE) await walk(`${path}/`);
      else if (isSeen(`${path}/`)) different.push(`${path}/`);
    }
  }
  await walk('');
  for (const path of missing) {
    if (isSeen(entries.get(path)?.mode === SUBMODULE ? `${path}/` : path)) different.push(`${path} (missing)`);
  }
  for (const path of outside) if (!(await isSame(join(folder, path), entries.get(path)))) different.push(path);
  return different.sort();
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

/** Tells whether there is under a path what the commit holds of it; of what it does not hold, nothing. */
function comparer(pause: () => Promise<void>): (path: string, entry: Entry | undefined) => Promise<boolean> {
  const buffer = Buffer.alloc(256 * 1024);
  return async (path, entry) => {
    if (!entry) return !lstatSync(path, { throwIfNoEntry: false });
    const hash = (size: number) => createHash(entry.id.length === 64 ? 'sha256' : 'sha1').update(`blob ${size}\0`);
    let file: number | undefined;
    try {
      if (entry.mode === LINK) {
        const target = readlinkSync(path, { encoding: 'buffer' });
        return hash(target.length).update(target).digest('hex') === entry.id;
      }
      // No link is followed, and no pipe waited for.
      file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stat = fstatSync(file);
      if (!stat.isFile() || (stat.mode & 0o100) > 0 !== (entry.mode === PROGRAM)) return false;
      const content = hash(stat.size);
      for (let left = stat.size; left > 0; ) {
        const bytes = readSync(file, buffer);
        if (bytes === 0) return false;
        content.update(buffer.subarray(0, bytes));
        left -= bytes;
        await pause();
      }
      return content.digest('hex') === entry.id;
    } catch {
      // What cannot be read cannot be compared.
      return false;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}
