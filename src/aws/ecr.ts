import { ECRClient } from '@aws-sdk/client-ecr';
import { failure, isFailure } from '../failure.ts';
import { CALLS } from './calls.ts';
import type { CredentialProvider } from './credentials.ts';
import { type AwsError, explainAwsError } from './errors.ts';

const LISTED = new Set(CALLS.filter(({ by }) => by === 'client').map(({ action }) => action));

/**
 * A client for ECR whose errors say what to do; those that only the caller can judge come as the SDK throws them.
 * Without credentials the SDK's default chain finds them.
 */
export function ecrClient(region: string, credentials: CredentialProvider | undefined): ECRClient {
  const client = new ECRClient({ region, ...(credentials && { credentials }) });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      if (!LISTED.has(`ecr:${operation}`)) {
        throw new Error(`src/aws/calls.ts does not list ecr:${operation}, so that no policy would allow it.`);
      }
      try {
        return await next(args);
      } catch (cause) {
        if (isFailure(cause)) throw cause;
        const message = explainAwsError(cause as AwsError, operation, region);
        throw message ? failure(message, { cause }) : cause;
      }
    },
    { step: 'initialize', priority: 'high', name: 'explainErrors' },
  );
  return client;
}
