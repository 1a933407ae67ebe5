import type { ECRClient } from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import type { StoredImage } from './manifest.ts';
import { readDigest, readWhole } from './read.ts';

/**
 * Reads back what was pushed, by digest, with every manifest of an index.
 * @param explain says what it means that something is missing
 * @throws Failure when something is missing or is not what its digest says
 */
export async function verifyImage(
  ecr: ECRClient,
  repository: string,
  digest: string,
  explain: (missing: string) => string = (missing) =>
    `The push succeeded, but ECR has no ${missing} in ${repository}. No tag was made. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`,
): Promise<StoredImage> {
  const root = await readDigest(ecr, repository, digest);
  const whole = root ? await readWhole(ecr, repository, root) : { missing: digest };
  if ('image' in whole) return whole.image;
  throw failure(explain(whole.missing));
}
