import type { StoredManifest } from '../../src/image/manifest.ts';
import type { Registry } from '../../src/registry/registry.ts';

/** A repository in memory that does what ECR does. */
export type Memory = {
  manifests: StoredManifest[];
  /** Each tag and the digest that it points at. */
  tags: Map<string, string>;
  /** Texts by digest. */
  blobs?: Map<string, string>;
  /** Tags that never move. */
  immutable?: string[];
  /** Called as a request comes in, such as `putTag latest`; another run may do something then, or it may fail. */
  meanwhile?: (request: string, memory: Memory) => void | Promise<void>;
};

/** @returns the registry, and its requests in the order that they came in */
export function registryOf(memory: Memory): { registry: Registry; requests: string[] } {
  const { manifests, tags, blobs, immutable = [], meanwhile } = memory;
  const requests: string[] = [];
  const asked = async (request: string) => {
    requests.push(request);
    await meanwhile?.(request, memory);
  };
  const byDigest = (digest: string | undefined) => manifests.find((each) => each.digest === digest);
  const notAsked = () => Promise.reject(new Error('not asked here'));
  const registry: Registry = {
    repository: 'team/app',
    readNewest: async () => [],
    authorize: notAsked,
    pushedAt: notAsked,
    async readTags(names) {
      await asked(`readTags ${names.join(' ')}`);
      return new Map(
        names.flatMap((tag) => [byDigest(tags.get(tag))].flatMap((image) => (image ? [[tag, image]] : []))),
      );
    },
    async readManifests(digests) {
      await asked(`readManifests ${digests.map((digest) => digest.slice(0, 8)).join(' ')}`);
      return new Map(digests.flatMap((digest) => [byDigest(digest)].flatMap((one) => (one ? [[digest, one]] : []))));
    },
    async readBlob({ digest }) {
      await asked(`readBlob ${digest.slice(0, 8)}`);
      const text = blobs?.get(digest);
      if (text === undefined) throw new Error('denied');
      return Buffer.from(text);
    },
    async putTag(tag, { digest }) {
      await asked(`putTag ${tag}`);
      const now = tags.get(tag);
      if (now && immutable.includes(tag)) return now;
      tags.set(tag, digest);
      return digest;
    },
  };
  return { registry, requests };
}
