import { createHash } from 'node:crypto';
import { BatchGetImageCommand, type ECRClient, type Image, type ImageIdentifier } from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import { MANIFEST_TYPES, type StoredImage, type StoredManifest } from './manifest.ts';

/** BatchGetImage takes at most 100 images. */
const MOST = 100;

/**
 * The images that tags point at. A repository that is missing holds none.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export async function readTags(
  ecr: ECRClient,
  repository: string,
  tags: string[],
): Promise<Map<string, StoredManifest>> {
  const read = (some: string[]) =>
    batchGet(
      ecr,
      repository,
      some.map((imageTag) => ({ imageTag })),
    );
  try {
    const { images, missing } = await read(tags);
    const found = new Map(images.map((image) => [image.imageId?.imageTag, toStored(image)]));
    const missed = new Set(missing.map(({ imageTag }) => imageTag));
    // An answer may name an image only once, though several tags point at it. What it says nothing of is asked alone.
    await Promise.all(
      tags
        .filter((tag) => !found.has(tag) && !missed.has(tag))
        .map(async (tag) => {
          const [image] = (await read([tag])).images;
          if (image) found.set(tag, toStored(image));
        }),
    );
    return new Map(tags.flatMap((tag) => (found.has(tag) ? [[tag, found.get(tag) as StoredManifest]] : [])));
  } catch (error) {
    if ((error as Error).name === 'RepositoryNotFoundException') return new Map();
    throw error;
  }
}

/** A manifest or index by its digest; undefined where the repository does not hold it. */
export async function readDigest(
  ecr: ECRClient,
  repository: string,
  digest: string,
): Promise<StoredManifest | undefined> {
  const { images } = await batchGet(ecr, repository, [{ imageDigest: digest }]);
  return images[0] && toStored(images[0], digest);
}

/** An image with every manifest of its index; or the digest of the first one that is missing. */
export async function readWhole(
  ecr: ECRClient,
  repository: string,
  root: StoredManifest,
): Promise<{ image: StoredImage } | { missing: string }> {
  const digests = (root.manifest.manifests ?? []).map((child) => child.digest);
  const { images } = await batchGet(
    ecr,
    repository,
    digests.map((imageDigest) => ({ imageDigest })),
  );
  const found = new Map(images.map((image) => [image.imageId?.imageDigest, image]));
  const missing = digests.find((digest) => !found.has(digest));
  if (missing) return { missing };
  return { image: [root, ...digests.map((digest) => toStored(found.get(digest) as Image, digest))] };
}

async function batchGet(
  ecr: ECRClient,
  repositoryName: string,
  imageIds: ImageIdentifier[],
): Promise<{ images: Image[]; missing: ImageIdentifier[] }> {
  const groups = Array.from({ length: Math.ceil(imageIds.length / MOST) }, (_, at) =>
    imageIds.slice(at * MOST, (at + 1) * MOST),
  );
  const answers = await Promise.all(
    groups.map((group) =>
      ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: group, acceptedMediaTypes: MANIFEST_TYPES })),
    ),
  );
  const failures = answers.flatMap((answer) => answer.failures ?? []);
  const odd = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
  if (odd) {
    const id = odd.imageId?.imageTag ?? odd.imageId?.imageDigest;
    throw failure(`ECR could not read ${id} of ${repositoryName}: ${odd.failureReason} (${odd.failureCode}).`);
  }
  return {
    images: answers.flatMap((answer) => answer.images ?? []),
    missing: failures.flatMap(({ imageId }) => imageId ?? []),
  };
}

/** @throws Failure when the bytes are not what the digest says */
function toStored({ imageId, imageManifest: text, imageManifestMediaType }: Image, digest?: string): StoredManifest {
  const wanted = digest ?? imageId?.imageDigest ?? '';
  const found = `sha256:${createHash('sha256')
    .update(text ?? '')
    .digest('hex')}`;
  if (!text || found !== wanted) {
    throw failure(`ECR returned something else for ${wanted}: its digest is ${found}. No tag was made.`);
  }
  return { digest: wanted, text, mediaType: imageManifestMediaType ?? '', manifest: JSON.parse(text) };
}
