// Says in plain words what AWS, or the way to it, answered. Pure; told apart by the error's name (of the SDK's classes, which may differ from
// the code on the wire), never by its message.
import { isFailure } from '../lib/failure.ts';
import { CHECK_PROXY } from '../lib/proxy.ts';

export type AwsError = Error & {
  code?: string;
  syscall?: string;
  /** The host of the proxy that the request went through. */
  proxy?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string; attempts?: number };
};

/**
 * A message for what can go wrong with any request; undefined for an answer that only its caller can judge, such as
 * RepositoryNotFoundException.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 * @param action as policies name it, such as ecr:DescribeRepositories
 */
export function explainAwsError(error: AwsError, action: string, region: string): string | undefined {
  const said = saidBy(error);
  switch (error.name) {
    case 'AccessDeniedException':
    case 'AccessDenied':
      return `AWS denied ${action}: ${said}. Allow this action in the role's policy.`;
    case 'ExpiredTokenException':
    case 'ExpiredToken':
      return `The AWS session has expired: ${said}. Raise role-duration-seconds, or renew the credentials that the environment gives.`;
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'OptInRequired':
      return `AWS does not know these credentials, or not in ${region}: ${said}. Check the credentials, aws-region, and that the region is enabled for the account.`;
    case 'RequestExpired':
      return `AWS rejected the request's time: ${said}. Set the runner's clock.`;
    case 'CredentialsProviderError':
      return `No AWS credentials were found: ${error.message}. Set role-to-assume (with permissions: id-token: write), or give the job credentials by the environment, a profile, a container or an instance.`;
    default:
      return explainNoAnswer(error, action, region);
  }
}

/**
 * A message for a request that nobody judged: AWS was throttling, or failed itself, or could not be reached; undefined for an answer.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html (what the SDK tried again before)
 * @param action as policies name it, such as sts:AssumeRole
 */
export function explainNoAnswer(error: AwsError, action: string, region: string): string | undefined {
  const { httpStatusCode: status, attempts = 1 } = error.$metadata ?? {};
  const tried = attempts === 1 ? '' : `, after ${attempts} attempts`;
  if (status === 429 || THROTTLED.includes(error.name)) {
    return `AWS throttled ${action}${tried}: ${saidBy(error)}. Run it again later, or raise AWS_MAX_ATTEMPTS.`;
  }
  if (status !== undefined && status >= 500) {
    return `AWS failed to answer ${action} in ${region}${tried}: ${saidBy(error)}. Run it again later.`;
  }
  if (!isUnreachable(error)) return undefined;
  const [by, check] = error.proxy
    ? [` through the proxy ${error.proxy}`, CHECK_PROXY]
    : ['', 'Check aws-region and the network.'];
  return `AWS could not be reached for ${action} in ${region}${by}: ${error.message || error.name} (${error.code ?? error.name}). ${check}`;
}

/** The names that services have for it: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const THROTTLED = [
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
];

/** Node's errors of the network have a code, and the SDK's own for a time-out a name. So do those of a file of credentials. */
const isUnreachable = ({ name, code, syscall, proxy, $metadata }: AwsError): boolean =>
  $metadata?.httpStatusCode === undefined &&
  (proxy !== undefined || name === 'TimeoutError' || (code !== undefined && code !== 'EISDIR' && syscall !== 'open'));

/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html (tags per image: 1,000, not adjustable; images per
 * repository: 100,000, adjustable)
 */
export const QUOTA_EXHAUSTED = 'A quota of ECR is exhausted';
export const QUOTA_WAYS_OUT =
  'Of tags, an image has 1,000 at most, which AWS does not raise: delete some, or publish another image. Of images, a repository has 100,000: delete some, set a lifecycle-policy, or ask AWS to raise it.';

/** What a role needs in ECR to push, and to copy from there. */
export const ECR_ACCESS =
  'In ECR, allow the role ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository to push, and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to pull.';

const saidBy = ({ message, name }: Error): string => `${message} (${name})`;

/** Whether a run has no credentials at all, which is not that AWS refused those that it has. */
export const lacksCredentials = (error: unknown): boolean =>
  isFailure(error) &&
  ['CredentialsProviderError', NO_ID_TOKEN].includes((error.cause as Error | undefined)?.name ?? '');

/** The name of the cause where GitHub offers a run no id token. */
export const NO_ID_TOKEN = 'NoIdToken';
