import { idTokenOf } from '../aws/sessions.ts';
import { type Builder, builderWarnings, checkBuilder, findBuilder } from '../build/builder.ts';
import { readInfluences } from '../build/influences.ts';
import { build, checkContext } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import { inlinePolicyOf } from '../iam/least-policy.ts';
import { type Job, jobWarnings } from '../job/job.ts';
import { requireRole } from '../job/session-policies.ts';
import { region } from '../job/values.ts';
import { failure, isFailure } from '../lib/failure.ts';
import { whyNotCreated } from '../settings/create.ts';
import type { Settings } from '../settings/schema.ts';
import { type Commit, readCommit } from '../source/commit.ts';
import { isOfWorkspace } from '../source/git.ts';
import { warnOfTokens } from '../source/tokens.ts';
import { mayCarryForeignCode, pushOf, type Trust, trustOf } from '../source/trust.ts';
import { readWorktree, type Worktree } from '../source/worktree.ts';
import { type CacheNames, readOnly } from './build-cache.ts';
import {
  type Connection,
  type Destination,
  ecrDestination,
  isUnknown,
  type Lookup,
  type Unknown,
} from './destination.ts';
import { type Draft, earlyTags, toDraft } from './draft.ts';
import { exportSession, type Identity, sharedSession } from './env-credentials.ts';
import { lookedUpTags, type Plan, toPlan } from './plan.ts';
import { publishTo } from './publish-to.ts';
import { pullLogin } from './pull-login.ts';
import { type DestinationResult, type Result, timed } from './result.ts';
import type { Target } from './targets.ts';

/** A destination that is not looked at yet. */
type Asked = { job: Job; settings: Settings; result: DestinationResult };

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
  const destinations = await connect(all, trust, commit.sha, host, result, onSession);
  // What does not depend on each other runs at the same time.
  const looked = destinations.map(async (destination, at) => {
    const { job, result: own } = all[at] as Asked;
    const tags = earlyTags(job, event, trust, commit, now).then(async (early) =>
      lookedUpTags(early ?? (await (drafted[at] as Promise<Draft>))),
    );
    // AWS may be asked for something else first.
    tags.catch(() => {});
    try {
      return await timed(result, phaseOf(all, own, 'lookup'), () => destination.lookUp(tags));
    } catch (error) {
      own.error = error as Error;
      return undefined;
    }
  });
  const lookups = await Promise.all(looked);
  // Where both fail, a wrong tag is told, not what AWS said.
  const drafts = await Promise.all(drafted);
  noteDrafts(drafts, result);
  host.signal.throwIfAborted();
  if (!found || asked.dryRun || lookups.every((lookup) => lookup && isUnknown(lookup))) {
    return noteDryRun(all, drafts, lookups, result);
  }
  const targets = all.flatMap(({ job, result: own }, at): Target[] => {
    const [destination, lookup, draft] = [destinations[at] as Destination, lookups[at], drafts[at] as Draft];
    if (!lookup || isUnknown(lookup)) return [];
    // One build serves all.
    const { build, annotations } = drafts[0] as Draft;
    const registry = destination.registry;
    return [{ job, registry, lookup, draft: { ...draft, build, annotations }, result: own }];
  });
  await publishTo(
    targets,
    { host, found, policy: asked.destinationsPolicy, name: (own, phase) => phaseOf(all, own, phase) },
    result,
  );
  throwFailed(result);
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

/** What a part of the run is called in the timeline: with its destination where there are several. */
const phaseOf = (all: unknown[], { name }: DestinationResult, phase: string): string =>
  all.length > 1 ? `${phase} (${name})` : phase;

/** One of GitHub's tokens serves all roles that ask for the same audience, each of which gets a session of its own. */
async function connect(
  all: Asked[],
  trust: Trust,
  commit: string,
  host: Host,
  result: Result,
  onSession: (job: Job, identity: Identity) => void,
): Promise<Destination[]> {
  const tokens = new Map<string, Promise<string>>();
  const idToken = (audience: string): Promise<string> => {
    const held = tokens.get(audience);
    if (held !== undefined) return held;
    const token = timed(result, 'id-token', () => idTokenOf(host, audience));
    tokens.set(audience, token);
    // It is for sessions that begin now; one that is renewed later needs another.
    setTimeout(() => tokens.delete(audience), TOKEN_MS).unref();
    return token;
  };
  return Promise.all(
    all.map(async ({ job, settings, result: own }) => {
      if (job.place.kind === 'registry') {
        const { registryDestination } = await import('./registry-destination.ts');
        return registryDestination(job, job.place, host, commit);
      }
      const connection: Connection = {
        settings,
        inlinePolicy: inlinePolicyOf(job, settings),
        caches: cacheNames(job, trust),
        commit,
        idToken,
        onSession: (identity) => onSession(job, identity),
        timed: (name, work) => timed(result, phaseOf(all, own, name), work),
      };
      if (job.place.kind === 'ecr-public') {
        const { ecrPublicDestination } = await import('./ecr-public-destination.ts');
        return ecrPublicDestination(job, job.place, host, connection);
      }
      return ecrDestination(job, host, connection);
    }),
  );
}

/** GitHub's tokens live for five minutes and more: https://docs.github.com/en/actions/reference/security/oidc */
const TOKEN_MS = 60_000;

/** A run whose destinations all fail of the same, such as of the build, fails as they do; another one tells which failed. */
function throwFailed({ destinations, dryRun }: Result): void {
  const failed = destinations.filter(({ error }) => error);
  const [first] = failed;
  if (!first?.error) return;
  if (destinations.every(({ error }) => error === first.error)) throw first.error;
  const errors = [...new Set(failed.map(({ error }) => error as Error))];
  const list = errors.map((error) => {
    const names = failed.filter((each) => each.error === error).map(({ name }) => name);
    return `${names.join(', ')}: ${error.message}`;
  });
  const at = errors.length === 1 && isFailure(first.error) ? first.error.at : undefined;
  const count = `${failed.length} of ${destinations.length}`;
  throw failure(
    `${count} destinations failed. ${dryRun ? 'Nothing was written, since this is a dry run. Correct this:' : 'Correct this, then run it again: only what is missing is pushed.'}\n${list.join('\n')}`,
    { cause: first.error, at },
  );
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

/** Most runs have no settings, and do without what reads them. */
async function settingsOf({ settings, aws }: Job): Promise<Settings> {
  if (!Object.values(settings).some((given) => given?.length)) return {};
  const { readSettings } = await import('../settings/settings-inputs.ts');
  return readSettings(settings, aws.region);
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

function noteDrafts(drafts: Draft[], result: Result): void {
  result.draft = drafts[0] as Draft;
  result.warnings.push(...new Set(drafts.flatMap(({ warnings }) => warnings)));
}

const DRY_RUN = 'This is a dry run.';

/** What follows from it. */
const DIFFERS = {
  create: ', and would be left as it is, since create-repository is create',
  reconcile: ', and would be changed, since create-repository is reconcile',
  verify: '',
};

/** Why a run that is not a dry run would fail, as far as can be seen from here. */
function whyItFails({ tags, tagConflict, createRepository }: Plan, { repository }: Job, lookup: Lookup): string[] {
  const taken = tags.filter(({ action }) => action === 'conflict').map(({ tag, now }) => `"${tag}" (at ${now})`);
  return [
    ...(lookup.differences.length > 0 && repository.mode === 'verify' && !repository.isPullRequest
      ? ['the repository differs from its settings, and create-repository is verify']
      : []),
    ...(tagConflict === 'fail' && taken.length > 0
      ? [`immutable tags point at other images: ${taken.join(', ')}, and tag-conflict is fail`]
      : []),
    ...(lookup.repository || createRepository
      ? []
      : [`there is no repository ${repository.name}, and ${whyNotCreated(repository)}`]),
  ];
}

/** What would be done, as far as the registries could be asked. */
function noteDryRun(all: Asked[], drafts: Draft[], lookups: (Lookup | Unknown | undefined)[], result: Result): void {
  for (const [at, { job, result: own }] of all.entries()) {
    const lookup = lookups[at];
    const state = !lookup || isUnknown(lookup) ? undefined : lookup;
    own.plan = toPlan(drafts[at] as Draft, job.repository.name, state, job);
    own.notPushed = lookup && isUnknown(lookup) ? `${DRY_RUN} The registry was not asked: ${lookup.unknown}` : DRY_RUN;
    if (!state) continue;
    const why = whyItFails(own.plan, job, state);
    if (why.length > 0) own.notPushed = `${DRY_RUN} The run would fail: ${why.join('; ')}.`;
    result.warnings.push(...state.warnings);
    if (!state.repository) continue;
    own.repository = state.repository;
    if (state.uri) own.uri = state.uri;
    if (state.differences.length > 0 && job.repository.mode !== 'off') {
      result.notes.push(
        `The repository ${state.repository.name} differs from its settings${DIFFERS[job.repository.mode]}:\n${state.differences.join('\n')}`,
      );
    }
  }
  result.notPushed = all[0]?.result.notPushed ?? DRY_RUN;
  throwFailed(result);
}

/** The role of pull requests need not write to the repository that branches are built from. */
function cacheNames({ repository: { cache, pullRequestCache } }: Job, trust: Trust): CacheNames | undefined {
  return cache ? { own: (trust.level === 'pull request' && pullRequestCache) || cache, base: cache } : undefined;
}
