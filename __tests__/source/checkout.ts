// A real Git repository in a folder of its own, for one test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Whatever the machine's own is: the modes of a checkout are a part of what is compared.
process.umask(0o022);

/** Paths from the folder, with what is in them. */
export type Files = Record<string, string>;

/** Removed with everything in it at the end of the block that it is made in. */
export type Checkout = Disposable & {
  folder: string;
  write: (files: Files) => void;
  /** @returns what Git says, without the line's end */
  git: (...args: string[]) => string;
  /** Commits all that is there. */
  commit: (files?: Files) => void;
};

/** A folder with these files, and no Git in it. */
export function folderOf(files: Files): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'ecr-publish-'));
  const write = (more: Files) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const settings = [
    'user.name=Ada',
    'user.email=ada@example.com',
    'commit.gpgsign=false',
    'protocol.file.allow=always',
  ];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...settings.flatMap((each) => ['-c', each]), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  write(files);
  return {
    folder,
    write,
    git,
    commit(more = {}) {
      write(more);
      git('add', '--all');
      git('commit', '--quiet', '--message=a commit');
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A repository with one commit that holds these files. */
export function checkoutOf(files: Files): Checkout {
  const checkout = folderOf(files);
  checkout.git('init', '--quiet', '--initial-branch=main');
  checkout.commit();
  return checkout;
}
