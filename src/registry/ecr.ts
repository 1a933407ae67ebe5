import type { ECRClient } from '@aws-sdk/client-ecr';
import { readBlob } from './blobs.ts';
import { authorize } from './ecr-authorization.ts';
import { readManifests, readNewest, readTags } from './ecr-images.ts';
import { pushedAt, putTag } from './ecr-tags.ts';
import type { Registry } from './registry.ts';

/** A repository of ECR, by its API. */
export const ecrRegistry = (ecr: ECRClient, repository: string, mask: (secret: string) => void): Registry => ({
  repository,
  authorize: () => authorize(ecr, mask),
  readTags: (tags) => readTags(ecr, repository, tags),
  readManifests: (digests) => readManifests(ecr, repository, digests),
  readNewest: () => readNewest(ecr, repository),
  readBlob,
  putTag: (tag, image) => putTag(ecr, repository, tag, image),
  pushedAt: (tag) => pushedAt(ecr, repository, tag),
});
