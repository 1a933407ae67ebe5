import {
  CreateRepositoryCommand,
  type CreateRepositoryCommandInput,
  type ECRClient,
  type EncryptionType,
  type ImageTagMutability,
} from '@aws-sdk/client-ecr';
import { CREATION, waitUntil } from '../aws/waits.ts';
import type { RepositoryRequest } from '../job/job.ts';
import { findRepository, type Repository, toRepository } from '../registry/ecr-repository.ts';
import type { Mutability } from '../registry/mutability.ts';
import { wantedMutability } from './difference.ts';
import type { Settings } from './schema.ts';

/**
 * Creates a repository with what can be said at once; another job that creates it first has done the same.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export async function createRepository(ecr: ECRClient, name: string, settings: Settings): Promise<Repository> {
  try {
    const { repository } = await ecr.send(new CreateRepositoryCommand(createRequest(name, settings)));
    return toRepository(repository ?? {}, true);
  } catch (error) {
    if ((error as Error).name !== 'RepositoryAlreadyExistsException') throw error;
    const found = await waitUntil(
      CREATION,
      (repository) => repository !== undefined,
      () => findRepository(ecr, name),
    );
    if (found) return { ...found, isNew: true };
    throw error;
  }
}

/** Pure: the request that creates a repository. */
export function createRequest(name: string, settings: Settings): CreateRepositoryCommandInput {
  const mutability = wantedMutability(settings);
  const { encryption, 'scan-on-push': scanOnPush, 'resource-tags': tags } = settings;
  return {
    repositoryName: name,
    ...(mutability && mutabilityRequest(mutability)),
    ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
    ...(encryption && {
      encryptionConfiguration: {
        encryptionType: encryption.type as EncryptionType,
        ...(encryption.key && { kmsKey: encryption.key }),
      },
    }),
    ...(tags && { tags: toTags(tags) }),
  };
}

/** Pure: what to do where AWS denied {@link createRepository}. `said` is AWS's own message, which names the repository's ARN. */
export function explainCreateDenied(name: string, settings: Settings, said: string): string {
  const [Resource = `arn:aws:ecr:*:*:repository/${name}`] =
    said.match(/\barn:[a-z-]+:ecr:[a-z0-9-]+:\d{12}:repository\/[\w./-]+/) ?? [];
  // AWS asks for it, too, where tags come with the request.
  const Action = ['ecr:CreateRepository', ...(settings['resource-tags'] ? ['ecr:TagResource'] : [])];
  return `Add this statement to the role's policy:
${JSON.stringify({ Effect: 'Allow', Action, Resource }, null, 2)}
Or create the repository "${name}" yourself, and set create-repository: off.`;
}

/** Pure: why a repository that is missing is not created, and what to do. */
export const whyNotCreated = ({ mode, isPullRequest }: Pick<RepositoryRequest, 'mode' | 'isPullRequest'>): string =>
  isPullRequest
    ? 'a pull request never creates one. Run the workflow on a branch first, or name an existing repository'
    : `create-repository is ${mode}. Create it, or set create-repository: create`;

/** Pure: why settings that differ are not changed, and what to do. */
export const whyNotChanged = ({ isPullRequest }: Pick<RepositoryRequest, 'isPullRequest'>, what: string): string =>
  isPullRequest
    ? `Nothing was changed: a pull request never changes a repository. Run the workflow on a branch first, or change the ${what}.`
    : `Nothing was changed. Change the ${what}, or set create-repository: reconcile.`;

/** Pure: the part of a request that says which tags may move. */
export const mutabilityRequest = ({ setting, exclusions }: Mutability) => ({
  imageTagMutability: setting as ImageTagMutability,
  ...(exclusions.length > 0 && {
    imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD' as const, filter })),
  }),
});

export const toTags = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
