import { type Builder, builderWarnings, checkBuilder, findBuilder } from '../build/builder.ts';
import { readInfluences } from '../build/influences.ts';
import { build, checkContext } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import { type Job, jobWarnings } from '../job/job.ts';
import { requireRole } from '../job/session-policies.ts';
import { region } from '../job/values.ts';
import type { Settings } from '../settings/schema.ts';
import { type Commit, readCommit } from '../source/commit.ts';
import { isOfWorkspace } from '../source/git.ts';
import { warnOfTokens } from '../source/tokens.ts';
import { mayCarryForeignCode, pushOf, type Trust, trustOf } from '../source/trust.ts';
import { readWorktree, type Worktree } from '../source/worktree.ts';
import { readOnly } from './build-cache.ts';
import { type Draft, earlyTags, toDraft } from './draft.ts';
import { exportSession, type Identity, sharedSession } from './env-credentials.ts';
import { builderMaker } from './make-image.ts';
import { lookedUpTags } from './plan.ts';
import { pullLogin } from './pull-login.ts';
import { type DestinationResult, type Result, timed } from './result.ts';
import { type Asked, cacheNames, noteDrafts, noteDryRun, settingsOf, toDestinations } from './to-destinations.ts';

/**
 * Takes a commit to an image in every destination: a lookup of what is there, a plan, one build that pushes by digest or an image
 * that is there already, read back, then the tags.
 * @param jobs one for each destination; they differ in nothing that makes the image
 * @param result filled in as the run goes, so that it is right also where a later step fails
 * @throws Failure where a destination failed, after the others are done
 */
export async function publish(jobs: [Job, ...Job[]], host: Host, result: Result): Promise<void> {
  const [asked] = jobs;
  result.dryRun = asked.dryRun;
  result.destinations = jobs.map(({ name }) => ({ name, tags: [] }));
  result.warnings.push(...builderWarnings(asked.builder), ...new Set(jobs.flatMap(jobWarnings)));
  const [settings] = await Promise.all([Promise.all(jobs.map(settingsOf)), checkContext(asked.build)]);
  // Whose commit it is decides what the run may do.
  const { event, env, signal } = host;
  const { context, file } = asked.build;
  // A dry run asks it only for its platform.
  const found =
    asked.dryRun && asked.build.platforms.length > 0
      ? undefined
      : timed(result, 'builder', () => findBuilder(asked.builder, asked.builderEnv, host));
  // A run that reuses an image for the platforms that it names needs no builder, and is not told that there is none.
  found?.catch(() => {});
  const compared = timed(result, 'Git', () => readWorktree(context, file, env, signal));
  // Told to whoever needs it.
  compared.catch(() => {});
  const commit = await timed(result, 'commit', () => readCommit(event, context, file, env, signal));
  const clean = mayCarryForeignCode(event) && isOfWorkspace(context) && (await compared).clean;
  const trust = trustOf(event, { head: commit.head, clean }, host.idToken !== undefined);
  if (event.sha && !commit.head) result.warnings.push(UNKNOWN_COMMIT);
  result.warnings.push(...warnOfTokens(context, file));
  const push = pushOf(asked.push, trust);
  const all = jobs.map((job, at) => ({
    job: withRights(job, trust),
    settings: settings[at] as Settings,
    result: result.destinations[at] as DestinationResult,
  }));
  const [first] = all as [Asked];
  // Where a build that does not push is logged in; the cache, too, is there.
  const home = (all.find(({ job }) => job.place.kind === 'ecr') ?? first).job;
  for (const { job } of all.filter(({ job }) => job.place.kind !== 'registry')) {
    if (push.wanted || job.printPolicies) region(job.aws.region);
    if (push.wanted) requireRole(job.aws);
  }
  const shared = sharedSession(jobs, trust, push);
  if (shared.why) result.notes.push(shared.why);
  let session: Identity | undefined;
  const onSession = (job: Job, identity: Identity) => {
    if (job.name === shared.job?.name) session = identity;
  };
  const now = new Date();
  const influences = readInfluences(first.job, host, found);
  const drafted = all.map(({ job }) => readDraft(job, host, trust, commit, compared, influences, now));
  // Where another part fails first, that is told.
  for (const each of [influences, ...drafted]) each.catch(() => {});
  if (!push.wanted || asked.printPolicies) {
    const why = push.wanted ? 'print-policies asks AWS for nothing.' : push.why;
    return buildOnly(all, { why, trust, drafted, found: asked.dryRun ? undefined : found, home }, host, result);
  }
  await toDestinations(
    all,
    {
      drafted,
      tagsAt: async (at) => {
        const { job } = all[at] as Asked;
        const early = await earlyTags(job, event, trust, commit, now);
        return lookedUpTags(early ?? (await (drafted[at] as Promise<Draft>)));
      },
      maker: found && builderMaker(found),
      dryRun: asked.dryRun,
      trust,
      commit: commit.sha,
      onSession,
    },
    host,
    result,
  );
  if (asked.dryRun || !found) return;
  // Not before all is done: what runs in this process sees them, too.
  const own = result.destinations.find(({ name }) => name === shared.job?.name);
  if (own?.notPushed) result.notes.push(`Later steps get no credentials of AWS. ${own.notPushed}`);
  else if (shared.job && session) result.notes.push(exportSession(shared.job, session, host));
}

/** A run that does not push: it is built all the same, unless only what would be done is asked for. */
async function buildOnly(
  all: Asked[],
  {
    why,
    trust,
    drafted,
    found,
    home,
  }: { why: string; trust: Trust; drafted: Promise<Draft>[]; found: Promise<Builder> | undefined; home: Job },
  host: Host,
  result: Result,
): Promise<void> {
  const [{ job }] = all as [Asked];
  const caches = cacheNames(home, trust);
  const [drafts, builder, printed, pull] = await Promise.all([
    Promise.all(drafted),
    found,
    job.printPolicies ? printPolicies(all, host) : [],
    found && trust.level !== 'untrusted' ? pullLogin(home, caches, host, result) : undefined,
  ]);
  noteDrafts(drafts, result);
  result.policies.push(...printed);
  const unknown = { unknown: why };
  if (!builder)
    return noteDryRun(
      all,
      drafts,
      all.map(() => unknown),
      result,
    );
  const [draft] = drafts as [Draft];
  checkBuilder(builder, draft.build);
  result.notPushed = why;
  for (const own of result.destinations) own.notPushed = why;
  const cache = pull?.cache && readOnly(pull.cache, draft.cacheScopes, home.repository.endpoint);
  const spec = { ...draft.build, ...(cache && { cache }) };
  const built = await timed(result, 'build', () =>
    build(builder, spec, { to: 'nothing' }, host, {
      builderEnv: job.builderEnv,
      isolated: trust.level === 'untrusted',
      logins: pull?.login ? [pull.login] : [],
    }),
  );
  result.metadata = built.metadata;
}

const UNKNOWN_COMMIT =
  'The commit that is built is unknown, since there is no .git around the context, or no git. The commit of the event is assumed. Use an image with git for the job, and check the repository out with actions/checkout.';

/** A pull request never creates or changes a repository; untrusted code gets nothing of the environment. */
function withRights(job: Job, trust: Trust): Job {
  if (trust.level === 'untrusted') {
    const isGiven = ([name]: [string, string]) => !job.argsFromEnv.includes(name);
    return { ...job, builderEnv: [], build: { ...job.build, buildArgs: job.build.buildArgs.filter(isGiven) } };
  }
  if (trust.level !== 'pull request') return job;
  const { mode } = job.repository;
  const without = { create: 'off', reconcile: 'verify', off: 'off', verify: 'verify' } as const;
  return { ...job, repository: { ...job.repository, mode: without[mode], isPullRequest: true } };
}

/** Of each role. */
async function printPolicies(all: Asked[], host: Host): Promise<string[]> {
  const { policiesOf } = await import('../iam/print-policies.ts');
  const some = all.filter(({ job }) => job.place.kind !== 'registry');
  return Promise.all(
    some.map(async ({ job, settings, result: { name } }) => {
      const printed = await policiesOf(job, settings, host);
      return all.length > 1
        ? `Destination ${name} (a role of several destinations needs the identity policies of all):\n\n${printed}`
        : printed;
    }),
  );
}

async function readDraft(
  job: Job,
  host: Host,
  trust: Trust,
  commit: Commit,
  compared: Promise<Worktree>,
  influenced: ReturnType<typeof readInfluences>,
  now: Date,
): Promise<Draft> {
  const [worktree, influences] = await Promise.all([compared, influenced]);
  return toDraft(job, host.event, trust, commit, worktree, influences, now);
}
