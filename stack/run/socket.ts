import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** The system takes at most 107 characters. */
const LONGEST = 107;

/**
 * The path of a socket in a run folder. In a deep checkout it is too long for the system: then a link to the folder
 * makes a short one, the only thing that the stack ever writes outside .stack.
 */
export async function socketPath(dir: string, name: string): Promise<string> {
  const path = join(dir, name);
  if (path.length <= LONGEST) return path;
  const link = shortcut(dir);
  await symlink(dir, link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return join(link, name);
}

/** The link's name says which run it belongs to, so that it goes when the run's folder goes. */
export function shortcut(dir: string): string {
  return join(tmpdir(), basename(dir));
}
