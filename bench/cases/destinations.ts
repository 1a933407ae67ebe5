import { alternate } from '../alternate.ts';
import { type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { figure } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { runAction } from '../run.ts';

const DELAY_MS = 50;

/** With 50 ms on every request: what counts is that the destinations wait beside each other. */
export const destinations: Case = {
  name: 'destinations',
  quick: false,
  async measure({ stack, quick }) {
    await using proxy = await startProxy(stack, DELAY_MS);
    const builder = firstBuilder(stack);
    const source = makeProject(stack, `${DOCKERFILE}COPY Dockerfile /app/\n`);
    const publishTo = (repositories: string[]) => {
      const list = repositories.map((repository) => `- repository: ${repository}`).join('\n');
      return runAction(stack, {
        repository: '',
        builder,
        proxy,
        project: nextCommit(source),
        inputs: { destinations: list },
      });
    };
    const [one, four] = [[freshName()], [freshName(), freshName(), freshName(), freshName()]];
    const pairs = await alternate(
      quick ? 3 : 7,
      () => publishTo(four),
      () => publishTo(one),
    );
    return {
      figures: [
        figure(
          {
            what: `four destinations, ${DELAY_MS} ms on every request`,
            against: 'one destination',
            unit: '×',
            goal: 1.3,
            detail: 'one build of a small project, cached',
          },
          pairs.map(([all, single]) => all.ms / single.ms),
        ),
      ],
    };
  },
};
