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
  const [row = ''] = run.summary.match(/^\| Failed \|.*$/m) ?? [];
  expect(row).toContain(
    '\\<img src=https://evil.example/x.png\\> \\[click\\](https://evil.example) \\| \\`\\*\\*x\\*\\*\\`',
  );
  expect(run.errors[0]?.message).toContain(HOSTILE);
});
