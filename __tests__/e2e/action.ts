// Runs the built action as GitHub's runner does, and searches everything that it says and leaves for secrets.
import { readdirSync, readFileSync } from 'node:fs';
import { type Inputs, runStep, type StepResult, publishing as stackPublishing } from '../../stack/runner.ts';
import { type Command, readLog } from '../host/runner-commands.ts';
import type { Project } from './project.ts';
import { stack } from './stack.ts';

export type { Inputs };

export type RunOptions = {
  /** Which of the actions; publish without it. */
  action?: 'publish' | 'promote';
  inputs: Inputs;
  project: Project;
  env?: Record<string, string | undefined>;
  /** A push to main without it. */
  event?: { name: string; payload: object; sha?: string; actor?: string };
  sub?: string;
  /** Called with the process while it runs; `log` is what it has printed so far. */
  during?: (child: { pid: number; kill(signal: NodeJS.Signals): void; log(): string }) => Promise<void>;
  /** Must be found nowhere, besides what the action itself masks. */
  secrets?: () => string[];
};

export type ActionRun = Omit<StepResult, 'files'> & {
  /** Everything printed, as the runner shows it. */
  log: string;
  /** What the runner executes. */
  commands: Command[];
  errors: { message: string; properties: Record<string, string> }[];
  notices: string[];
};

/** What a publish to the stack needs; a test says only what it is about. */
export const publishing = (repository: string): Inputs => stackPublishing(stack, repository);

export async function runAction({ project, event, during, secrets, ...step }: RunOptions): Promise<ActionRun> {
  let printed = '';
  const commandLines = new Set<string>();
  let watch: NodeJS.Timeout | undefined;
  const { files, ...result } = await runStep(
    stack,
    {
      ...step,
      env: { RUNNER_DEBUG: '1', ...step.env },
      folder: project.folder,
      sha: event?.sha ?? project.sha,
      event: event ?? { name: 'push', payload: project.pushEvent },
    },
    (text) => {
      printed += text;
    },
    async (child) => {
      watch = setInterval(() => {
        for (const line of commandLinesBelow(child.pid)) commandLines.add(line);
      }, 30);
      await during?.({ ...child, log: () => printed });
    },
  ).finally(() => clearInterval(watch));

  const { log, commands } = readLog(printed);
  // The emulator's root has a word for its key, which is everywhere.
  const word = stack.aws.root.secretAccessKey;
  const masked = commands.flatMap(({ name, message }) => (name === 'add-mask' && message !== word ? [message] : []));
  searchForSecrets(
    [...masked, ...(secrets?.() ?? []), stack.github.requestToken],
    [log, ...Object.values(step.inputs['output-env-credentials'] ? { ...files, env: '' } : files), ...commandLines],
  );
  return {
    ...result,
    log,
    commands,
    errors: commands.flatMap(({ name, ...error }) => (name === 'error' ? [error] : [])),
    notices: commands.flatMap(({ name, message }) => (name === 'notice' ? [message] : [])),
  };
}

function searchForSecrets(secrets: string[], places: string[]): void {
  const token = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/; // any JSON web token
  for (const place of places) {
    const found = secrets.find((secret) => place.includes(secret)) ?? place.match(token)?.[0];
    if (found) throw new Error(`The secret ${found} is in:\n${place}`);
  }
}

/** The command lines of a process's descendants, as any other user of the machine could read them. */
export function commandLinesBelow(root: number): string[] {
  const processes = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent, line: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
    } catch {
      return []; // it ended meanwhile
    }
  });
  const below = (pid: number): string[] =>
    processes.filter(({ parent }) => parent === pid).flatMap((child) => [child.line, ...below(child.pid)]);
  return below(root);
}
