import type { ECRClient } from '@aws-sdk/client-ecr';
import { type Authorization, authorize } from '../aws/authorization.ts';
import { session } from '../aws/credentials.ts';
import { ecrClient } from '../aws/ecr.ts';
import { findRepository, type Repository } from '../aws/repository.ts';
import { type Attachments, readAttachments } from '../aws/settings.ts';
import { isFailure } from '../failure.ts';
import type { Draft } from '../plan/draft.ts';
import type { Mutability } from '../plan/mutability.ts';
import { lookedUpTags, type RegistryState } from '../plan/plan.ts';
import { readTags } from '../registry/read.ts';
import { phase, type Report } from '../report/report.ts';
import type { Request } from '../request/request.ts';
import { wantedMutability } from '../settings/difference.ts';
import type { Settings } from '../settings/settings.ts';
import { type CacheLook, lookAtCache } from './cache.ts';
import type { Surroundings } from './surroundings.ts';

export type Look = RegistryState & { authorization: Authorization; attachments: Attachments; cache?: CacheLook };

/** Why the registry could not be asked. */
export type Unknown = { unknown: string };

export const isUnknown = (look: Look | Unknown): look is Unknown => 'unknown' in look;

/** A client with the session of the request's roles. */
export function connect({ aws }: Request, around: Surroundings, report: Report): ECRClient {
  const credentials = session({ ...aws, ...around });
  return ecrClient(aws.region, credentials && ((options) => phase(report, 'role', () => credentials(options))));
}

/** One look at the registry, in one round trip. A dry run goes on without it. */
export async function lookAt(
  ecr: ECRClient,
  { repository: { name, mode, cache: cacheName }, dryRun }: Request,
  settings: Settings,
  drafted: Promise<Draft>,
  mask: (secret: string) => void,
): Promise<Look | Unknown> {
  try {
    const found = findRepository(ecr, name);
    const [repository, authorization, attachments, images, cache] = await Promise.all([
      found,
      authorize(ecr, mask),
      readAttachments(ecr, name, mode === 'off' ? {} : settings, found),
      drafted.then((draft) => readTags(ecr, name, lookedUpTags(draft))),
      cacheName ? lookAtCache(ecr, cacheName) : undefined,
    ]);
    const mutability = mutabilityOf(repository, mode, settings);
    return { repository, authorization, attachments, images, mutability, ...(cache && { cache }) };
  } catch (error) {
    if (dryRun && isFailure(error)) return { unknown: error.message };
    throw error;
  }
}

/** What holds for tags once the settings are applied. */
function mutabilityOf(
  found: Repository | undefined,
  mode: Request['repository']['mode'],
  settings: Settings,
): Mutability {
  const wanted = !found || mode === 'reconcile' ? wantedMutability(settings) : undefined;
  return wanted ?? found?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
}
