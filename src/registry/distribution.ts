import { checkDigest } from '../image/digest.ts';
import type { StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import type { DistributionClient } from './distribution-client.ts';
import { inParallel } from './parallel.ts';
import type { Registry } from './registry.ts';

/**
 * A repository of any registry with the OCI distribution API.
 * @param auth what the client logs in with
 */
export const distributionRegistry = (client: DistributionClient, auth: string | undefined): Registry => {
  const { host, repository } = client.address;
  const read = async (references: string[]): Promise<Map<string, StoredManifest>> => {
    const one = async (reference: string) => [reference, await client.manifest(reference)] as const;
    const found = await inParallel(references, one);
    return new Map(found.flatMap(([reference, image]) => (image ? [[reference, image] as const] : [])));
  };
  return {
    repository,
    authorize: async () => (auth === undefined ? undefined : { auth, host, account: undefined }),
    readTags: read,
    // What an index names may be anything.
    readManifests: async (digests) => read(digests.map(checkDigest)),
    readBlob: async ({ digest }) => {
      const blob = await client.blob(digest);
      if (blob) return blob;
      throw failure(`${host} does not hold ${digest} of ${repository}.`);
    },
    // It says of no image when it was pushed.
    readNewest: async () => [],
    putTag: async (tag, image) => {
      await client.putManifest(image, tag);
      return image.digest;
    },
    pushedAt: async () => undefined,
  };
};
