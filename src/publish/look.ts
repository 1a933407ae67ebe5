import type { ECRClient } from '@aws-sdk/client-ecr';
import { type Authorization, authorize } from '../aws/authorization.ts';
import { findRepository } from '../aws/repository.ts';
import { isFailure } from '../failure.ts';
import type { Draft } from '../plan/draft.ts';
import { lookedUpTags, type RegistryState } from '../plan/plan.ts';
import { readTags } from '../registry/read.ts';
import type { Request } from '../request/request.ts';

export type Look = RegistryState & { authorization: Authorization };

/** Why the registry could not be asked. */
export type Unknown = { unknown: string };

export const isUnknown = (look: Look | Unknown): look is Unknown => 'unknown' in look;

/** One look at the registry, in one round trip. A dry run goes on without it. */
export async function lookAt(
  ecr: ECRClient,
  { repository: { name }, dryRun }: Request,
  drafted: Promise<Draft>,
  mask: (secret: string) => void,
): Promise<Look | Unknown> {
  try {
    const [repository, authorization, images] = await Promise.all([
      findRepository(ecr, name),
      authorize(ecr, mask),
      drafted.then((draft) => readTags(ecr, name, lookedUpTags(draft))),
    ]);
    return { repository, authorization, images };
  } catch (error) {
    if (dryRun && isFailure(error)) return { unknown: error.message };
    throw error;
  }
}
