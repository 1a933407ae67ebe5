import { ECRClient } from '@aws-sdk/client-ecr';
import { failure, isFailure } from '../lib/failure.ts';
import { type AwsError, explainAwsError } from './request-errors.ts';
import { requestHandler } from './request-handler.ts';
import type { CredentialProvider } from './sessions.ts';

/** A client for ECR whose errors say what to do; those that only the caller can judge come as the SDK throws them. */
export function ecrClient(region: string, credentials: CredentialProvider): ECRClient {
  const client = new ECRClient({ region, credentials, requestHandler: requestHandler() });
  client.middlewareStack.add(explainErrors('ecr', region), EXPLAIN_FIRST);
  return client;
}

/** What the SDK calls before anything else of a request. */
export const EXPLAIN_FIRST = { step: 'initialize', priority: 'high', name: 'explainErrors' } as const;

/** @param service as policies name it, such as `ecr` */
export const explainErrors =
  (service: string, region: string) =>
  <Args, Output>(next: (args: Args) => Promise<Output>, context: { commandName?: string }) =>
  async (args: Args): Promise<Output> => {
    const operation = (context.commandName ?? '').replace(/Command$/, '');
    try {
      return await next(args);
    } catch (cause) {
      if (isFailure(cause)) throw cause;
      const message = explainAwsError(cause as AwsError, `${service}:${operation}`, region);
      throw message ? failure(message, { cause }) : cause;
    }
  };
