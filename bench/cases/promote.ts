import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/image/digest.ts';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { distributionClient } from '../../src/registry/distribution-client.ts';
import { pushLayout } from '../../src/registry/push-layout.ts';
import { pathOf } from '../../stack/install/go-tools.ts';
import { runStep } from '../../stack/runner.ts';
import { startDistribution } from '../../stack/servers/registry.ts';
import { alternate } from '../alternate.ts';
import { type Case, freshName } from '../case.ts';
import { figure } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { runProgram } from '../run.ts';

const LAYERS = 8;

/** An image of a gigabyte goes from one registry to another, by the action and by crane. */
export const promote: Case = {
  name: 'promote',
  quick: false,
  async measure({ stack, quick }) {
    const dir = mkdtempSync(join(stack.dir, 'promote-'));
    for (const name of ['logs', 'tmp']) mkdirSync(join(dir, name));
    const run = { dir, signal: undefined };
    const [from, to] = [await startDistribution(run, 'from'), await startDistribution(run, 'to')];
    const project = nextCommit(makeProject(stack, 'FROM scratch\n'));
    try {
      await pushImage(`${from.host}/app`, dir, quick ? 100 : 1000);
      const memory: number[] = [];
      const promoteOnce = async () => {
        let peak = 0;
        let timer: NodeJS.Timeout | undefined;
        const start = performance.now();
        let log = '';
        const { exitCode } = await runStep(
          stack,
          {
            action: 'promote',
            inputs: { source: `${from.host}/app:v1`, destinations: `- image: ${to.host}/${freshName()}` },
            folder: project.folder,
            sha: project.sha,
            event: { name: 'push', payload: {} },
          },
          (text) => {
            log += text;
          },
          async ({ pid }) => {
            timer = setInterval(() => {
              peak = Math.max(peak, peakOf(pid));
            }, 20);
          },
        );
        clearInterval(timer);
        if (exitCode !== 0) throw new Error(`The action failed:\n${log}`);
        memory.push(peak);
        return { ms: performance.now() - start };
      };
      const copyOnce = () =>
        runProgram(
          pathOf('crane'),
          ['copy', `${from.host}/app:v1`, `${to.host}/${freshName()}:v1`, '--insecure'],
          dir,
          process.env,
        );
      const pairs = await alternate(quick ? 2 : 5, promoteOnce, copyOnce);
      const detail = `${LAYERS} layers, ${quick ? 100 : 1000} MB in all, from one registry (distribution) to another, both on this machine`;
      return {
        figures: [
          figure(
            { what: 'promote an image of 1 GB', against: 'crane copy', unit: '×', goal: 1.1, detail },
            pairs.map(([action, alone]) => action.ms / alone.ms),
          ),
          figure({ what: 'promote: resident memory at its peak', against: '–', unit: 'MB', goal: 150, detail }, memory),
        ],
      };
    } finally {
      await Promise.all([from.stop(), to.stop()]);
    }
  },
};

/** In MB; 0 once it has ended. Source: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (VmHWM) */
function peakOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB/m)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export async function pushImage(uri: string, dir: string, megabytes: number): Promise<void> {
  const folder = join(dir, 'layout');
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const add = (bytes: Buffer | string) => {
    const digest = sha256(bytes);
    writeFileSync(join(blobs, digest.slice('sha256:'.length)), bytes);
    return { digest, size: Buffer.byteLength(bytes) };
  };
  const layers = Array.from({ length: LAYERS }, () => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    ...add(randomBytes((megabytes / LAYERS) * 1_000_000)),
  }));
  const diffIds = layers.map(({ digest }) => digest);
  const config = add(
    JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: diffIds } }),
  );
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers,
  });
  const { digest } = add(text);
  const signal = new AbortController().signal;
  const client = distributionClient({ address: addressOf(uri), actions: 'pull,push', mask: () => {}, signal });
  await pushLayout(client, folder, digest);
  await client.putManifest({ digest, mediaType, text }, 'v1');
}
