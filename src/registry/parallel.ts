import pLimit from 'p-limit';

/** As many requests at once as Docker has when it pushes: https://docs.docker.com/reference/cli/dockerd/ (max-concurrent-uploads) */
export const PARALLEL = 5;

/**
 * Some at a time. The first failure ends all, those under way by the signal, and is what is told; nothing is under way any more when
 * this returns.
 */
export async function inParallel<One, Done>(
  some: One[],
  work: (one: One, signal: AbortSignal) => Promise<Done>,
  parallel = PARALLEL,
): Promise<Done[]> {
  const stop = new AbortController();
  const done = await pLimit(parallel).map(some, async (one) => {
    if (stop.signal.aborted) return [];
    try {
      return [await work(one, stop.signal)];
    } catch (error) {
      stop.abort(error);
      return [];
    }
  });
  stop.signal.throwIfAborted();
  return done.flat() as Done[];
}
