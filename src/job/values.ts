// What may be sent to AWS and BuildKit. Each check returns the value or throws one message that says what is wrong with
// it and how to mend it.
import { cut, failure } from '../lib/failure.ts';

/**
 * A repository name.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html (pattern, 2 to 256)
 */
export function repositoryName(value: string, input = 'repository'): string {
  const pattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
  const lower = value.toLowerCase();
  if (!value) throw failure(`${input}: no repository name is given. Set it, such as team/app.`);
  // An address matches the pattern, too.
  if (/^\d+\.dkr[.-]ecr[.-].*\/|^public\.ecr\.aws\//.test(lower)) {
    throw failure(
      `${input}: "${cut(value)}" is an image reference. Give the repository name alone, such as "${cut(lower.slice(lower.indexOf('/') + 1).replace(/[:@].*$/, ''))}": the registry comes from the account and aws-region.`,
    );
  }
  if (value.length >= 2 && value.length <= 256 && pattern.test(value)) return value;
  throw failure(
    `${input}: "${cut(value)}" is not a valid ECR repository name. Use 2 to 256 characters: lower-case letters and digits, separated by single . _ - or /.${
      lower !== value && pattern.test(lower) ? ` Did you mean "${cut(lower)}"?` : ''
    }`,
  );
}

// GOOS and GOARCH as BuildKit knows them. BuildKit itself builds `linux/amd46` from a Dockerfile without RUN, silently.
const OPERATING_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'wasi', 'wasip1', 'js'];
const ARCHITECTURES = '386 amd64 arm arm64 loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm'.split(
  ' ',
);

/** A platform, `os/architecture[/variant]`. Source: https://github.com/containerd/platforms */
export function platform(value: string): string {
  const [os = '', architecture = '', variant, ...rest] = value.split('/');
  if (
    OPERATING_SYSTEMS.includes(os) &&
    ARCHITECTURES.includes(architecture) &&
    rest.length === 0 &&
    (variant === undefined || /^v?[a-z0-9.]+$/.test(variant))
  ) {
    return value;
  }
  throw failure(
    `platforms: "${cut(value)}" is not a platform. Use the form os/architecture[/variant], such as linux/amd64 or linux/arm/v7.`,
  );
}

/** An AWS region's name, of any partition. */
export function region(value: string): string {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(value)) return value;
  throw failure(
    value
      ? `aws-region: "${cut(value)}" is not an AWS region. Give one such as eu-central-1.`
      : 'aws-region: no region is given. Set the input (or AWS_REGION in the environment), such as eu-central-1.',
  );
}

/** A role's ARN, of any partition. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function roleArn(value: string, input = 'role-to-assume'): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value) && value.length <= 2048) return value;
  throw failure(
    `${input}: "${cut(value)}" is not the ARN of a role. Use the form arn:aws:iam::<12-digit account>:role/<name>.`,
  );
}

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssigner.html (resource types) */
export function signingProfile(value: string): string {
  if (/^arn:aws[a-z-]*:signer:[a-z0-9-]+:\d{12}:\/signing-profiles\/\w{2,64}(\/\w{10})?$/.test(value)) return value;
  throw failure(
    `signing-profile: "${cut(value)}" is not the ARN of a signing profile. Use the form arn:aws:signer:<region>:<12-digit account>:/signing-profiles/<name>.`,
  );
}

/** Source of this and the next two: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function sessionName(value: string): string {
  if (/^[\w+=,.@-]{2,64}$/.test(value)) return value;
  throw failure(
    `role-session-name: "${cut(value)}" is not a session name. Use 2 to 64 characters: letters, digits and _ + = , . @ -.`,
  );
}

export function externalId(value: string): string {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(value)) return value;
  throw failure(
    'role-external-id: the value is not an external ID. Use 2 to 1224 characters: letters, digits and _ + = , . @ : / -.',
  );
}

/** @param most 43200 for one role; 3600 for a chain, which AWS limits to an hour. */
export function durationSeconds(value: string, most: number): number {
  const seconds = Number(value);
  if (/^\d+$/.test(value) && seconds >= 900 && seconds <= most) return seconds;
  throw failure(
    `role-duration-seconds: "${cut(value)}" is out of range. Give a whole number from 900 to ${most}${
      most === 3600 ? ' (AWS limits role chaining to one hour)' : ''
    }.`,
  );
}

export function accountId(value: string): string {
  if (/^\d{12}$/.test(value)) return value;
  throw failure(
    `allowed-account-ids: "${cut(value)}" is not an AWS account ID. Give 12 digits; in YAML, put them in quotes.`,
  );
}

/**
 * The folder to build from. BuildKit would also take a URL, of a Git repository or of an archive; here the commit, its tags and how
 * far its author is trusted come from a checkout.
 * Source: https://docs.docker.com/build/concepts/context/
 */
export function contextPath(value: string, input: string): string {
  if (!/^(https?|git|ssh):\/\/|^[\w.-]+@[\w.-]+:/i.test(value)) return value;
  // It may hold a token.
  const shown = value.replace(/\/\/[^@/]*@/, '//***@');
  throw failure(
    `${input}: "${cut(shown)}" is a URL, and only a checkout can be built. Add a step with actions/checkout for that repository before this one (inputs repository, ref and path), and set ${input} to its path.`,
  );
}

/** Of these the builder's programs make an image that no input names. */
const MAKES_IMAGE = new Map([
  ['DOCKER_DEFAULT_PLATFORM', 'platforms'],
  ['SOURCE_DATE_EPOCH', 'build-args'],
]);

/** The name of a variable that the builder may see. */
export function builderVariable(value: string): string {
  const instead = MAKES_IMAGE.get(value);
  if (!instead) return value;
  throw failure(
    `builder-env: "${value}" changes what is built, so that an image of other runs could stand in for it. Use the input ${instead} for it.`,
  );
}

/** A registry's host with an optional port, as image references have it. */
export function registryHost(value: string, input: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/.test(value)) return value;
  throw failure(
    `${input}: "${cut(value)}" is not a host. Give host[:port] without a scheme or path, such as localhost:4566.`,
  );
}

/**
 * The account and region of a host under which ECR itself answers, also by FIPS or dual-stack; undefined for any other.
 * Sources: https://docs.aws.amazon.com/general/latest/gr/ecr.html,
 * https://github.com/awslabs/amazon-ecr-credential-helper/blob/main/ecr-login/api/client.go (the partitions)
 */
export function ecrHost(host: string): { account: string; region: string } | undefined {
  const [, account, region] = host.match(ECR_HOST) ?? [];
  return account && region ? { account, region } : undefined;
}

const ECR_HOST =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** The name of a variable; what is none may be the password itself, and is not shown. */
export function variableName(value: string, what: string): string {
  if (/^[A-Za-z_]\w*$/.test(value)) return value;
  throw failure(`${what} must be the name of a variable of the step's env, not the password itself.`);
}

/** One of a few words. */
export function choice<Word extends string>(input: string, value: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === value);
  if (word) return word;
  throw failure(`${input}: "${cut(value)}" must be one of ${words.join(', ')}.`);
}

/** `true` and `false`, which other actions have, are understood, too. */
export function creationMode(value: string, input: string): 'off' | 'create' | 'reconcile' | 'verify' {
  const word = { true: 'create', false: 'off' }[value.toLowerCase()] ?? value;
  return choice(input, word, ['off', 'create', 'reconcile', 'verify']);
}

/** One of YAML's words for true and false. */
export function boolean(value: string, input: string): boolean {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw failure(`${input}: "${cut(value)}" must be true or false.`);
}
