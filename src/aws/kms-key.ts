// Loaded only where a key is named by an alias.
import type { ECRClient } from '@aws-sdk/client-ecr';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type AwsError, explainNoAnswer } from './request-errors.ts';
import { requestHandler } from './request-handler.ts';

/** A run in a network of its own may not reach KMS, which it could do without. */
const PATIENCE_MS = 3_000;

/**
 * The ARN of the key that has an alias; empty where none has.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 * @param ecr whose region and session it is asked in
 */
export async function aliasedKey(ecr: ECRClient, alias: string): Promise<{ arn: string } | { unknown: string }> {
  const region = await ecr.config.region();
  const { credentials } = ecr.config;
  const kms = new KMSClient({
    region,
    credentials,
    requestHandler: requestHandler({ connectionTimeout: PATIENCE_MS }),
  });
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return { arn: KeyMetadata?.Arn ?? '' };
  } catch (error) {
    const { name, message } = error as AwsError;
    if (name === 'NotFoundException') return { arn: '' };
    return { unknown: explainNoAnswer(error as AwsError, 'kms:DescribeKey', region) ?? `${message} (${name}).` };
  }
}
