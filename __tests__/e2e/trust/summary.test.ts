// What a Dockerfile or a registry says is text in the summary, never Markdown or HTML.
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { stack } from '../stack.ts';

const HOSTILE = '<img src=https://evil.example/x.png> [click](https://evil.example) | `**x**`';

test.each(stack.builders)('a line of a Dockerfile that $name fails at', async ({ env }) => {
  const source = project({ Dockerfile: `FROM ${stack.baseImage}\nRUN exit 3; : '${HOSTILE}'\n` });
  const run = await runAction({ inputs: publishing(freshName()), project: source, env });
  expect(run.exitCode).toBe(1);
  // Within a fence nothing is Markdown.
  const [, fenced = ''] = run.summary.match(/^```text\n([\s\S]*?)\n```$/m) ?? [];
  expect(fenced).toContain(HOSTILE);
  expect(run.summary.replace(fenced, '')).not.toContain('evil');
  expect(run.errors[0]?.message).toContain(HOSTILE);
});
