import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { BIN } from './install/go-tools.ts';
import { install } from './install/install.ts';
import { main } from './run/command.ts';
import { execute } from './run/execute.ts';
import type { Stack } from './stack.ts';

const ROOT = resolve(import.meta.dirname, '..');
const EXAMPLE = join(ROOT, 'examples', 'hello');
const SUBJECT = 'repo:octo-org/hello:ref:refs/heads/main';

/**
 * Runs examples/hello's workflow, or the workflow file that is given, with nektos/act on this machine: the steps as a
 * push to main would start them, the action from the working tree. `node stack/with.ts -- node stack/act.ts [file]`
 */
await main(async () => {
  if (process.env.STACK === undefined)
    throw new Error('usage: node stack/with.ts -- node stack/act.ts [workflow file]');
  const stack: Stack = JSON.parse(await readFile(process.env.STACK, 'utf8'));
  const workflow = resolve(process.argv[2] ?? join(EXAMPLE, '.github', 'workflows', 'publish.yml'));
  const run = { dir: stack.dir, signal: undefined };
  await install({ tools: ['act'], runc: false, busybox: 'optional' }, run);

  const folder = join(stack.dir, 'act');
  const action = join(folder, 'action');
  const repository = join(folder, 'repository');
  const home = join(folder, 'home');
  const envFile = join(folder, 'env');
  await copyAction(action);
  const uses = await createRepository(repository, workflow, stack);
  await mkdir(home);
  const forJob = environment(stack);
  await writeFile(envFile, envLines(forJob), { mode: 0o600 });

  const args = [
    ['push', '--workflows', '.github/workflows/run.yml', '--platform', 'ubuntu-latest=-self-hosted'],
    // A file, because a token does not belong on a command line, where everybody on the machine can read it.
    ['--env-file', envFile],
    uses.flatMap((name) => ['--local-repository', `${name}=${action}`]),
    ['--actor', 'octocat', '--no-cache-server', '--action-offline-mode', '--pull=false'],
  ].flat();
  // act finds Node on its own PATH.
  const env = { ...process.env, PATH: forJob.PATH, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
  const act = spawn(join(BIN, 'act'), args, { cwd: repository, env, stdio: 'inherit' });
  const [code] = (await once(act, 'exit')) as [number | null];
  return code ?? 1;
});

/** What the action is for a runner. act copies the whole folder, so it is not pointed at the working tree itself. */
async function copyAction(target: string): Promise<void> {
  for (const name of ['action.yml', 'dist']) await cp(join(ROOT, name), join(target, name), { recursive: true });
}

/** The example as a Git repository, with the workflow; answers under which names it uses the action. */
async function createRepository(folder: string, workflow: string, stack: Stack): Promise<string[]> {
  await cp(EXAMPLE, folder, { recursive: true });
  const { content, uses } = forStack(parse(await readFile(workflow, 'utf8')), stack);
  await writeFile(join(folder, '.github', 'workflows', 'run.yml'), stringify(content));
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) => execute('git', [...identity, ...args], { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', 'https://github.com/octo-org/hello');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=Say hello');
  return uses;
}

type Workflow = { jobs: Record<string, { steps?: { uses?: string; with?: Record<string, string> }[] }> };

/** The workflow with what only an emulator needs: where its registry is, and a base image that is there. */
function forStack(workflow: Workflow, stack: Stack): { content: Workflow; uses: string[] } {
  const content = structuredClone(workflow);
  const steps = Object.values(content.jobs)
    .flatMap((job) => job.steps ?? [])
    .filter((step) => /\/ecr-publish@/.test(step.uses ?? ''));
  for (const step of steps) {
    const endpoint = stack.aws.endpoint ? { 'registry-endpoint': stack.aws.registry } : {};
    step.with = { 'build-args': `BASE=${stack.baseImage}`, ...endpoint, ...step.with };
  }
  return { content, uses: [...new Set(steps.flatMap((step) => step.uses ?? []))] };
}

/** What GitHub's runner gives a job that may ask for an id token, and what leads to the stack. */
function environment(stack: Stack): Record<string, string> {
  const builder = stack.builders[0]?.env ?? {};
  return {
    ...builder,
    // This Node, 24, for the action too.
    PATH: [dirname(process.execPath), builder.PATH].join(delimiter),
    ACTIONS_ID_TOKEN_REQUEST_URL: `${stack.github.tokenUrl}?sub=${encodeURIComponent(SUBJECT)}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: stack.github.requestToken,
    ...(stack.aws.endpoint && { AWS_ENDPOINT_URL: stack.aws.endpoint }),
  };
}

function envLines(env: Record<string, string>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}
