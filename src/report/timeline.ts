import type { Phase } from '../publish/result.ts';

const WIDTH = 40;

/** Pure: a run's phases as bars, those that ran at the same time above each other. */
export function toTimeline(phases: Phase[]): string[] {
  const sorted = phases.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const total = Math.max(...phases.map(({ end }) => end));
  const names = Math.max(...phases.map(({ name }) => name.length));
  return sorted.map(({ name, start, end }) => {
    const from = Math.min(Math.floor((start / total) * WIDTH), WIDTH - 1);
    const length = Math.max(Math.round((end / total) * WIDTH) - from, 1);
    const bar = `${' '.repeat(from)}${'█'.repeat(length)}`.padEnd(WIDTH);
    return `${name.padEnd(names)} │${bar}│ ${duration(end - start)}`;
  });
}

/** Pure: `87 ms`, `1.24 s`. */
export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 100_000 ? 2 : 0)} s`;
