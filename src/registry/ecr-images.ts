import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  type ECRClient,
  type Image,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import { sha256 } from '../image/digest.ts';
import { MANIFEST_TYPES, parseManifest, type StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';

/** BatchGetImage takes at most 100 images. */
const MOST = 100;

/**
 * The images that tags point at. A repository that is missing holds none.
 * @param registryId the account; without it the caller's own
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export async function readTags(
  ecr: ECRClient,
  repository: string,
  tags: string[],
  registryId?: string,
): Promise<Map<string, StoredManifest>> {
  const read = (some: string[]) =>
    batchGet(
      ecr,
      repository,
      some.map((imageTag) => ({ imageTag })),
      registryId,
    );
  try {
    const { images, missing } = await read(tags);
    const found = new Map(images.map((image) => [image.imageId?.imageTag ?? '', toStored(image)]));
    const missed = new Set(missing.map(({ imageTag }) => imageTag));
    // ECR names each image by the tag that was asked for; an emulator by any tag that it has or had. Those are asked alone.
    const isNamed = found.size === images.length && [...found.keys()].every((tag) => tags.includes(tag));
    await Promise.all(
      tags
        .filter((tag) => !missed.has(tag) && !(isNamed && found.has(tag)))
        .map(async (tag) => {
          const [image] = (await read([tag])).images;
          if (image) found.set(tag, toStored(image));
          else found.delete(tag);
        }),
    );
    return new Map(tags.flatMap((tag) => (found.has(tag) ? [[tag, found.get(tag) as StoredManifest]] : [])));
  } catch (error) {
    if ((error as Error).name === 'RepositoryNotFoundException') return new Map();
    throw error;
  }
}

/** Manifests and indexes by their digests; one that the repository does not hold is left out. */
export async function readManifests(
  ecr: ECRClient,
  repository: string,
  digests: string[],
  registryId?: string,
): Promise<Map<string, StoredManifest>> {
  const { images } = await batchGet(
    ecr,
    repository,
    digests.map((imageDigest) => ({ imageDigest })),
    registryId,
  );
  return new Map(images.map((image) => [image.imageId?.imageDigest ?? '', toStored(image)]));
}

/** Signatures and the like may be among them. */
const NEWEST = 5;

/**
 * The images that were pushed last, of the first thousand that ECR lists; none where ecr:DescribeImages is not allowed.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 */
export async function readNewest(ecr: ECRClient, repositoryName: string): Promise<StoredManifest[]> {
  const command = new DescribeImagesCommand({ repositoryName, maxResults: 1000, filter: { tagStatus: 'TAGGED' } });
  const { imageDetails = [] } = await ecr.send(command).catch(() => ({ imageDetails: [] }));
  const digests = imageDetails
    .toSorted((a, b) => Number(b.imagePushedAt ?? 0) - Number(a.imagePushedAt ?? 0))
    .flatMap(({ imageDigest }) => imageDigest ?? [])
    .slice(0, NEWEST);
  return digests.length > 0 ? [...(await readManifests(ecr, repositoryName, digests)).values()] : [];
}

async function batchGet(
  ecr: ECRClient,
  repositoryName: string,
  imageIds: ImageIdentifier[],
  registryId?: string,
): Promise<{ images: Image[]; missing: ImageIdentifier[] }> {
  const groups = Array.from({ length: Math.ceil(imageIds.length / MOST) }, (_, at) =>
    imageIds.slice(at * MOST, (at + 1) * MOST),
  );
  const answers = await Promise.all(
    groups.map((group) =>
      ecr.send(
        new BatchGetImageCommand({ registryId, repositoryName, imageIds: group, acceptedMediaTypes: MANIFEST_TYPES }),
      ),
    ),
  );
  const failures = answers.flatMap((answer) => answer.failures ?? []);
  const odd = failures.find(({ failureCode = '' }) => !MISSING.includes(failureCode));
  if (odd) {
    const id = odd.imageId?.imageTag ?? odd.imageId?.imageDigest;
    throw failure(`ECR could not read ${id} of ${repositoryName}: ${odd.failureReason} (${odd.failureCode}).`);
  }
  return {
    images: answers.flatMap((answer) => answer.images ?? []),
    missing: failures.flatMap(({ imageId }) => imageId ?? []),
  };
}

/**
 * An archived image cannot be read, and a push brings it back.
 * Sources: https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html and
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html (no document says which of its codes an archived image has)
 */
const MISSING: string[] = ['ImageNotFound', 'ImageInaccessible'];

/** @throws Failure when the bytes are not what the digest says */
function toStored({ imageId, imageManifest: text, imageManifestMediaType }: Image): StoredManifest {
  const wanted = imageId?.imageDigest ?? '';
  const found = sha256(text ?? '');
  if (!text || found !== wanted) {
    throw failure(`ECR returned something else for ${wanted}: its digest is ${found}. No tag was put.`);
  }
  const manifest = parseManifest(text);
  if (!manifest) throw failure(`${wanted} is no manifest that could be read. Give its tags to another image.`);
  return { digest: wanted, text, mediaType: imageManifestMediaType ?? '', manifest };
}
