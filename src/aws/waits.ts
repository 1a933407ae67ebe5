// What is true at AWS only after a moment. Each is waited for, for so long and no longer; of AWS's other answers the SDK asks again for
// those that it knows to pass.
import { setTimeout as sleep } from 'node:timers/promises';

export type Wait = {
  /** In milliseconds, before the first try after the one that failed; each further pause is twice as long. */
  first: number;
  /** How often it is tried at most. */
  tries: number;
};

/**
 * Repositories are created asynchronously: right after CreateRepository every other call may say that there is none. 8 s in all.
 * Source: AWS's answer in https://github.com/hashicorp/terraform-provider-aws/issues/3849
 */
export const CREATION: Wait = { first: 250, tries: 6 };

/**
 * An image that was just pushed may not be there to be read. 0.7 s in all.
 * Source: https://github.com/kreuzwerker/terraform-provider-docker/issues/600
 */
export const READ_AFTER_WRITE: Wait = { first: 100, tries: 4 };

/**
 * "Couldn't retrieve verification key from your identity provider" passes: STS asks GitHub for its keys, and gives up where that takes
 * longer than 5 seconds, or where too many jobs ask at once. So does IDPCommunicationError. 15 s in all, besides what STS itself takes.
 * Sources: https://github.com/aws-actions/configure-aws-credentials/issues/299,
 * https://repost.aws/knowledge-center/iam-sts-invalididentitytoken
 */
export const VERIFICATION_KEY: Wait = { first: 500, tries: 6 };

/**
 * Managed signing begins after the push, and takes some seconds. 31 s in all, where it was asked for.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export const SIGNING: Wait = { first: 1000, tries: 6 };

/** Asks again until the answer is there; returns the last one in any case. */
export async function waitUntil<T>(
  { first, tries }: Wait,
  isThere: (answer: T) => boolean,
  ask: () => Promise<T>,
): Promise<T> {
  for (let [pause, left] = [first, tries - 1]; ; pause *= 2, left--) {
    const answer = await ask();
    if (left === 0 || isThere(answer)) return answer;
    // Jobs that began together do not ask together again.
    await sleep(pause * (0.75 + Math.random() / 2));
  }
}

/**
 * Tries again while an error may pass.
 * @throws the last error
 */
export async function waitFor<T>(wait: Wait, passes: (error: Error) => boolean, work: () => Promise<T>): Promise<T> {
  type Outcome = { value: T } | { error: Error };
  const outcome = await waitUntil<Outcome>(
    wait,
    (each) => !('error' in each && passes(each.error)),
    () =>
      work().then(
        (value) => ({ value }),
        (error) => ({ error }),
      ),
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Pure: whether AWS says that there is no such repository, also as the cause of what was said of it. */
export const isNoRepository = ({ name, cause }: Error): boolean =>
  name === 'RepositoryNotFoundException' || (cause instanceof Error && isNoRepository(cause));
