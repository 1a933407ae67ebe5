import { checkAccount } from '../aws/authorization.ts';
import { session } from '../aws/credentials.ts';
import { ecrClient } from '../aws/ecr.ts';
import { build, checkContext } from '../build/build.ts';
import { type Builder, findBuilder } from '../build/builder.ts';
import { type Draft, toDraft } from '../plan/draft.ts';
import { toPlan } from '../plan/plan.ts';
import { phase, type Report } from '../report/report.ts';
import { readCommit } from '../request/commit.ts';
import type { Event } from '../request/event.ts';
import type { Request } from '../request/request.ts';
import { readWorktree } from '../request/worktree.ts';
import { differences, toDiff } from '../settings/difference.ts';
import type { Settings } from '../settings/settings.ts';
import { isUnknown, type Look, lookAt, type Unknown } from './look.ts';
import { policiesOf } from './policies.ts';
import type { Surroundings } from './surroundings.ts';
import { nameRepository, transact } from './transaction.ts';

/**
 * Takes a commit to an image in ECR: one look at the registry, a plan, build and push by digest or an image that is there
 * already, read back, then the tags.
 * @param report filled in as the run goes
 */
export async function publish(request: Request, event: Event, around: Surroundings, report: Report): Promise<void> {
  const [settings] = await Promise.all([settingsOf(request), checkContext(request.build)]);
  if (request.printPolicies) report.notes.push(await policiesOf(request, settings, event, around));
  const ecr =
    request.push.wanted || request.dryRun
      ? ecrClient(request.aws.region, session({ ...request.aws, ...around }))
      : undefined;
  const drafted = makeDraft(request, event, around);
  // What does not depend on each other runs at the same time.
  const [draft, look, builder] = await phase(report, 'look', async () => {
    const all = Promise.all([
      drafted,
      ecr && lookAt(ecr, request, settings, drafted, around.mask),
      request.dryRun ? undefined : findBuilder(request.builder, around.signal),
    ]);
    // Where both fail, a wrong tag is told, not what AWS said.
    return all.catch((error) => drafted.then(() => Promise.reject(error)));
  });
  report.draft = draft;
  report.warnings.push(...draft.warnings);
  around.signal.throwIfAborted();
  if (look && !isUnknown(look)) checkAccount(look.authorization.account, request.aws.allowedAccounts);

  if (!builder) return dryRun(request, settings, draft, look, report);
  if (!ecr || !look || isUnknown(look)) return buildOnly(request, draft, builder, around, report);
  await transact({ request, settings, draft, ecr, look, builder, around, report });
}

/** Most runs have no settings, and do without what reads them. */
async function settingsOf({ settings, aws }: Request): Promise<Settings> {
  if (!Object.values(settings).some(Boolean)) return {};
  const { readSettings } = await import('../settings/read.ts');
  return readSettings(settings, aws.region);
}

async function makeDraft(request: Request, event: Event, { signal }: Surroundings): Promise<Draft> {
  const { context, file } = request.build;
  const [commit, worktree] = await Promise.all([
    readCommit(event, context, signal),
    readWorktree(context, file, signal),
  ]);
  return toDraft(request, event, commit, worktree, new Date());
}

function dryRun(
  request: Request,
  settings: Settings,
  draft: Draft,
  look: Look | Unknown | undefined,
  report: Report,
): void {
  const state = look && !isUnknown(look) ? look : undefined;
  report.plan = toPlan(draft, request.repository.name, state);
  if (state?.repository) {
    nameRepository(request, state.repository, report);
    const wrong = differences(settings, { ...state.repository, ...state.attachments });
    if (wrong.length > 0)
      report.notes.push(`The repository differs from its settings:\n${wrong.map(toDiff).join('\n')}`);
  }
  report.notPushed =
    look && isUnknown(look) ? `This is a dry run, without the registry: ${look.unknown}` : 'This is a dry run.';
}

async function buildOnly(
  request: Request,
  draft: Draft,
  builder: Builder,
  { env, signal }: Surroundings,
  report: Report,
): Promise<void> {
  if (!request.push.wanted) report.notPushed = request.push.why;
  const { metadata } = await phase(report, 'build', () =>
    build(builder, draft.build, { push: 'nothing' }, undefined, env, signal),
  );
  report.metadata = metadata;
}
