// The API of Amazon ECR Public, which is in us-east-1 alone: https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/
// Loaded only where it is asked for. Images are read and tagged by the distribution API.
import {
  CreateRepositoryCommand,
  DescribeRegistriesCommand,
  DescribeRepositoriesCommand,
  type ECRPUBLICClient,
  GetAuthorizationTokenCommand,
  GetRepositoryCatalogDataCommand,
  PutRepositoryCatalogDataCommand,
  type Repository,
  type RepositoryCatalogData,
  type RepositoryCatalogDataInput,
} from '@aws-sdk/client-ecr-public';
import { CREATION, waitUntil } from '../aws/waits.ts';
import type { Catalog } from '../job/catalog.ts';
import { cut, failure } from '../lib/failure.ts';
import { type Authorization, maskLogin } from './ecr-authorization.ts';
import type { PublishedRepository } from './registry.ts';

export type PublicRepository = PublishedRepository & {
  /** As AWS gives it: `public.ecr.aws/<alias>/<name>`. */ uri: string;
};

/** Source: https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html */
export async function authorizePublic(ecr: ECRPUBLICClient, mask: (secret: string) => void): Promise<Authorization> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const auth = authorizationData?.authorizationToken;
  if (!auth) throw failure('AWS answered ecr-public:GetAuthorizationToken without a token. Run it again later.');
  maskLogin(auth, mask);
  return { auth, host: undefined, account: undefined };
}

/** Whose registry it is. */
export async function publicAccount(ecr: ECRPUBLICClient): Promise<string | undefined> {
  const { registries } = await ecr.send(new DescribeRegistriesCommand({}));
  return registries?.[0]?.registryId;
}

/** @returns undefined when there is none; being denied is not that, and throws */
export async function findPublicRepository(ecr: ECRPUBLICClient, name: string): Promise<PublicRepository | undefined> {
  const { repositories = [] } = await unless(
    ['RepositoryNotFoundException'],
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
  );
  return repositories[0] && toPublicRepository(repositories[0], false);
}

/** Creates a repository; another job that creates it first has done the same. */
export async function createPublicRepository(
  ecr: ECRPUBLICClient,
  name: string,
  catalog: Catalog | undefined,
): Promise<PublicRepository> {
  const request = { repositoryName: name, ...(catalog && { catalogData: toCatalogData(catalog) }) };
  const { repository } = await unless(
    ['RepositoryAlreadyExistsException'],
    ecr.send(new CreateRepositoryCommand(request)),
  );
  if (repository) return toPublicRepository(repository, true);
  const made = await waitUntil(
    CREATION,
    (found) => found !== undefined,
    () => findPublicRepository(ecr, name),
  );
  if (made) return { ...made, isNew: true };
  throw failure(`AWS says that there is a public repository "${name}", and does not describe it. Run it again later.`);
}

/** What the gallery shows; of a repository that is missing, nothing. */
export async function readCatalog(ecr: ECRPUBLICClient, name: string): Promise<Catalog> {
  const { catalogData = {} } = await unless(
    ['RepositoryNotFoundException', 'RepositoryCatalogDataNotFoundException'],
    ecr.send(new GetRepositoryCatalogDataCommand({ repositoryName: name })),
  );
  return toCatalog(catalogData);
}

export async function putCatalog(ecr: ECRPUBLICClient, name: string, catalog: Catalog): Promise<void> {
  await ecr.send(new PutRepositoryCatalogDataCommand({ repositoryName: name, catalogData: toCatalogData(catalog) }));
}

/** An answer, or nothing in it where AWS answers with one of these errors. */
const unless = <Answer extends object>(errors: string[], answer: Promise<Answer>): Promise<Partial<Answer>> =>
  answer.catch((cause: Error) => {
    if (errors.includes(cause.name)) return {};
    throw cause;
  });

function toPublicRepository(from: Repository, created: boolean): PublicRepository {
  const { repositoryName: name, repositoryUri: uri } = from;
  if (name && uri) return { name, uri, created, ...(created && { isNew: true }) };
  throw failure(`AWS described the public repository without its name or URI: ${cut(JSON.stringify(from))}`);
}

const toCatalogData = (catalog: Catalog): RepositoryCatalogDataInput => ({
  description: catalog.description,
  aboutText: catalog['about-text'],
  usageText: catalog['usage-text'],
  architectures: catalog.architectures,
  operatingSystems: catalog['operating-systems'],
});

const toCatalog = ({ description, aboutText, usageText, ...rest }: RepositoryCatalogData): Catalog => ({
  ...(description && { description }),
  ...(aboutText && { 'about-text': aboutText }),
  ...(usageText && { 'usage-text': usageText }),
  ...(rest.architectures?.length && { architectures: rest.architectures }),
  ...(rest.operatingSystems?.length && { 'operating-systems': rest.operatingSystems }),
});
