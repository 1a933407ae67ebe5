import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { loggedIn } from '../../stack/runner.ts';
import type { Builder, Stack } from '../../stack/stack.ts';
import { alternate } from '../alternate.ts';
import { type Case, freshName } from '../case.ts';
import { figure, median } from '../figure.ts';
import { makeProject, nextCommit } from '../project.ts';
import { type ActionRun, runAction, runAlone } from '../run.ts';

const LAYERS = 8;

/**
 * One small layer changes over a large base that the registry holds: Docker's own push skips the base, and this action must not
 * export it. With Docker only (npm run bench:docker).
 */
export const largeBase: Case = {
  name: 'large-base',
  quick: false,
  async measure({ stack, quick }) {
    const builder = stack.builders.find(({ name }) => name === 'docker');
    if (!builder) return { figures: [] };
    const megabytes = quick ? 400 : 4_000;
    const base = await pushBase(stack, builder, megabytes);
    const source = makeProject(stack, `ARG LARGE\nFROM $LARGE\nCOPY changing /app/\n`, (folder) =>
      writeFileSync(join(folder, 'changing'), randomUUID()),
    );
    const repository = freshName();
    const fresh = () => {
      writeFileSync(join(source.folder, 'changing'), randomUUID());
      execFileSync('git', ['-C', source.folder, 'add', '--all']);
      return { repository, builder, project: nextCommit(source), buildArgs: { LARGE: base } };
    };
    const pairs = await alternate(
      quick ? 3 : 7,
      () => runAction(stack, fresh()),
      () => runAlone(stack, fresh()),
    );
    // What comes before and after them is in the other cases.
    const built = ({ phases }: ActionRun) =>
      phases.reduce((sum, { name, ms }) => (name === 'build' || name === 'push' ? sum + ms : sum), 0);
    const seconds = (times: number[]) => `${(median(times) / 1000).toFixed(2)} s`;
    return {
      figures: [
        figure(
          {
            what: `build and push of a changed layer over a base of ${megabytes / 1000} GB, by Docker's own driver`,
            against: 'docker alone',
            unit: '×',
            goal: 1.5,
            detail: `${seconds(pairs.map(([action]) => built(action)))} and ${seconds(pairs.map(([, alone]) => alone.ms))}`,
          },
          pairs.map(([action, alone]) => built(action) / alone.ms),
        ),
      ],
    };
  },
};

/** Random, so that nothing gets smaller by compression, which is therefore spared. */
async function pushBase(stack: Stack, builder: Builder, megabytes: number): Promise<string> {
  const repositoryName = freshName();
  const { root: credentials, endpoint, region } = stack.aws;
  await new ECRClient({ region, endpoint, credentials }).send(new CreateRepositoryCommand({ repositoryName }));
  const image = `${stack.aws.registry}/${repositoryName}:large`;
  const folder = join(stack.dir, 'large-base');
  mkdirSync(folder);
  const layer = (at: number) => `RUN dd if=/dev/urandom of=/large-${at} bs=1M count=${megabytes / LAYERS}\n`;
  const layers = Array.from({ length: LAYERS }, (_, at) => layer(at)).join('');
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${stack.baseImage}\n${layers}`);
  const env = { ...process.env, ...builder.env, ...loggedIn(stack.aws) };
  const output = `type=image,name=${image},push=true,unpack=false,compression=uncompressed`;
  const args = ['buildx', 'build', '--provenance=false', '--output', output, folder];
  execFileSync('docker', args, { env, stdio: 'ignore' });
  return image;
}
