import {
  BatchGetRepositoryScanningConfigurationCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositoryCreationTemplates,
  type RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr';
import { failure, isFailure } from '../lib/failure.ts';
import type { Repository } from '../registry/ecr-repository.ts';
import { templateFor } from './creation-template.ts';
import { type Actual, isAlias } from './difference.ts';
import type { Settings } from './schema.ts';

/** What a repository has besides its description; only what the settings speak of is asked for. */
export type Attachments = Pick<
  Actual,
  'scanned' | 'aliasedKey' | 'lifecyclePolicy' | 'repositoryPolicy' | 'resourceTags'
> & {
  /** What could not be compared, and why. */
  warnings?: string[];
};

/** Asks for everything at the same time; a repository that is missing has nothing. */
export async function readAttachments(
  ecr: ECRClient,
  repositoryName: string,
  settings: Settings,
  found: Promise<Repository | undefined>,
): Promise<Attachments> {
  const [scanning, key, lifecycle, policy, resourceTags] = await Promise.all([
    settings['scan-on-push'] ? found.then((repository) => readScanning(ecr, repository)) : undefined,
    found.then((repository) => readKey(ecr, settings, repository)),
    settings['lifecycle-policy'] &&
      orNone(
        ecr.send(new GetLifecyclePolicyCommand({ repositoryName })),
        named('LifecyclePolicyNotFoundException', 'RepositoryNotFoundException'),
      ),
    settings['repository-policy'] &&
      orNone(
        ecr.send(new GetRepositoryPolicyCommand({ repositoryName })),
        named('RepositoryPolicyNotFoundException', 'RepositoryNotFoundException'),
      ),
    settings['resource-tags'] ? found.then((repository) => readTags(ecr, repository)) : {},
  ]);
  const warnings = [...(scanning?.warnings ?? []), ...(key.warnings ?? [])];
  return {
    ...scanning,
    ...key,
    ...(warnings.length > 0 && { warnings }),
    ...(lifecycle?.lifecyclePolicyText && { lifecyclePolicy: lifecycle.lifecyclePolicyText }),
    ...(policy?.policyText && { repositoryPolicy: policy.policyText }),
    resourceTags,
  };
}

/** undefined for an error that is an answer. */
async function orNone<Answer>(
  asked: Promise<Answer>,
  isAnswer: (error: unknown) => boolean,
): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isAnswer(error)) return undefined;
    throw error;
  }
}

const named =
  (...names: string[]) =>
  (error: unknown): boolean =>
    names.includes((error as Error).name);

/** Whether AWS was asked for what it does not let this role do, or an emulator for what it does not know. */
export function isRefused(error: unknown): boolean {
  const refused = named('AccessDeniedException', 'AccessDenied', 'UnknownOperationException', 'InvalidAction');
  return refused(isFailure(error) ? (error.cause ?? error) : error);
}

/**
 * Whether the repository's images are scanned as they arrive, as ECR works it out from the repository's setting and the registry's rules:
 * with enhanced scanning, the repository's setting alone scans nothing.
 * Sources: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html,
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 * @returns nothing where that may not be read
 */
async function readScanning(
  ecr: ECRClient,
  repository: Repository | undefined,
): Promise<Pick<Attachments, 'scanned' | 'warnings'>> {
  if (!repository) return {};
  const { name, scanOnPush } = repository;
  const command = new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames: [name] });
  const answer = await orNone(ecr.send(command), isRefused);
  const [configuration] = answer?.scanningConfigurations ?? [];
  if (!configuration) return {};
  // What has none is not scanned.
  const { scanFrequency = 'none' } = configuration;
  const scanned = scanFrequency === 'SCAN_ON_PUSH' || scanFrequency === 'CONTINUOUS_SCAN';
  if (scanned || !scanOnPush) return { scanned };
  const warning = `scan-on-push: the repository ${name} has it, but its images are not scanned as they arrive (scan frequency: ${scanFrequency}): no scanning rule of the registry matches it. Add one to the registry's scanning configuration.`;
  return { scanned, warnings: [warning] };
}

/** The key behind an alias, where the repository has one that it could be. */
async function readKey(
  ecr: ECRClient,
  settings: Settings,
  repository: Repository | undefined,
): Promise<Pick<Attachments, 'aliasedKey' | 'warnings'>> {
  const { key = '' } = settings.encryption ?? {};
  const { key: is } = repository?.encryption ?? {};
  if (!isAlias(key) || !is || is === key) return {};
  const { aliasedKey } = await import('../aws/kms-key.ts');
  const answer = await aliasedKey(ecr, key);
  if ('arn' in answer) return { aliasedKey: answer.arn };
  const warning = `kms-key: Whether the key behind ${key} is the repository's could not be compared: ${answer.unknown} Allow kms:DescribeKey on the key, or name it by its ARN.`;
  return { warnings: [warning] };
}

async function readTags(ecr: ECRClient, repository: Repository | undefined): Promise<Record<string, string>> {
  if (!repository) return {};
  const { tags = [] } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: repository.arn }));
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * The registry's creation template for a repository of this name.
 * @throws Failure where the registry has none for it
 */
export async function creationTemplate(ecr: ECRClient, name: string): Promise<RepositoryCreationTemplate> {
  const template = templateFor(name, await creationTemplates(ecr));
  if (template) return template;
  throw failure(
    `creation-template: the registry has no creation template for ${name} that is applied for CREATE_ON_PUSH. Create one, or remove the input creation-template.`,
  );
}

async function creationTemplates(ecr: ECRClient): Promise<RepositoryCreationTemplate[]> {
  const templates: RepositoryCreationTemplate[] = [];
  for await (const page of paginateDescribeRepositoryCreationTemplates({ client: ecr }, {})) {
    templates.push(...(page.repositoryCreationTemplates ?? []));
  }
  return templates;
}
