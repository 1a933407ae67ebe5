import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CREATION, waitFor } from '../aws/waits.ts';
import type { BuildCache, ImageOutput } from '../build/build-spec.ts';
import { type Builder, checkBuilder } from '../build/builder.ts';
import { NO_REPOSITORY } from '../build/explain.ts';
import { freeSpace, prepareLayout } from '../build/layout.ts';
import { HUB } from '../build/login.ts';
import { type Built, build } from '../build/run-build.ts';
import { type Descriptor, type StoredImage, type StoredManifest, storedBytes } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import type { Address } from '../registry/distribution-address.ts';
import { hostOf } from '../registry/registry.ts';
import { readWhole } from '../registry/verify.ts';
import { scopeOf } from '../source/trust.ts';
import { ensureCache } from './build-cache.ts';
import type { Draft } from './draft.ts';
import { FINGERPRINT, fingerprintIn, SCOPE } from './fingerprint.ts';
import { readPushed } from './read-back.ts';
import { type Result, timed } from './result.ts';
import { goOn, type Made, type Maker, type Prepared, type Run } from './targets.ts';

/** Builds what is missing. */
export const builderMaker = (found: Promise<Builder>): Maker => ({
  check: async (draft) => checkBuilder(await found, draft.build),
  make: (missing, held, all, run, result) => makeImage(missing, held, all, found, run, result),
});

/**
 * Builds the image once, brings it to every destination that lacks it, and reads it back there. Where another destination has it
 * already, such as after a run that failed halfway, it is copied from there if that may be.
 * @param held the destinations that have it
 * @param all the logins of these are there for the build: base images may be in any
 */
async function makeImage(
  targets: Prepared[],
  held: Made[],
  all: Prepared[],
  found: Promise<Builder>,
  run: Run,
  result: Result,
): Promise<Made[]> {
  const { host, name } = run;
  host.signal.throwIfAborted();
  const copied = (
    await Promise.all(targets.map((target) => copyTo(target, sourceFor(target, held), run, result)))
  ).flat();
  const left = targets.filter((target) => !target.result.error && !copied.some((each) => each.target === target));
  const built = left.length > 0 ? await buildOrFail(left, all, found, run, result) : [];
  const made = [...copied, ...built];
  return goOn(made, host, async ({ target, digest }): Promise<Made> => {
    const { registry, draft } = target;
    const read = await timed(result, name(target.result, 'verify'), () => readPushed(registry, digest, draft));
    checkClaim(read.image[0], draft);
    return { ...target, read };
  });
}

/** Where it cannot be built, that is each destination's error; one that its registry failed has an error of its own. */
async function buildOrFail(
  targets: Prepared[],
  all: Prepared[],
  found: Promise<Builder>,
  run: Run,
  result: Result,
): Promise<Given[]> {
  try {
    return await buildFor(targets, all, await found, run, result);
  } catch (error) {
    run.host.signal.throwIfAborted();
    for (const { result: own } of targets) own.error ??= error as Error;
    return [];
  }
}

/** An image that a destination's registry was given. */
type Given = { target: Prepared; digest: string; result: Prepared['result'] };

const given = (target: Prepared, digest: string): Given => ({ target, digest, result: target.result });

/** Builds once. The same digest goes everywhere. */
async function buildFor(
  targets: Prepared[],
  all: Prepared[],
  builder: Builder,
  run: Run,
  result: Result,
): Promise<Given[]> {
  const { host } = run;
  const [first] = targets as [Prepared];
  // Also where an image was to be reused that turned out not to be whole.
  checkBuilder(builder, first.draft.build);
  const cache = await buildCache(all, builder, result);
  const fingerprint = { [FINGERPRINT]: first.draft.fingerprint ?? '' };
  const spec = {
    ...first.draft.build,
    ...(!builder.can.annotations && { labels: { ...first.draft.build.labels, ...fingerprint } }),
    ...(cache && { cache }),
  };
  const make: Make = async (output, some, again = false) => {
    // Also where it does not push there, the builder pulls base images. To a host that it pushes to it has the login of that push alone.
    const pushedTo = some.map(({ ready }) => loginHost(ready.uri));
    const others = all.filter(({ ready }) => !pushedTo.includes(loginHost(ready.uri)));
    const logins = [...others, ...some].flatMap(({ lookup: { authorization }, ready }) =>
      authorization ? [{ host: loginHost(ready.uri), auth: authorization.auth }] : [],
    );
    let wanted = again ? { ...spec, noCache: false } : spec;
    const solve = () => {
      const solved = build(builder, wanted, output, host, { logins, builderEnv: first.job.builderEnv });
      wanted = { ...spec, noCache: false };
      return solved;
    };
    const built = await timed(result, output.to === 'layout' ? 'build' : 'build and push', () =>
      waitFor(
        CREATION,
        // A base image may be missing, too.
        (error) =>
          some.some(
            (target) =>
              (isPushError(error, target.ready.uri) || (output.to === 'tag' && isAbout(target, error))) &&
              isNotThereYet([target])(error),
          ),
        solve,
      ),
    );
    result.metadata = built.metadata;
    return built;
  };
  switch (builder.can.pushes) {
    case 'by digest':
      return pushTogether(targets, builder, run, make);
    case 'by tag':
      return pushByTag(targets, run, make, result);
    case 'as layout':
      return pushAsLayout(targets, run, make, result);
  }
}

/**
 * @param some the destinations that the output is for
 * @param again what was built just before is taken from the builder's cache, whatever no-cache says: it must be the same image
 */
type Make = (output: ImageOutput, some: Prepared[], again?: boolean) => Promise<Built>;

/** One solve pushes to all. BuildKit ends all pushes when one fails: then another solve is for the others, from the builder's cache. */
async function pushTogether(targets: Prepared[], { can }: Builder, { host }: Run, make: Make): Promise<Given[]> {
  const all: Given[] = [];
  for (let left = targets; left.length > 0; ) {
    const some = can.severalOutputs ? oneLoginEach(left) : left.slice(0, 1);
    const repositories = some.map(({ ready }) => ready.uri);
    try {
      const digest = digestOf(await make({ to: 'digest', repositories }, some, left !== targets));
      all.push(...some.map((target) => given(target, digest)));
      left = left.filter((target) => !some.includes(target));
    } catch (error) {
      host.signal.throwIfAborted();
      const failed = some.filter(({ ready }) => isPushError(error, ready.uri));
      // What cannot be built for one cannot be built for the others that are left.
      const ended = failed.length > 0 ? failed : left;
      for (const { result } of ended) result.error = error as Error;
      left = left.filter((target) => !ended.includes(target));
    }
  }
  return sameDigest(all);
}

/** The builder has one login for each host: who has another one there, such as another role's, waits for a solve of its own. */
function oneLoginEach(targets: Prepared[]): Prepared[] {
  const logins = new Map<string, string | undefined>();
  return targets.filter((target) => {
    const [host, login] = [loginHost(target.ready.uri), loginOf(target)];
    if (!logins.has(host)) logins.set(host, login);
    return logins.get(host) === login;
  });
}

/** Passwords of ECR differ each time that one is asked for, and are as good as the role; `least` narrows that to a repository. */
const loginOf = ({ job: { place, aws }, lookup }: Prepared): string | undefined =>
  place.kind === 'ecr' && aws.inlinePolicy !== 'least' ? JSON.stringify(aws) : lookup.authorization?.auth;

/** The builder has no error names, only words: https://github.com/moby/buildkit/blob/master/exporter/containerimage/export.go */
function isPushError(error: unknown, uri: string): boolean {
  if (!(error instanceof Error && error.cause instanceof Error)) return false;
  // What comes behind the first one may be a registry's words.
  const [, pushed] = error.cause.message.match(/failed to push (\S+): /) ?? [];
  return pushed === uri;
}

/** Docker without the containerd image store prints the registry's words alone. */
const isAbout = ({ ready }: Prepared, { cause }: Error): boolean =>
  cause instanceof Error && cause.message.includes(`'${ready.repository.name}'`);

/** Whether a registry does not know a repository that this run has just created. */
export const isNotThereYet =
  (some: Prepared[]) =>
  ({ cause }: Error): boolean =>
    some.some(({ ready }) => ready.repository.isNew) && cause instanceof Error && NO_REPOSITORY.test(cause.message);

/** What differs from the first is not the image of this run. */
function sameDigest(all: Given[]): Given[] {
  const digest = all[0]?.digest;
  return all.filter((each) => {
    if (each.digest === digest) return true;
    each.result.error = failure(
      `The build gave ${each.digest} here, and ${digest} at ${all[0]?.result.name}. No tag was put at this destination. Run it again: the image is then copied from ${all[0]?.result.name}.`,
    );
    return false;
  });
}

/**
 * Docker without the containerd image store pushes under a tag only, which it also reads the digest back by. A tag of its own, new
 * each time, keeps the run's tags from naming what nobody has verified, and other runs from coming in between.
 */
async function pushByTag(targets: Prepared[], { host }: Run, make: Make, result: Result): Promise<Given[]> {
  const tag = `unverified-${randomBytes(4).toString('hex')}`;
  result.warnings.push(
    `This Docker does not use the containerd image store, and can only push by tag: the image also has the tag "${tag}", which is not removed. Annotations are left out, and the fingerprint is stored in a label. Turn on the containerd image store, or add docker/setup-buildx-action before this step.`,
  );
  const all: Given[] = [];
  let again = false;
  // It takes one output only.
  for (const target of targets) {
    const { uri } = target.ready;
    try {
      const built = await make({ to: 'tag', references: [`${uri}:${tag}`] }, [target], again);
      all.push(given(target, digestOf(built)));
    } catch (error) {
      host.signal.throwIfAborted();
      // What cannot be built for one cannot be built for the others that are left.
      if (!isPushError(error, uri) && !again) throw error;
      target.result.error = error as Error;
    }
    again = true;
  }
  return sameDigest(all);
}

/** Docker's own driver pushes by tags only: it exports the image, and this action pushes that by its digest. */
async function pushAsLayout(targets: Prepared[], run: Run, make: Make, result: Result): Promise<Given[]> {
  const { host, name } = run;
  const { pushLayout } = await import('../registry/push-layout.ts');
  const read = await goOn(targets, host, async (target) => ({ target, images: await wholeImages(target) }));
  const held = read.map(({ images }) => images);
  await checkSpace(host.temp, held.flat(), result);
  type Pushed = { pushed: Given[]; lacking: Prepared[] };
  const push = async (some: Prepared[], left: Descriptor[], again = false): Promise<Pushed> => {
    const folder = await mkdtemp(join(host.temp, 'ecr-publish-layout-'));
    try {
      await prepareLayout(folder, left);
      const digest = digestOf(await make({ to: 'layout', folder }, some, again));
      const answers = await goOn(some, host, async (target) => {
        const client = await clientFor(target, host, 'pull,push');
        const done = await timed(result, name(target.result, 'push'), () =>
          waitFor(CREATION, isNotThereYet([target]), () => pushLayout(client, folder, digest)),
        );
        return { target, missing: 'missing' in done };
      });
      return {
        pushed: answers.flatMap(({ target, missing }) => (missing ? [] : [given(target, digest)])),
        lacking: answers.flatMap(({ target, missing }) => (missing ? [target] : [])),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  // A layer is left out of the export where every destination holds it.
  const { pushed, lacking } = await push(
    read.map(({ target }) => target),
    inAll(held.map(layersOf)),
  );
  if (lacking.length === 0) return pushed;
  // One is gone since its image was read, such as by a lifecycle rule: this time all of them are exported.
  const second = await push(lacking, [], true);
  for (const { result: own } of second.lacking) {
    own.error = failure(
      'Docker exported the image without layers that the registry lacks. Update Docker, and run it again.',
    );
  }
  return sameDigest([...pushed, ...second.pushed]);
}

const layersOf = (images: StoredImage[]): Descriptor[] =>
  images.flatMap((image) => image.flatMap(({ manifest }) => manifest.layers ?? []));

const inAll = ([first = [], ...others]: Descriptor[][]): Descriptor[] =>
  first.filter(({ digest }) => others.every((layers) => layers.some((layer) => layer.digest === digest)));

/** The images that the tags point at, or else the newest ones. */
async function wholeImages({ registry, lookup: { repository, images } }: Prepared): Promise<StoredImage[]> {
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
    `Docker exports the image to ${folder} before the push, where ${gigabytes(free)} are free; the published image has ${gigabytes(needed)}. If the build runs out of disk space, free some, or add docker/setup-buildx-action before this step, which pushes without an export.`,
  );
}

/**
 * Whoever may push to a repository can write any fingerprint there. That decides what goes to the rest only where the same people
 * guard both, in one AWS account, or where the workflow says so.
 */
function sourceFor({ job, lookup, plan, result }: Prepared, held: Made[]): Made | undefined {
  const accountOf = ({ authorization }: Prepared['lookup']) => authorization?.account;
  return (
    held
      .filter((source) => source.job.place.kind === 'ecr')
      // The same image takes no more tags here.
      .filter(({ read }) => !result.isFull || read.image[0].digest !== plan.image?.digest)
      .find(
        (source) =>
          source.job.name === job.copyFrom ||
          (accountOf(lookup) !== undefined && accountOf(lookup) === accountOf(source.lookup)),
      )
  );
}

/** Copies an image from a destination that has it; nothing where there is none, or where it cannot be read there. */
async function copyTo(
  target: Prepared,
  source: Made | undefined,
  { host, name }: Run,
  result: Result,
): Promise<Given[]> {
  if (!source) return [];
  const { copyImage } = await import('../registry/copy-image.ts');
  const [own, { image }] = [target.result, source.read];
  return goOn([target], host, async () => {
    const [from, to] = await Promise.all([clientFor(source, host, 'pull'), clientFor(target, host, 'pull,push')]);
    const unreadable = await timed(result, name(own, 'copy'), () =>
      waitFor(CREATION, isNotThereYet([target]), () => copyImage(from, to, image)),
    );
    if (unreadable) {
      result.warnings.push(
        `The image could not be copied from ${source.result.name} to ${own.name}, so it is built: ${unreadable.message}`,
      );
      return [];
    }
    own.reused = true;
    own.copiedFrom = source.result.name;
    return [given(target, image[0].digest)];
  }).then((done) => done.flat());
}

/** @param from another repository; within a registry, blobs may be mounted from there */
export async function clientFor(
  { ready, lookup }: Prepared,
  { mask, signal }: Run['host'],
  actions: 'pull' | 'pull,push',
  from?: Address,
) {
  // Most runs push by the builder, and do without.
  const [{ distributionClient }, { addressOf }] = await Promise.all([
    import('../registry/distribution-client.ts'),
    import('../registry/distribution-address.ts'),
  ]);
  const address = addressOf(ready.uri);
  const alsoPull = from?.host === address.host ? from.repository : undefined;
  return distributionClient({ address, auth: lookup.authorization?.auth, actions, alsoPull, mask, signal });
}

/** A frontend that a Dockerfile names (# syntax=) may write annotations over ours. */
function checkClaim(image: StoredManifest, { fingerprint, trust }: Draft): void {
  const scope = image.manifest.annotations?.[SCOPE];
  if (scope !== undefined && scope !== scopeOf(trust)) {
    throw failure(
      `The image ${image.digest} claims to be of another kind of run (${SCOPE}=${cut(scope)}). No tag was put in this repository. The frontend named in the Dockerfile's # syntax= line may have written this annotation. Use another frontend.`,
    );
  }
  const claimed = fingerprintIn(image);
  if (claimed === undefined || claimed === fingerprint) return;
  throw failure(
    `The image ${image.digest} claims to be built from other inputs (${FINGERPRINT}=${claimed}). No tag was put in this repository. The frontend named in the Dockerfile's # syntax= line may have written this annotation. Use another frontend.`,
  );
}

function digestOf({ digest }: Built): string {
  if (!digest) throw failure('The builder built an image, but did not report its digest. Update buildctl or buildx.');
  return digest;
}

const loginHost = (uri: string): string => (hostOf(uri) === 'docker.io' ? HUB : hostOf(uri));

/** The first destination's: its repository is beside that one's. */
async function buildCache(
  targets: Prepared[],
  { can }: Builder,
  { warnings }: Result,
): Promise<BuildCache | undefined> {
  const target = targets.find(({ lookup }) => lookup.cache);
  const { cache } = target?.lookup ?? {};
  if (!target || !cache) return undefined;
  const ensured = await ensureCache(cache.ecr, target.job.repository, target.draft.cacheScopes, cache.found);
  warnings.push(...ensured.warnings);
  if (!ensured.cache.write || can.cacheExport) return ensured.cache;
  warnings.push(
    'The cache is only read: this Docker does not use the containerd image store, and cannot write one. Turn on that store, or add docker/setup-buildx-action before this step.',
  );
  return { read: ensured.cache.read };
}
