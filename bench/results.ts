// Keeps what was measured: as numbers, as pictures, and as a table in docs/performance.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { Stack } from '../stack/stack.ts';
import type { Bar, Figure } from './figure.ts';
import { toGoalsPicture } from './pictures/goals.ts';
import { toTimelinePicture } from './pictures/timeline.ts';
import { toTable } from './table.ts';

const FOLDER = resolve(import.meta.dirname, 'results');
const DOCUMENT = resolve(import.meta.dirname, '../docs/performance.md');
/** So that one can see whether they agree. */
const KEPT_RUNS = 3;

type Results = { date: string; machine: Record<string, string>; versions: Record<string, string>; figures: Figure[] };

export function keepResults(stack: Stack, figures: Figure[], timeline: Bar[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, 'results.json');
  const now: Results = { date: new Date().toISOString(), machine: machine(), versions: versions(stack), figures };
  const runs = [now, ...readRuns(file)].slice(0, KEPT_RUNS);
  writeFileSync(file, `${JSON.stringify({ runs }, rounded, 2)}\n`);
  writeFileSync(join(FOLDER, 'goals.svg'), toGoalsPicture(figures));
  writeFileSync(join(FOLDER, 'timeline.svg'), toTimelinePicture(timeline));
  writeFileSync(DOCUMENT, withTable(readFileSync(DOCUMENT, 'utf8'), runs));
}

const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value);

function readRuns(file: string): Results[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).runs;
  } catch {
    return []; // nothing was kept yet
  }
}

/** Pure: the document with the newest run's table between its markers. */
export function withTable(document: string, runs: Results[]): string {
  const [now, ...before] = runs;
  if (!now) return document;
  const table = toTable(
    now.figures,
    before.map(({ figures }) => figures),
  );
  const values = (record: Record<string, string>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const text = `Measured on ${now.date.slice(0, 10)}: ${values(now.machine)}; ${values(now.versions)}.\n\n${table}\n`;
  return document.replace(/(<!-- bench -->\n)[\s\S]*?(<!-- end of bench -->)/, (_, start, end) => start + text + end);
}

function machine(): Record<string, string> {
  const [cpu] = cpus();
  return {
    CPU: cpu?.model ?? 'unknown',
    cores: String(cpus().length),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}

function versions({ builders }: Stack): Record<string, string> {
  const env = { ...process.env, ...builders[0]?.env };
  const ask = (...command: [string, ...string[]]) => {
    try {
      const [program, ...args] = command;
      return execFileSync(program, args, { env, encoding: 'utf8' }).match(/v?\d+\.\d+\.\d+\S*/)?.[0] ?? 'unknown';
    } catch {
      return 'none';
    }
  };
  const requirements = readFileSync(resolve(import.meta.dirname, '../stack/ministack/requirements.txt'), 'utf8');
  return {
    Node: process.version,
    BuildKit: ask('buildctl', '--version'),
    buildx: ask('buildx', 'version'),
    MiniStack: requirements.match(/^ministack==(\S+)/m)?.[1] ?? 'unknown',
    Linux: execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim(),
  };
}
