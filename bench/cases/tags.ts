import { type Case, DOCKERFILE, firstBuilder, freshName } from '../case.ts';
import { figure, median } from '../figure.ts';
import { makeProject } from '../project.ts';
import { runAction } from '../run.ts';

/** New tags for an image that is there, so that nothing but the tags makes the difference. */
export const tags: Case = {
  name: 'tags',
  quick: true,
  async measure({ stack, quick }) {
    const publish = {
      repository: freshName(),
      builder: firstBuilder(stack),
      project: makeProject(stack, DOCKERFILE),
    };
    await runAction(stack, publish);
    let round = 0;
    const put = async (count: number) => {
      round++;
      const names = Array.from({ length: count }, (_, at) => `r${round}-${at}`);
      const run = await runAction(stack, { ...publish, inputs: { tags: names.join('\n') } });
      if (run.outputs['tag-names'] !== names.join('\n')) throw new Error(`${count} tags were asked for and not made.`);
      return run.ms;
    };
    await put(1);
    const rounds: { one: number; ten: number; fifty: number }[] = [];
    for (let done = 0; done < (quick ? 7 : 15); done++) {
      rounds.push({ one: await put(1), ten: await put(10), fifty: await put(50) });
    }
    const of = (name: 'one' | 'ten' | 'fifty') => `${median(rounds.map((each) => each[name])).toFixed(0)} ms`;
    const perTag = (what: string, detail: string, samples: number[]) =>
      figure({ what, against: 'one tag', unit: 'ms a tag', goal: 5, detail }, samples);
    return {
      figures: [
        perTag(
          '10 tags',
          `${of('ten')} and ${of('one')}`,
          rounds.map(({ one, ten }) => (ten - one) / 9),
        ),
        perTag(
          '50 tags',
          `${of('fifty')} and ${of('one')}`,
          rounds.map(({ one, fifty }) => (fifty - one) / 49),
        ),
      ],
    };
  },
};
