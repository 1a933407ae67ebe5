import type { ECRClient } from '@aws-sdk/client-ecr';
import { lacksCredentials } from '../aws/request-errors.ts';
import type { StoredManifest } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import type { Authorization } from '../registry/ecr-authorization.ts';
import { findRepository, imageUri, type Repository } from '../registry/ecr-repository.ts';
import { readLabels } from '../registry/image-labels.ts';
import type { Mutability } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import { type Attachments, readAttachments } from '../settings/attachments.ts';
import { wantedMutability } from '../settings/difference.ts';
import type { Settings } from '../settings/schema.ts';
import { type CacheLookup, type CacheNames, lookUpCache } from './build-cache.ts';
import type { RegistryState } from './plan.ts';

/** Where the image goes: the repository as every registry has one, and the client for what only ECR has. */
export type Destination = { registry: Registry; ecr: ECRClient };

/** What the destination is like before anything is written. */
export type Lookup = RegistryState & { authorization: Authorization; attachments: Attachments; cache?: CacheLookup };

/** Why the registry could not be asked. */
export type Unknown = { unknown: string };

export const isUnknown = (lookup: Lookup | Unknown): lookup is Unknown => 'unknown' in lookup;

/** Asks for everything at the same time. Only a dry run does without credentials; one that AWS refuses would fail as the run does. */
export async function lookUp(
  { registry, ecr }: Destination,
  { repository: { name, mode, endpoint }, dryRun }: Job,
  settings: Settings,
  tags: Promise<string[]>,
  caches: CacheNames | undefined,
): Promise<Lookup | Unknown> {
  try {
    const found = findRepository(ecr, name);
    const [repository, authorization, attachments, images, cache] = await Promise.all([
      found,
      registry.authorize(),
      readAttachments(ecr, name, mode === 'off' ? {} : settings, found),
      tags.then((wanted) => registry.readTags(wanted)),
      caches ? lookUpCache(ecr, caches) : undefined,
    ]);
    const labelled = repository && (await withLabels(registry, images, imageUri(repository, endpoint), authorization));
    const mutability = mutabilityOf(repository, mode, settings);
    return { repository, authorization, attachments, images: labelled ?? images, mutability, ...(cache && { cache }) };
  } catch (error) {
    if (dryRun && lacksCredentials(error)) return { unknown: (error as Error).message };
    throw error;
  }
}

/**
 * A Docker without the containerd image store writes no annotations, and leaves the fingerprint in a label. What cannot be read
 * has none.
 */
async function withLabels(
  registry: Registry,
  images: ReadonlyMap<string, StoredManifest>,
  uri: string,
  { auth }: Authorization,
): Promise<ReadonlyMap<string, StoredManifest>> {
  const bare = [...images].filter(([, { manifest }]) => !manifest.annotations && manifest.config);
  const read = bare.map(async ([tag, image]) => {
    const labels = await readLabels(registry, [image], { uri, auth }).catch(() => ({}));
    return [tag, { ...image, labels }] as const;
  });
  return new Map([...images, ...(await Promise.all(read))]);
}

/** What holds for tags once the settings are applied. */
function mutabilityOf(found: Repository | undefined, mode: Job['repository']['mode'], settings: Settings): Mutability {
  const wanted = !found || mode === 'reconcile' ? wantedMutability(settings) : undefined;
  return wanted ?? found?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
}
