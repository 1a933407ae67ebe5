import {
  DescribeImagesCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import { describeImage } from '../registry/ecr-tags.ts';
import { type Aged, whyExpires } from './expiry.ts';

/**
 * Why the repository's lifecycle policy would take an image that gets new tags, in words; undefined where it would not, where there is
 * none, and where that may not be read. Of other images the first thousand that ECR lists are known.
 */
export async function readExpiry(
  ecr: ECRClient,
  repositoryName: string,
  digest: string,
  tags: string[],
): Promise<string | undefined> {
  try {
    const [{ lifecyclePolicyText: policy = '{}' }, own, others] = await Promise.all([
      ecr.send(new GetLifecyclePolicyCommand({ repositoryName })),
      describeImage(ecr, repositoryName, { imageDigest: digest }),
      ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1000 })),
    ]);
    const [image] = own ? toAged(own) : [];
    if (!image) return undefined;
    const known = (others.imageDetails ?? []).flatMap(toAged);
    return whyExpires(policy, { ...image, tags: [...new Set([...image.tags, ...tags])] }, known, new Date());
  } catch {
    // It is a hint, and needs permissions of its own.
    return undefined;
  }
}

const toAged = ({ imageDigest, imageTags = [], imagePushedAt }: ImageDetail): Aged[] =>
  imageDigest && imagePushedAt ? [{ digest: imageDigest, tags: imageTags, pushedAt: imagePushedAt }] : [];
