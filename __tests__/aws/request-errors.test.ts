import { expect, test } from '@jest/globals';
import { type AwsError, explainAwsError, explainNoAnswer, lacksCredentials } from '../../src/aws/request-errors.ts';
import { failure } from '../../src/lib/failure.ts';

const answer = (name: string, message: string, more: Partial<AwsError> = {}): AwsError =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400, attempts: 1 } }, more);

const explain = (error: AwsError) => explainAwsError(error, 'ecr:DescribeRepositories', 'eu-central-1');

test.each<[AwsError, string]>([
  [
    answer(
      'AccessDeniedException',
      'User: arn:aws:sts::111122223333:assumed-role/publish/me is not authorized to perform: ecr:DescribeRepositories',
    ),
    "AWS denied ecr:DescribeRepositories: User: arn:aws:sts::111122223333:assumed-role/publish/me is not authorized to perform: ecr:DescribeRepositories (AccessDeniedException). Allow this action in the role's policy.",
  ],
  [
    answer('ThrottlingException', 'Rate exceeded', { $metadata: { httpStatusCode: 400, attempts: 3 } }),
    'AWS throttled ecr:DescribeRepositories, after 3 attempts: Rate exceeded (ThrottlingException). Run it again later, or raise AWS_MAX_ATTEMPTS.',
  ],
  [
    answer('ExpiredTokenException', 'The security token included in the request is expired'),
    'The AWS session has expired: The security token included in the request is expired (ExpiredTokenException). Raise role-duration-seconds, or renew the credentials that the environment gives.',
  ],
  [
    answer('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    'AWS does not know these credentials, or not in eu-central-1: The security token included in the request is invalid. (UnrecognizedClientException). Check the credentials, aws-region, and that the region is enabled for the account.',
  ],
  [
    Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    'No AWS credentials were found: Could not load credentials from any providers. Set role-to-assume (with permissions: id-token: write), or give the job credentials by the environment, a profile, a container or an instance.',
  ],
  [
    Object.assign(new Error('getaddrinfo ENOTFOUND api.ecr.eu-central-1.amazonaws.com'), {
      code: 'ENOTFOUND',
      $metadata: { attempts: 3 },
    }),
    'AWS could not be reached for ecr:DescribeRepositories in eu-central-1: getaddrinfo ENOTFOUND api.ecr.eu-central-1.amazonaws.com (ENOTFOUND). Check aws-region and the network.',
  ],
])('%s', (error, message) => {
  expect(explain(error)).toBe(message);
});

// AWS's services do not all call the same thing by the same name.
test.each([
  ['AccessDenied', 'AWS denied ecr:DescribeRepositories: '],
  ['TooManyRequestsException', 'AWS throttled ecr:DescribeRepositories: '],
  ['RequestLimitExceeded', 'AWS throttled ecr:DescribeRepositories: '],
  ['ExpiredToken', 'The AWS session has expired: '],
  ['InvalidClientTokenId', 'AWS does not know these credentials, or not in eu-central-1: '],
  ['InvalidSignatureException', 'AWS does not know these credentials, or not in eu-central-1: '],
  ['SignatureDoesNotMatch', 'AWS does not know these credentials, or not in eu-central-1: '],
])('%s: %s', (name, begin) => {
  expect(explain(answer(name, 'as AWS says it'))).toMatch(new RegExp(`^${begin}as AWS says it \\(${name}\\)\\.`));
});

test.each([
  // The wording does not decide.
  answer('RepositoryNotFoundException', 'AccessDeniedException: The repository does not exist'),
  answer('ServerException', 'Try again', { code: 'InternalFailure' }),
  new TypeError('a fault of our own'),
])('%s is for its caller to judge', (error) => {
  expect(explain(error)).toBeUndefined();
});

const noAnswer = (error: AwsError) => explainNoAnswer(error, 'sts:AssumeRole', 'eu-central-1');
const thrown = (message: string, more: object): AwsError => Object.assign(new Error(message), more);

test.each<[AwsError, string]>([
  [
    thrown('connect ECONNREFUSED 10.0.0.1:443', {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      $metadata: { attempts: 3 },
    }),
    'AWS could not be reached for sts:AssumeRole in eu-central-1: connect ECONNREFUSED 10.0.0.1:443 (ECONNREFUSED). Check aws-region and the network.',
  ],
  [
    thrown('read ECONNRESET', { name: 'TimeoutError', code: 'ECONNRESET', syscall: 'read' }),
    'AWS could not be reached for sts:AssumeRole in eu-central-1: read ECONNRESET (ECONNRESET). Check',
  ],
  // The SDK's own has no code.
  [
    thrown('Connection timed out after 1000 ms', { name: 'TimeoutError' }),
    'AWS could not be reached for sts:AssumeRole in eu-central-1: Connection timed out after 1000 ms (TimeoutError). Check',
  ],
  // Several addresses were tried.
  [
    Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
    'AWS could not be reached for sts:AssumeRole in eu-central-1: AggregateError (ECONNREFUSED). Check',
  ],
  [
    answer('ServiceUnavailable', 'Wait', { $metadata: { httpStatusCode: 503, attempts: 3 } }),
    'AWS failed to answer sts:AssumeRole in eu-central-1, after 3 attempts: Wait (ServiceUnavailable). Run it again later.',
  ],
  [answer('Throttling', 'Rate exceeded'), 'AWS throttled sts:AssumeRole: Rate exceeded (Throttling). Run it again'],
])('nobody judged: %s', (error, message) => {
  expect(noAnswer(error)?.slice(0, message.length)).toBe(message);
});

test.each([
  // The wording does not decide.
  answer('AccessDenied', 'ECONNREFUSED'),
  thrown("ENOENT: no such file or directory, open '/token'", { code: 'ENOENT', syscall: 'open' }),
  thrown('EISDIR: illegal operation on a directory, read', { code: 'EISDIR', syscall: 'read' }),
])('%s is no silence of AWS', (error) => {
  expect(noAnswer(error)).toBeUndefined();
});

test.each<[string, boolean]>([
  ['CredentialsProviderError', true],
  ['NoIdToken', true],
  ['AccessDenied', false],
  ['TimeoutError', false],
])('a run whose request ended with %s lacks credentials: %p', (name, lacks) => {
  expect(lacksCredentials(failure('said', { cause: { name } }))).toBe(lacks);
  expect(lacksCredentials({ name })).toBe(false);
});
