import type { ECRClient } from '@aws-sdk/client-ecr';
import { createRepository, findRepository, imageUri, type Repository } from '../aws/repository.ts';
import { applySetting } from '../aws/settings.ts';
import { CACHE_SETTINGS, type CacheScopes } from '../plan/cache.ts';
import type { BuildCache } from '../plan/draft.ts';
import type { RepositoryRequest } from '../request/request.ts';

/** What one look told of the cache's repository: there, missing, or why it cannot be used. */
export type CacheLook = { found: Repository | undefined } | { unusable: string };

export async function lookAtCache(ecr: ECRClient, name: string): Promise<CacheLook> {
  try {
    return { found: await findRepository(ecr, name) };
  } catch (error) {
    return { unusable: (error as Error).message };
  }
}

/**
 * The cache that a build reads and writes, its repository made where it is missing. A cache is a help: whatever is wrong
 * with it is a warning, and the build goes on without.
 */
export async function ensureCache(
  ecr: ECRClient,
  request: RepositoryRequest & { cache: string },
  scopes: CacheScopes,
  look: CacheLook,
  warn: (text: string) => void,
): Promise<BuildCache | undefined> {
  try {
    if ('unusable' in look) throw new Error(look.unusable);
    const repository = look.found ?? (await makeCache(ecr, request, warn));
    const uri = imageUri(repository, request.endpoint);
    return {
      read: scopes.read.map((scope) => `${uri}:${scope}`),
      ...(scopes.write && { write: `${uri}:${scopes.write}` }),
    };
  } catch (error) {
    warn(`The build goes on without its cache in ${request.cache}: ${(error as Error).message}`);
    return undefined;
  }
}

async function makeCache(
  ecr: ECRClient,
  { cache, mode }: RepositoryRequest & { cache: string },
  warn: (text: string) => void,
): Promise<Repository> {
  if (mode === 'off' || mode === 'verify') throw new Error(`there is none, and create-repository is ${mode}.`);
  const repository = await createRepository(ecr, cache, CACHE_SETTINGS);
  await applySetting(ecr, repository, 'lifecycle-policy', CACHE_SETTINGS).catch((error: Error) =>
    warn(`The cache in ${cache} grows without a lifecycle policy: ${error.message}`),
  );
  return repository;
}
