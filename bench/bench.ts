// npm run bench [-- case… --quick]: measures the built action side by side with what it is made of.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Stack } from '../stack/stack.ts';
import type { Case } from './case.ts';
import { cached } from './cases/cached.ts';
import { destinations } from './cases/destinations.ts';
import { dist } from './cases/dist.ts';
import { largeBase } from './cases/large-base.ts';
import { latency } from './cases/latency.ts';
import { log } from './cases/log.ts';
import { long } from './cases/long.ts';
import { promote } from './cases/promote.ts';
import { rerun } from './cases/rerun.ts';
import { sizes } from './cases/sizes.ts';
import { startup } from './cases/startup.ts';
import { tags } from './cases/tags.ts';
import { type Bar, type Figure, farOff, show } from './figure.ts';
import { keepResults } from './results.ts';
import { toTable } from './table.ts';

/** In the order of the table in docs/performance.md. */
const CASES: Case[] = [cached, latency, long, rerun, tags, destinations, promote, sizes, largeBase, log, startup, dist];

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const unknown = names.find((name) => !CASES.some((each) => each.name === name));
if (unknown || !process.env.STACK) {
  throw new Error(`usage: npm run bench [-- ${CASES.map(({ name }) => `[${name}]`).join(' ')} [--quick]]`);
}
const bench = { stack: JSON.parse(readFileSync(process.env.STACK, 'utf8')) as Stack, quick: values.quick };
const chosen = CASES.filter(({ name, quick }) => (names.length > 0 ? names.includes(name) : quick || !bench.quick));

const figures: Figure[] = [];
let timeline: Bar[] = [];
let failed = 0;
for (const { name, measure } of chosen) {
  process.stderr.write(`bench: ${name} …\n`);
  try {
    const measured = await measure(bench);
    figures.push(...measured.figures);
    timeline = measured.timeline ?? timeline;
  } catch (error) {
    // The other cases may have taken long to measure.
    failed++;
    console.error(error);
  }
}
console.log(toTable(figures));

// What is kept was measured whole, in one go.
if (chosen.length === CASES.length && !bench.quick && failed === 0) keepResults(bench.stack, figures, timeline);

if (failed > 0) process.exitCode = 1;
for (const { what, median, unit, goal } of figures.filter(farOff)) {
  console.log(`${what}: ${show(median, unit)} is more than twice the goal of ${show(goal, unit)}`);
  if (bench.quick) process.exitCode = 1;
}
