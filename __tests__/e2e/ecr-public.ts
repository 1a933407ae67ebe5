// Plays the few calls of ECR Public that the action sends; no emulator has them. Its registry is distribution, with a password.
// Source of the form: the SDK's own model (AWS JSON 1.1, X-Amz-Target: SpencerFrontendService.<operation>).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stack } from './stack.ts';

type Repository = { catalog?: Record<string, unknown> };

export type EcrPublic = AsyncDisposable & {
  /** For AWS_ENDPOINT_URL_ECR_PUBLIC. */
  url: string;
  /** By name. */
  repositories: Map<string, Repository>;
  /** What was asked, in order. */
  operations: string[];
  /** The regions and services that requests were signed for. */
  scopes: Set<string>;
};

export const ACCOUNT = '111122223333';

/** What the registry knows the images of a repository under. */
export const uriOf = (name: string): string => `${stack.registries.accepting}/alias/${name}`;

/**
 * @param instead an error's name for what it is to be answered with; undefined lets the call be. It is called before what it is about is done
 */
export async function startEcrPublic(
  instead: (operation: string, repositories: EcrPublic['repositories']) => string | undefined = () => undefined,
): Promise<EcrPublic> {
  const repositories: EcrPublic['repositories'] = new Map();
  const operations: string[] = [];
  const scopes = new Set<string>();
  const described = (repositoryName: string) => ({
    repositoryName,
    repositoryUri: uriOf(repositoryName),
    registryId: ACCOUNT,
    repositoryArn: `arn:aws:ecr-public::${ACCOUNT}:repository/${repositoryName}`,
  });

  function answer(
    operation: string,
    request: { repositoryName: string; repositoryNames: [string]; catalogData?: object },
  ) {
    const wrong = instead(operation, repositories);
    if (wrong) return wrong;
    const name = request.repositoryName ?? request.repositoryNames?.[0];
    const there = repositories.get(name);
    switch (operation) {
      case 'GetAuthorizationToken':
        return { authorizationData: { authorizationToken: stack.aws.registryAuth, expiresAt: 4_000_000_000 } };
      case 'DescribeRegistries':
        return { registries: [{ registryId: ACCOUNT }] };
      case 'DescribeRepositories':
        return there ? { repositories: [described(name)] } : 'RepositoryNotFoundException';
      case 'CreateRepository':
        if (there) return 'RepositoryAlreadyExistsException';
        repositories.set(name, { ...(request.catalogData && { catalog: { ...request.catalogData } }) });
        return { repository: described(name), catalogData: request.catalogData };
      case 'GetRepositoryCatalogData':
        if (!there) return 'RepositoryNotFoundException';
        return there.catalog ? { catalogData: there.catalog } : 'RepositoryCatalogDataNotFoundException';
      case 'PutRepositoryCatalogData':
        if (!there) return 'RepositoryNotFoundException';
        there.catalog = { ...request.catalogData };
        return { catalogData: there.catalog };
      default:
        return 'UnsupportedCommandException';
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const [service, operation = ''] = String(incoming.headers['x-amz-target']).split('.');
    if (service !== 'SpencerFrontendService') throw new Error(`This is ECR Public, and not ${service}.`);
    operations.push(operation);
    scopes.add(
      /Credential=[^/]+\/\d+\/([^,]+)\/aws4_request/.exec(incoming.headers.authorization ?? '')?.[1] ?? 'none',
    );
    const said = answer(operation, JSON.parse(Buffer.concat(chunks).toString()));
    const failed = typeof said === 'string';
    outgoing
      .writeHead(failed ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(failed ? { __type: said, message: 'said by the test' } : said));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repositories,
    operations,
    scopes,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
