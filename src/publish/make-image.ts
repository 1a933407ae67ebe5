import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { BuildCache, ImageOutput } from '../build/build-spec.ts';
import { type Builder, checkBuilder } from '../build/builder.ts';
import { freeSpace, prepareLayout } from '../build/layout.ts';
import { type Built, build } from '../build/run-build.ts';
import type { Host } from '../host/host.ts';
import { type Descriptor, type StoredImage, storedBytes } from '../image/manifest.ts';
import type { Job } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import { hostOf, type Registry } from '../registry/registry.ts';
import { readWhole } from '../registry/verify.ts';
import { ensureCache } from './build-cache.ts';
import type { Draft } from './draft.ts';
import { FINGERPRINT, fingerprintIn } from './fingerprint.ts';
import type { Destination, Lookup } from './lookup.ts';
import { type Plan, tagOfPush } from './plan.ts';
import { type ReadBack, readPushed } from './read-back.ts';
import { type Result, timed } from './result.ts';

/** What is known before the build. */
type Known = { job: Job; host: Host; draft: Draft; builder: Builder; lookup: Lookup };

/** Builds the image, brings it to the registry and reads it back. */
export async function makeImage(
  { registry, ecr }: Destination,
  known: Known,
  plan: Plan,
  uri: string,
  result: Result,
): Promise<ReadBack> {
  const { job, host, draft, builder, lookup } = known;
  host.signal.throwIfAborted();
  // Also where an image was to be reused that turned out not to be whole.
  checkBuilder(builder, draft.build);
  const cache = await buildCache(ecr, job, draft, builder, lookup, result);
  const fingerprint = { [FINGERPRINT]: draft.fingerprint ?? '' };
  const spec = {
    ...draft.build,
    ...(!builder.can.annotations && { labels: { ...draft.build.labels, ...fingerprint } }),
    ...(cache && { cache }),
  };
  // Also without a push the builder pulls base images from there.
  const login = { host: hostOf(uri), auth: lookup.authorization.auth };
  const make = (output: ImageOutput) =>
    timed(result, output.to === 'layout' ? 'build' : 'build and push', () =>
      build(builder, spec, output, host, { login, builderEnv: job.builderEnv }),
    );
  const built = await push(registry, known, plan, uri, make, result);
  result.metadata = built.metadata;
  // A tag that went with the push has moved, and the lookup knows from where.
  const before = builder.can.pushes === 'by tag' ? lookup.images : undefined;
  const pushed = await timed(result, 'verify', () => readPushed(registry, digestOf(built), draft, before));
  const [image] = pushed.image;
  // A frontend that a Dockerfile names (# syntax=) may write annotations over ours.
  const claimed = fingerprintIn(image);
  if (claimed === undefined || claimed === draft.fingerprint) return pushed;
  throw failure(
    `The image ${image.digest} says that it was made from something else (${FINGERPRINT}=${claimed}). No tag was put. The frontend that the Dockerfile names in its # syntax= line may have written that; use another one.`,
  );
}

type Make = (output: ImageOutput) => Promise<Built>;

async function push(
  registry: Registry,
  known: Known,
  plan: Plan,
  uri: string,
  make: Make,
  result: Result,
): Promise<Built> {
  switch (known.builder.can.pushes) {
    case 'by digest':
      return make({ to: 'digest', uri });
    case 'by tag': {
      const tag = tagOfPush(plan.tags, known.draft, randomBytes(4).toString('hex'));
      result.warnings.push(
        `This Docker keeps its images without the containerd image store. It can only push under a tag, so "${tag}" named the image before it was verified; it drops annotations, and the fingerprint is a label. Turn the containerd image store on, or add docker/setup-buildx-action before this step.`,
      );
      return make({ to: 'tag', uri, tag });
    }
    case 'as layout':
      return pushAsLayout(registry, known, uri, make, result);
  }
}

/** Docker's own driver pushes by tags only: it exports the image, and this action pushes that by its digest. */
async function pushAsLayout(
  registry: Registry,
  { host, lookup }: Known,
  uri: string,
  make: Make,
  result: Result,
): Promise<Built> {
  // Most runs push by the builder, and do without.
  const [{ distributionClient }, { pushLayout }] = await Promise.all([
    import('../registry/distribution-client.ts'),
    import('../registry/push-layout.ts'),
  ]);
  const client = distributionClient({
    host: hostOf(uri),
    repository: uri.slice(uri.indexOf('/') + 1),
    auth: lookup.authorization.auth,
    mask: host.mask,
    signal: host.signal,
  });
  const images = await wholeImages(registry, lookup);
  const layers = images.flatMap((image) => image.flatMap(({ manifest }) => manifest.layers ?? []));
  await checkSpace(host.temp, images, result);
  const attempt = async (present: Descriptor[]) => {
    const folder = await mkdtemp(join(host.temp, 'ecr-publish-layout-'));
    try {
      await prepareLayout(folder, present);
      const built = await make({ to: 'layout', folder });
      const { missing } = await timed(result, 'push', () => pushLayout(client, folder, digestOf(built)));
      return { built, missing };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const first = await attempt(layers);
  if (first.missing.length === 0) return first.built;
  // A layer is gone since its image was read, such as by a lifecycle rule: this time all of them are exported.
  const { built, missing } = await attempt([]);
  if (missing.length === 0) return built;
  throw failure(
    `Docker exported the image ${digestOf(built)} without its layers ${missing.join(', ')}. Update Docker.`,
  );
}

/** The images that the tags point at, or else the newest ones, whose layers need not be exported. */
async function wholeImages(registry: Registry, { repository, images }: Lookup): Promise<StoredImage[]> {
  // There are none where the repository was just created.
  const known = images.size > 0 || !repository ? [...images.values()] : await registry.readNewest();
  const roots = new Map(known.map((image) => [image.digest, image]));
  const whole = await Promise.all([...roots.values()].map((root) => readWhole(registry, root)));
  return whole.flatMap((each) => ('image' in each ? [each.image] : []));
}

/** What is built now will be about as large as what is there. */
async function checkSpace(folder: string, images: StoredImage[], { warnings }: Result): Promise<void> {
  const [free, needed] = [await freeSpace(folder), Math.max(0, ...images.map(storedBytes))];
  if (free >= needed) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  warnings.push(
    `Docker exports the image to ${folder} before it is pushed, where ${gigabytes(free)} are free; the image that is there has ${gigabytes(needed)}. If the build ends for want of space, free some, or add docker/setup-buildx-action before this step, which pushes without an export.`,
  );
}

function digestOf({ digest }: Built): string {
  if (!digest)
    throw failure('The builder made an image, but did not say which digest it has. Update buildctl or buildx.');
  return digest;
}

async function buildCache(
  ecr: ECRClient,
  { repository }: Job,
  { cacheScopes }: Draft,
  { can }: Builder,
  lookup: Lookup,
  { warnings }: Result,
): Promise<BuildCache | undefined> {
  if (!lookup.cache) return undefined;
  const ensured = await ensureCache(ecr, repository, cacheScopes, lookup.cache);
  warnings.push(...ensured.warnings);
  const { cache } = ensured;
  if (!cache.write || can.cacheExport) return cache;
  warnings.push(
    'The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.',
  );
  return { read: cache.read };
}
