import { type ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { ecrHost } from '../job/values.ts';
import { failure } from '../lib/failure.ts';

/** What the registry asks for, and whose registry it is. */
export type Authorization = {
  /** `user:password` in base64, as Docker's configuration has it. */
  auth: string;
  /** undefined where the answer names no account, and outside AWS. */
  account: string | undefined;
  /** Of the registry, with an optional port; what Docker's configuration has it under. */
  host: string | undefined;
};

/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html
 * (the proxyEndpoint's host begins with the account; authorizationToken is base64 of `AWS:password`)
 * @param mask told the secrets before they are used
 */
export async function authorize(ecr: ECRClient, mask: (secret: string) => void): Promise<Authorization> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const { authorizationToken: auth, proxyEndpoint } = authorizationData?.[0] ?? {};
  if (!auth) throw failure('AWS answered ecr:GetAuthorizationToken without a token. Run it again later.');
  maskLogin(auth, mask);
  const host = proxyEndpoint && URL.parse(proxyEndpoint)?.host;
  return { auth, host: host || undefined, account: host?.match(/^(\d{12})\./)?.[1] };
}

/** @param auth `user:password` in base64 */
export function maskLogin(auth: string, mask: (secret: string) => void): void {
  mask(auth);
  mask(
    Buffer.from(auth, 'base64')
      .toString()
      .replace(/^[^:]*:/, ''),
  );
}

/** @throws Failure unless the account is one of the allowed; an empty list allows any */
export function checkAccount(account: string | undefined, allowed: string[]): void {
  if (allowed.length === 0 || (account && allowed.includes(account))) return;
  throw failure(
    `allowed-account-ids: these credentials are for account ${account ?? 'unknown'}, which is not one of ${allowed.join(', ')}. Nothing was written. Check role-to-assume.`,
  );
}

/**
 * Another registry of ECR would not take the push, and its users would see the attempt.
 * @param endpoint what registry-endpoint gives; an emulator's may be anywhere
 * @throws Failure for a registry of ECR that is another account's
 */
export function checkEndpointAccount(endpoint: string | undefined, account: string | undefined): void {
  const own = endpoint && ecrHost(endpoint);
  if (!own || own.account === account) return;
  throw failure(
    `registry-endpoint: "${endpoint}" is the registry of account ${own.account}, and these credentials are for ${account ?? 'an account that AWS did not name'}. Nothing was written. Check both.`,
  );
}
