import { alternate } from '../alternate.ts';
import { type Bench, type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { type Bar, figure, median } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { type Exchange, type SlowProxy, startProxy } from '../proxy.ts';
import { type ActionRun, type Run, runAction, runAlone } from '../run.ts';
import { isPush, pushStart, roundTrips, tripsBeforePush } from '../trips.ts';

const DELAY_MS = 50;

/** Every request to AWS, GitHub and the registry takes 50 ms longer: what counts is how often one waits for another. */
export const latency: Case = {
  name: 'latency',
  quick: false,
  async measure(bench) {
    await using proxy = await startProxy(bench.stack, DELAY_MS);
    const inAll = await cachedBuild(bench, proxy);
    const { beforePush, timeline } = await longBuild(bench, proxy);
    return { figures: [inAll, beforePush], timeline };
  },
};

async function cachedBuild({ stack }: Bench, proxy: SlowProxy) {
  const repository = freshName();
  const builder = firstBuilder(stack);
  const source = makeProject(stack, `${DOCKERFILE}COPY Dockerfile /app/\n`);
  const fresh = () => ({ repository, builder, proxy, project: nextCommit(source) });
  const pairs = await alternate(
    7,
    () => noting(proxy, () => runAction(stack, fresh())),
    () => noting(proxy, () => runAlone(stack, fresh())),
  );
  const ms = median(pairs.map(([action, alone]) => action.ms - alone.ms));
  const trips = (run: 0 | 1) => median(pairs.map((pair) => roundTrips(pair[run].exchanges)));
  return figure(
    {
      what: `small cached build, ${DELAY_MS} ms on every request`,
      against: `${builder.name} alone`,
      unit: 'round trips',
      goal: 5,
      detail: `${trips(0)} and ${trips(1)} one after the other; ${ms.toFixed(0)} ms more, which is ${(ms / DELAY_MS).toFixed(1)} × ${DELAY_MS} ms`,
    },
    pairs.map(([action, alone]) => roundTrips(action.exchanges) - roundTrips(alone.exchanges)),
  );
}

async function longBuild({ stack }: Bench, proxy: SlowProxy) {
  const repository = freshName();
  const builder = firstBuilder(stack);
  const source = makeProject(stack, `${DOCKERFILE}ARG ROUND\nRUN sleep 1\nCOPY Dockerfile /app/\n`);
  let round = 0;
  const build = () => ({
    repository,
    builder,
    proxy,
    project: nextCommit(source),
    buildArgs: { ROUND: `${performance.timeOrigin}-${round++}` },
  });
  const pairs = await alternate(
    5,
    () => noting(proxy, () => runAction(stack, build())),
    () => noting(proxy, () => runAlone(stack, build())),
  );
  const ms = median(pairs.map(([action, alone]) => action.ms - alone.ms));
  const beforePush = figure(
    {
      what: 'build of 1 s: before the push',
      against: 'nothing but the build',
      unit: 'round trips',
      goal: 3,
      detail: `in all ${ms.toFixed(0)} ms more than ${builder.name} alone`,
    },
    pairs.map(([{ exchanges }]) => tripsBeforePush(exchanges, pushStart(exchanges, repository))),
  );
  const typical = pairs.map(([action]) => action).toSorted((a, b) => a.ms - b.ms)[Math.floor(pairs.length / 2)];
  return { beforePush, timeline: typical ? toTimeline(typical, repository) : [] };
}

type Noted<T> = T & { exchanges: Exchange[] };

/** A run with what passed meanwhile. */
async function noting<T extends Run>({ exchanges }: SlowProxy, run: () => Promise<T>): Promise<Noted<T>> {
  const before = exchanges.length;
  const result = await run();
  return { ...result, exchanges: exchanges.slice(before) };
}

function toTimeline(run: Noted<ActionRun>, repository: string): Bar[] {
  const bars = run.exchanges.map((exchange): Bar => {
    const { to, name, start, end } = exchange;
    if (to !== 'registry') return { lane: 'GitHub, AWS', name, start, end };
    return { lane: isPush(repository)(exchange) ? 'push' : 'base image', name: '', start, end };
  });
  return [
    { lane: 'action', name: 'the whole step', start: run.start, end: run.end },
    {
      lane: 'action',
      name: 'start-up',
      start: run.start,
      end: Math.min(run.buildStart, ...bars.map((bar) => bar.start)),
    },
    ...bars.filter(({ lane }) => lane === 'GitHub, AWS'),
    { lane: 'build', name: 'build', start: run.buildStart, end: pushStart(run.exchanges, repository) },
    ...bars.filter(({ lane }) => lane === 'base image'),
    ...bars.filter(({ lane }) => lane === 'push'),
  ].map((bar) => ({ ...bar, start: bar.start - run.start, end: bar.end - run.start }));
}
