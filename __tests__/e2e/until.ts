import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_500; tries++) {
    if (holds()) return;
    await sleep(10);
  }
  throw new Error('waited 15 s in vain');
}
