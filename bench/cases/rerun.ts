import { alternate } from '../alternate.ts';
import { type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { figure, median } from '../figure.ts';
import { makeProject } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { runAction, runBareNode } from '../run.ts';
import { roundTrips } from '../trips.ts';

const ROUND_TRIP_MS = 50;

/** The same commit again: its image is there. */
export const rerun: Case = {
  name: 'rerun',
  quick: true,
  async measure({ stack, quick }) {
    const project = makeProject(stack, DOCKERFILE);
    // The same base image with the proxy and without, or else the image would not be the same.
    const buildArgs = { BASE: stack.baseImage };
    const publish = { repository: freshName(), builder: firstBuilder(stack), project, buildArgs };
    await runAction(stack, publish);
    const again = async (more = {}) => {
      const run = await runAction(stack, { ...publish, ...more });
      if (run.outputs.reused !== 'true') throw new Error('The image that was there was not reused.');
      return run;
    };
    const pairs = await alternate(quick ? 7 : 21, again, runBareNode);
    const of = (run: 0 | 1) => median(pairs.map((pair) => pair[run].ms)).toFixed(0);
    const time = figure(
      {
        what: 'unchanged re-run',
        against: 'a bare Node process',
        unit: 'ms',
        goal: 250,
        detail: `${of(0)} ms and ${of(1)} ms`,
      },
      pairs.map(([action, bare]) => action.ms - bare.ms),
    );

    await using proxy = await startProxy(stack, ROUND_TRIP_MS);
    const trips: number[] = [];
    let requests: string[] = [];
    for (let round = 0; round < 3; round++) {
      const before = proxy.exchanges.length;
      await again({ proxy });
      // The build that is ended has also something to ask, which nobody waits for.
      const passed = proxy.exchanges.slice(before).filter(({ to }) => to !== 'registry');
      trips.push(roundTrips(passed));
      requests = passed.map(({ name }) => name);
    }
    const chain = figure(
      {
        what: 'unchanged re-run',
        against: 'nothing',
        unit: 'round trips',
        goal: 4,
        detail: `${requests.length} requests: ${requests.join(', ')}`,
      },
      trips,
    );
    return { figures: [time, chain] };
  },
};
