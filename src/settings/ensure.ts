import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import type { Job } from '../job/job.ts';
import { failure, isFailure } from '../lib/failure.ts';
import type { Repository } from '../registry/ecr-repository.ts';
import { matches } from '../registry/mutability.ts';
import { applySetting } from './apply.ts';
import { type Attachments, creationTemplate, isRefused, readAttachments } from './attachments.ts';
import { createRepository, explainCreateDenied, whyNotChanged, whyNotCreated } from './create.ts';
import { withTemplate } from './creation-template.ts';
import { type Actual, type Difference, differences, type Setting, toDiff } from './difference.ts';
import { lifecyclePolicy } from './lifecycle-policy.ts';
import { type Expiring, previewLifecycle } from './lifecycle-preview.ts';
import type { LifecycleSettings, Settings } from './schema.ts';

/** What the repository's step has at hand. */
export type RepositoryStep = {
  ecr: ECRClient;
  request: Job['repository'];
  settings: Settings;
  found: Repository | undefined;
  attachments: Attachments;
  /** What this run publishes: no lifecycle policy may expire it. */
  published: { tags: string[]; digest?: string | undefined };
};

export type Ensured = {
  repository: Repository;
  /** What was changed. */
  notes: string[];
  /** What differs and was left. */
  warnings: string[];
};

/** The repository as it should be, or an error before anything else is written. */
export async function ensureRepository(step: RepositoryStep): Promise<Ensured> {
  const { request, settings, found, attachments } = step;
  const { name, mode } = request;
  if (!found) return createWithSettings(step);
  const asItIs = { repository: found, notes: [], warnings: attachments.warnings ?? [] };
  if (mode === 'off') return asItIs;
  const wrong = differences(settings, { ...found, ...attachments } satisfies Actual);
  if (wrong.length === 0) return asItIs;
  const list = wrong.map(toDiff).join('\n');
  if (mode === 'create') {
    const finished = await finish(step, found, wrong);
    if (finished) return finished;
    return { ...asItIs, warnings: [...asItIs.warnings, leftAsItIs(name, wrong)] };
  }
  if (mode === 'verify') {
    throw failure(`The repository ${name} differs from its settings. ${whyNotChanged(request, 'settings')}\n${list}`);
  }
  const notes = await reconcile(step, found, wrong);
  return { ...asItIs, notes: [...notes, `The repository ${name} was brought in line with its settings:\n${list}`] };
}

/** What is put after the creation. */
const ATTACHED = ['lifecycle-policy', 'repository-policy'] as const satisfies Setting[];

/**
 * Sets what an empty repository lacks altogether, as a run leaves it that created it and failed before that was set.
 * @returns undefined where there is no such thing, or this run may not set it
 */
async function finish(step: RepositoryStep, found: Repository, wrong: Difference[]): Promise<Ensured | undefined> {
  const { ecr, settings, attachments } = step;
  const lacking = ATTACHED.filter((attached) => wrong.some(({ setting, is }) => setting === attached && is === 'none'));
  if (lacking.length === 0 || !(await isEmpty(ecr, found.name))) return undefined;
  try {
    await applyAll(step, found, lacking, settings);
  } catch (error) {
    if (error instanceof Error && isRefused(error.cause)) return undefined;
    throw error;
  }
  const note = `The repository ${found.name} is empty and had no ${lacking.join(' and no ')}, as a run leaves it that fails after creating it. This was set.`;
  const others = wrong.filter(({ setting }) => !lacking.some((each) => each === setting));
  const left = others.length > 0 ? [leftAsItIs(found.name, others)] : [];
  return { repository: found, notes: [note], warnings: [...(attachments.warnings ?? []), ...left] };
}

const leftAsItIs = (name: string, wrong: Difference[]): string =>
  `The repository ${name} differs from its settings, and create-repository is create, so it is left as it is:\n${wrong.map(toDiff).join('\n')}`;

/** @returns false also where that may not be known */
async function isEmpty(ecr: ECRClient, repositoryName: string): Promise<boolean> {
  // Archived images are images.
  const command = new DescribeImagesCommand({ repositoryName, maxResults: 1, filter: { imageStatus: 'ANY' } });
  const answer = await ecr.send(command).catch((error) => {
    if (isRefused(error)) return undefined;
    throw error;
  });
  return answer?.imageDetails?.length === 0;
}

/** A repository is new and empty, so that no lifecycle policy can expire anything, and needs no preview. */
async function createWithSettings(step: RepositoryStep): Promise<Ensured> {
  const { ecr, request, settings } = step;
  const { name, mode } = request;
  if (mode === 'off' || mode === 'verify') {
    throw failure(`repository: there is no "${name}", and ${whyNotCreated(request)}.`);
  }
  const template = request.template ? await creationTemplate(ecr, name) : undefined;
  const wanted = template ? withTemplate(settings, template) : settings;
  const made = await createRepository(ecr, name, wanted).catch((cause: Error) => {
    if (!isRefused(cause)) throw cause;
    throw failure(`${cause.message}\n${explainCreateDenied(name, wanted, cause.message)}`, { cause });
  });
  // Another job that was first makes the same attachments; they are put whole, so that twice is as good as once.
  const attached = ATTACHED.filter((setting) => wanted[setting]);
  await applyAll(step, made, attached, wanted);
  if (!made.created) {
    // Whoever was first may have had other settings.
    const attachments = await readAttachments(ecr, name, wanted, Promise.resolve(made));
    return ensureRepository({ ...step, settings: wanted, found: made, attachments });
  }
  const notes = template ? [`The repository ${name} was created from the creation template ${template.prefix}.`] : [];
  return { repository: made, notes, warnings: [] };
}

/** @returns what is worth saying besides */
async function reconcile(step: RepositoryStep, repository: Repository, wrong: Difference[]): Promise<string[]> {
  const { settings, request } = step;
  const fixed = wrong.filter(({ changeable }) => !changeable);
  if (fixed.length > 0) {
    throw failure(
      `The repository ${repository.name} differs in settings that AWS cannot change after creation. Nothing was changed. Create another repository, or change the settings.\n${fixed.map(toDiff).join('\n')}`,
    );
  }
  const { 'lifecycle-policy': lifecycle } = settings;
  const isPreviewed = !request.force && wrong.some(({ setting }) => setting === 'lifecycle-policy');
  const notes = lifecycle && isPreviewed ? [await checkLifecycle(step, lifecycle)] : [];
  await applyAll(
    step,
    repository,
    wrong.map(({ setting }) => setting),
    settings,
  );
  return notes;
}

/**
 * Sources for the words: https://github.com/terraform-aws-modules/terraform-aws-ecr/issues/19 ("Invalid repository policy provided"),
 * https://github.com/hashicorp/terraform-provider-aws/issues/39064 ("Principal not found")
 */
function explainSetting(setting: Setting, error: Error): string {
  if (isFailure(error)) return error.message;
  const said = `${error.message} (${error.name})`;
  const isPrincipal = /Invalid repository policy provided|Principal not found/.test(error.message);
  return setting === 'repository-policy' && error.name === 'InvalidParameterException' && isPrincipal
    ? `${said}. An account or role that the policy names does not exist, or was created a moment ago. Check each of them.`
    : said;
}

/** What CreateRepository takes. */
const AT_CREATION = ['image-tag-mutability', 'scan-on-push', 'encryption', 'resource-tags'] as const;

/** @throws Failure that tells what was applied where something was not */
async function applyAll(
  { ecr, attachments }: Pick<RepositoryStep, 'ecr' | 'attachments'>,
  repository: Repository,
  asked: Setting[],
  settings: Settings,
): Promise<void> {
  const outcomes = await Promise.allSettled(
    asked.map((setting) => applySetting(ecr, repository, setting, settings, attachments)),
  );
  const errors = outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error) : undefined));
  const [cause] = errors.filter((error) => error !== undefined);
  if (!cause) return;
  const created = repository.created ? AT_CREATION.filter((setting) => settings[setting] !== undefined) : [];
  const applied = [...created, ...asked.filter((_, at) => !errors[at])];
  const reasons = asked.flatMap((setting, at) => {
    const error = errors[at];
    return error ? [`${setting}: ${explainSetting(setting, error)}`] : [];
  });
  const without = asked.filter((_, at) => errors[at]).join(' and ');
  const what = repository.created
    ? `was created without ${without}. Run this again once that can be set: as long as the repository is empty, it is finished.`
    : 'does not have all of its settings.';
  throw failure(
    `The repository ${repository.name} ${what} Applied: ${applied.join(', ') || 'none'}. Not applied:\n${reasons.join('\n')}`,
    { cause },
  );
}

const MOST_LISTED = 20;

/** A lifecycle policy must not expire what this run publishes, or what its own words keep. */
async function checkLifecycle(step: RepositoryStep, lifecycle: LifecycleSettings): Promise<string> {
  const { published } = step;
  const expiring = await preview(step, lifecyclePolicy(lifecycle));
  const kept = lifecycle['keep-tagged'] ?? [];
  const lost = expiring.filter(
    ({ digest, tags }) =>
      digest === published.digest ||
      tags.some((tag) => published.tags.includes(tag) || kept.some((pattern) => matches(tag, pattern))),
  );
  const archived = expiring.filter(({ archived }) => archived).length;
  if (lost.length === 0) {
    const and = archived > 0 ? `, and archive ${archived}` : '';
    return `The lifecycle policy would expire ${expiring.length - archived} images now${and}.`;
  }
  const listed = lost.slice(0, MOST_LISTED).map(({ digest, tags }) => `${digest} (${tags.join(', ')})`);
  const images = [...listed, ...(lost.length > MOST_LISTED ? [`and ${lost.length - MOST_LISTED} more`] : [])].join(
    '\n',
  );
  throw failure(
    `lifecycle-policy: it would expire or archive what this run publishes or what is to be kept, so nothing was changed. Change it, or set force-lifecycle-policy: true.\n${images}`,
  );
}

async function preview({ ecr, request }: RepositoryStep, policy: string): Promise<Expiring[]> {
  try {
    return await previewLifecycle(ecr, request.name, policy);
  } catch (cause) {
    if (!isRefused(cause)) throw cause;
    throw failure(
      `lifecycle-policy: what it would expire cannot be known, so nothing was changed. ${(cause as Error).message} Or set force-lifecycle-policy: true, which applies it unseen.`,
      { cause },
    );
  }
}
