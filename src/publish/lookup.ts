import type { ECRClient } from '@aws-sdk/client-ecr';
import type { Job } from '../job/job.ts';
import { isFailure } from '../lib/failure.ts';
import type { Authorization } from '../registry/ecr-authorization.ts';
import { findRepository, type Repository } from '../registry/ecr-repository.ts';
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

/** Asks for everything at the same time. A dry run goes on without it. */
export async function lookUp(
  { registry, ecr }: Destination,
  { repository: { name, mode }, dryRun }: Job,
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
    const mutability = mutabilityOf(repository, mode, settings);
    return { repository, authorization, attachments, images, mutability, ...(cache && { cache }) };
  } catch (error) {
    if (dryRun && isFailure(error)) return { unknown: error.message };
    throw error;
  }
}

/** What holds for tags once the settings are applied. */
function mutabilityOf(found: Repository | undefined, mode: Job['repository']['mode'], settings: Settings): Mutability {
  const wanted = !found || mode === 'reconcile' ? wantedMutability(settings) : undefined;
  return wanted ?? found?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
}
