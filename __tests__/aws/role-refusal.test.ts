import {
  ExpiredTokenException,
  IDPRejectedClaimException,
  InvalidIdentityTokenException,
  RegionDisabledException,
} from '@aws-sdk/nested-clients/sts';
import { describe, expect, test } from '@jest/globals';
import { type Claims, enterpriseIssuer, issuerOf, readClaims, trustStatement } from '../../src/aws/id-token.ts';
import {
  explainChainRefusal,
  explainDefaultChain,
  explainNoToken,
  explainRefusal,
} from '../../src/aws/role-refusal.ts';
import { noEvent, push } from '../host/events.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publish';
const claims: Claims = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:acme/shop:ref:refs/heads/main',
};

/** A token as GitHub issues it; the signature does not matter here. */
const token = (payload: unknown): string =>
  ['{"alg":"RS256"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('readClaims', () => {
  test.each<[string, unknown, Claims]>([
    ['GitHub’s', { ...claims, repository: 'acme/shop', exp: 1 }, claims],
    ['several audiences: the first', { ...claims, aud: ['one', 'two'] }, { ...claims, aud: 'one' }],
    [
      'letters beyond ASCII',
      { ...claims, sub: 'repo:acme/shop:environment:Zürich' },
      { ...claims, sub: 'repo:acme/shop:environment:Zürich' },
    ],
  ])('%s', (_, payload, expected) => {
    expect(readClaims(token(payload))).toEqual(expected);
  });

  test.each(['', 'opaque', 'a.b.c', token(null)])('%p is no token', (text) => {
    expect(readClaims(text)).toBeUndefined();
  });
});

test.each([
  ['https://github.com', 'https://token.actions.githubusercontent.com'],
  ['', 'https://token.actions.githubusercontent.com'],
  ['https://octocorp.ghe.com', 'https://token.actions.octocorp.ghe.com'],
  ['https://ghes.example:8443', 'https://ghes.example:8443/_services/token'],
  ['https://ghe.com.example', 'https://ghe.com.example/_services/token'],
])('tokens of %j are issued by %s', (serverUrl, issuer) => {
  expect(issuerOf(serverUrl)).toBe(issuer);
});

test('an enterprise may have an issuer of its own on github.com alone', () => {
  const of = (serverUrl: string, slug?: string) =>
    enterpriseIssuer({ serverUrl, payload: slug ? { enterprise: { slug } } : {} });
  expect(of('https://github.com', 'octocorp')).toBe('https://token.actions.githubusercontent.com/octocorp');
  expect(of('https://github.com')).toBeUndefined();
  expect(of('https://ghes.example', 'octocorp')).toBeUndefined();
});

describe('trustStatement', () => {
  test.each<[string, Claims, string, Record<string, string>]>([
    [
      ROLE,
      claims,
      'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
      {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme/shop:ref:refs/heads/main',
      },
    ],
    // GitHub Enterprise Server, whose issuer has a path, and another partition.
    [
      'arn:aws-us-gov:iam::111122223333:role/ci/publish',
      { ...claims, iss: 'https://ghe.example/_services/token' },
      'arn:aws-us-gov:iam::111122223333:oidc-provider/ghe.example/_services/token',
      {
        'ghe.example/_services/token:aud': 'sts.amazonaws.com',
        'ghe.example/_services/token:sub': 'repo:acme/shop:ref:refs/heads/main',
      },
    ],
  ])('of %s', (role, sent, Federated, StringEquals) => {
    expect(trustStatement(role, sent)).toEqual({
      Effect: 'Allow',
      Principal: { Federated },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals },
    });
  });
});

describe('explainNoToken', () => {
  test.each([
    [
      'a run by hand',
      noEvent,
      'role-to-assume: there is no id-token outside GitHub Actions. Leave role-to-assume empty to use the credentials of the environment, a profile, a container or an instance.',
    ],
    [
      'a job without the permission',
      push,
      `role-to-assume: the job may not ask GitHub for an id-token. Give it the permission (a reusable workflow needs it from its caller, too):

permissions:
  id-token: write
  contents: read`,
    ],
  ])('%s', (_, event, message) => {
    expect(explainNoToken(event)).toBe(message);
  });
});

describe('explainRefusal', () => {
  const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' };

  test('a refused token comes with the statement that would accept it', () => {
    expect(explainRefusal(denied, ROLE, claims)).toBe(
      `AWS did not let this run assume arn:aws:iam::111122223333:role/publish: Not authorized to perform sts:AssumeRoleWithWebIdentity (AccessDenied).
The token that GitHub gave this run says:
  iss  https://token.actions.githubusercontent.com
  aud  sts.amazonaws.com
  sub  repo:acme/shop:ref:refs/heads/main
Either the role does not exist, or its trust policy does not accept this token. Add this statement, which accepts exactly this run:
{
  "Effect": "Allow",
  "Principal": {
    "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
  },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {
    "StringEquals": {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"
    }
  }
}`,
    );
  });

  const IMMUTABLE = 'The sub has the immutable form with ids, which a policy for repo:owner/name does not match.';

  test('the immutable form of the subject is named, and is in the statement as sent', () => {
    const sub = 'repo:acme@4711/shop@815:ref:refs/heads/main';
    const message = explainRefusal(denied, ROLE, { ...claims, sub });
    expect(message).toContain(`accept this token. ${IMMUTABLE} Add this statement`);
    expect(message).toContain(`"token.actions.githubusercontent.com:sub": "${sub}"`);
  });

  test.each(['repo:acme/shop:environment:a@1/b', 'repository_owner_id:4711'])('%s is not that form', (sub) => {
    expect(explainRefusal(denied, ROLE, { ...claims, sub })).not.toContain(IMMUTABLE);
  });

  test('a pull request is told that its subject is that of every other', () => {
    const message = explainRefusal(denied, ROLE, { ...claims, sub: 'repo:acme/shop:pull_request' });
    expect(message).toContain(
      'give pull requests a role of their own, as print-policies prints it. Add this statement',
    );
    expect(explainRefusal(denied, ROLE, claims)).not.toContain('pull requests');
  });

  test.each([
    [
      'PackedPolicyTooLargeException',
      "AWS packs a session's policies into its token, and these are too large for it, though they are no longer than AWS takes as text. Give a shorter inline-session-policy of your own, such as by wildcards, or make it a managed policy and give its ARN to managed-session-policies.",
    ],
    ['MalformedPolicyDocumentException', 'Correct inline-session-policy: AWS does not accept it as a policy.'],
  ])("%s is about the session's policies, for one role and for a chain", (name, mend) => {
    const error = { name, message: 'said' };
    expect(explainRefusal(error, ROLE, claims)).toBe(
      `AWS did not let this run assume ${ROLE}: said (${name}). ${mend}`,
    );
    expect(explainChainRefusal(error, ROLE)).toBe(
      `AWS did not let the role before it in role-to-assume assume ${ROLE}: said (${name}). ${mend}`,
    );
  });

  // The SDK's own class, whose name differs from the code on the wire (InvalidIdentityToken); the words are those that others report:
  // https://github.com/aws-actions/configure-aws-credentials/issues/775 and /299, #356.
  const refusedToken = (message: string) => new InvalidIdentityTokenException({ message, $metadata: {} });

  test.each([
    [
      'Incorrect token audience',
      'aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com --client-id sts.amazonaws.com',
    ],
    [
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      'AWS asks the issuer for its keys, and got no answer in time. Run it again later.',
    ],
    [
      "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      'aws iam update-open-id-connect-provider-thumbprint',
    ],
    [
      'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
      'aws iam create-open-id-connect-provider',
    ],
  ])('a token that STS does not take: %s', (message, way) => {
    const said = explainRefusal(refusedToken(message), ROLE, claims);
    expect(said).toContain(way);
    const others = ['create-open-id', 'add-client-id', 'update-open-id', 'got no answer'].filter(
      (each) => !way.includes(each),
    );
    for (const other of others) expect(said).not.toContain(other);
  });

  test.each([
    [new ExpiredTokenException({ message: 'Token expired', $metadata: {} }), 'had expired before AWS read it'],
    [
      new RegionDisabledException({ message: 'STS is not activated', $metadata: {} }),
      'Enable the region for the account',
    ],
    [new IDPRejectedClaimException({ message: 'claim', $metadata: {} }), 'AWS does not accept what the token says'],
  ])('%p', (error, way) => {
    expect(explainRefusal(error, ROLE, claims)).toContain(way);
  });

  test('an issuer that the account does not know is mended with a provider', () => {
    const error = {
      name: 'InvalidIdentityTokenException',
      message: 'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    };
    expect(explainRefusal(error, ROLE, claims)).toBe(
      `AWS did not let this run assume arn:aws:iam::111122223333:role/publish: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com (InvalidIdentityTokenException).
The token that GitHub gave this run says:
  iss  https://token.actions.githubusercontent.com
  aud  sts.amazonaws.com
  sub  repo:acme/shop:ref:refs/heads/main
Create an OIDC provider for this issuer with this audience in the account:
  arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
  aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com`,
    );
  });

  test.each([
    [
      {
        name: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      },
      claims,
      "AWS did not let this run assume arn:aws:iam::111122223333:role/publish: The requested DurationSeconds exceeds the MaxSessionDuration set for this role. (ValidationError). If it is the duration, lower role-duration-seconds or raise the role's maximum session duration; if it is a policy of managed-session-policies, it has to be there, AWS's or of the role's own account.",
    ],
    [
      { name: 'IDPCommunicationErrorException', message: 'Could not reach the issuer' },
      claims,
      `AWS did not let this run assume arn:aws:iam::111122223333:role/publish: Could not reach the issuer (IDPCommunicationErrorException).
The token that GitHub gave this run says:
  iss  https://token.actions.githubusercontent.com
  aud  sts.amazonaws.com
  sub  repo:acme/shop:ref:refs/heads/main
AWS asks the issuer for its keys, and got no answer in time. Run it again later. An issuer of your own must let AWS reach these from the internet:
  https://token.actions.githubusercontent.com/.well-known/openid-configuration
  https://token.actions.githubusercontent.com/.well-known/jwks`,
    ],
    [
      denied,
      undefined,
      'AWS did not let this run assume arn:aws:iam::111122223333:role/publish: Not authorized to perform sts:AssumeRoleWithWebIdentity (AccessDenied).',
    ],
  ])('%p', (error, sent, message) => {
    expect(explainRefusal(error, ROLE, sent)).toBe(message);
  });
});

test('a role that the environment names, and not the workflow', () => {
  expect(explainDefaultChain({ name: 'AccessDenied', message: 'Not authorized' })).toBe(
    "The credentials that the environment, a profile, a container or an instance names could not be had: Not authorized (AccessDenied). Check what it names, such as AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, and the role's trust policy; or set role-to-assume.",
  );
});
