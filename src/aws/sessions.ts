import { fromNodeProviderChain, fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import type { Host } from '../host/host.ts';
import type { AwsRequest } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { readClaims } from './id-token.ts';
import { explainChainRefusal, explainNoToken, explainRefusal } from './role-refusal.ts';

/** Gives the credentials of a session; called again when they run out. */
export type CredentialProvider = ReturnType<typeof fromWebToken>;

export type SessionOptions = Pick<AwsRequest, 'region' | 'roles' | 'sessionName' | 'durationSeconds' | 'externalId'> & {
  /** Asks GitHub for an id token. Asked again only when a session has run out. */
  idToken: () => Promise<string>;
  /** Told every secret before it is used. */
  mask: (secret: string) => void;
};

/** An id token of GitHub's. @throws Failure that says why there is none */
export async function idTokenOf(
  { idToken, event }: Pick<Host, 'idToken' | 'event'>,
  audience: string,
): Promise<string> {
  if (!idToken) throw failure(explainNoToken(event));
  return idToken(audience);
}

/**
 * The session of the last role: the first role is assumed with GitHub's token, each next one by the one before. Without
 * roles, what the SDK's default chain finds. The client that uses it keeps the session and renews it when it runs out.
 */
export function session(options: SessionOptions): CredentialProvider {
  const [first, ...chain] = options.roles;
  if (!first) return masked(fromNodeProviderChain(), options.mask);
  return chain.reduce(
    (master, role) => masked(chained(role, master, options), options.mask),
    masked(federated(first, options), options.mask),
  );
}

function federated(role: string, options: SessionOptions): CredentialProvider {
  return async () => {
    const webIdentityToken = await options.idToken();
    const assume = fromWebToken({
      roleArn: role,
      roleSessionName: options.sessionName,
      durationSeconds: options.durationSeconds,
      webIdentityToken,
      clientConfig: { region: options.region },
    });
    return assume().catch((cause: Error) => {
      throw failure(explainRefusal(cause, role, readClaims(webIdentityToken)), { cause });
    });
  };
}

function chained(role: string, master: CredentialProvider, options: SessionOptions): CredentialProvider {
  const assume = fromTemporaryCredentials({
    params: {
      RoleArn: role,
      RoleSessionName: options.sessionName,
      DurationSeconds: options.durationSeconds,
      ExternalId: options.externalId,
    },
    masterCredentials: master,
    clientConfig: { region: options.region },
  });
  return () =>
    assume().catch((cause: Error) => {
      if (cause.name === 'Failure') throw cause;
      throw failure(explainChainRefusal(cause, role), { cause });
    });
}

const masked =
  (assume: CredentialProvider, mask: (secret: string) => void): CredentialProvider =>
  async (client) => {
    const identity = await assume(client);
    mask(identity.secretAccessKey);
    if (identity.sessionToken) mask(identity.sessionToken);
    return identity;
  };
