import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../../stack/stack.ts';
import { alternate } from '../alternate.ts';
import { type Bench, type Case, DOCKERFILE, firstBuilder, freshName, ownBuildKit } from '../case.ts';
import { type Figure, figure, median } from '../figure.ts';
import { makeProject, nextCommit, type Project } from '../project.ts';
import { runAction, runAlone } from '../run.ts';

const LAYERS = 8;
const LAYER_BYTES = 125_000_000;

/** Many files, and much data. */
export const sizes: Case = {
  name: 'sizes',
  quick: false,
  async measure(bench) {
    ownBuildKit(bench.stack);
    const figures: Figure[] = [];
    for (const [count, rounds] of [
      [10, 9],
      [1_000, 9],
      [100_000, 2],
    ] as const) {
      const source = manyFiles(bench.stack, count);
      const what = `context of ${count.toLocaleString('en')} files`;
      figures.push(await compare(bench, `${what}, nothing cached`, source, { rounds, cold: true }));
      if (count === 100_000) figures.push(await compare(bench, `${what}, all cached`, source, { rounds: 7 }));
    }
    const source = largeLayers(bench.stack);
    figures.push(await compare(bench, '1 GB of layers, nothing cached', source, { rounds: 2, cold: true }));
    figures.push(await compare(bench, '1 GB of layers, all cached', source, { rounds: 7 }));
    return { figures };
  },
};

type How = { rounds: number; cold?: boolean };

async function compare({ stack }: Bench, what: string, source: Project, { rounds, cold }: How): Promise<Figure> {
  const repository = freshName();
  const builder = firstBuilder(stack);
  const prepare = async () => {
    if (cold) buildctl(stack, 'prune', '--all');
    await forgetLayers(stack, repository);
    // What was written and deleted before must not slow down the disk for what comes next.
    execFileSync('sync');
    return { repository, builder, project: nextCommit(source) };
  };
  const pairs = await alternate(
    rounds,
    async () => runAction(stack, await prepare()),
    async () => runAlone(stack, await prepare()),
  );
  await forgetLayers(stack, repository);
  const of = (run: 0 | 1) => (median(pairs.map((pair) => pair[run].ms)) / 1000).toFixed(2);
  return figure(
    { what, against: `${builder.name} alone`, unit: '×', goal: 1.1, detail: `${of(0)} s and ${of(1)} s` },
    pairs.map(([action, alone]) => action.ms / alone.ms),
  );
}

function manyFiles(stack: Stack, count: number): Project {
  return makeProject(stack, `${DOCKERFILE}COPY files /app/files\n`, (folder) => {
    for (let at = 0; at < count; at++) {
      const parent = join(folder, 'files', `${Math.floor(at / 100)}`);
      if (at % 100 === 0) mkdirSync(parent, { recursive: true });
      writeFileSync(join(parent, `${at}.txt`), `This is file ${at}.\n`);
    }
  });
}

/** Random, so that nothing gets smaller by compression. */
function largeLayers(stack: Stack): Project {
  const names = Array.from({ length: LAYERS }, (_, at) => `layer-${at}`);
  const copies = names.map((name) => `COPY ${name} /app/\n`);
  return makeProject(stack, DOCKERFILE + copies.join(''), (folder) => {
    const data = Buffer.alloc(LAYER_BYTES);
    for (const name of names) writeFileSync(join(folder, name), randomFillSync(data));
  });
}

function buildctl(stack: Stack, ...args: string[]): string {
  const env = { ...process.env, ...firstBuilder(stack).env };
  return execFileSync('buildctl', args, { env, encoding: 'utf8', maxBuffer: 1e8 });
}

/** Takes the layers out of the emulator's registry, so that the next push has to upload them, and memory does not fill up. */
async function forgetLayers({ aws: { endpoint } }: Stack, repository: string): Promise<void> {
  const url = `${endpoint}/v2/${repository}`;
  const { tags = [] } = (await (await fetch(`${url}/tags/list`)).json()) as { tags?: string[] };
  const accept = { accept: 'application/vnd.oci.image.manifest.v1+json' };
  for (const tag of tags) {
    const { layers = [] } = (await (await fetch(`${url}/manifests/${tag}`, { headers: accept })).json()) as {
      layers?: { digest: string }[];
    };
    for (const { digest } of layers) await fetch(`${url}/blobs/${digest}`, { method: 'DELETE' });
  }
}
