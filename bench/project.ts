// Checked-out commits to publish.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../stack/stack.ts';

export type Project = { folder: string; sha: string /** In seconds. */; time: number };

/** Makes a Git repository of a Dockerfile, and of what else is written into its folder. */
export function makeProject(stack: Stack, dockerfile: string, write: (folder: string) => void = () => {}): Project {
  const folder = mkdtempSync(join(stack.dir, 'bench-'));
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  write(folder);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  return nextCommit({ folder });
}

/** A commit more, with the same files: everything is cached, and the image is another all the same. */
export function nextCommit({ folder }: Pick<Project, 'folder'>): Project {
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=a commit');
  const [sha = '', time] = git(folder, 'log', '-1', '--format=%H %ct').trim().split(' ');
  return { folder, sha, time: Number(time) };
}

function git(folder: string, ...args: string[]): string {
  const identity = ['user.name=Ada', 'user.email=ada@example.com', 'commit.gpgsign=false'];
  const settings = [...identity, 'gc.auto=0', 'core.compression=0'];
  return execFileSync('git', ['-C', folder, ...settings.flatMap((setting) => ['-c', setting]), ...args], {
    encoding: 'utf8',
  });
}
