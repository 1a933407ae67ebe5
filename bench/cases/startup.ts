import { alternate } from '../alternate.ts';
import { type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { figure, median } from '../figure.ts';
import { makeProject } from '../project.ts';
import { startProxy } from '../proxy.ts';
import { runAction, runBareNode } from '../run.ts';

/** From the start of the process to its first request to AWS, which the one for GitHub's token comes before. */
export const startup: Case = {
  name: 'startup',
  quick: true,
  async measure({ stack, quick }) {
    await using proxy = await startProxy(stack, 0);
    const publish = {
      repository: freshName(),
      builder: firstBuilder(stack),
      project: makeProject(stack, DOCKERFILE),
      proxy,
    };
    const firstRequest = async () => {
      const before = proxy.exchanges.length;
      const { start } = await runAction(stack, publish);
      const sent = proxy.exchanges.slice(before);
      const after = (to: string) => (sent.find((exchange) => exchange.to === to)?.start ?? Number.NaN) - start;
      return { github: after('GitHub'), aws: after('AWS') };
    };
    const pairs = await alternate(quick ? 7 : 21, firstRequest, runBareNode);
    const bare = median(pairs.map(([, { ms }]) => ms));
    const github = median(pairs.map(([{ github }]) => github));
    const aws = median(pairs.map(([{ aws }]) => aws));
    const more = figure(
      {
        what: 'start-up: spawn to the first AWS request',
        against: 'a bare Node process',
        unit: 'ms',
        goal: 150,
        detail: `${aws.toFixed(0)} ms and ${bare.toFixed(0)} ms; GitHub is asked for the token after ${github.toFixed(0)} ms`,
      },
      pairs.map(([{ aws }, { ms }]) => aws - ms),
    );
    return { figures: [more] };
  },
};
