// npm run demo: a real commit of examples/hello becomes a real image in an emulated AWS, is pulled back and run.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crane } from '../stack/crane.ts';
import { publishing, runStep } from '../stack/runner.ts';
import type { Stack } from '../stack/stack.ts';

const stack: Stack = JSON.parse(readFileSync(process.env.STACK ?? '', 'utf8'));
const say = (text = '') => console.log(text);
const step = (title: string) => say(`\n\x1b[1m${title}\x1b[0m\n`);

step('1. A commit of examples/hello, a web service with its tests');
const folder = mkdtempSync(join(stack.dir, 'demo-'));
cpSync(resolve(import.meta.dirname, '../examples/hello'), folder, { recursive: true });
git('init', '--quiet', '--initial-branch=main');
git('add', '--all');
git('commit', '--quiet', '--message=Say hello');
const sha = git('rev-parse', 'HEAD').trim();
say(`   ${sha}`);

step("2. ecr-publish takes it to ECR, as a step of GitHub's runner would");
const first = await publish();
show(first.summary);

step('3. The image, pulled back by its digest');
const { image = '' } = first.outputs;
const rootfs = `${folder}-rootfs`;
mkdirSync(rootfs);
execFileSync('tar', ['-xf', '-', '-C', rootfs], { input: crane(stack, 'export', image, '-') });
const { config } = JSON.parse(crane(stack, 'config', image).toString());
const revision = config.Labels['org.opencontainers.image.revision'];
say(`   ${image}`);
say(`   built from commit ${revision}`);
if (revision !== sha) throw new Error(`The image names another commit: ${revision}`);

step('4. What it says when it runs');
const address = `127.0.0.1:${await freePort()}`;
const answer = await runImage();
say(`   GET /cgi-bin/hello?name=Ada  →  ${answer}`);
if (answer !== '{"greeting":"Hello from ECR, Ada!"}') throw new Error(`The image answered something else: ${answer}`);

step('5. The same commit again');
const again = await publish();
show(again.summary);
const same = again.outputs.digest === first.outputs.digest;
if (!same) throw new Error(`The same commit gave another digest: ${again.outputs.digest}`);
const built = again.outputs.reused !== 'true' || again.printed.includes('[command]');
if (built) throw new Error('The same commit was built again.');

step('6. What was checked');
say(`   ✓ ecr-publish read ${first.outputs.digest} back from the registry, then put the tag ${sha}.
   ✓ The image that was pulled back by its digest names the commit as its revision.
   ✓ Its command ran as the user ${config.User}, and answered.
   ✓ The second run ended with the same digest: nothing was built or pushed, no tag moved.`);

async function publish() {
  let printed = '';
  let shown = 0;
  const result = await runStep(
    stack,
    {
      folder,
      sha,
      event: {
        name: 'push',
        payload: { repository: { name: 'hello', html_url: 'https://github.com/octo-org/hello' } },
      },
      inputs: { ...publishing(stack, 'team/hello'), 'build-args': `BASE=${stack.baseImage}\nGREETING=Hello from ECR` },
    },
    (text) => {
      printed += text;
      const end = printed.lastIndexOf('\n') + 1;
      process.stdout.write(folded(printed.slice(shown, end)));
      shown = end;
    },
  );
  if (result.exitCode !== 0) throw new Error('ecr-publish failed; its log is above.');
  return { ...result, printed };
}

/** Whole lines of the log: the titles of groups, without the runner's other commands and the builder's many options. */
function folded(lines: string): string {
  return lines
    .replace(/^::group::(.*)$/gm, '\x1b[1m$1\x1b[0m')
    .replace(/^::.*\n/gm, '')
    .replace(/^(\[command\]).*?([^/\s]+) --.*$/gm, '$1$2 … (its options are in the log of a run)')
    .replace(/^(?=.|\n)/gm, '   │ ');
}

/** The summary's image and timeline, for a terminal. */
function show(markdown: string) {
  const [, image = ''] = markdown.match(/^`(.*@sha256:.*)`$/m) ?? [];
  const [, timeline = ''] = markdown.match(/Timeline<\/summary>\s+```text\n(.*?)```/s) ?? [];
  say(`\n   Image ${image}\n\n${timeline.replace(/^(?=.)/gm, '   ')}`);
}

/** Runs the image's command in its file system, as its user, and asks it once. */
async function runImage(): Promise<string> {
  const root = process.getuid?.() === 0;
  const enter = root ? ['chroot', `--userspec=${config.User}`] : ['unshare', '--map-root-user', 'chroot'];
  const [program = '', ...args] = [...enter, rootfs, ...(config.Entrypoint ?? []), ...config.Cmd];
  const env = Object.fromEntries(config.Env.map((entry: string) => entry.split(/=(.*)/s).slice(0, 2)));
  const service = spawn(program, args, { env: { ...env, PATH: process.env.PATH, PORT: address }, stdio: 'inherit' });
  try {
    for (let tries = 0; tries < 100 && service.exitCode === null; tries++) {
      const response = await fetch(`http://${address}/cgi-bin/hello?name=Ada`).catch(() => undefined);
      if (response?.ok) return (await response.text()).trim();
      await sleep(50);
    }
    throw new Error('The service did not answer.');
  } finally {
    service.kill('SIGKILL');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
}
