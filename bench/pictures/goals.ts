import { type Figure, reached, show } from '../figure.ts';
import { bar, GREEN, line, RED, svg, text } from './svg.ts';

const ROW = 26;
const TOP = 30;
const LABELS = 330;
const SCALE = 240;
/** Of the goal; what is more ends there. */
const MOST = 1.6;
const WIDTH = LABELS + SCALE * MOST + 200;

/** Pure: each figure as a share of its goal, with its spread, beside the line that it should stay left of. */
export function toGoalsPicture(figures: Figure[]): string {
  const shown = figures.filter(({ goal }) => goal > 0);
  const bottom = TOP + shown.length * ROW;
  const x = (share: number) => LABELS + SCALE * Math.min(Math.max(share, 0), MOST);
  const rows = shown.flatMap((figure, at) => {
    const { what, unit, goal, median, min, max } = figure;
    const y = TOP + at * ROW;
    const middle = y + ROW / 2;
    return [
      text(LABELS - 10, middle + 4, what, 'text-anchor="end"'),
      bar(LABELS, y + 6, x(median / goal) - LABELS, ROW - 12, reached(figure) ? GREEN : RED),
      line(x(min / goal), middle, x(max / goal), middle, 'stroke-width="2"'),
      text(x(MOST) + 10, middle + 4, `${show(median, unit)} of ${show(goal, unit)}`),
    ];
  });
  return svg(WIDTH, bottom + 14, 'Each case as a share of its goal', [
    text(x(1), 18, 'goal', 'text-anchor="middle"'),
    ...rows,
    line(x(1), 24, x(1), bottom + 4, 'stroke-dasharray="4 3"'),
  ]);
}
