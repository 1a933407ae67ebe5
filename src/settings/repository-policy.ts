import type { PolicySettings } from './schema.ts';

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
const MOST_CHARACTERS = 10_240;

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

/** Of a repository, as its ARN says. */
export type Place = { partition: string; region: string };

/**
 * Pure: the repository's policy as JSON text.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
 */
export function repositoryPolicy(settings: PolicySettings, place: Place): string {
  const { pull: _, push: __, Statement = statements(settings, place), ...rest } = settings;
  return JSON.stringify({ Version: '2012-10-17', ...rest, Statement });
}

/**
 * Lambda in another account needs both: its service, and the account, as whose user a function is made.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-xaccount-permissions
 */
function statements(
  { pull: { accounts = [], lambda = [], ...others } = {}, push = {} }: Pick<PolicySettings, 'pull' | 'push'>,
  place: Place,
): Statement[] {
  const { partition, region } = place;
  const functions = lambda.map((account) => `arn:${partition}:lambda:${region}:${account}:function:*`);
  return [
    ...allow('Pull', PULL, { ...others, accounts: [...new Set([...accounts, ...lambda])] }, place),
    ...(functions.length > 0
      ? [
          {
            Sid: 'PullByLambda',
            Effect: 'Allow' as const,
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: PULL,
            Condition: { StringLike: { 'aws:SourceArn': functions } },
          },
        ]
      : []),
    ...allow('Push', PUSH, push, place),
  ];
}

type Statement = { Sid: string; Effect: 'Allow'; Principal: object | string; Action: string[]; Condition?: object };

function allow(
  what: 'Pull' | 'Push',
  Action: string[],
  { accounts = [], roles, organizations }: NonNullable<PolicySettings['push']>,
  { partition }: Place,
): Statement[] {
  const to = (who: string, Principal: object | string, Condition?: object): Statement => ({
    Sid: `${what}By${who}`,
    Effect: 'Allow',
    Principal,
    Action,
    ...(Condition && { Condition }),
  });
  const roots = accounts.map((account) => `arn:${partition}:iam::${account}:root`);
  return [
    ...(roots.length > 0 ? [to('Accounts', { AWS: roots })] : []),
    ...(roles ? [to('Roles', { AWS: roles })] : []),
    ...(organizations ? [to('Organizations', '*', { StringEquals: { 'aws:PrincipalOrgID': organizations } })] : []),
  ];
}

/**
 * Pure: the policy with the statement that Lambda writes into it by itself, once a function uses the repository: without it Lambda could
 * not pull any more. The settings may have a statement of that name of their own.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions and
 * https://repost.aws/knowledge-center/lambda-ecr-image (its Sid; the actions differ)
 * @param is the repository's policy
 */
export function withLambdas(policy: string, is: string | undefined): string {
  const statementsOf = (text: string): Named[] => [JSON.parse(text).Statement ?? []].flat();
  const own = statementsOf(policy);
  const lambdas = is === undefined ? [] : statementsOf(is).filter(isLambdas);
  if (lambdas.length === 0 || own.some(({ Sid }) => Sid === LAMBDAS)) return policy;
  return JSON.stringify({ ...JSON.parse(policy), Statement: [...own, ...lambdas] });
}

const LAMBDAS = 'LambdaECRImageRetrievalPolicy';

type Named = { Sid?: string; Principal?: unknown };

/** Whoever may write the policy could name another statement so. */
const isLambdas = ({ Sid, Principal }: Named): boolean =>
  Sid === LAMBDAS &&
  JSON.stringify(canonical(Principal)) === JSON.stringify(canonical({ Service: 'lambda.amazonaws.com' }));

/** Pure: why ECR would not take the policy, in words; undefined where it would. */
export function policyMistake(settings: PolicySettings, place: Place): string | undefined {
  const { pull, push, Statement } = settings;
  if ((pull || push) && Statement) return 'It has both statements and the short form. Use only one of them.';
  if (!pull && !push && !Statement) return 'It grants nothing to anybody. Give pull, push or Statement.';
  const { length } = repositoryPolicy(settings, place);
  return length > MOST_CHARACTERS
    ? `It has ${length} characters, and ECR accepts at most ${MOST_CHARACTERS}. Make it shorter.`
    : undefined;
}

/**
 * Pure: a policy in one form for all that mean the same to IAM: the order of statements, keys and lists, a single value for
 * a list of one, an account's id for its root's ARN, `{"AWS": "*"}` for `"*"`, actions and a condition's keys in any case.
 */
export function canonicalPolicy(text: string): string {
  // IAM takes a policy that names no version for one of the first.
  const { Version = '2008-10-17', Statement = [], ...rest } = JSON.parse(text);
  const all = [Statement].flat().map((statement) => JSON.stringify(canonicalStatement(statement)));
  return JSON.stringify([Version, canonical(rest), all.sort()]);
}

const canonicalStatement = (statement: object): unknown =>
  canonical(
    Object.fromEntries(
      Object.entries(statement).map(([key, value]) => {
        if (/Principal$/.test(key)) return [key, canonicalPrincipal(value)];
        if (key === 'Condition') return [key, canonicalCondition(value)];
        return [key, /Action$/.test(key) ? [value].flat().map((action) => String(action).toLowerCase()) : value];
      }),
    ),
  );

function canonicalCondition(condition: Record<string, object>): object {
  const lower = (entries: object) =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [key.toLowerCase(), value]));
  return lower(Object.fromEntries(Object.entries(condition).map(([operator, keys]) => [operator, lower(keys)])));
}

function canonicalPrincipal(principal: unknown): unknown {
  if (!(principal instanceof Object)) return { AWS: principal };
  const { AWS, ...rest } = principal as { AWS?: unknown };
  const ids = [AWS ?? []].flat().map((each) => String(each).replace(/^arn:aws[a-z-]*:iam::(\d{12}):root$/, '$1'));
  return ids.length > 0 ? { AWS: ids, ...rest } : rest;
}

/** Lists are sets, keys have no order, and a list of one is its one. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => JSON.stringify(canonical(item)));
    const unique = [...new Set(items)].sort().map((item) => JSON.parse(item));
    return unique.length === 1 ? unique[0] : unique;
  }
  if (value instanceof Object) {
    return Object.entries(value)
      .map(([key, entry]) => [key, canonical(entry)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  }
  return String(value);
}
