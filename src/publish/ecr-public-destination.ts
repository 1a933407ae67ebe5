// Loaded only where the workflow names a repository of ECR Public.
import { ecrPublicClient } from '../aws/ecr-public-client.ts';
import { lacksCredentials } from '../aws/request-errors.ts';
import type { Host } from '../host/host.ts';
import type { Place } from '../job/destinations.ts';
import type { Job } from '../job/job.ts';
import { distributionRegistry } from '../registry/distribution.ts';
import { addressOf } from '../registry/distribution-address.ts';
import { distributionClient } from '../registry/distribution-client.ts';
import { checkAccount } from '../registry/ecr-authorization.ts';
import { authorizePublic, findPublicRepository, publicAccount, readCatalog } from '../registry/ecr-public.ts';
import { MUTABLE } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import { catalogDifferences, ensurePublicRepository } from '../settings/ensure-public.ts';
import { type Connection, type Destination, type Lookup, sessionFor, type Unknown } from './destination.ts';
import { withLabels } from './labelled.ts';

/** A repository of ECR Public, with the session of the job's roles: by AWS's API, and its images by the distribution API. */
export function ecrPublicDestination(
  job: Job,
  { catalog: wanted }: Place & { kind: 'ecr-public' },
  { mask, signal }: Pick<Host, 'mask' | 'signal'>,
  connection: Parameters<typeof sessionFor>[2] & Pick<Connection, 'commit'>,
): Destination {
  const { aws, repository: request } = job;
  const { name, mode } = request;
  const ecr = ecrPublicClient(aws.region, sessionFor(aws, mask, connection));
  // Its images, once AWS said where they are.
  let here: Registry | undefined;
  const at = (uri: string, auth: string): Registry => {
    const client = distributionClient({ address: addressOf(uri), auth, actions: 'pull,push', mask, signal });
    here = distributionRegistry(client, auth);
    return here;
  };
  const known = (): Registry => {
    if (here) return here;
    throw new Error(`The public repository ${name} was asked for before AWS said where it is.`);
  };
  const registry: Registry = {
    repository: name,
    authorize: () => authorizePublic(ecr, mask),
    readTags: (tags) => known().readTags(tags),
    readManifests: (digests) => known().readManifests(digests),
    readNewest: () => known().readNewest(),
    readBlob: (...of) => known().readBlob(...of),
    putTag: (...of) => known().putTag(...of),
    pushedAt: (tag) => known().pushedAt(tag),
  };

  async function lookUp(tags: Promise<string[]>): Promise<Lookup | Unknown> {
    try {
      const [authorization, found, account, catalog] = await Promise.all([
        registry.authorize(),
        findPublicRepository(ecr, name),
        aws.allowedAccounts.length > 0 ? publicAccount(ecr) : undefined,
        wanted && mode !== 'off' ? readCatalog(ecr, name) : {},
      ]);
      checkAccount(account, aws.allowedAccounts);
      const auth = authorization?.auth ?? '';
      const images = found ? await at(found.uri, auth).readTags(await tags) : new Map();
      const labelled =
        found && (await withLabels(registry, images, { uri: found.uri, auth }, (tag) => tag === connection.commit));
      return {
        repository: found,
        ...(found && { uri: found.uri }),
        authorization,
        images: labelled ? labelled.images : images,
        mutability: MUTABLE,
        differences: found ? catalogDifferences(wanted, catalog) : [],
        warnings: [],
        unread: labelled ? labelled.warnings : [],
        ensure: async () => {
          const { repository, ...told } = await ensurePublicRepository({ ecr, request, wanted, found, catalog });
          if (!here) at(repository.uri, auth);
          return { repository, uri: repository.uri, mutability: MUTABLE, ...told };
        },
      };
    } catch (error) {
      if (job.dryRun && lacksCredentials(error)) return { unknown: (error as Error).message };
      throw error;
    }
  }

  return { registry, lookUp };
}
