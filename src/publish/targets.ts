import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import type { BlobAccess, Registry } from '../registry/registry.ts';
import type { Lookup, Ready } from './destination.ts';
import type { Draft } from './draft.ts';
import type { Plan } from './plan.ts';
import type { ReadBack } from './read-back.ts';
import type { DestinationResult, Result } from './result.ts';

/** A destination that said where it goes and gave a password. */
export type Target = { job: Job; registry: Registry; lookup: Lookup; draft: Draft; result: DestinationResult };

/** One that can be published to. */
export type Prepared = Target & { plan: Plan; ready: Ready; access: BlobAccess };

/** One whose registry returned the image. */
export type Made = Prepared & { read: ReadBack };

/** Where an image comes from that a destination lacks. */
export type Maker = {
  /** What is wrong with how it would be made is told before anything is written. */
  check(draft: Draft): Promise<void>;
  /**
   * Brings it to the destinations that lack it, and reads it back there; one that fails notes why.
   * @param held the destinations that have it
   * @param all these and those
   */
  make(missing: Prepared[], held: Made[], all: Prepared[], run: Run, result: Result): Promise<Made[]>;
  /** What goes along with the image, before any tag is put. */
  finish?(target: Made, run: Run, result: Result): Promise<void>;
};

/** What the destinations of a run share. */
export type Run = {
  host: Host;
  maker: Maker;
  policy: Job['destinationsPolicy'];
  /** What a part of the run is called that is about one destination. */
  name: (own: DestinationResult, phase: string) => string;
};

/** @returns what came of those that did not fail; one that fails notes why */
export async function goOn<T extends { result: DestinationResult }, R>(
  some: T[],
  { signal }: Pick<Host, 'signal'>,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const done = await Promise.all(
    some.map(async (one) => {
      try {
        return [await work(one)];
      } catch (error) {
        signal.throwIfAborted();
        one.result.error = error as Error;
        return [];
      }
    }),
  );
  return done.flat();
}
