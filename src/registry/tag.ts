import { BatchGetImageCommand, type ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import type { StoredManifest } from './manifest.ts';

/**
 * Points a tag at a verified image; one that already does is left as it is.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 * @throws Failure when the tag is immutable and points elsewhere
 */
export async function putTag(ecr: ECRClient, repository: string, tag: string, image: StoredManifest): Promise<void> {
  try {
    await ecr.send(
      new PutImageCommand({
        repositoryName: repository,
        imageTag: tag,
        imageManifest: image.text,
        imageManifestMediaType: image.mediaType,
        imageDigest: image.digest,
      }),
    );
  } catch (cause) {
    const { name } = cause as Error;
    if (name === 'ImageAlreadyExistsException') return;
    if (name !== 'ImageTagAlreadyExistsException') throw cause;
    const digest = await digestOf(ecr, repository, tag);
    if (digest === image.digest) return;
    throw failure(
      `The tag "${tag}" of ${repository} is immutable and already points at ${digest ?? 'another image'}, not at ${image.digest}. Give another tag, or make the repository's tags mutable.`,
      { cause },
    );
  }
}

async function digestOf(ecr: ECRClient, repository: string, tag: string): Promise<string | undefined> {
  const { images } = await ecr.send(
    new BatchGetImageCommand({ repositoryName: repository, imageIds: [{ imageTag: tag }] }),
  );
  return images?.[0]?.imageId?.imageDigest;
}
