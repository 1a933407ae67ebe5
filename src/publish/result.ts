import type { Metadata } from '../build/run-build.ts';
import type { StoredImage } from '../image/manifest.ts';
import type { PublishedRepository } from '../registry/registry.ts';
import type { Draft } from './draft.ts';
import type { Plan } from './plan.ts';
import type { PutTag } from './put-tags.ts';

/** One part of the run: its start and end, in milliseconds since the process began. */
export type Phase = { name: string; start: number; end: number };

/** What a run did at one destination, as far as it got. */
export type DestinationResult = {
  name: string;
  plan?: Plan;
  /** Why nothing is pushed there. */
  notPushed?: string;
  repository?: PublishedRepository;
  /** Where the image is pulled from, without a tag or digest. */
  uri?: string;
  /** Read back from the registry. */
  image?: StoredImage;
  /** Of the image; undefined where they could not be read. */
  labels?: Record<string, string>;
  /** Whether an image that was there stood in for the build. */
  reused?: boolean;
  /** Whether an image that would have been reused takes no more tags. */
  isFull?: boolean;
  /** The destination that it was copied from, for want of one of its own. */
  copiedFrom?: string;
  /** Those that point at the image now. */
  tags: string[];
  /** All that were wanted, with what became of each. */
  put?: PutTag[];
  /** Where the first tag that was moved pointed just before. */
  previousDigest?: string;
  /** Why it failed there. */
  error?: Error;
};

/** What a run did and learned. Outputs, summary and log are computed from it. */
export type Result = {
  phases: Phase[];
  action: 'publish' | 'promote';
  /** With the tags of the first destination. */
  draft?: Draft;
  /** Whether this run was only to say what it would do. */
  dryRun: boolean;
  /** Why nothing is pushed anywhere. */
  notPushed?: string;
  metadata?: Metadata;
  /** In the order of the workflow; empty where the inputs are wrong. */
  destinations: DestinationResult[];
  /** What the user should know, though nothing failed. */
  warnings: string[];
  /** What was changed besides the image. */
  notes: string[];
  /** Printed policies, in Markdown. */
  policies: string[];
  /** Why the run failed, if it did. */
  error?: Error;
};

export const newResult = (action: Result['action'] = 'publish'): Result => ({
  action,
  phases: [],
  dryRun: false,
  destinations: [],
  warnings: [],
  notes: [],
  policies: [],
});

/** A run as the single outputs tell it: what it did at its first destination; `notPushed` only where nothing was pushed to any. */
export type Told = Result & Omit<DestinationResult, 'name'>;

export function toldOf(result: Result): Told {
  const [{ name: _, notPushed, ...first } = { name: '', tags: [] }] = result.destinations;
  const isNowhere = notPushed && result.destinations.every((each) => each.notPushed);
  return { ...first, ...(isNowhere && { notPushed }), ...result };
}

/** Does one part of the run and notes how long it took, also when it fails. */
export async function timed<T>({ phases }: Pick<Result, 'phases'>, name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    phases.push({ name, start, end: performance.now() });
  }
}
