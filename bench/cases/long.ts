import { alternate } from '../alternate.ts';
import { type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { figure, median } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { runAction, runAlone } from '../run.ts';

/** A build as long as real ones are. */
export const long: Case = {
  name: 'long',
  quick: false,
  async measure({ stack }) {
    const repository = freshName();
    const builder = firstBuilder(stack);
    const source = makeProject(stack, `${DOCKERFILE}ARG ROUND\nRUN sleep 10\nCOPY Dockerfile /app/\n`);
    let round = 0;
    const build = () => ({
      repository,
      builder,
      project: nextCommit(source),
      buildArgs: { ROUND: `${performance.timeOrigin}-${round++}` },
    });
    const pairs = await alternate(
      3,
      () => runAction(stack, build()),
      () => runAlone(stack, build()),
    );
    const of = (run: 0 | 1) => (median(pairs.map((pair) => pair[run].ms)) / 1000).toFixed(2);
    const ratio = figure(
      {
        what: 'build of 10 s',
        against: `${builder.name} alone`,
        unit: '×',
        goal: 1.03,
        detail: `${of(0)} s and ${of(1)} s`,
      },
      pairs.map(([action, alone]) => action.ms / alone.ms),
    );
    return { figures: [ratio] };
  },
};
