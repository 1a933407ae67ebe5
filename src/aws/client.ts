import { ECRClient } from '@aws-sdk/client-ecr';
import { loadConfig } from '@smithy/core/config';
import { NODE_MAX_ATTEMPT_CONFIG_OPTIONS } from '@smithy/core/retry';
import { failure, isFailure } from '../lib/failure.ts';
import { type AwsError, explainAwsError, QUOTA_EXHAUSTED, QUOTA_WAYS_OUT } from './request-errors.ts';
import { requestHandler } from './request-handler.ts';
import type { CredentialProvider } from './sessions.ts';

/** A client for ECR whose errors say what to do; those that only the caller can judge come as the SDK throws them. */
export function ecrClient(region: string, credentials: CredentialProvider): ECRClient {
  const client = new ECRClient({ region, credentials, requestHandler: requestHandler(CONNECT), maxAttempts });
  client.middlewareStack.add(explainErrors('ecr', region), EXPLAIN_FIRST);
  client.middlewareStack.addRelativeTo(explainQuota, INSIDE_RETRIES);
  return client;
}

/**
 * How often a request is sent at most. An account may put 10 manifests a second in a region, the builder's among them (L-AD52DFB2): with
 * the SDK's three attempts, jobs that end together fail by each other. AWS_MAX_ATTEMPTS and max_attempts of a profile win.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const maxAttempts = loadConfig({ ...NODE_MAX_ATTEMPT_CONFIG_OPTIONS, default: 8 });

/** In milliseconds. A network that swallows packets, such as one without a way to ECR, would hold each attempt for two minutes. */
export const CONNECT = { connectionTimeout: 10_000 };

/** The SDK takes an exhausted quota for throttling, and would send the request for half a minute. */
export const explainQuota =
  <Args, Output>(next: (args: Args) => Promise<Output>, { commandName = '' }: { commandName?: string }) =>
  async (args: Args): Promise<Output> => {
    try {
      return await next(args);
    } catch (cause) {
      const { name, message } = cause as Error;
      if (name !== QUOTA) throw cause;
      throw failure(
        `${QUOTA_EXHAUSTED}: ${message}. ${commandName === 'PutImageCommand' ? QUOTA_WAYS_OUT : 'Delete what is not needed, or ask AWS to raise it.'}`,
        { cause },
      );
    }
  };

/** The SDK's name for it. */
const QUOTA = 'LimitExceededException';

export const INSIDE_RETRIES = { relation: 'after', toMiddleware: 'retryMiddleware', name: 'explainQuota' } as const;

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
