import { dockerLogin, givenLogin, lackingPassword } from '../build/login.ts';
import type { Host } from '../host/host.ts';
import type { Place } from '../job/destinations.ts';
import type { Job } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { distributionRegistry } from '../registry/distribution.ts';
import { addressOf } from '../registry/distribution-address.ts';
import { distributionClient } from '../registry/distribution-client.ts';
import { maskLogin } from '../registry/ecr-authorization.ts';
import { MUTABLE } from '../registry/mutability.ts';
import type { Destination } from './destination.ts';
import { withLabels } from './labelled.ts';

/** A repository of a registry that is not ECR: it is made by the first push where its registry does so. */
export async function registryDestination(
  { repository: { name }, dryRun }: Job,
  place: Place & { kind: 'registry' },
  { env, mask, signal }: Pick<Host, 'env' | 'mask' | 'signal'>,
  commit: string,
): Promise<Destination> {
  const uri = `${place.host}/${name}`;
  const lacking = lackingPassword('password-env', place.passwordEnv, env);
  if (lacking && !dryRun) throw failure(lacking);
  const auth = givenLogin(place.username, place.passwordEnv, env) ?? (await dockerLogin(place.host, env, signal));
  if (auth) maskLogin(auth, mask);
  const client = distributionClient({ address: addressOf(uri), auth, actions: 'pull,push', mask, signal });
  const registry = distributionRegistry(client, auth);
  const repository = { name, created: false };
  return {
    registry,
    async lookUp(tags) {
      if (lacking) return { unknown: lacking };
      const [authorization, images] = await Promise.all([
        registry.authorize(),
        tags.then((some) => registry.readTags(some)),
      ]);
      const labelled = await withLabels(registry, images, { uri, auth }, (tag) => tag === commit);
      return {
        repository,
        uri,
        authorization,
        images: labelled.images,
        mutability: MUTABLE,
        differences: [],
        warnings: [],
        unread: labelled.warnings,
        ensure: async () => ({ repository, uri, mutability: MUTABLE, notes: [], warnings: [] }),
      };
    },
  };
}
