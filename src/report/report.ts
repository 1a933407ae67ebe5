import type { Repository } from '../aws/repository.ts';
import type { Metadata } from '../build/build.ts';
import type { Draft } from '../plan/draft.ts';
import type { Plan } from '../plan/plan.ts';
import type { StoredImage } from '../registry/manifest.ts';

/** One part of the run: its start and end, in milliseconds since the process began. */
export type Phase = { name: string; start: number; end: number };

/** What is known of a run so far: filled in as it goes, and told whole even when a later step fails. */
export type Report = {
  phases: Phase[];
  draft?: Draft;
  plan?: Plan;
  /** Why nothing is pushed. */
  notPushed?: string;
  repository?: Repository;
  /** Where the image is pulled from, without a tag or digest. */
  uri?: string;
  metadata?: Metadata;
  /** Read back from the registry. */
  image?: StoredImage;
  /** Whether an image that was there stood in for the build. */
  reused?: boolean;
  /** Those that point at the image now. */
  tags: string[];
  /** Where the first tag that was moved pointed before. */
  previousDigest?: string;
  /** What the user should know, though nothing failed. */
  warnings: string[];
  /** What was changed besides the image. */
  notes: string[];
};

export const newReport = (): Report => ({ phases: [], tags: [], warnings: [], notes: [] });

/** Does one part of the run and notes how long it took, also when it fails. */
export async function phase<T>(report: Report, name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    report.phases.push({ name, start, end: performance.now() });
  }
}
