import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrClient } from '../aws/client.ts';
import { idTokenOf, pullSession } from '../aws/sessions.ts';
import { dockerLogin, givenLogin, lackingPassword } from '../build/login.ts';
import type { Host } from '../host/host.ts';
import { blobPath, sha256 } from '../image/digest.ts';
import {
  MANIFEST_TYPES,
  mediaTypeOf,
  parseManifest,
  type StoredImage,
  type StoredManifest,
} from '../image/manifest.ts';
import { type AwsRequest, checkEndpoint } from '../job/job.ts';
import { ecrHost } from '../job/values.ts';
import { cut, failure } from '../lib/failure.ts';
import { distributionRegistry } from '../registry/distribution.ts';
import { type Address, addressOf } from '../registry/distribution-address.ts';
import { type DistributionClient, distributionClient } from '../registry/distribution-client.ts';
import { MOST_BYTES } from '../registry/distribution-requests.ts';
import { ecrRegistry } from '../registry/ecr.ts';
import { maskLogin } from '../registry/ecr-authorization.ts';
import { describeImage } from '../registry/ecr-tags.ts';
import type { BlobAccess, Registry } from '../registry/registry.ts';
import { readWhole } from '../registry/verify.ts';
import type { PromoteInputs } from './promote-inputs.ts';

/** An image as it is named: `host/name:tag`, `host/name@sha256:…`, or both, of which the digest counts. */
export type Reference = { uri: string; tag?: string; digest?: string };

/** Where a promoted image comes from. */
export type Source = {
  /** For messages and the summary: `uri@digest`, or the archive's path. */
  name: string;
  image: StoredImage;
  /** The tag that names it there. */
  tag?: string;
  /** Nothing for an archive, whose blobs are in a folder. */
  from: { registry: Registry; access: BlobAccess; client: DistributionClient } | { folder: string };
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Pure. Source: https://github.com/distribution/reference/blob/main/reference.go; as Docker has it, `nginx` is docker.io/library/nginx:latest
 * @throws Failure for what is no reference
 */
export function parseReference(source: string): Reference {
  const [, name = '', tag, digest] =
    source.match(/^([^@]+?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/) ?? [];
  const [first = ''] = name.split('/');
  const hasHost = name.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  const uri = hasHost ? name : `docker.io/${name}`;
  try {
    addressOf(uri);
  } catch (cause) {
    throw failure(
      `source: "${cut(source)}" is neither an image nor the path of an archive. Give an image, such as docker.io/library/nginx:1.29 or 111122223333.dkr.ecr.eu-central-1.amazonaws.com/app@sha256:…, or a file.`,
      { cause },
    );
  }
  const named = tag ?? (digest ? undefined : 'latest');
  return { uri, ...(named && { tag: named }), ...(digest && { digest }) };
}

/**
 * Finds the image: a tag is resolved once.
 * @param aws the session of the destination, which is the source's, too, unless it has a role of its own
 * @throws Failure where it is not there, or not whole
 */
export async function openSource(inputs: PromoteInputs, aws: AwsRequest, host: Host): Promise<Source> {
  const path = inputs.source.replace(/^(docker|oci)-archive:/, '');
  const isFile = path !== inputs.source || /^\.{0,2}\/|\.(tar|tar\.gz|tgz)$/.test(path);
  if (isFile) return openFile(path, host);
  const { uri, tag, digest } = parseReference(inputs.source);
  const from = await openRegistry(uri, inputs, aws, host);
  const root = digest
    ? (await from.registry.readManifests([digest])).get(digest)
    : (await from.registry.readTags([tag ?? ''])).get(tag ?? '');
  if (!root && (await from.isArchived?.(digest ? { imageDigest: digest } : { imageTag: tag ?? '' }))) {
    throw failure(
      `source: ${inputs.source} is archived, and cannot be pulled. Restore it first (aws ecr update-image-storage-class --target-storage-class STANDARD).`,
    );
  }
  if (!root) {
    throw failure(
      `source: there is no ${digest ?? `tag "${tag}"`} in ${uri}. Check the name${digest ? '' : ', and that the image was published'}.`,
    );
  }
  if (!MANIFEST_TYPES.includes(root.mediaType)) {
    throw failure(
      `source: ${uri} has something of the media type "${cut(root.mediaType)}" there, which is no image. Promote an image or index of OCI, or of Docker's schema 2.`,
    );
  }
  checkSize(root, uri);
  const whole = await readWhole(from.registry, root);
  if ('missing' in whole) {
    throw failure(
      `source: ${uri}@${root.digest} is not whole: ${whole.missing}, which is part of it, is gone. Publish it again, or promote another image.`,
    );
  }
  checkDepth(whole.image, uri);
  return {
    name: `${uri}@${root.digest}`,
    image: whole.image,
    ...(tag && { tag }),
    from,
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Its manifests are held in memory. */
const MOST_CHILDREN = 500;
const MOST_MANIFEST_BYTES = 32_000_000;

function checkSize({ digest, manifest }: StoredManifest, where: string): void {
  const children = manifest.manifests ?? [];
  const bytes = children.reduce((sum, { size }) => sum + size, 0);
  if (children.length <= MOST_CHILDREN && bytes <= MOST_MANIFEST_BYTES) return;
  throw failure(
    `source: ${digest} of ${where} is an index of ${children.length} manifests and ${bytes} bytes; at most ${MOST_CHILDREN} and ${MOST_MANIFEST_BYTES} are copied. Promote a smaller one.`,
  );
}

function checkDepth([, ...children]: StoredImage, where: string): void {
  const nested = children.find(({ manifest }) => manifest.manifests);
  if (!nested) return;
  throw failure(
    `source: the index in ${where} holds another index, ${nested.digest}. Promote that one, or an image of it.`,
  );
}

async function openRegistry(uri: string, inputs: PromoteInputs, aws: AwsRequest, host: Host) {
  const { env, mask, signal } = host;
  const clientOf = (at: Address, auth: string | undefined) =>
    distributionClient({ address: at, auth, actions: 'pull', mask, signal });
  const address = addressOf(uri);
  const own = ecrHost(address.host);
  if (!own) {
    const { sourceUsername, sourcePasswordEnv } = inputs;
    const lacking = lackingPassword('source-password-env', sourcePasswordEnv, env);
    if (lacking) throw failure(lacking);
    const auth = givenLogin(sourceUsername, sourcePasswordEnv, env) ?? (await dockerLogin(address.host, env, signal));
    if (auth) maskLogin(auth, mask);
    const client = clientOf(address, auth);
    return { registry: distributionRegistry(client, auth), access: { uri, auth }, client, isArchived: undefined };
  }
  const { sourceEndpoint: endpoint, sourceRole } = inputs;
  if (endpoint) {
    checkEndpoint(endpoint, own.region, env, 'source-registry-endpoint');
    const { account = own.account } = ecrHost(endpoint) ?? {};
    if (account !== own.account) {
      throw failure(
        `source-registry-endpoint: "${cut(endpoint)}" is the registry of account ${account}, and the source is in ${own.account}. Correct one of them.`,
      );
    }
  }
  // Whatever the role may do, it only reads here. Session policies of the workflow's own are for the destination.
  // An archived image cannot be read, only described.
  const credentials = pullSession(
    {
      ...aws,
      region: own.region,
      roles: sourceRole ? [sourceRole] : aws.roles,
      inlinePolicy: undefined,
      managedPolicies: [],
      mask,
      idToken: () => idTokenOf(host, aws.audience),
    },
    ['ecr:DescribeImages'],
  );
  const ecr = ecrClient(own.region, credentials);
  const registry = ecrRegistry(ecr, address.repository, mask, own.account);
  const authorization = await registry.authorize();
  const reached = endpoint ? `${endpoint}/${address.repository}` : uri;
  const client = clientOf(addressOf(reached), authorization?.auth);
  const isArchived = async (id: { imageTag: string } | { imageDigest: string }) => {
    const found = await describeImage(ecr, address.repository, id, own.account);
    return found?.imageStatus === 'ARCHIVED' || found?.imageStatus === 'ACTIVATING';
  };
  return { registry, access: { uri: reached, auth: authorization?.auth }, client, isArchived };
}

/** An archive is unpacked into a layout. */
async function openFile(path: string, { temp }: Host): Promise<Source> {
  const { openArchive } = await import('../registry/archive.ts');
  const folder = await mkdtemp(join(temp, 'ecr-publish-archive-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const { digest } = await openArchive(path, folder);
    const read = async (each: string): Promise<StoredManifest> => {
      const text = (await readBlobFile(folder, each, path)).toString();
      const manifest = parseManifest(text);
      if (!manifest) throw failure(`source: ${cut(each)} of ${path} is no manifest. Export the image again.`);
      return { digest: each, mediaType: mediaTypeOf(manifest), text, manifest };
    };
    const root = await read(digest);
    checkSize(root, path);
    const children: StoredManifest[] = [];
    for (const child of root.manifest.manifests ?? []) children.push(await read(child.digest));
    const image: StoredImage = [root, ...children];
    checkDepth(image, path);
    return { name: `${path}@${digest}`, image, from: { folder }, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/**
 * A manifest or configuration of a layout: the bytes that its digest names, and nothing else of the disk.
 * @throws Failure for anything else
 */
export async function readBlobFile(folder: string, digest: string, archive: string): Promise<Buffer> {
  const path = blobPath(folder, digest);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > MOST_BYTES) {
    throw failure(
      `source: ${digest} of ${archive} is ${found ? `no file of at most ${MOST_BYTES} bytes` : 'not there'}. Export the image again.`,
    );
  }
  const bytes = await readFile(path);
  if (sha256(bytes) === digest) return bytes;
  throw failure(`source: ${digest} of ${archive} is something else than its digest says. Export the image again.`);
}
