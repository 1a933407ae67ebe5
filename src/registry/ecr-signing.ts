import { DescribeImageSigningStatusCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { SIGNING, waitUntil } from '../aws/waits.ts';

/** In words; with advice where it is not signed. */
export type Signing = { says: string; advice?: string };

/**
 * How far AWS's managed signing of an image is. It signs what was pushed in the name of who pushed, some time after the push, which does
 * not fail where that one may not sign.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export async function readSigning(
  ecr: ECRClient,
  repositoryName: string,
  imageDigest: string,
  isPushed: boolean,
): Promise<Signing> {
  const command = new DescribeImageSigningStatusCommand({ repositoryName, imageId: { imageDigest } });
  const answer = await waitUntil(
    SIGNING,
    // What was there before is signed, or never will be.
    (each) => !isPushed || each instanceof Error || isOver(each.signingStatuses ?? []),
    () => ecr.send(command).catch((error: Error) => error),
  );
  const look = `See aws ecr describe-image-signing-status --repository-name ${repositoryName} --image-id imageDigest=${imageDigest}.`;
  if (answer instanceof Error) return { says: `its status could not be read: ${answer.message}`, advice: look };
  const { signingStatuses = [] } = answer;
  if (signingStatuses.length === 0) {
    if (!isPushed) return { says: 'it was pushed before, and is not signed', advice: `Only a push is signed. ${look}` };
    return {
      says: 'nothing is known of one yet',
      advice: `Check that a rule of the registry's signing configuration is for this repository (aws ecr get-signing-configuration). ${look}`,
    };
  }
  const failed = signingStatuses.find(({ status }) => status === 'FAILED');
  if (failed) {
    return {
      says: `failed: ${failed.failureReason ?? ''} (${failed.failureCode})`,
      advice:
        'Allow signer:SignPayload on the signing profile. Only a push is signed: publish a new image, or delete this one there and run it again.',
    };
  }
  return isOver(signingStatuses) ? { says: 'done' } : { says: 'it is in progress', advice: look };
}

const isOver = (statuses: { status?: string | undefined }[]): boolean =>
  statuses.some(({ status }) => status === 'FAILED') ||
  (statuses.length > 0 && statuses.every(({ status }) => status === 'COMPLETE'));
