// Counts round trips. Pure.
import type { Exchange } from './proxy.ts';

/** The most exchanges that came one after the other, each when the one before was answered. */
export function roundTrips(exchanges: Pick<Exchange, 'start' | 'end'>[]): number {
  let trips = 0;
  let answered = Number.NEGATIVE_INFINITY;
  for (const { start, end } of exchanges.toSorted((a, b) => a.end - b.end)) {
    if (start < answered) continue;
    trips++;
    answered = end;
  }
  return trips;
}

/** When the push began: the first request about the repository. What the base image needs is part of the build. */
export function pushStart(exchanges: Exchange[], repository: string): number {
  const starts = exchanges.filter(isPush(repository)).map(({ start }) => start);
  return Math.min(...starts);
}

export const isPush =
  (repository: string) =>
  ({ to, name }: Exchange): boolean =>
    to === 'registry' && name.includes(` /v2/${repository}/`);

/** The round trips to GitHub and AWS that came before the push. */
export const tripsBeforePush = (exchanges: Exchange[], push: number): number =>
  roundTrips(exchanges.filter(({ to, end }) => to !== 'registry' && end <= push));
