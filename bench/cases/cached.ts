import { alternate } from '../alternate.ts';
import { type Bench, type Case, DOCKERFILE, freshName } from '../case.ts';
import { type Figure, figure, median } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { type ActionRun, runAction, runAlone } from '../run.ts';

/** A small build of which every layer is cached: the image differs by its commit only. */
export const cached: Case = {
  name: 'cached',
  quick: true,
  async measure(bench) {
    const figures: Figure[] = [];
    for (const builder of bench.stack.builders) figures.push(await measureWith(bench, builder));
    return { figures };
  },
};

async function measureWith({ stack, quick }: Bench, builder: Bench['stack']['builders'][0]): Promise<Figure> {
  const repository = freshName();
  const source = makeProject(stack, `${DOCKERFILE}COPY Dockerfile /app/\n`);
  const fresh = () => ({ repository, builder, project: nextCommit(source) });
  const pairs = await alternate(
    quick ? 7 : 21,
    () => runAction(stack, fresh()),
    () => runAlone(stack, fresh()),
  );
  const of = (run: 0 | 1) => median(pairs.map((pair) => pair[run].ms)).toFixed(0);
  return figure(
    {
      what: `small cached build with ${builder.name}`,
      against: `${builder.name} alone`,
      unit: 'ms',
      goal: 250,
      detail: `${of(0)} ms and ${of(1)} ms; ${describePhases(pairs.map(([run]) => run))}`,
    },
    pairs.map(([action, alone]) => action.ms - alone.ms),
  );
}

/** Where the time goes, as the action itself says: the median of each phase. What runs at the same time is in several. */
function describePhases(runs: ActionRun[]): string {
  const names = [...new Set(runs.flatMap(({ phases }) => phases.map(({ name }) => name)))];
  const each = names.map((name) => {
    const times = runs.flatMap(({ phases }) => phases.filter((phase) => phase.name === name).map(({ ms }) => ms));
    return `${name} ${median(times).toFixed(0)}`;
  });
  return each.join(' · ');
}
