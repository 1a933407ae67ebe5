import { digestsByPlatform } from '../image/manifest.ts';
import { toAnnotationLines, toLines, toMetadataJson } from '../image/metadata-outputs.ts';
import type { Result } from '../publish/result.ts';
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
] as const;

export type Outputs = Partial<Record<(typeof outputNames)[number], string>>;

/** Pure: the outputs of what is known; one that is not known is left out. */
export function toOutputs(result: Result): Outputs {
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
    ...draftOutputs(result),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
  };
}

function imageOutputs({ draft, uri, image, tags }: Result): Outputs {
  const main = uri && draft && tags.includes(draft.version) && { 'image-uri': `${uri}:${draft.version}` };
  if (!image) return { ...main };
  const { digest, manifest } = image[0];
  const [platform] = draft?.build.platforms ?? [];
  // A manifest does not say its platform, but the request may.
  const digests = manifest.manifests ? digestsByPlatform(image) : platform ? { [platform]: digest } : {};
  return { ...(uri && { image: `${uri}@${digest}` }), ...main, digest, digests: JSON.stringify(digests) };
}

function planOutput({ plan }: Result): Outputs {
  if (!plan) return {};
  const { image, ...rest } = plan;
  return { plan: JSON.stringify({ ...rest, ...(image && { digest: image.digest }) }) };
}

/** Of the same shape as docker/metadata-action's. */
function draftOutputs({ draft, uri }: Result): Outputs {
  if (!draft) return {};
  const { tags, version, annotations } = draft;
  const { labels } = draft.build;
  const lines = annotations.flatMap(({ level, name, value }) => toAnnotationLines({ [name]: value }, [level])).sort();
  const json = toMetadataJson({ images: uri ? [uri] : [], tags, labels, annotations: {}, levels: [] });
  return {
    'tag-names': tags.join('\n'),
    version,
    labels: toLines(labels).join('\n'),
    annotations: lines.join('\n'),
    json: JSON.stringify({ ...json, annotations: lines }),
  };
}
