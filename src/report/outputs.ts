import { annotationsOf } from '../image/annotations.ts';
import { VERSION } from '../image/labels.ts';
import { digestsByPlatform } from '../image/manifest.ts';
import { toAnnotationLines, toLines, toMetadataJson } from '../image/metadata-outputs.ts';
import type { Draft } from '../publish/draft.ts';
import { FINGERPRINT, SCOPE } from '../publish/fingerprint.ts';
import { COMMIT_TIME } from '../publish/newer-commit.ts';
import type { DestinationResult, Told } from '../publish/result.ts';
import { hostOf } from '../registry/registry.ts';

/** Every output of action.yml, in its order (a test holds the two together). */
export const outputNames = [
  'image',
  'image-uri',
  'digest',
  'digests',
  'imageid',
  'previous-digest',
  'tags',
  'tag-names',
  'version',
  'repository-uri',
  'repository-name',
  'registry',
  'repository-created',
  'reused',
  'plan',
  'labels',
  'annotations',
  'json',
  'metadata',
  'results',
] as const;

export type Outputs = Partial<Record<(typeof outputNames)[number], string>>;

/** Pure: the outputs of what is known; one that is not known is left out. */
export function toOutputs(result: Told): Outputs {
  const { repository, uri, image, metadata, tags, reused, previousDigest } = result;
  const imageId = image?.[0].manifest.config?.digest;
  return {
    ...imageOutputs(result),
    ...(imageId && { imageid: imageId }),
    ...(previousDigest && { 'previous-digest': previousDigest }),
    ...(uri && tags.length > 0 && { tags: tags.map((tag) => `${uri}:${tag}`).join('\n') }),
    ...(uri && { 'repository-uri': uri, registry: hostOf(uri) }),
    ...(repository && {
      'repository-name': repository.name,
      'repository-created': String(repository.created),
    }),
    ...(reused !== undefined && { reused: String(reused) }),
    ...planOutput(result),
    ...metadataOutputs(result),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
    ...(result.destinations.length > 0 && { results: JSON.stringify(toResults(result.destinations)) }),
  };
}

/** By the destination's name: where the image is, its digest and the tags that point at it, or why there is none. */
function toResults(destinations: DestinationResult[]): Record<string, object> {
  return Object.fromEntries(
    destinations.map(({ name, uri, image, tags, reused, error, notPushed }) => [
      name,
      {
        ...(uri && { uri }),
        ...(uri && image && { image: `${uri}@${image[0].digest}`, digest: image[0].digest }),
        tags,
        ...(reused !== undefined && { reused }),
        ...(error && { error: error.message }),
        ...(notPushed && { notPushed }),
      },
    ]),
  );
}

function imageOutputs({ draft, uri, image, tags }: Told): Outputs {
  // The main tag, unless it stays at another image.
  const tag = draft && tags.includes(draft.version) ? draft.version : tags[0];
  const main = uri && tag && { 'image-uri': `${uri}:${tag}` };
  if (!image) return { ...main };
  const { digest, manifest } = image[0];
  const [platform] = draft?.build.platforms ?? [];
  // A manifest does not say its platform, but the request may.
  const digests = manifest.manifests ? digestsByPlatform(image) : platform ? { [platform]: digest } : {};
  return { ...(uri && { image: `${uri}@${digest}` }), ...main, digest, digests: JSON.stringify(digests) };
}

function planOutput({ plan }: Told): Outputs {
  if (!plan) return {};
  const { image, ...rest } = plan;
  return { plan: JSON.stringify({ ...rest, ...(image && { digest: image.digest }) }) };
}

/** Of the same shape as docker/metadata-action's: what is true of the image, or as long as there is none, what is drafted. */
function metadataOutputs(result: Told): Outputs {
  const { draft, uri, image } = result;
  if (!draft) return {};
  const names = tagNames(result, draft);
  const labels = image ? result.labels : draft.build.labels;
  const annotations = image ? annotationsOf(image).filter(({ name }) => !INTERNAL.includes(name)) : draft.annotations;
  const lines = annotations.flatMap(({ level, name, value }) => toAnnotationLines({ [name]: value }, [level])).sort();
  const json = toMetadataJson({
    images: uri ? [uri] : [],
    tags: names,
    labels: labels ?? {},
    annotations: {},
    levels: [],
  });
  return {
    ...(names.length > 0 && { 'tag-names': names.join('\n') }),
    version: draft.version,
    ...(labels && { labels: toLines(labels).join('\n') }),
    annotations: lines.join('\n'),
    json: JSON.stringify({ ...json, labels: labels && json.labels, annotations: lines }),
  };
}

/** They are of this image alone: on another that is built with these annotations they would be a lie. */
const INTERNAL = [FINGERPRINT, COMMIT_TIME, SCOPE];

/** Those that point at the image; of a run that pushes nothing those that it would put. */
function tagNames({ image, notPushed, dryRun, plan, tags }: Told, draft: Draft): string[] {
  if (image || !(notPushed || dryRun)) return tags;
  const left = plan?.tags.filter(({ action }) => action === 'stay' || action === 'conflict').map(({ tag }) => tag);
  return draft.tags.filter((tag) => !left?.includes(tag));
}

/** Pure: the version that an image's labels name, where it is not this run's: it was published before. */
export function otherVersion({ labels, draft }: Told): string | undefined {
  const version = labels?.[VERSION];
  return draft && version !== draft.build.labels[VERSION] ? version : undefined;
}
