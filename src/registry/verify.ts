import { createHash } from 'node:crypto';
import { BatchGetImageCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import { MANIFEST_TYPES, type StoredImage, type StoredManifest } from './manifest.ts';

/** BatchGetImage takes at most 100 images. */
const MOST = 100;

/**
 * Reads an image back by digest, with every manifest of an index, and checks that each is there and is what its digest
 * says.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 * @throws Failure when something is missing or differs
 */
export async function verifyImage(ecr: ECRClient, repository: string, digest: string): Promise<StoredImage> {
  const [root] = await readManifests(ecr, repository, [digest]);
  const children = (root?.manifest.manifests ?? []).map((child) => child.digest);
  const groups = Array.from({ length: Math.ceil(children.length / MOST) }, (_, at) =>
    readManifests(ecr, repository, children.slice(at * MOST, (at + 1) * MOST)),
  );
  return [root as StoredManifest, ...(await Promise.all(groups)).flat()];
}

async function readManifests(ecr: ECRClient, repository: string, digests: string[]): Promise<StoredManifest[]> {
  const { images = [] } = await ecr.send(
    new BatchGetImageCommand({
      repositoryName: repository,
      imageIds: digests.map((imageDigest) => ({ imageDigest })),
      acceptedMediaTypes: MANIFEST_TYPES,
    }),
  );
  const byDigest = new Map(images.map((image) => [image.imageId?.imageDigest, image]));
  return digests.map((digest) => {
    const image = byDigest.get(digest);
    if (!image?.imageManifest) {
      throw failure(
        `The push succeeded, but ECR has no ${digest} in ${repository}. No tag was made. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`,
      );
    }
    const text = image.imageManifest;
    const found = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    if (found !== digest) {
      throw failure(
        `ECR returned something else for ${digest} in ${repository}: its digest is ${found}. No tag was made.`,
      );
    }
    return { digest, text, mediaType: image.imageManifestMediaType ?? '', manifest: JSON.parse(text) };
  });
}
