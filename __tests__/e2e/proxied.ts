// Started by proxied.test.ts on a stack where AWS answers under its own names (stack/tls.ts). Publishes from a mount namespace
// that does not know these names, so that only the proxy, which stays outside of it, leads to AWS.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishing, runStep } from '../../stack/runner.ts';
import type { Stack } from '../../stack/stack.ts';
import { type ConnectProxyOptions, startConnectProxy } from '../lib/connect-proxy.ts';

/** What came of one publish, and whom the proxy was asked for. */
export type Proxied = { exitCode: number | null; image: string; log: string; asked: string[]; proxy: string };

const ISSUER = 'token.actions.example';
const LOGIN = 'runner:s@cr%et';
const ENCODED = 'runner:s%40cr%25et';

const stack: Stack = JSON.parse(readFileSync(process.env.STACK ?? '', 'utf8'));
const [, , step] = process.argv;
process.stdout.write(JSON.stringify(step ? await publish(JSON.parse(step)) : await all()));

/** Each in a namespace of its own. */
async function all(): Promise<Record<string, Proxied>> {
  return {
    none: await run({}, () => ({})),
    all: await run({ login: LOGIN }, (host) => both(`http://${ENCODED}@${host}`)),
    direct: await run({ login: LOGIN }, (host) => ({
      ...both(`http://${ENCODED}@${host}`),
      NO_PROXY: `sts.${stack.aws.region}.amazonaws.com`,
    })),
    refused: await run({ login: 'runner:another' }, (host) => both(`http://${ENCODED}@${host}`)),
    missing: await run({}, () => both(`http://${ENCODED}@127.0.0.1:1`)),
  };
}

function both(url: string) {
  return { https_proxy: url, HTTP_PROXY: url };
}

type Env = Record<string, string>;

async function run(options: ConnectProxyOptions, envFor: (host: string) => Env): Promise<Proxied> {
  await using proxy = await startConnectProxy({ ...options, addresses: { [ISSUER]: '127.0.0.1' } });
  const hosts = join(stack.dir, 'hosts-without-aws');
  writeFileSync(hosts, '127.0.0.1 localhost\n');
  const inner = [
    'mount --bind "$1" /etc/hosts && shift && exec "$@"',
    'sh',
    hosts,
    process.execPath,
    import.meta.filename,
  ];
  const child = spawn('unshare', ['--mount', 'sh', '-c', ...inner, JSON.stringify(envFor(proxy.host))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The step could not be run: ${printed}`);
  return { ...JSON.parse(printed), asked: [...new Set(proxy.asked)].sort(), proxy: proxy.host };
}

async function publish(env: Env): Promise<Omit<Proxied, 'asked' | 'proxy'>> {
  const folder = mkdtempSync(join(stack.dir, 'proxied-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Through a proxy');
  let log = '';
  const { exitCode, outputs } = await runStep(
    stack,
    {
      folder,
      sha: git('rev-parse', 'HEAD'),
      event: { name: 'push', payload: {} },
      inputs: publishing(stack, 'team/proxied'),
      env: {
        ...env,
        AWS_MAX_ATTEMPTS: '1',
        // GitHub's endpoint has a name, too, which only the proxy knows.
        ...(env.HTTP_PROXY && {
          ACTIONS_ID_TOKEN_REQUEST_URL: `${stack.github.tokenUrl.replace('127.0.0.1', ISSUER)}?job=1`,
        }),
      },
    },
    (text) => {
      log += text;
    },
  );
  return { exitCode, image: outputs.image ?? '', log };
}
