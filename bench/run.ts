// Runs whole processes, and notes when they started, what they said when, and when they were gone.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Inputs, loggedIn, publishing, runStep } from '../stack/runner.ts';
import type { Builder, Stack } from '../stack/stack.ts';
import type { Project } from './project.ts';
import type { SlowProxy } from './proxy.ts';

/** Times as performance.now() has them here. */
export type Run = { start: number; end: number; ms: number };

export type ActionRun = Run & {
  outputs: Record<string, string>;
  phases: Phase[];
  /** When the builder was started; only known with a proxy. */
  buildStart: number;
};

/** A part of the run as the action itself has measured it. */
export type Phase = { name: string; ms: number };

export type Publish = {
  repository: string;
  project: Project;
  builder: Builder;
  buildArgs?: Record<string, string>;
  inputs?: Inputs;
  env?: Record<string, string>;
  proxy?: SlowProxy;
};

type Watch = {
  onLine?: (line: string) => void;
  /** Called with the process's id as soon as it runs. */
  onStart?: (pid: number) => void;
};

/** The action, as GitHub's runner starts it. */
export async function runAction(stack: Stack, publish: Publish, watch: Watch = {}): Promise<ActionRun> {
  const { repository, project, builder, buildArgs = {}, proxy } = publish;
  const inputs: Inputs = {
    ...publishing(stack, repository),
    ...(proxy && { 'registry-endpoint': proxy.registry }),
    'build-args': Object.entries({ BASE: baseOf(stack, proxy), ...buildArgs })
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    ...publish.inputs,
  };
  const log = logReader(watch.onLine);
  let builderStart: (() => number) | undefined;
  const start = performance.now();
  const result = await runStep(
    stack,
    {
      inputs,
      folder: project.folder,
      sha: project.sha,
      event: { name: 'push', payload: { repository: { name: 'hello' } } },
      env: { ...builder.env, ...proxy?.env, ...publish.env },
    },
    log.add,
    async ({ pid }) => {
      watch.onStart?.(pid);
      if (proxy) builderStart = watchBuilder(pid);
    },
  );
  const end = performance.now();
  if (result.exitCode !== 0) throw new Error(`The action failed:\n${log.end()}`);
  return {
    start,
    end,
    ms: end - start,
    outputs: result.outputs,
    phases: readPhases(result.summary),
    buildStart: builderStart?.() ?? Number.NaN,
  };
}

/** Notes when a process starts a build. */
function watchBuilder(pid: number): () => number {
  let at = Number.NaN;
  const timer = setInterval(() => {
    const children = readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
    if (!children.some((child) => readText(`/proc/${child}/cmdline`).includes('\0build\0'))) return;
    at = performance.now();
    clearInterval(timer);
  }, 5);
  return () => {
    clearInterval(timer);
    return at;
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}

/** The builder alone: the same build, pushed under the commit's tag. */
export async function runAlone(
  stack: Stack,
  { repository, project, builder, proxy, ...publish }: Publish,
): Promise<Run> {
  const image = `${proxy?.registry ?? stack.aws.registry}/${repository}:alone-${project.sha}`;
  const buildArgs = {
    BASE: baseOf(stack, proxy),
    ...publish.buildArgs,
    SOURCE_DATE_EPOCH: String(project.time),
  };
  const label = `org.opencontainers.image.revision=${project.sha}`;
  const pairs = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`);
  const env = { ...process.env, ...builder.env, ...loggedIn(stack.aws, proxy && [proxy.registry]) };
  if (builder.name === 'buildctl') {
    const args = [
      ['build', '--frontend', 'dockerfile.v0', '--local', 'context=.', '--local', 'dockerfile=.'],
      pairs.flatMap((pair) => ['--opt', `build-arg:${pair}`]),
      ['--opt', `label:${label}`, '--output', `type=image,name=${image},push=true`],
    ];
    return runProgram('buildctl', args.flat(), project.folder, env);
  }
  const [program, ...command] = spawnSync('docker', ['--version'], { env }).error ? ['buildx'] : ['docker', 'buildx'];
  const args = [
    [...command, 'build', '--provenance=false', '--push', '--tag', image, '--label', label],
    pairs.flatMap((pair) => ['--build-arg', pair]),
    ['.'],
  ];
  return runProgram(program, args.flat(), project.folder, env);
}

/** What every action costs before it does anything. */
export const runBareNode = (): Promise<Run> => runProgram(process.execPath, ['-e', '0'], '.', process.env);

export async function runProgram(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, env });
  const log = logReader();
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', log.add);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const end = performance.now();
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${log.end()}`);
  return { start, end, ms: end - start };
}

/** The base image, through the proxy where there is one. */
const baseOf = ({ baseImage, aws }: Stack, proxy: SlowProxy | undefined): string =>
  proxy ? baseImage.replace(aws.registry, proxy.registry) : baseImage;

/** `lookup     │   ██    │ 35 ms` */
const readPhases = (summary: string): Phase[] =>
  [...summary.matchAll(/^(\S.*?) +│[ █]*│ ([\d.]+) (ms|s)$/gm)].map(([, name = '', number, unit]) => ({
    name,
    ms: Number(number) * (unit === 's' ? 1000 : 1),
  }));

/** The last lines of an output, which may be a long one. */
function logReader(onLine: (line: string) => void = () => {}) {
  const last: string[] = [];
  let rest = '';
  return {
    add(text: string) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        onLine(line);
        if (last.push(line) > 60) last.shift();
      }
    },
    end: () => last.join('\n'),
  };
}
