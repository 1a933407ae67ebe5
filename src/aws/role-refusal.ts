// Says in plain words why a run could not assume its role, by OIDC or from another role. Pure.
import type { Event } from '../host/event.ts';
import { type Claims, trustStatement } from './id-token.ts';

/** Why GitHub offers this job no id token at all. */
export function explainNoToken(event: Event): string {
  if (!event.name) {
    return 'role-to-assume: there is no id-token outside GitHub Actions. Leave role-to-assume empty to use the credentials of the environment, a profile, a container or an instance.';
  }
  return `role-to-assume: the job may not ask GitHub for an id-token. Give it the permission (a reusable workflow needs it from its caller, too):

permissions:
  id-token: write
  contents: read`;
}

/** The name is the class's of the SDK where it has one, and the code that STS gives where it has none. */
type AwsError = { name: string; message: string };

/** Why STS refused the token, with the statement that would accept it where that is the way out. */
export function explainRefusal(error: AwsError, role: string, claims: Claims | undefined): string {
  const said = `AWS did not let this run assume ${role}: ${error.message} (${error.name}).`;
  const policies = explainPolicies(error);
  if (policies) return `${said} ${policies}`;
  if (!claims) return said;
  const sent = `The token that GitHub gave this run says:
  iss  ${claims.iss}
  aud  ${claims.aud}
  sub  ${claims.sub}`;
  const provider = trustStatement(role, claims).Principal.Federated;
  switch (error.name) {
    case 'AccessDenied':
      return `${said}
${sent}
Either the role does not exist, or its trust policy does not accept this token.${immutable(claims.sub)}${pullRequest(claims.sub)} Add this statement, which accepts exactly this run:
${JSON.stringify(trustStatement(role, claims), null, 2)}`;
    case 'InvalidIdentityTokenException':
      return `${said}
${sent}
${explainIdentityToken(error.message, provider, claims)}`;
    case 'ExpiredTokenException':
      return `${said} The id-token of GitHub's had expired before AWS read it. Run it again; on a runner of your own, check its clock.`;
    case 'IDPRejectedClaimException':
      return `${said}
${sent}
AWS does not accept what the token says. Run it again, and check the issuer's settings.`;
    case 'RegionDisabledException':
      return `${said} ${REGION}`;
    case 'IDPCommunicationErrorException':
      return `${said}
${sent}
${unreachableIssuer(claims)}`;
    case 'ValidationError':
      return `${said} If it is the duration, lower role-duration-seconds or raise the role's maximum session duration; if it is a policy of managed-session-policies, it has to be there, AWS's or of the role's own account.`;
    default:
      return `${said}\n${sent}`;
  }
}

/**
 * AWS has one error for all of these, and only its words tell them apart.
 * Sources: https://github.com/aws-actions/configure-aws-credentials/issues/280 (no provider), /issues/775 (audience), /issues/299 (keys)
 */
function explainIdentityToken(said: string, provider: string, { iss, aud, ...claims }: Claims): string {
  if (isVerificationKey(said)) return unreachableIssuer({ iss, aud, ...claims });
  if (/audience/i.test(said)) {
    return `The OIDC provider does not know this audience. Add it, or set the input audience to one that it has:
  aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${provider} --client-id ${aud}`;
  }
  if (/thumbprint/i.test(said)) {
    return `The OIDC provider expects another certificate of the issuer. Update its thumbprints:
  aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ${provider} --thumbprint-list <the issuer's>`;
  }
  if (!/No OpenIDConnect provider/i.test(said)) return `Check the OIDC provider of this issuer: ${provider}`;
  return `Create an OIDC provider for this issuer with this audience in the account:
  ${provider}
  aws iam create-open-id-connect-provider --url ${iss} --client-id-list ${aud}`;
}

const unreachableIssuer = ({ iss }: Claims): string =>
  `AWS asks the issuer for its keys, and got no answer in time. Run it again later. An issuer of your own must let AWS reach these from the internet:
  ${iss}/.well-known/openid-configuration
  ${iss}/.well-known/jwks`;

/** Whether STS could not read the issuer's keys, which passes. */
export const isVerificationKey = (said: string): boolean => /retrieve verification key/i.test(said);

/** Why a role of a chain could not be assumed by the one before it. */
export const explainChainRefusal = (error: AwsError, role: string): string =>
  `AWS did not let the role before it in role-to-assume assume ${role}: ${error.message} (${error.name}). ${explainPolicies(error) ?? (error.name === 'RegionDisabledException' ? REGION : CHAIN)}`;

/** Why what the environment, a profile, a container or an instance names gave no credentials. */
export const explainDefaultChain = ({ message, name }: AwsError): string =>
  `The credentials that the environment, a profile, a container or an instance names could not be had: ${message} (${name}). Check what it names, such as AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, and the role's trust policy; or set role-to-assume.`;

const REGION = 'Enable the region for the account, with its STS endpoint, or set another aws-region.';

const CHAIN =
  'The role before needs sts:AssumeRole on it, its trust policy must name that role, and role-external-id must be what it asks for.';

/**
 * Where the session policies are wrong.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (Errors)
 */
function explainPolicies({ name }: AwsError): string | undefined {
  switch (name) {
    case 'PackedPolicyTooLargeException':
      return "AWS packs a session's policies into its token, and these are too large for it, though they are no longer than AWS takes as text. Give a shorter inline-session-policy of your own, such as by wildcards, or make it a managed policy and give its ARN to managed-session-policies.";
    case 'MalformedPolicyDocumentException':
      return 'Correct inline-session-policy: AWS does not accept it as a policy.';
    default:
      return undefined;
  }
}

/** GitHub writes ids into the subject of repositories made or renamed since July 2026. */
const immutable = (sub: string): string =>
  /^repo:[^/:]+@\d+\//.test(sub)
    ? ' The sub has the immutable form with ids, which a policy for repo:owner/name does not match.'
    : '';

const pullRequest = (sub: string): string =>
  sub.endsWith(':pull_request')
    ? ' Every pull request of the repository has this sub: give pull requests a role of their own, as print-policies prints it.'
    : '';
