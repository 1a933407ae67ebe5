import { ECRPUBLICClient } from '@aws-sdk/client-ecr-public';
import { CONNECT, EXPLAIN_FIRST, explainErrors, explainQuota, INSIDE_RETRIES, maxAttempts } from './client.ts';
import { requestHandler } from './request-handler.ts';
import type { CredentialProvider } from './sessions.ts';

/** A client for ECR Public, whose errors say what to do. Loaded only where it is asked for. */
export function ecrPublicClient(region: string, credentials: CredentialProvider): ECRPUBLICClient {
  const client = new ECRPUBLICClient({ region, credentials, requestHandler: requestHandler(CONNECT), maxAttempts });
  client.middlewareStack.add(explainErrors('ecr-public', region), EXPLAIN_FIRST);
  client.middlewareStack.addRelativeTo(explainQuota, INSIDE_RETRIES);
  return client;
}
