import {
  DescribeImagesCommand,
  type ECRClient,
  type ImageDetail,
  type ImageIdentifier,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import type { StoredManifest } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import { readTags } from './ecr-images.ts';

/**
 * Points a tag at a verified image; one that already does is left as it is.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 * @returns the digest that the tag has: another image's where it is immutable, and another run was first
 * @throws Failure when ECR does not take it
 */
export async function putTag(ecr: ECRClient, repository: string, tag: string, image: StoredManifest): Promise<string> {
  const command = new PutImageCommand({
    repositoryName: repository,
    imageTag: tag,
    imageManifest: image.text,
    imageManifestMediaType: image.mediaType,
    imageDigest: image.digest,
  });
  return ecr.send(command).then(
    (answer) => {
      const digest = answer.image?.imageId?.imageDigest;
      if (digest === image.digest) return digest;
      throw failure(
        `ECR pointed the tag "${tag}" of ${repository} at ${digest}, not at ${image.digest}. Run it again.`,
      );
    },
    (cause) => putBefore(ecr, repository, tag, image, cause),
  );
}

/** The digest that the tag has after all, where the error says that another run was first. */
async function putBefore(
  ecr: ECRClient,
  repository: string,
  tag: string,
  image: StoredManifest,
  cause: Error,
): Promise<string> {
  if (cause.name === 'ImageAlreadyExistsException') return image.digest;
  if (cause.name === 'ImageTagAlreadyExistsException') {
    const now = (await readTags(ecr, repository, [tag])).get(tag)?.digest;
    // One that is archived cannot be read.
    const there = now ?? (await describeImage(ecr, repository, { imageTag: tag }))?.imageDigest;
    if (there) return there;
  }
  const meaning = MEANINGS[cause.name];
  throw meaning
    ? failure(`The tag "${tag}" of ${repository} could not be put: ${meaning} ${cause.message}`, { cause })
    : cause;
}

/** Source: the errors of https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
const MEANINGS: Record<string, string> = {
  ImageDigestDoesNotMatchException:
    'the manifest is not what its digest says. Something between here and ECR changes it. Check the proxy.',
  LayersNotFoundException: 'layers of the image are gone, such as by a clean-up during this run. Run it again.',
  ReferencedImagesNotFoundException:
    'images of the index are gone, such as by a lifecycle rule for untagged images. Run it again.',
  InvalidParameterException: 'ECR does not accept the tag, or this type of manifest. Check both.',
  ImageTagAlreadyExistsException:
    'it is immutable, and its image cannot be read: it is archived, or was deleted since. Restore that image (aws ecr update-image-storage-class), or use another tag.',
  KmsException: 'the KMS key of the repository could not be used. Check the key, and that it allows this role.',
};

/** Pure: why a tag is in the way, and the ways out. */
export function explainConflict(conflict: {
  repository: string;
  tag: string;
  now: string;
  /** When that image was pushed; the tag may have been put later. */
  since?: Date | undefined;
  /** The commit that that image says it was built from. */
  commit?: string | undefined;
  /** Where it should point; unknown before a build. */
  digest?: string;
  /** Whether that image says what it was built from. */
  isKnown?: boolean;
  /** Other tags that are in the way. */
  others?: string[];
}): string {
  const { repository, tag, now, since, commit, digest, isKnown, others = [] } = conflict;
  const about = [since && `pushed ${since.toISOString()}`, commit && `built from commit ${commit}`].filter(Boolean);
  return `The tag "${tag}" of ${repository} is immutable and already points at ${now}${about.length > 0 ? ` (${about.join(', ')})` : ''}${
    digest
      ? `, not at ${digest}`
      : isKnown
        ? ', which was built from other inputs'
        : ', which does not say what it was built from'
  }. ${others.length > 0 ? `So are ${others.join(', ')}. ` : ''}Use another tag, make this one mutable (image-tag-mutability, or a filter in image-tag-mutability-exclusions), or set tag-conflict: keep to leave it there and publish the other tags.`;
}

/** When the image that a tag points at was pushed; undefined where ecr:DescribeImages is not allowed. */
export const pushedAt = async (ecr: ECRClient, repository: string, tag: string): Promise<Date | undefined> =>
  (await describeImage(ecr, repository, { imageTag: tag }))?.imagePushedAt;

/**
 * An image by its tag or digest, also one that is archived; undefined where there is none, and where ecr:DescribeImages is not allowed.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 */
export async function describeImage(
  ecr: ECRClient,
  repositoryName: string,
  id: ImageIdentifier,
  registryId?: string,
): Promise<ImageDetail | undefined> {
  const command = new DescribeImagesCommand({ registryId, repositoryName, imageIds: [id] });
  const answer = await ecr.send(command).catch(() => undefined);
  return answer?.imageDetails?.[0];
}
