import type { ECRClient } from '@aws-sdk/client-ecr';
import type { BuildCache } from '../build/build-spec.ts';
import type { RepositoryRequest } from '../job/job.ts';
import { findRepository, imageUri, type Repository } from '../registry/ecr-repository.ts';
import { applySetting } from '../settings/apply.ts';
import { createRepository, whyNotCreated } from '../settings/create.ts';
import { CACHE_SETTINGS, type CacheScopes } from './cache-scopes.ts';

/** The names of the repositories that a build's own cache and those that it only reads are in. */
export type CacheNames = { own: string; base: string };

/** What the lookup told of a cache's repository: there, missing, or why it cannot be used. */
type Found = { name: string } & ({ repository: Repository | undefined } | { unusable: string });

export type CacheLookup = { own: Found; base: Found };

export async function lookUpCache(ecr: ECRClient, { own, base }: CacheNames): Promise<CacheLookup> {
  const ofBase = lookUp(ecr, base);
  const [found, others] = await Promise.all([own === base ? ofBase : lookUp(ecr, own), ofBase]);
  return { own: found, base: others };
}

async function lookUp(ecr: ECRClient, name: string): Promise<Found> {
  try {
    return { name, repository: await findRepository(ecr, name) };
  } catch (error) {
    return { name, unusable: (error as Error).message };
  }
}

/** Pure: the caches of a build that does not push, and only reads them. */
export function readOnly({ own, base }: CacheLookup, scopes: CacheScopes, endpoint: string | undefined): BuildCache {
  const refs = (found: Found, tags: string[]) =>
    'repository' in found && found.repository
      ? tags.map((tag) => `${imageUri(found.repository as Repository, endpoint)}:${tag}`)
      : [];
  return { read: [...refs(own, scopes.own ? [scopes.own] : []), ...refs(base, scopes.base)] };
}

/**
 * The caches that a build reads and writes, its own repository created where it is missing. A cache is a help: whatever is
 * wrong with it is a warning, and the build goes on without.
 */
export async function ensureCache(
  ecr: ECRClient,
  request: RepositoryRequest,
  scopes: CacheScopes,
  { own, base }: CacheLookup,
): Promise<{ cache: BuildCache; warnings: string[] }> {
  const warnings: string[] = [];
  const uriOf = async (found: Found): Promise<string | undefined> => {
    try {
      if ('unusable' in found) throw new Error(found.unusable);
      return imageUri(found.repository ?? (await createCache(ecr, found.name, request, warnings)), request.endpoint);
    } catch (error) {
      warnings.push(`The build continues without its cache in ${found.name}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const baseUri = await uriOf(base);
  const ownUri = own.name === base.name ? baseUri : await uriOf(own);
  const write = ownUri && scopes.own && `${ownUri}:${scopes.own}`;
  const read = [...(write ? [write] : []), ...(baseUri ? scopes.base.map((scope) => `${baseUri}:${scope}`) : [])];
  return { cache: { read, ...(write && { write }) }, warnings };
}

async function createCache(
  ecr: ECRClient,
  name: string,
  request: RepositoryRequest,
  warnings: string[],
): Promise<Repository> {
  const { mode } = request;
  if (mode === 'off' || mode === 'verify') throw new Error(`there is none, and ${whyNotCreated(request)}.`);
  const repository = await createRepository(ecr, name, CACHE_SETTINGS);
  await applySetting(ecr, repository, 'lifecycle-policy', CACHE_SETTINGS).catch((error: Error) =>
    warnings.push(`The cache in ${name} grows without a lifecycle policy: ${error.message}`),
  );
  return repository;
}
