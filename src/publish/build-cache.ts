import type { ECRClient } from '@aws-sdk/client-ecr';
import type { BuildCache } from '../build/build-spec.ts';
import type { RepositoryRequest } from '../job/job.ts';
import { findRepository, imageUri, type Repository } from '../registry/ecr-repository.ts';
import { applySetting } from '../settings/apply.ts';
import { createRepository } from '../settings/create.ts';
import { CACHE_SETTINGS, type CacheScopes } from './cache-scopes.ts';

/** What the lookup told of the cache's repository: there, missing, or why it cannot be used. */
export type CacheLookup = { found: Repository | undefined } | { unusable: string };

export async function lookUpCache(ecr: ECRClient, name: string): Promise<CacheLookup> {
  try {
    return { found: await findRepository(ecr, name) };
  } catch (error) {
    return { unusable: (error as Error).message };
  }
}

/**
 * The cache that a build reads and writes, its repository created where it is missing. A cache is a help: whatever is
 * wrong with it is a warning, and the build goes on without.
 */
export async function ensureCache(
  ecr: ECRClient,
  request: RepositoryRequest & { cache: string },
  scopes: CacheScopes,
  lookup: CacheLookup,
): Promise<{ cache?: BuildCache; warnings: string[] }> {
  const warnings: string[] = [];
  try {
    if ('unusable' in lookup) throw new Error(lookup.unusable);
    const repository = lookup.found ?? (await createCache(ecr, request, warnings));
    const uri = imageUri(repository, request.endpoint);
    const read = scopes.read.map((scope) => `${uri}:${scope}`);
    return { cache: { read, ...(scopes.write && { write: `${uri}:${scopes.write}` }) }, warnings };
  } catch (error) {
    return { warnings: [`The build goes on without its cache in ${request.cache}: ${(error as Error).message}`] };
  }
}

async function createCache(
  ecr: ECRClient,
  { cache, mode }: RepositoryRequest & { cache: string },
  warnings: string[],
): Promise<Repository> {
  if (mode === 'off' || mode === 'verify') throw new Error(`there is none, and create-repository is ${mode}.`);
  const repository = await createRepository(ecr, cache, CACHE_SETTINGS);
  await applySetting(ecr, repository, 'lifecycle-policy', CACHE_SETTINGS).catch((error: Error) =>
    warnings.push(`The cache in ${cache} grows without a lifecycle policy: ${error.message}`),
  );
  return repository;
}
