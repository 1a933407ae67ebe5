import {
  CreateRepositoryCommand,
  type CreateRepositoryCommandInput,
  DescribeRepositoriesCommand,
  type ECRClient,
  type Repository as EcrRepository,
  type EncryptionType,
  type ImageTagMutability,
} from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import type { Mutability } from '../plan/mutability.ts';
import { wantedMutability } from '../settings/difference.ts';
import type { Settings } from '../settings/settings.ts';

/** A repository as AWS describes it. */
export type Repository = {
  name: string;
  /** As AWS gives it, without a tag. */
  uri: string;
  arn: string;
  account: string;
  mutability: Mutability;
  scanOnPush: boolean;
  encryption: { type: string; key?: string };
  /** Whether this run made it. */
  created: boolean;
};

/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 * @returns undefined when there is none; being denied is not that, and throws
 */
export async function findRepository(ecr: ECRClient, name: string): Promise<Repository | undefined> {
  try {
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    return repositories?.[0] && toRepository(repositories[0], false);
  } catch (error) {
    if ((error as Error).name === 'RepositoryNotFoundException') return undefined;
    throw error;
  }
}

/**
 * Makes a repository with what can be said at once; another job that makes it first has done the same.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export async function createRepository(ecr: ECRClient, name: string, settings: Settings): Promise<Repository> {
  try {
    const { repository } = await ecr.send(new CreateRepositoryCommand(createRequest(name, settings)));
    return toRepository(repository ?? {}, true);
  } catch (error) {
    const made = (error as Error).name === 'RepositoryAlreadyExistsException' && (await findRepository(ecr, name));
    if (made) return made;
    throw error;
  }
}

/** Pure: the request that makes a repository. */
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

/** Pure: the part of a request that says which tags may move. */
export const mutabilityRequest = ({ setting, exclusions }: Mutability) => ({
  imageTagMutability: setting as ImageTagMutability,
  ...(exclusions.length > 0 && {
    imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD' as const, filter })),
  }),
});

export const toTags = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function toRepository(from: EcrRepository, created: boolean): Repository {
  const { repositoryName: name, repositoryUri: uri, repositoryArn: arn, registryId: account } = from;
  if (!name || !uri || !arn || !account) {
    throw failure(`AWS described the repository without its name, URI, ARN or registry: ${JSON.stringify(from)}`);
  }
  const { encryptionType: type = 'AES256', kmsKey: key } = from.encryptionConfiguration ?? {};
  return {
    name,
    uri,
    arn,
    account,
    mutability: {
      setting: from.imageTagMutability ?? 'MUTABLE',
      exclusions: (from.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []),
    },
    scanOnPush: from.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: { type, ...(key && { key }) },
    created,
  };
}

/**
 * Where the repository's images are pushed to and pulled from: its URI, with another host where an emulator's registry
 * answers elsewhere than its URI says.
 */
export function imageUri(repository: Repository, endpoint: string | undefined): string {
  return endpoint ? endpoint + repository.uri.slice(repository.uri.indexOf('/')) : repository.uri;
}
