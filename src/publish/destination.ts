import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrClient } from '../aws/client.ts';
import { lacksCredentials } from '../aws/request-errors.ts';
import { session } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import { ecrRegistry } from '../registry/ecr.ts';
import { type Authorization, checkAccount, checkEndpointAccount } from '../registry/ecr-authorization.ts';
import { findRepository, imageUri, type Repository } from '../registry/ecr-repository.ts';
import type { Signing } from '../registry/ecr-signing.ts';
import { describeImage } from '../registry/ecr-tags.ts';
import { canMove, MUTABLE, type Mutability } from '../registry/mutability.ts';
import type { Registry } from '../registry/registry.ts';
import { type Attachments, readAttachments } from '../settings/attachments.ts';
import { differences, toDiff, wantedMutability } from '../settings/difference.ts';
import { type Ensured, ensureRepository } from '../settings/ensure.ts';
import type { Settings } from '../settings/schema.ts';
import { type CacheLookup, type CacheNames, lookUpCache } from './build-cache.ts';
import type { Identity } from './env-credentials.ts';
import { withLabels } from './labelled.ts';
import type { RegistryState } from './plan.ts';

/** A place that the image goes to. */
export type Destination = {
  registry: Registry;
  /** Asks for everything at the same time. Only a dry run does without credentials. */
  lookUp(tags: Promise<string[]>): Promise<Lookup | Unknown>;
};

/** What a destination is like before anything is written, and what can be done about it. */
export type Lookup = RegistryState & {
  /** Where the images are, without a tag; undefined where there is no repository yet. */
  uri?: string;
  authorization: Authorization | undefined;
  /** Makes the repository what it should be. */
  ensure(published: { tags: string[]; digest?: string | undefined }): Promise<Ready>;
  /** What differs from its settings, in words. */
  differences: string[];
  /** What could not be compared. */
  warnings: string[];
  /** The tags of an image; nothing where they cannot be told. */
  tagsOf?(digest: string): Promise<string[] | undefined>;
  /** Why the repository's lifecycle policy would take an image that gets these tags; nothing where that cannot be told. */
  whyExpires?(digest: string, tags: string[]): Promise<string | undefined>;
  /** Whether and how AWS signs an image; nothing where that was not asked for. */
  signing?(digest: string, isPushed: boolean): Promise<Signing>;
  /** What could not be read of images that are there. */
  unread: string[];
  cache?: { found: CacheLookup; ecr: ECRClient };
};

/** A repository that can be published to. */
export type Ready = { repository: RegistryState['repository'] & {}; uri: string; mutability: Mutability } & Pick<
  Ensured,
  'notes' | 'warnings'
>;

/** Why the registry could not be asked. */
export type Unknown = { unknown: string };

export const isUnknown = (lookup: Lookup | Unknown): lookup is Unknown => 'unknown' in lookup;

/** What connecting takes besides the job. */
export type Connection = {
  settings: Settings;
  inlinePolicy: string | undefined;
  caches: CacheNames | undefined;
  /** The commit's own tag. */
  commit: string;
  /** An id token of GitHub's, which all destinations share. */
  idToken: (audience: string) => Promise<string>;
  /** Told of each session that begins. */
  onSession: (identity: Identity) => void;
  timed: <T>(name: string, work: () => Promise<T>) => Promise<T>;
};

/** The session of a job's roles, as AWS's clients ask for it. */
export function sessionFor(
  aws: Job['aws'],
  mask: Host['mask'],
  { inlinePolicy, idToken, onSession, timed }: Pick<Connection, 'inlinePolicy' | 'idToken' | 'onSession' | 'timed'>,
): ReturnType<typeof session> {
  const credentials = session({ ...aws, inlinePolicy, mask, idToken: () => idToken(aws.audience) });
  return async (client) => {
    const identity = await timed(aws.roles.length > 0 ? 'role' : 'credentials', () => credentials(client));
    onSession(identity);
    return identity;
  };
}

/** A repository of ECR, with the session of the job's roles. */
export function ecrDestination(job: Job, { mask }: Pick<Host, 'mask'>, connection: Connection): Destination {
  const { aws, repository: request } = job;
  const { settings, caches, commit } = connection;
  const ecr = ecrClient(aws.region, sessionFor(aws, mask, connection));
  const registry = ecrRegistry(ecr, request.name, mask);

  async function lookUp(tags: Promise<string[]>): Promise<Lookup | Unknown> {
    const { name, mode, endpoint } = request;
    try {
      const found = findRepository(ecr, name);
      const [repository, authorization, attachments, images, cache] = await Promise.all([
        found,
        registry.authorize(),
        readAttachments(ecr, name, mode === 'off' ? {} : settings, found),
        tags.then((some) => registry.readTags(some)),
        caches && lookUpCache(ecr, caches),
      ]);
      checkAccount(authorization?.account, aws.allowedAccounts);
      checkEndpointAccount(endpoint, authorization?.account);
      const uri = repository && imageUri(repository, endpoint);
      const mutability = mutabilityOf(repository, mode, settings);
      const decides = (tag: string) => tag === commit || !canMove(tag, mutability);
      const labelled = uri && (await withLabels(registry, images, { uri, auth: authorization?.auth }, decides));
      return {
        repository,
        ...(uri && { uri }),
        authorization,
        images: labelled ? labelled.images : images,
        mutability,
        unread: labelled ? labelled.warnings : [],
        differences: repository ? differences(settings, { ...repository, ...attachments }).map(toDiff) : [],
        warnings: attachments.warnings ?? [],
        ensure: (published) => ensure(repository, attachments, published),
        tagsOf: async (digest) => (await describeImage(ecr, name, { imageDigest: digest }))?.imageTags,
        whyExpires: async (digest, some) => {
          const { readExpiry } = await import('../settings/read-expiry.ts');
          return readExpiry(ecr, name, digest, some);
        },
        ...(request.signingProfile && {
          signing: async (digest: string, isPushed: boolean) => {
            const { readSigning } = await import('../registry/ecr-signing.ts');
            return readSigning(ecr, name, digest, isPushed);
          },
        }),
        ...(cache && { cache: { found: cache, ecr } }),
      };
    } catch (error) {
      if (job.dryRun && lacksCredentials(error)) return { unknown: (error as Error).message };
      throw error;
    }
  }

  async function ensure(
    found: Repository | undefined,
    attachments: Attachments,
    published: { tags: string[]; digest?: string | undefined },
  ): Promise<Ready> {
    const { repository, notes, warnings } = await ensureRepository({
      ecr,
      settings,
      request,
      found,
      attachments,
      published,
    });
    return {
      repository,
      uri: imageUri(repository, request.endpoint),
      // A repository that was just created may have it from the registry's template.
      mutability: repository.created ? repository.mutability : mutabilityOf(found, request.mode, settings),
      notes,
      warnings,
    };
  }

  return { registry, lookUp };
}

/** What holds for tags once the settings are applied. */
function mutabilityOf(found: Repository | undefined, mode: Job['repository']['mode'], settings: Settings): Mutability {
  const wanted = !found || mode === 'reconcile' ? wantedMutability(settings) : undefined;
  return wanted ?? found?.mutability ?? MUTABLE;
}
