import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ISSUER } from './issuer.ts';
import type { Stack } from './stack.ts';

export type Statement = {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource?: string | string[];
  Principal?: Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string | string[]>>;
};

export type RoleOptions = {
  name: string;
  /** Who may become it: see trustGitHub and trustRole. */
  trust: Statement;
  /** What it may do. */
  statements: Statement[];
};

type Aws = Pick<Stack['aws'], 'endpoint' | 'region' | 'account' | 'root'>;

const AUDIENCE = 'sts.amazonaws.com';
const PROVIDER = new URL(ISSUER).host;

/** Makes a role and answers its ARN. */
export async function createRole(aws: Aws, { name, trust, statements }: RoleOptions): Promise<string> {
  const iam = client(aws);
  const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy([trust]) }));
  if (statements.length > 0)
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: name, PolicyDocument: policy(statements) }));
  return role.Role?.Arn ?? '';
}

/** Tells the account to believe GitHub's tokens. */
export async function createGitHubProvider(aws: Aws): Promise<void> {
  await client(aws).send(new CreateOpenIDConnectProviderCommand({ Url: ISSUER, ClientIDList: [AUDIENCE] }));
}

/** Trusts the jobs whose token has exactly this subject. */
export function trustGitHub(account: string, sub: string): Statement {
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${PROVIDER}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${PROVIDER}:aud`]: AUDIENCE, [`${PROVIDER}:sub`]: sub } },
  };
}

/** Trusts another role, when it names the external id. */
export function trustRole(arn: string, externalId: string): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: arn },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
}

/** The least that publishing to the repositories whose name matches takes. */
export function publishing(aws: Aws, repositories: string): Statement[] {
  return [
    // DescribeRepositories can be granted on one repository in AWS; MiniStack judges it against `*` only.
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'ecr:DescribeRepositories'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'ecr:CreateRepository',
        'ecr:DescribeImages',
        'ecr:BatchGetImage',
        'ecr:PutImage',
        'ecr:BatchCheckLayerAvailability',
        'ecr:InitiateLayerUpload',
        'ecr:UploadLayerPart',
        'ecr:CompleteLayerUpload',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: `arn:aws:ecr:${aws.region}:${aws.account}:repository/${repositories}`,
    },
  ];
}

function client({ endpoint, region, root }: Aws): IAMClient {
  return new IAMClient({ region, credentials: { ...root }, ...(endpoint && { endpoint }) });
}

function policy(statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
