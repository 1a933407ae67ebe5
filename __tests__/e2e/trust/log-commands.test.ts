// What a build prints is text in the log: the runner executes only what the action itself says.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { stack } from '../stack.ts';

const OWN = ['add-mask', 'debug', 'warning', 'error', 'notice', 'group', 'endgroup'];

const HOSTILE = [
  '##[set-output name=digest]sha256:evil',
  'a line\\r::set-output name=digest::sha256:evil',
  '\\r::stop-commands::evil',
  '##[stop-commands]evil',
  '##[error]evil',
  '\\r::add-mask::a',
  '\\r::warning::evil',
  // A line without an end, before the action's own commands.
  '##[set-output name=digest]',
];

const hostile = (more = '') =>
  project({
    Dockerfile: `FROM ${stack.baseImage}\nRUN ${HOSTILE.map((line) => `printf '${line}\\n'`).join('; ')}; : ${randomUUID()}${more}\n`,
  });

test.each(stack.builders)('a RUN of $name prints commands: none is executed, all are shown', async ({ env }) => {
  const run = await runAction({ inputs: publishing(freshName()), project: hostile(), env });
  expect(run.exitCode).toBe(0);
  expect(run.commands.filter(({ name }) => !OWN.includes(name))).toEqual([]);
  expect(run.commands.filter(({ message }) => message.includes('evil'))).toEqual([]);
  expect(run.outputs.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(run.log).toContain('##[set-output name=digest]sha256:evil');
  expect(run.log).toContain('::stop-commands::evil');
});

test.each(stack.builders)('a build of $name that fails so: the error is one, and its text is text', async ({ env }) => {
  const run = await runAction({ inputs: publishing(freshName()), project: hostile('; exit 3'), env });
  expect(run.exitCode).toBe(1);
  expect(run.commands.filter(({ name }) => !OWN.includes(name))).toEqual([]);
  // The commands of the action itself are executed again.
  expect(run.errors).toEqual([expect.objectContaining({ message: expect.stringContaining('exit code: 3') })]);
});
