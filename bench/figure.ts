// One measured number against its goal. Pure.

export type Unit = 'ms' | 'ms a tag' | '×' | 'round trips' | 'MB' | 'lines lost';

export type Figure = {
  what: string;
  /** What it is measured against, side by side. */
  against: string;
  unit: Unit;
  /** At most this. */
  goal: number;
  median: number;
  min: number;
  max: number;
  /** In the order that they were measured. */
  samples: number[];
  /** What is behind the number, in words. */
  detail: string;
};

/** What a case gives: its figures, and a run of which a picture can be drawn. */
export type Measured = { figures: Figure[]; timeline?: Bar[] };

/** A part of a run, in milliseconds since its process was started. */
export type Bar = { lane: string; name: string; start: number; end: number };

type Description = Pick<Figure, 'what' | 'against' | 'unit' | 'goal' | 'detail'>;

export function figure(description: Description, samples: number[]): Figure {
  return {
    ...description,
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    samples,
  };
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
}

export const reached = ({ median, goal }: Figure): boolean => median <= goal;

/** Worse than a noisy machine can explain. */
export const farOff = ({ median, goal }: Figure): boolean => !(median <= 2 * goal);

/** Three digits that count: "1.03 ×", "87 ms". */
export function show(number: number, unit: Unit): string {
  const digits = Number.isInteger(number) ? 0 : unit === '×' ? 2 : Math.abs(number) < 10 ? 1 : 0;
  return `${number.toFixed(digits)} ${unit}`;
}
