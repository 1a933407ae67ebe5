import { idTokenOf } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import { inlinePolicyOf } from '../iam/least-policy.ts';
import type { Job } from '../job/job.ts';
import { failure, isFailure } from '../lib/failure.ts';
import { whyNotCreated } from '../settings/create.ts';
import type { Settings } from '../settings/schema.ts';
import type { Trust } from '../source/trust.ts';
import type { CacheNames } from './build-cache.ts';
import {
  type Connection,
  type Destination,
  ecrDestination,
  isUnknown,
  type Lookup,
  type Unknown,
} from './destination.ts';
import type { Draft } from './draft.ts';
import type { Identity } from './env-credentials.ts';
import { type Plan, toPlan } from './plan.ts';
import { publishTo } from './publish-to.ts';
import { type DestinationResult, type Result, timed } from './result.ts';
import type { Maker, Target } from './targets.ts';

// Takes what is drafted to its destinations: connected, looked up, planned, published. What publish and promote share.
/** A destination that is not looked at yet. */
export type Asked = { job: Job; settings: Settings; result: DestinationResult };

/** What is to be published, and how. */
export type Drafted = {
  /** One for each destination. */
  drafted: Promise<Draft>[];
  /** The tags that are looked up there; a wrong one is an error before anything is written. */
  tagsAt(at: number): Promise<string[]>;
  /** undefined where nothing will be made, as on a dry run. */
  maker: Maker | undefined;
  dryRun: boolean;
  trust: Trust;
  /** The commit's own tag. */
  commit: string;
  onSession?: (job: Job, identity: Identity) => void;
};

/**
 * Publishes to every destination; a dry run only says what would be done.
 * @throws Failure where a destination failed, after the others are done
 */
export async function toDestinations(
  all: Asked[],
  { drafted, tagsAt, maker, dryRun, trust, commit, onSession = () => {} }: Drafted,
  host: Host,
  result: Result,
): Promise<void> {
  const [first] = all as [Asked];
  const destinations = await connect(all, trust, commit, host, result, onSession);
  // What does not depend on each other runs at the same time.
  const looked = destinations.map(async (destination, at) => {
    const { result: own } = all[at] as Asked;
    const tags = tagsAt(at);
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
  if (!maker || dryRun || lookups.every((lookup) => lookup && isUnknown(lookup))) {
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
    { host, maker, policy: first.job.destinationsPolicy, name: (own, phase) => phaseOf(all, own, phase) },
    result,
  );
  throwFailed(result);
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

/** Most runs have no settings, and do without what reads them. */
export async function settingsOf({ settings, aws }: Job): Promise<Settings> {
  if (!Object.values(settings).some((given) => given?.length)) return {};
  const { readSettings } = await import('../settings/settings-inputs.ts');
  return readSettings(settings, aws.region);
}

export function noteDrafts(drafts: Draft[], result: Result): void {
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
export function noteDryRun(
  all: Asked[],
  drafts: Draft[],
  lookups: (Lookup | Unknown | undefined)[],
  result: Result,
): void {
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
export function cacheNames({ repository: { cache, pullRequestCache } }: Job, trust: Trust): CacheNames | undefined {
  return cache ? { own: (trust.level === 'pull request' && pullRequestCache) || cache, base: cache } : undefined;
}
