import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';

/** Removes the control groups of a run, which the builder leaves empty. They are in the root (v2) or in each controller (v1). */
export async function removeCgroups(name: string): Promise<void> {
  const controllers = await folders(ROOT);
  await Promise.all([ROOT, ...controllers].map((parent) => removeTree(join(parent, name))));
}

// Only rmdir: the files in a control group belong to the kernel and go with the folder.
async function removeTree(group: string): Promise<void> {
  for (const child of await folders(group)) await removeTree(child);
  await rmdir(group).catch(() => {});
}

async function folders(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parent, entry.name));
}
