import { CREATION, waitFor } from '../aws/waits.ts';
import type { Host } from '../host/host.ts';
import { blobsToCopy, type Descriptor, imagesOf, type StoredImage } from '../image/manifest.ts';
import { parseTagRules } from '../image/tag-rules.ts';
import type { Job } from '../job/job.ts';
import { requireRole } from '../job/session-policies.ts';
import { region } from '../job/values.ts';
import { cut, failure } from '../lib/failure.ts';
import type { Draft } from '../publish/draft.ts';
import { clientFor, isNotThereYet } from '../publish/make-image.ts';
import { commitTimeIn } from '../publish/newer-commit.ts';
import { readPushed } from '../publish/read-back.ts';
import { type DestinationResult, type Result, timed } from '../publish/result.ts';
import { tagsFor } from '../publish/tags-by-trust.ts';
import { goOn, type Maker, type Prepared } from '../publish/targets.ts';
import { type Asked, settingsOf, toDestinations } from '../publish/to-destinations.ts';
import { type Copying, copyImage } from '../registry/copy-image.ts';
import type { DistributionClient } from '../registry/distribution-client.ts';
import { labelsIn, revisionIn } from '../registry/image-labels.ts';
import { pushLayout } from '../registry/push-layout.ts';
import { copyReferrers, findReferrers, type Referrer } from '../registry/referrers.ts';
import { type Trust, trustOf } from '../source/trust.ts';
import { type Condition, unmet } from './conditions.ts';
import type { PromoteInputs } from './promote-inputs.ts';
import { selectPlatforms } from './selected.ts';
import { openSource, readBlobFile, type Source } from './source.ts';

/**
 * Takes an image from where it is to every destination: the same steps as a publish, with a copy in the builder's place.
 * @param jobs one for each destination
 * @param result filled in as the run goes
 * @throws Failure where a destination failed, after the others are done
 */
export async function promote(inputs: PromoteInputs, jobs: [Job, ...Job[]], host: Host, result: Result): Promise<void> {
  const [first] = jobs;
  const { event } = host;
  result.dryRun = first.dryRun;
  result.destinations = jobs.map(({ name }) => ({ name, tags: [] }));
  // Nothing of a checkout goes into it: the event alone says who promotes.
  const trust = trustOf(event, { head: event.sha, clean: false }, host.idToken !== undefined);
  if (trust.level !== 'trusted') throw failure(explainTrust(trust));
  for (const { aws } of jobs.filter(({ place }) => place.kind !== 'registry')) {
    region(aws.region);
    requireRole(aws);
  }
  const settings = await Promise.all(jobs.map(settingsOf));
  await using source = await timed(result, 'source', () => openSource(inputs, first.aws, host));
  const image = selectPlatforms(source.image, inputs.platforms, source.name);
  if (image !== source.image && 'folder' in source.from) {
    throw failure(
      'platforms: none can be selected of an archive. Export only those, or promote the image from a registry.',
    );
  }
  const abouts = await timed(result, 'source', () => describe(source, image, inputs.require.length > 0));
  judge(inputs.require, source, abouts, result);
  if (inputs.referrers && 'folder' in source.from) {
    result.warnings.push(
      'referrers: an archive does not say what refers to its image. Promote the image from a registry to have that copied.',
    );
  }
  const all = jobs.map(
    (job, at): Asked => ({
      job,
      settings: settings[at] ?? {},
      result: result.destinations[at] as DestinationResult,
    }),
  );
  const drafted = jobs.map((job) => draftFor(job, source, image, abouts[0], trust, host));
  for (const each of drafted) each.catch(() => {});
  await toDestinations(
    all,
    {
      drafted,
      tagsAt: async (at) => (await (drafted[at] as Promise<Draft>)).tags,
      maker: copier(source, image, inputs.referrers),
      dryRun: first.dryRun,
      trust,
      commit: '',
    },
    host,
    result,
  );
}

const explainTrust = (trust: Trust): string =>
  `This run promotes nothing: ${
    trust.level === 'untrusted'
      ? `it is not trusted, since ${trust.why}`
      : trust.level === 'pull request'
        ? 'it is one of a pull request'
        : 'its commit is not the one that the event names'
  }. Run it on a push, a release, a schedule or by hand.`;

/** What an image says of itself. */
type About = { labels: Record<string, string>; created: Date | undefined };

/** Of each of its platforms, or of the first one. */
async function describe(source: Source, image: StoredImage, everyPlatform: boolean): Promise<[About, ...About[]]> {
  const [root, ...children] = image;
  const digests = imagesOf(root.manifest).map(({ digest }) => digest);
  const images = root.manifest.manifests
    ? children.filter(
        ({ digest, manifest: { config } }) => digests.includes(digest) && isImageConfig(config?.mediaType),
      )
    : [root];
  const judged = everyPlatform ? images : images.slice(0, 1);
  const [first, ...others] = await Promise.all(judged.map(({ manifest }) => describeOne(source, manifest.config)));
  return [first ?? { labels: {}, created: undefined }, ...others];
}

/** An index may hold other things beside each image, such as the index of its files that SOCI makes. */
const isImageConfig = (mediaType: string | undefined): boolean =>
  mediaType === undefined ||
  mediaType === 'application/vnd.oci.image.config.v1+json' ||
  mediaType === 'application/vnd.docker.container.image.v1+json';

async function describeOne({ from, name }: Source, config: Descriptor | undefined): Promise<About> {
  if (!config) return { labels: {}, created: undefined };
  const bytes =
    'folder' in from
      ? await readBlobFile(from.folder, config.digest, name)
      : await from.registry.readBlob(config, from.access);
  try {
    const { config: of, created } = JSON.parse(bytes.toString());
    const date = new Date(typeof created === 'string' ? created : '');
    return { labels: labelsIn(of), created: Number.isNaN(date.getTime()) ? undefined : date };
  } catch (cause) {
    throw failure(`source: the configuration ${config.digest} of ${name} is not JSON. Publish the image again.`, {
      cause,
    });
  }
}

/** @throws Failure where a condition does not hold of one of its platforms */
function judge(conditions: Condition[], { name, image }: Source, abouts: About[], { notes }: Result): void {
  if (conditions.length === 0) return;
  const annotations = image[0].manifest.annotations ?? {};
  const now = new Date();
  const wrong = abouts.flatMap(({ labels, created }) => unmet(conditions, { labels, annotations, created }, now));
  if (wrong.length > 0) {
    throw failure(
      `require: ${name} is not promoted. Promote another image, or change the conditions.\n${[...new Set(wrong)].join('\n')}`,
    );
  }
  notes.push(`Checked before the promotion of ${name}:\n${conditions.map(({ line }) => line).join('\n')}`);
}

/** Without rules, or by the word `same`, the image has the source's tag. */
async function draftFor(
  job: Job,
  source: Source,
  image: StoredImage,
  { labels }: About,
  trust: Trust,
  { event }: Host,
): Promise<Draft> {
  const [root] = image;
  const revision = revisionIn({ ...root, labels });
  const time = commitTimeIn(root.manifest)?.getTime();
  const commit = { sha: revision ?? '', ...(time !== undefined && { time: time / 1000 }) };
  const wantsSame = job.tags.length === 0 || job.tags.some(({ line }) => line === 'same');
  if (wantsSame && !source.tag) {
    throw failure(
      `tags: the source ${source.name} has no tag that could stay the same. Give tags, such as tags: v1.2.3, or a source with a tag.`,
    );
  }
  const same = wantsSame ? parseTagRules([`type=raw,value=${source.tag}`]) : [];
  const tags = job.tags.length === 0 ? same : job.tags.flatMap((rule) => (rule.line === 'same' ? same : [rule]));
  const subject = { event, now: new Date(), ...(revision && { commit }) };
  const tagged = await tagsFor({ ...job, tags }, trust, subject);
  const { buildArgs: _, annotationLevels: __, ...build } = job.build;
  return {
    ...tagged,
    commit,
    trust,
    annotations: [],
    build: { ...build, platforms: [], labels, buildArgs: {}, annotations: [] },
    promotes: root,
    cacheScopes: { base: [] },
    reuse: { wanted: true },
    tagOrder: job.tagOrder,
  };
}

/** Copies what is missing. */
function copier(source: Source, image: StoredImage, wantsReferrers: boolean): Maker {
  const { from } = source;
  const [{ digest }] = image;
  // Blobs of the source's registry may be mounted from there.
  const reader = 'folder' in from ? undefined : from.client;
  const clientOf = (target: Prepared, host: Host) => clientFor(target, host, 'pull,push', reader?.address);
  let found: Promise<Referrer[]> | undefined;

  async function copyTo(to: DistributionClient, what: string, host: Host): Promise<void> {
    if ('folder' in from) {
      const pushed = await pushLayout(to, from.folder, digest);
      if (!('missing' in pushed)) return;
      throw failure(
        `source: ${source.name} lacks ${cut(pushed.missing.join(', '))}, or has only a part of it. Export the image again.`,
      );
    }
    const { copying, end } = progress(image, what, host);
    const unreadable = await copyImage(from.client, to, image, copying).finally(end);
    if (unreadable) {
      throw failure(`source: ${source.name} could not be read. ${unreadable.message}`, { cause: unreadable });
    }
  }

  return {
    check: async () => {},
    make: (missing, _, __, run, result) =>
      goOn(missing, run.host, async (target) => {
        const own = target.result;
        const what = run.name(own, 'copy');
        const to = await clientOf(target, run.host);
        await timed(result, what, () => waitFor(CREATION, isNotThereYet([target]), () => copyTo(to, what, run.host)));
        own.copiedFrom = source.name;
        const read = await timed(result, run.name(own, 'verify'), () =>
          readPushed(target.registry, digest, target.draft),
        );
        return { ...target, read };
      }),
    async finish(target, run, result) {
      if (!wantsReferrers || !reader) return;
      found ??= timed(result, 'referrers', () =>
        findReferrers(
          reader,
          image.map((each) => each.digest),
        ),
      );
      const referrers = await found;
      const to = await clientOf(target, run.host);
      const copied = await timed(result, run.name(target.result, 'referrers'), () =>
        copyReferrers(reader, to, referrers, (each) => copyImage(reader, to, each)),
      );
      if (copied > 0)
        result.notes.push(`What refers to the image was copied to ${target.result.name}: ${copied} manifests.`);
    },
  };
}

const PROGRESS_MS = 5_000;

/** A line every few seconds. */
function progress(image: StoredImage, what: string, { log }: Host): { copying: Copying; end: () => void } {
  let [bytes, blobs] = [0, 0];
  const all = blobsToCopy(image);
  const allBytes = all.reduce((sum, { size }) => sum + size, 0);
  const inWords = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  const timer = setInterval(() => {
    log.info(`${what}: ${inWords(bytes)} of ${inWords(allBytes)}, ${blobs} of ${all.length} blobs`);
  }, PROGRESS_MS);
  timer.unref();
  return {
    copying: {
      onBytes: (count) => {
        bytes += count;
      },
      onBlob: () => {
        blobs++;
      },
    },
    end: () => clearInterval(timer),
  };
}
