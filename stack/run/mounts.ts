import { readFile } from 'node:fs/promises';
import { execute } from './execute.ts';

/** Unmounts everything below a folder, the innermost first. */
export async function unmountBelow(dir: string): Promise<void> {
  // Another start may be cleaning up the same folder: what counts is that nothing is mounted in the end.
  for (const path of (await mountsBelow(dir)).reverse()) await execute('umount', ['--lazy', path]).catch(() => {});
  const left = await mountsBelow(dir);
  if (left.length > 0) throw new Error(`cannot unmount ${left.join(', ')}`);
}

async function mountsBelow(dir: string): Promise<string[]> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return mounts
    .split('\n')
    .map((line) => decode(line.split(' ')[1] ?? ''))
    .filter((path) => path.startsWith(`${dir}/`));
}

// The kernel writes a space as \040.
function decode(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
