import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  type Repository as EcrRepository,
} from '@aws-sdk/client-ecr';
import { failure } from '../failure.ts';
import type { Mutability } from '../plan/mutability.ts';

/** A repository as AWS describes it. */
export type Repository = {
  name: string;
  /** As AWS gives it, without a tag. */
  uri: string;
  arn: string;
  account: string;
  mutability: Mutability;
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
 * Makes a repository; another job that makes it first has done the same.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export async function createRepository(ecr: ECRClient, name: string): Promise<Repository> {
  try {
    const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: name }));
    return toRepository(repository ?? {}, true);
  } catch (error) {
    const made = (error as Error).name === 'RepositoryAlreadyExistsException' && (await findRepository(ecr, name));
    if (made) return made;
    throw error;
  }
}

function toRepository(from: EcrRepository, created: boolean): Repository {
  const { repositoryName: name, repositoryUri: uri, repositoryArn: arn, registryId: account } = from;
  if (!name || !uri || !arn || !account) {
    throw failure(`AWS described the repository without its name, URI, ARN or registry: ${JSON.stringify(from)}`);
  }
  const mutability = {
    setting: from.imageTagMutability ?? 'MUTABLE',
    exclusions: (from.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []),
  };
  return { name, uri, arn, account, mutability, created };
}

/**
 * Where the repository's images are pushed to and pulled from: its URI, with another host where an emulator's registry
 * answers elsewhere than its URI says.
 */
export function imageUri(repository: Repository, endpoint: string | undefined): string {
  return endpoint ? endpoint + repository.uri.slice(repository.uri.indexOf('/')) : repository.uri;
}
