import type { Writable } from 'node:stream';
import type { Location } from '../lib/failure.ts';
import type { Event } from './event.ts';

/** The world around a run: GitHub's runner, or a plain process. Nothing else of it is known to the modules below. */
export type Host = {
  /** What the workflow gives for an input; empty where it gives nothing. */
  input(name: string): string;
  event: Event;
  env: NodeJS.ProcessEnv;
  /** A folder for temporary files. */
  temp: string;
  /** Aborts when the run is cancelled. */
  signal: AbortSignal;
  /** Rejects when a run that was cancelled has to end, whatever it still waits for. */
  gaveUp: Promise<never>;
  /** Asks GitHub for an id token; undefined where it offers none. */
  idToken: ((audience: string) => Promise<string>) | undefined;
  /** Told every secret before it is used. */
  mask(secret: string): void;
  log: {
    info(text: string): void;
    notice(text: string): void;
    warning(text: string): void;
    error(text: string, at?: Location): void;
    debug(text: string): void;
    /** Folds what follows, until what it returns is called; of groups within a group only the outer one folds. */
    group(title: string): () => void;
    /** Runs what prints foreign text: until it is over, nothing in the log is taken for a command of the runner's. */
    untrusted<T>(work: (out: Writable) => Promise<T>): Promise<T>;
  };
  output(name: string, value: string): void;
  /** Sets a variable for the later steps of the job, and from now on in `env`. */
  exportVariable(name: string, value: string): void;
  /** Adds Markdown to the job's summary. */
  summary(markdown: string): Promise<void>;
};
