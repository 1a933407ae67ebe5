import { DescribeRepositoriesCommand, type ECRClient, type Repository as EcrRepository } from '@aws-sdk/client-ecr';
import { cut, failure } from '../lib/failure.ts';
import type { Mutability } from './mutability.ts';

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
  /** Whether this run created it. */
  created: boolean;
  /** Whether it was created a moment ago, by this run or another one. */
  isNew?: boolean;
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

/** Pure: a repository from AWS's description of it. */
export function toRepository(from: EcrRepository, created: boolean): Repository {
  const { repositoryName: name, repositoryUri: uri, repositoryArn: arn, registryId: account } = from;
  if (!name || !uri || !arn || !account) {
    throw failure(`AWS described the repository without its name, URI, ARN or registry: ${cut(JSON.stringify(from))}`);
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
    ...(created && { isNew: true }),
  };
}

/**
 * Where the repository's images are pushed to and pulled from: its URI, with another host where it is reached
 * by another name: ECR's API always gives the plain one (not that of FIPS or dual-stack), and an emulator's registry may be
 * elsewhere than its URI says.
 */
export function imageUri(repository: Repository, endpoint: string | undefined): string {
  return endpoint ? endpoint + repository.uri.slice(repository.uri.indexOf('/')) : repository.uri;
}
