import { digestsByPlatform } from '../registry/manifest.ts';
import type { Report } from './report.ts';

/** Every output of action.yml, in its order (a test holds the two together). */
export const outputNames = [
  'image',
  'image-uri',
  'digest',
  'digests',
  'imageid',
  'tags',
  'tag-names',
  'version',
  'repository-uri',
  'repository-name',
  'registry',
  'repository-created',
  'labels',
  'metadata',
] as const;

export type Outputs = Partial<Record<(typeof outputNames)[number], string>>;

/** Pure: the outputs of what is known; one that is not known is left out. */
export function toOutputs({ plan, repository, uri, image, imageId, metadata, tags }: Report): Outputs {
  const digest = image?.[0].digest;
  const platforms = plan?.build.platforms ?? [];
  return {
    ...(uri && digest && { image: `${uri}@${digest}` }),
    ...(uri && plan && tags.includes(plan.version) && { 'image-uri': `${uri}:${plan.version}` }),
    ...(digest && { digest }),
    ...(image && {
      // A manifest does not say its platform, but the request may.
      digests: JSON.stringify(
        image[0].manifest.manifests ? digestsByPlatform(image) : platforms[0] ? { [platforms[0]]: digest } : {},
      ),
    }),
    ...(imageId && { imageid: imageId }),
    ...(uri && tags.length > 0 && { tags: tags.map((tag) => `${uri}:${tag}`).join('\n') }),
    ...(plan && { 'tag-names': plan.tags.join('\n'), version: plan.version }),
    ...(uri && { 'repository-uri': uri, registry: uri.slice(0, uri.indexOf('/')) }),
    ...(repository && {
      'repository-name': repository.name,
      'repository-created': String(repository.created),
    }),
    ...(plan && {
      labels: Object.entries(plan.build.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    }),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
  };
}
