// Figures as a table in Markdown, whose columns also line up in a terminal. Pure.
import { type Figure, reached, show } from './figure.ts';

/** @param before the same figures of earlier runs, if they are to be shown beside */
export function toTable(figures: Figure[], before: Figure[][] = []): string {
  const rows = [
    ['case', 'against', 'median (min – max)', ...before.map(() => 'run before'), 'goal', '', 'behind it'],
    ...figures.map((figure) => {
      const { what, against, unit, goal, detail } = figure;
      const same = before.map((run) => run.find((each) => each.what === what && each.unit === unit));
      return [
        what,
        against,
        spread(figure),
        ...same.map((earlier) => (earlier ? show(earlier.median, unit) : '')),
        `≤ ${show(goal, unit)}`,
        reached(figure) ? 'reached' : '**not reached**',
        detail,
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function spread({ median, min, max, unit }: Figure): string {
  return min === max ? show(median, unit) : `${show(median, unit)} (${number(min)} – ${number(max)})`;

  function number(value: number): string {
    return show(value, unit).replace(` ${unit}`, '');
  }
}
