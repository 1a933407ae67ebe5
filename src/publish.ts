import type { ECRClient } from '@aws-sdk/client-ecr';
import { authorize, checkAccount } from './aws/authorization.ts';
import { session } from './aws/credentials.ts';
import { ecrClient } from './aws/ecr.ts';
import { createRepository, findRepository, imageUri, type Repository } from './aws/repository.ts';
import type { Output } from './build/arguments.ts';
import { build, checkContext } from './build/build.ts';
import { type Builder, findBuilder } from './build/builder.ts';
import { failure } from './failure.ts';
import { type Plan, toPlan } from './plan/plan.ts';
import { dockerAuthConfig } from './registry/auth.ts';
import { putTag } from './registry/tag.ts';
import { verifyImage } from './registry/verify.ts';
import { phase, type Report } from './report/report.ts';
import { readCommit } from './request/commit.ts';
import type { Event } from './request/event.ts';
import type { Request } from './request/request.ts';

/** What a run is given of the world around it. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  idToken: () => Promise<string>;
  /** Told every secret before it is used. */
  mask: (secret: string) => void;
};

/**
 * Takes a commit to an image in ECR: build and push by digest, read it back, then the tags.
 * @param report filled in as the run goes
 */
export async function publish(request: Request, event: Event, around: Surroundings, report: Report): Promise<void> {
  const { signal } = around;
  const plan = toPlan(request, event, await readCommit(event, request.build.context, signal));
  report.plan = plan;
  await checkContext(plan.build);
  await (request.push.wanted
    ? pushed(request, plan, around, report)
    : built(request, plan, request.push.why, around, report));
}

async function built(
  request: Request,
  plan: Plan,
  why: string,
  { env, signal }: Surroundings,
  report: Report,
): Promise<void> {
  report.notPushed = why;
  const builder = await findBuilder(request.builder, signal);
  const { metadata } = await phase(report, 'build', () =>
    build(builder, plan.build, { push: 'nothing' }, undefined, env, signal),
  );
  report.metadata = metadata;
}

async function pushed(request: Request, plan: Plan, around: Surroundings, report: Report): Promise<void> {
  const { env, signal, mask } = around;
  const { name, endpoint } = request.repository;
  const ecr = ecrClient(request.aws.region, session({ ...request.aws, ...around }));

  const [found, authorization, builder] = await phase(report, 'aws', () =>
    Promise.all([findRepository(ecr, name), authorize(ecr, mask), findBuilder(request.builder, signal)]),
  );
  checkAccount(authorization.account, request.aws.allowedAccounts);
  signal.throwIfAborted();
  const repository = found ?? (await phase(report, 'repository', () => makeRepository(ecr, request.repository)));
  const uri = imageUri(repository, endpoint);
  report.repository = repository;
  report.uri = uri;

  const auth = dockerAuthConfig(uri.slice(0, uri.indexOf('/')), authorization.auth, env.DOCKER_AUTH_CONFIG);
  const made = await phase(report, 'build and push', () =>
    build(builder, plan.build, toOutput(builder, uri, plan), auth, env, signal),
  );
  report.metadata = made.metadata;
  if (made.imageId) report.imageId = made.imageId;
  const { digest } = made;
  if (!digest) throw failure('The builder pushed, but did not say which digest. Update buildctl or buildx.');

  const image = await phase(report, 'verify', () => verifyImage(ecr, name, digest));
  report.image = image;
  signal.throwIfAborted();

  await phase(report, 'tags', () =>
    Promise.all(
      plan.tags.map(async (tag) => {
        await putTag(ecr, name, tag, image[0]);
        report.tags.push(tag);
      }),
    ),
  );
  report.tags = plan.tags;
}

function makeRepository(ecr: ECRClient, { name, create }: Request['repository']): Promise<Repository> {
  if (create) return createRepository(ecr, name);
  throw failure(
    `repository: there is no "${name}", and create-repository is false. Make it, or let this step make it.`,
  );
}

/** By digest where the builder can; where it cannot, the tag that never moves goes first. */
const toOutput = (builder: Builder, uri: string, plan: Plan): Output =>
  builder.pushesByDigest ? { push: 'digest', uri } : { push: 'tag', uri, tag: plan.tags[0] };
