// Plays GitHub's runner for one step: the built action as a child process, its inputs in INPUT_…, files for what it says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { InputName } from '../src/job/inputs.ts';
import type { OWN } from '../src/promote/promote-inputs.ts';
import type { Stack } from './stack.ts';

const DIST = resolve(import.meta.dirname, '../dist');

/** The subject of a push to main, which the stack's role trusts. */
export const MAIN = 'repo:octo-org/hello:ref:refs/heads/main';

export type Inputs = Partial<Record<InputName | (typeof OWN)[number], string>>;

export type Step = {
  /** Which of the actions. */
  action?: 'publish' | 'promote';
  inputs: Inputs;
  /** The workspace. */
  folder: string;
  sha: string;
  event: { name: string; payload: object; actor?: string };
  /** The subject of the id token; {@link MAIN} without it. */
  sub?: string | undefined;
  /** Over what the runner gives. */
  env?: Record<string, string | undefined> | undefined;
};

export type Child = { pid: number; kill(signal: NodeJS.Signals): void };

/** What the runner would have at the end. */
export type StepResult = {
  exitCode: number | null;
  outputs: Record<string, string>;
  /** The variables that later steps have. */
  exported: Record<string, string>;
  summary: string;
  /** The texts of all the runner's files, and of what the step left in RUNNER_TEMP, by name. */
  files: Record<string, string>;
  left: string[];
};

/** What a publish to the stack needs to be told. */
export const publishing = (stack: Stack, repository: string): Inputs => ({
  repository,
  'aws-region': stack.aws.region,
  'role-to-assume': stack.roles.publisher,
  // Under AWS's own host names (stack/tls.ts) the registry answers where its repositoryUri says.
  ...(stack.aws.endpoint && { 'registry-endpoint': stack.aws.registry }),
});

/** What lets others into the registry, past the action. */
export const loggedIn = ({ registry, registryAuth: auth }: Stack['aws'], hosts = [registry]) => ({
  DOCKER_AUTH_CONFIG: JSON.stringify({ auths: Object.fromEntries(hosts.map((host) => [host, { auth }])) }),
});

/**
 * @param onOutput given what the step prints, as it prints it
 * @param during called with the process while it runs
 */
export async function runStep(
  stack: Stack,
  step: Step,
  onOutput: (text: string) => void,
  during: (child: Child) => Promise<void> = async () => {},
): Promise<StepResult> {
  const runner = mkdtempSync(join(stack.dir, 'runner-'));
  const file = (name: string) => join(runner, name);
  const temp = file('temp');
  mkdirSync(temp);
  const commandFiles = ['output', 'env', 'state', 'path', 'step_summary'];
  for (const name of commandFiles) writeFileSync(file(name), '');
  writeFileSync(file('event.json'), JSON.stringify(step.event.payload));

  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: runner,
    ...stack.builders[0]?.env,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: step.event.name,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_SHA: step.sha,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octo-org/hello',
    GITHUB_ACTOR: step.event.actor ?? 'octocat',
    GITHUB_RUN_ID: '4711',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: step.folder,
    RUNNER_TEMP: temp,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${stack.github.tokenUrl}?sub=${encodeURIComponent(step.sub ?? MAIN)}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: stack.github.requestToken,
    ...(stack.aws.endpoint && { AWS_ENDPOINT_URL: stack.aws.endpoint }),
    ...Object.fromEntries(commandFiles.map((name) => [`GITHUB_${name.toUpperCase()}`, file(name)])),
    ...Object.fromEntries(Object.entries(step.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...step.env,
  };

  const child = spawn(process.execPath, [join(DIST, `${step.action ?? 'publish'}.js`)], {
    cwd: step.folder,
    env: env as NodeJS.ProcessEnv,
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  const closed = once(child, 'close') as Promise<[number | null]>;
  try {
    await during({ pid: child.pid as number, kill: (signal) => child.kill(signal) });
    const [exitCode] = await closed;
    const left = filesBelow(temp);
    const files = Object.fromEntries(
      [...commandFiles.map(file), ...left].map((path) => [path.slice(runner.length + 1), readFileSync(path, 'utf8')]),
    );
    return {
      exitCode,
      outputs: parseOutputs(files.output ?? ''),
      exported: parseOutputs(files.env ?? ''),
      summary: files.step_summary ?? '',
      files,
      left: left.map((path) => path.slice(temp.length + 1)),
    };
  } finally {
    child.kill('SIGKILL');
    rmSync(runner, { recursive: true, force: true });
  }
}

/** name<<delimiter, lines, delimiter */
function parseOutputs(text: string): Record<string, string> {
  const found = [...text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value]));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
