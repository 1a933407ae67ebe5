import { DescribeImageSigningStatusCommand, type ECRClient } from '@aws-sdk/client-ecr';

/** In words. */
export type Signing = { says: string; failed: boolean };

/**
 * How far AWS's managed signing of an image is. It signs what was pushed in the name of who pushed, after the push, which does not fail
 * where that one may not sign.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export async function readSigning(ecr: ECRClient, repositoryName: string, imageDigest: string): Promise<Signing> {
  const command = new DescribeImageSigningStatusCommand({ repositoryName, imageId: { imageDigest } });
  const answer = await ecr.send(command).catch((error: Error) => error);
  if (answer instanceof Error) return { says: `its status could not be read: ${answer.message}`, failed: true };
  const { signingStatuses = [] } = answer;
  if (signingStatuses.length === 0) {
    return { says: "no rule of the registry's signing configuration is for this repository", failed: true };
  }
  const failed = signingStatuses.find(({ status }) => status === 'FAILED');
  if (failed) return { says: `failed: ${failed.failureReason ?? ''} (${failed.failureCode})`, failed: true };
  return {
    says: signingStatuses.map(({ status }) => (status === 'COMPLETE' ? 'done' : 'in progress')).join(', '),
    failed: false,
  };
}
