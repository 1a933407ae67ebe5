// What GitHub's id token says, and the trust policy that accepts it. Pure.
import type { Event } from '../host/event.ts';

/** The claims of an id token that trust policies judge. They are not secret; the token is. */
export type Claims = { iss: string; aud: string; sub: string };

const GITHUB = 'https://token.actions.githubusercontent.com';

/**
 * Who issues the tokens of a GitHub, unless an enterprise's do so under a name of its own.
 * Source: https://docs.github.com/en/enterprise-server@latest/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 * (GitHub Enterprise Server) and https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency (SUBDOMAIN.ghe.com)
 * @param serverUrl such as `https://github.com`
 */
export function issuerOf(serverUrl: string): string {
  const { host = '' } = URL.parse(serverUrl) ?? {};
  if (!host || host === 'github.com') return GITHUB;
  return host.endsWith('.ghe.com') ? `https://token.actions.${host}` : `https://${host}/_services/token`;
}

/**
 * Pure: the issuer that an enterprise on github.com may have chosen in place of the default; undefined for any other.
 * Source: https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc (include_enterprise_slug)
 */
export const enterpriseIssuer = ({ serverUrl, payload }: Pick<Event, 'serverUrl' | 'payload'>): string | undefined =>
  issuerOf(serverUrl) === GITHUB && payload.enterprise?.slug ? `${GITHUB}/${payload.enterprise.slug}` : undefined;

/**
 * Reads a token without checking its signature, which is for AWS to do.
 * @returns undefined when it is not a JSON web token with these claims
 */
export function readClaims(token: string): Claims | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { iss, sub } = claims;
    const [aud] = [claims.aud].flat();
    return iss && aud && sub ? { iss, aud, sub } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The statement of a role's trust policy that accepts exactly these claims, or one of several subjects.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function trustStatement(role: string, claims: Omit<Claims, 'sub'> & { sub: string | string[] }) {
  const [, partition, , , account] = role.split(':');
  const issuer = claims.iss.replace(/^https:\/\//, '');
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: claims.aud, [`${issuer}:sub`]: claims.sub } },
  };
}
