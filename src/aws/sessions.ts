import { fromNodeProviderChain, fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import type { Host } from '../host/host.ts';
import type { AwsRequest } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { readClaims } from './id-token.ts';
import { type AwsError, explainNoAnswer, NO_ID_TOKEN } from './request-errors.ts';
import { requestHandler } from './request-handler.ts';
import {
  explainChainRefusal,
  explainDefaultChain,
  explainNoToken,
  explainRefusal,
  isVerificationKey,
} from './role-refusal.ts';
import { VERIFICATION_KEY, waitFor } from './waits.ts';

/** Gives the credentials of a session; called again when they run out. */
export type CredentialProvider = ReturnType<typeof fromWebToken>;

export type SessionOptions = Pick<
  AwsRequest,
  'region' | 'roles' | 'sessionName' | 'durationSeconds' | 'externalId' | 'managedPolicies'
> & {
  /** The policy itself: what `least` stands for is known above. */
  inlinePolicy?: string | undefined;
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
  if (!idToken) {
    const cause = Object.assign(new Error('GitHub offers no id token'), { name: NO_ID_TOKEN });
    throw failure(explainNoToken(event), { cause });
  }
  return idToken(audience);
}

/**
 * The session of the last role: the first role is assumed with GitHub's token, then each role assumes the next. Without
 * roles, what the SDK's default chain finds. The client that uses it keeps the session and renews it when it runs out.
 */
export function session(options: SessionOptions): CredentialProvider {
  const { mask, region } = options;
  const [first, ...chain] = options.roles;
  if (!first) return masked(defaultChain(region), mask);
  // A session before the last only becomes the next role.
  const limits = (number: number) => (number === options.roles.length ? limitsOf(options) : {});
  return chain.reduce(
    (master, role, at) => masked(chained(role, master, options, limits(at + 2)), mask),
    masked(federated(first, options, limits(1)), mask),
  );
}

/**
 * The session of a run that does not publish: whatever the roles may, it may only pull. Policies of the workflow's own stay as
 * they are: another one beside them would allow more, not less.
 * @param also what it may do besides, such as ecr:DescribeImages
 */
export const pullSession = (options: SessionOptions, also: string[] = []): CredentialProvider =>
  session(
    (options.inlinePolicy && options.inlinePolicy !== 'least') || options.managedPolicies.length > 0
      ? options
      : { ...options, inlinePolicy: pullPolicy(also) },
  );

/** A base image may be in any repository that the role may pull from. */
const pullPolicy = (also: string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ecr:GetAuthorizationToken',
          'ecr:DescribeRepositories',
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
          // Behind a pull-through cache: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
          'ecr:BatchImportUpstreamImage',
          ...also,
        ],
        Resource: '*',
      },
    ],
  });

/** Parameters of STS, as fromWebToken names them. */
type Limits = { policy?: string; policyArns?: { arn: string }[] };

const limitsOf = ({ inlinePolicy, managedPolicies }: SessionOptions): Limits => ({
  ...(inlinePolicy && { policy: inlinePolicy }),
  ...(managedPolicies.length > 0 && { policyArns: managedPolicies.map((arn) => ({ arn })) }),
});

function federated(role: string, options: SessionOptions, limits: Limits): CredentialProvider {
  return async () => {
    const webIdentityToken = await options.idToken();
    const assume = fromWebToken({
      roleArn: role,
      roleSessionName: options.sessionName,
      durationSeconds: options.durationSeconds,
      webIdentityToken,
      ...limits,
      clientConfig: { region: options.region, requestHandler: requestHandler() },
    });
    const refused = (cause: AwsError) => explainRefusal(cause, role, readClaims(webIdentityToken));
    const passes = ({ name, message }: Error) =>
      name === 'IDPCommunicationErrorException' ||
      (name === 'InvalidIdentityTokenException' && isVerificationKey(message));
    return waitFor(VERIFICATION_KEY, passes, () => assume()).catch(
      explained('sts:AssumeRoleWithWebIdentity', options.region, refused),
    );
  };
}

function chained(
  role: string,
  master: CredentialProvider,
  options: SessionOptions,
  { policy, policyArns }: Limits,
): CredentialProvider {
  const assume = fromTemporaryCredentials({
    params: {
      RoleArn: role,
      RoleSessionName: options.sessionName,
      DurationSeconds: options.durationSeconds,
      ExternalId: options.externalId,
      Policy: policy,
      PolicyArns: policyArns,
    },
    masterCredentials: master,
    clientConfig: { region: options.region, requestHandler: requestHandler() },
  });
  return () => assume().catch(explained('sts:AssumeRole', options.region, (cause) => explainChainRefusal(cause, role)));
}

/** What the environment, a profile, a container or an instance gives; a role that they name is assumed here, too. */
function defaultChain(region: string): CredentialProvider {
  const find = fromNodeProviderChain({ clientConfig: { requestHandler: requestHandler() } });
  return (client) => find(client).catch(explained('the credentials of the environment', region, explainDefaultChain));
}

/** For a session that there is none of. That there are no credentials is for the client to say. */
const explained =
  (action: string, region: string, refused: (error: AwsError) => string) =>
  (cause: AwsError): never => {
    if (['Failure', 'CredentialsProviderError'].includes(cause.name)) throw cause;
    throw failure(explainNoAnswer(cause, action, region) ?? refused(cause), { cause });
  };

const masked =
  (assume: CredentialProvider, mask: (secret: string) => void): CredentialProvider =>
  async (client) => {
    const identity = await assume(client);
    mask(identity.secretAccessKey);
    if (identity.sessionToken) mask(identity.sessionToken);
    return identity;
  };
