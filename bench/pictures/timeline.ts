import type { Bar } from '../figure.ts';
import { BLUE, bar, GREEN, GREY, line, ORANGE, svg, text, VIOLET } from './svg.ts';

const ROW = 20;
const LABELS = 200;
const SCALE = 640;
const TOP = 28;
const COLOURS: Record<string, string> = {
  action: GREY,
  'GitHub, AWS': BLUE,
  build: GREEN,
  'base image': ORANGE,
  push: VIOLET,
};

/** Pure: one run, each part a bar, what ran at the same time above each other. */
export function toTimelinePicture(bars: Bar[]): string {
  const end = Math.max(...bars.map((each) => each.end));
  const x = (ms: number) => LABELS + (ms / end) * SCALE;
  const rows = inRows(bars);
  const bottom = TOP + rows.length * ROW;
  const drawn = rows.flatMap(({ label, bars }, at) => {
    const y = TOP + at * ROW;
    return [
      text(LABELS - 10, y + 14, label, 'text-anchor="end"'),
      ...bars.map(({ lane, start, end }) => bar(x(start), y + 4, x(end) - x(start), ROW - 7, COLOURS[lane] ?? GREY)),
    ];
  });
  const step = [50, 100, 200, 500, 1_000, 2_000, 5_000].find((ms) => end / ms <= 12) ?? 10_000;
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step).flatMap((ms) => [
    line(x(ms), TOP - 4, x(ms), bottom, 'stroke-opacity="0.25"'),
    text(x(ms), 16, `${ms} ms`, 'text-anchor="middle"'),
  ]);
  return svg(LABELS + SCALE + 40, bottom + 10, 'One run, every request taking 50 ms', [...ticks, ...drawn]);
}

/** A row for each bar that has a name; those without one share their lane's. */
function inRows(bars: Bar[]): { label: string; bars: Bar[] }[] {
  const rows = new Map<string, Bar[]>();
  for (const each of bars) {
    const label = each.name || each.lane;
    rows.set(label, [...(rows.get(label) ?? []), each]);
  }
  return [...rows].map(([label, bars]) => ({ label, bars }));
}
