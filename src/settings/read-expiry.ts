import {
  DescribeImagesCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import { type Aged, whyExpires } from './expiry.ts';

/** Of a thousand images each. */
const MOST_PAGES = 5;

/**
 * Why the repository's lifecycle policy would take an image that gets new tags, in words; undefined where it would not, where there is
 * none, and where that may not be read.
 */
export async function readExpiry(
  ecr: ECRClient,
  repositoryName: string,
  digest: string,
  tags: string[],
): Promise<string | undefined> {
  try {
    const [{ lifecyclePolicyText: policy = '{}' }, details] = await Promise.all([
      ecr.send(new GetLifecyclePolicyCommand({ repositoryName })),
      describe(ecr, repositoryName),
    ]);
    const images = details.flatMap(({ imageDigest, imageTags = [], imagePushedAt }): Aged[] =>
      imageDigest && imagePushedAt ? [{ digest: imageDigest, tags: imageTags, pushedAt: imagePushedAt }] : [],
    );
    const image = images.find((each) => each.digest === digest);
    if (!image) return undefined;
    return whyExpires(policy, { ...image, tags: [...new Set([...image.tags, ...tags])] }, images, new Date());
  } catch {
    // It is a hint, and needs permissions of its own.
    return undefined;
  }
}

async function describe(ecr: ECRClient, repositoryName: string): Promise<ImageDetail[]> {
  const details: ImageDetail[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES && (page === 0 || nextToken); page++) {
    const answer = await ecr.send(
      new DescribeImagesCommand({ repositoryName, maxResults: 1000, filter: { tagStatus: 'TAGGED' }, nextToken }),
    );
    details.push(...(answer.imageDetails ?? []));
    nextToken = answer.nextToken;
  }
  return details;
}
