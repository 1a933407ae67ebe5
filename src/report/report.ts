import type { Repository } from '../aws/repository.ts';
import type { Metadata } from '../build/build.ts';
import type { Plan } from '../plan/plan.ts';
import type { StoredImage } from '../registry/manifest.ts';

/** One part of the run and how long it took, in milliseconds since the start. */
export type Phase = { name: string; start: number; end: number };

/** What is known of a run so far: filled in as it goes, and told whole even when a later step fails. */
export type Report = {
  phases: Phase[];
  plan?: Plan;
  /** Why nothing is pushed. */
  notPushed?: string;
  repository?: Repository;
  /** Where the image is pulled from, without a tag or digest. */
  uri?: string;
  imageId?: string;
  metadata?: Metadata;
  /** Read back from the registry. */
  image?: StoredImage;
  /** Those that point at the image now. */
  tags: string[];
};

export const newReport = (): Report => ({ phases: [], tags: [] });

/** Does one part of the run and notes how long it took, also when it fails. */
export async function phase<T>(report: Report, name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    report.phases.push({ name, start, end: performance.now() });
  }
}
