import type { ECRClient } from '@aws-sdk/client-ecr';
import { type Expiring, previewLifecycle } from '../aws/preview.ts';
import { createRepository, type Repository } from '../aws/repository.ts';
import { type Attachments, applySetting, creationTemplate, isRefused, readAttachments } from '../aws/settings.ts';
import { failure } from '../failure.ts';
import { matches } from '../plan/mutability.ts';
import type { Request } from '../request/request.ts';
import { type Actual, type Difference, differences, toDiff } from '../settings/difference.ts';
import { lifecyclePolicy } from '../settings/lifecycle.ts';
import type { LifecycleSettings, Settings } from '../settings/settings.ts';
import { withTemplate } from '../settings/template.ts';

/** What the repository's step has at hand. */
export type RepositoryStep = {
  ecr: ECRClient;
  request: Request['repository'];
  settings: Settings;
  found: Repository | undefined;
  attachments: Attachments;
  /** What this run publishes: no lifecycle policy may expire it. */
  published: { tags: string[]; digest?: string | undefined };
  /** Told what is changed, and what differs and is left. */
  say: (text: string) => void;
  warn: (text: string) => void;
};

/** The repository as it should be, or an error before anything else is written. */
export async function ensureRepository(step: RepositoryStep): Promise<Repository> {
  const { request, settings, found, attachments, say, warn } = step;
  const { name, mode } = request;
  if (!found) return makeRepository(step);
  if (mode === 'off') return found;
  const wrong = differences(settings, { ...found, ...attachments } satisfies Actual);
  if (wrong.length === 0) return found;
  const list = wrong.map(toDiff).join('\n');
  if (mode === 'create') {
    warn(
      `The repository ${name} differs from its settings, and create-repository is create, so it is left as it is:\n${list}`,
    );
    return found;
  }
  if (mode === 'verify') {
    throw failure(`The repository ${name} differs from its settings. Nothing was changed.\n${list}`);
  }
  await reconcile(step, found, wrong);
  say(`The repository ${name} was brought in line with its settings:\n${list}`);
  return found;
}

/** A repository is new and empty, so that no lifecycle policy can expire anything, and needs no preview. */
async function makeRepository(step: RepositoryStep): Promise<Repository> {
  const { ecr, request, settings, say } = step;
  const { name, mode } = request;
  if (mode === 'off' || mode === 'verify') {
    throw failure(
      `repository: there is no "${name}", and create-repository is ${mode}. Make it, or let this step make it.`,
    );
  }
  const template = await creationTemplate(ecr, name);
  const wanted = template ? withTemplate(settings, template) : settings;
  const made = await createRepository(ecr, name, wanted);
  // Another job that was first makes the same attachments; they are put whole, so that twice is as good as once.
  await Promise.all(
    (['lifecycle-policy', 'repository-policy'] as const).map((setting) => applySetting(ecr, made, setting, wanted)),
  );
  if (!made.created) {
    // Whoever was first may have had other settings.
    const attachments = await readAttachments(ecr, name, wanted, Promise.resolve(made));
    return ensureRepository({ ...step, settings: wanted, found: made, attachments });
  }
  if (template) say(`The repository ${name} is made from the registry's creation template ${template.prefix}.`);
  return made;
}

async function reconcile(step: RepositoryStep, repository: Repository, wrong: Difference[]): Promise<void> {
  const { ecr, settings, request } = step;
  const fixed = wrong.filter(({ changeable }) => !changeable);
  if (fixed.length > 0) {
    throw failure(
      `The repository ${repository.name} differs in what AWS cannot change once it is made. Nothing was changed. Make another repository, or change the settings.\n${fixed.map(toDiff).join('\n')}`,
    );
  }
  const { 'lifecycle-policy': lifecycle } = settings;
  if (lifecycle && !request.force && wrong.some(({ setting }) => setting === 'lifecycle-policy')) {
    await checkLifecycle(step, lifecycle);
  }
  await Promise.all(wrong.map(({ setting }) => applySetting(ecr, repository, setting, settings)));
}

/** A lifecycle policy must not expire what this run publishes, or what its own words keep. */
async function checkLifecycle(step: RepositoryStep, lifecycle: LifecycleSettings): Promise<void> {
  const { published, say } = step;
  const expiring = await preview(step, lifecyclePolicy(lifecycle));
  const kept = lifecycle['keep-tagged'] ?? [];
  const lost = expiring.filter(
    ({ digest, tags }) =>
      digest === published.digest ||
      tags.some((tag) => published.tags.includes(tag) || kept.some((pattern) => matches(tag, pattern))),
  );
  if (lost.length === 0) {
    say(`The lifecycle policy would expire ${expiring.length} images now.`);
    return;
  }
  const images = lost.map(({ digest, tags }) => `${digest} (${tags.join(', ')})`).join('\n');
  throw failure(
    `lifecycle-policy: It would expire what this run publishes or what is to be kept, so nothing was changed. Change it, or set force: true.\n${images}`,
  );
}

async function preview({ ecr, request }: RepositoryStep, policy: string): Promise<Expiring[]> {
  try {
    return await previewLifecycle(ecr, request.name, policy);
  } catch (cause) {
    if (!isRefused(cause)) throw cause;
    throw failure(
      `lifecycle-policy: What it would expire cannot be known, so nothing was changed. ${(cause as Error).message} Or set force: true, which applies it unseen.`,
      { cause },
    );
  }
}
