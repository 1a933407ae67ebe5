import { setTimeout as sleep } from 'node:timers/promises';
import { build, checkContext } from '../build/build.ts';
import { findBuilder } from '../build/builder.ts';
import { type Draft, toDraft } from '../plan/draft.ts';
import { phase, type Report } from '../report/report.ts';
import { readCommit } from '../request/commit.ts';
import type { Event } from '../request/event.ts';
import type { Request } from '../request/request.ts';
import { readWorktree } from '../request/worktree.ts';
import type { Settings } from '../settings/settings.ts';
import { startEarly } from './early.ts';
import { policiesOf } from './policies.ts';
import type { Surroundings } from './surroundings.ts';

/** A large checkout, or a builder that has to be asked for its driver, does not keep AWS waiting for longer. */
const HEAD_START_MS = 60;

/**
 * Takes a commit to an image in ECR: a build that begins at once, meanwhile one look at the registry, a plan, push by
 * digest or an image that is there already, read back, then the tags.
 * @param report filled in as the run goes
 */
export async function publish(request: Request, event: Event, around: Surroundings, report: Report): Promise<void> {
  const [settings] = await Promise.all([settingsOf(request), checkContext(request.build)]);
  if (!request.push.wanted && !request.dryRun) return buildOnly(request, request.push.why, event, around, report);
  const drafted = makeDraft(request, event, around, report);
  const asking = request.aws.roles.length > 0 ? { ...around, idToken: askedAtOnce(around.idToken, report) } : around;
  const found = request.dryRun ? undefined : findBuilder(request.builder, around.env, around.signal);
  const begun = found && startEarly(request, drafted, found, around, report);
  const local = Promise.all([drafted, found, begun]);
  try {
    const registry = await loadRegistry(local);
    if (request.printPolicies) report.notes.push(await policiesOf(request, settings, event, asking));
    const ecr = registry.connect(request, asking, report);
    // What does not depend on each other runs at the same time.
    const looked = phase(report, 'look', () => registry.lookAt(ecr, request, settings, drafted, around.mask));
    const [[draft, builder, early], look] = await Promise.all([local, looked]);
    report.draft = draft;
    report.warnings.push(...draft.warnings);
    around.signal.throwIfAborted();
    if (!registry.isUnknown(look)) registry.checkAccount(look.authorization.account, request.aws.allowedAccounts);

    if (!builder || registry.isUnknown(look)) return registry.explainDryRun(request, settings, draft, look, report);
    await registry.transact({ request, settings, draft, ecr, look, builder, early, around, report });
  } catch (error) {
    // Where both fail, a wrong tag is told, not what AWS said.
    await drafted;
    throw error;
  } finally {
    await (await begun?.catch(() => undefined))?.end();
  }
}

/** It takes a round trip, so it is asked before it is needed; and again when a session has run out. */
function askedAtOnce(ask: () => Promise<string>, report: Report): () => Promise<string> {
  let first: Promise<string> | undefined = phase(report, 'id token', ask);
  // Told to whoever needs it.
  first.catch(() => {});
  return () => {
    const token = first ?? ask();
    first = undefined;
    return token;
  };
}

/** Loading takes the one thread for itself, so Git and the builder are started first. */
async function loadRegistry(local: Promise<unknown>) {
  await Promise.race([local, sleep(HEAD_START_MS)]);
  return import('./registry.ts');
}

/** Most runs have no settings, and do without what reads them. */
async function settingsOf({ settings, aws }: Request): Promise<Settings> {
  if (!Object.values(settings).some(Boolean)) return {};
  const { readSettings } = await import('../settings/read.ts');
  return readSettings(settings, aws.region);
}

function makeDraft(request: Request, event: Event, { signal }: Surroundings, report: Report): Promise<Draft> {
  const { context, file } = request.build;
  return phase(report, 'Git', async () => {
    const [commit, worktree] = await Promise.all([
      readCommit(event, context, signal),
      readWorktree(context, file, signal),
    ]);
    return toDraft(request, event, commit, worktree, new Date());
  });
}

async function buildOnly(
  request: Request,
  why: string,
  event: Event,
  around: Surroundings,
  report: Report,
): Promise<void> {
  report.notPushed = why;
  const [draft, builder] = await Promise.all([
    makeDraft(request, event, around, report),
    findBuilder(request.builder, around.env, around.signal),
  ]);
  report.draft = draft;
  report.warnings.push(...draft.warnings);
  const { metadata } = await phase(report, 'build', () => build(builder, draft.build, { push: 'nothing' }, around));
  report.metadata = metadata;
}
