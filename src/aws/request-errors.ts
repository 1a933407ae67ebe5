// Says in plain words what AWS, or the way to it, answered. Pure; told apart by the error's name, never its message.

export type AwsError = Error & {
  code?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string; attempts?: number };
};

/**
 * A message for what can go wrong with any request; undefined for an answer that only its caller can judge, such as
 * RepositoryNotFoundException.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 * @param operation as AWS names it, such as DescribeRepositories
 */
export function explainAwsError(error: AwsError, operation: string, region: string): string | undefined {
  const action = `ecr:${operation}`;
  const said = `${error.message} (${error.name})`;
  switch (error.name) {
    case 'AccessDeniedException':
    case 'AccessDenied':
      return `AWS denied ${action}: ${said}. Allow this action in the role's policy.`;
    case 'ThrottlingException':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
      return `AWS throttled ${action}, after ${error.$metadata?.attempts ?? 1} attempts: ${said}. Run it again later, or raise AWS_MAX_ATTEMPTS.`;
    case 'ExpiredTokenException':
    case 'ExpiredToken':
      return `The AWS session has run out: ${said}. Raise role-duration-seconds, or renew the credentials that the environment gives.`;
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'OptInRequired':
      return `AWS does not know these credentials, or not in ${region}: ${said}. Check the credentials, aws-region, and that the region is enabled for the account.`;
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
      return `AWS found the request's time wrong: ${said}. Set the runner's clock.`;
    case 'CredentialsProviderError':
      return `No AWS credentials were found: ${error.message}. Set role-to-assume (with permissions: id-token: write), or give the job credentials by the environment, a profile, a container or an instance.`;
    default:
      return error.code && error.$metadata?.httpStatusCode === undefined
        ? `AWS could not be reached for ${action} in ${region}: ${error.message || error.name} (${error.code}). Check aws-region and the network.`
        : undefined;
  }
}
