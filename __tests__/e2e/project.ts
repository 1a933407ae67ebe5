// A checked-out commit to publish, made for one test.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stack } from './stack.ts';

export type Project = {
  folder: string;
  sha: string;
  /** The commit's time in seconds. */
  time: number;
  pushEvent: object;
};

/** What a webhook says of the repository. */
export const repository = {
  full_name: 'octo-org/hello',
  name: 'hello',
  html_url: 'https://github.com/octo-org/hello',
  description: 'Says hello',
  default_branch: 'main',
  license: { key: 'mit', spdx_id: 'MIT' },
};

export const DOCKERFILE = `FROM scratch
ARG WHO=world
LABEL who=$WHO
COPY hello.txt /greetings/hello.txt
`;

/** Makes a Git repository with one commit of these files; a Dockerfile that copies one file without them. */
export function project(files: Record<string, string> = { Dockerfile: DOCKERFILE, 'hello.txt': 'hello\n' }): Project {
  const folder = mkdtempSync(join(stack.dir, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  return commit(folder);
}

/** Commits what is in the folder now. */
export function commit(folder: string): Project {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=a commit');
  const [sha = '', time] = git(folder, 'log', '-1', '--format=%H %ct').trim().split(' ');
  return { folder, sha, time: Number(time), pushEvent: { ref: 'refs/heads/main', after: sha, repository } };
}

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
}

/** A repository name that no other test has. */
export const freshName = (): string => `team/app-${randomUUID()}`;
