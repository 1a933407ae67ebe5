import { readdirSync, readFileSync } from 'node:fs';

/** The command lines of all processes of this machine. */
export const processes = (): string[] =>
  readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      return []; // it ended meanwhile
    }
  });
