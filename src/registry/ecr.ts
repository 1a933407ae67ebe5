import type { ECRClient } from '@aws-sdk/client-ecr';
import { authorize } from './ecr-authorization.ts';
import { readManifests, readNewest, readTags } from './ecr-images.ts';
import { pushedAt, putTag } from './ecr-tags.ts';
import type { Registry } from './registry.ts';

/**
 * A repository of ECR, by its API.
 * @param account whose it is, to be read only; without it the caller's own
 */
export const ecrRegistry = (
  ecr: ECRClient,
  repository: string,
  mask: (secret: string) => void,
  account?: string,
): Registry => ({
  repository,
  authorize: () => authorize(ecr, mask),
  readTags: (tags) => readTags(ecr, repository, tags, account),
  readManifests: (digests) => readManifests(ecr, repository, digests, account),
  readNewest: () => readNewest(ecr, repository),
  // Most runs read none.
  readBlob: async (blob, access) => (await import('./blobs.ts')).readBlob(blob, access),
  putTag: (tag, image) => putTag(ecr, repository, tag, image),
  pushedAt: (tag) => pushedAt(ecr, repository, tag),
});
