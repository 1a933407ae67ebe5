import type { RepositoryCreationTemplate } from '@aws-sdk/client-ecr';
import type { Settings } from './schema.ts';

/**
 * Pure: the registry's template for a repository of this name that a push makes, which is what this action's doing stands
 * for; AWS itself does not apply it to CreateRepository. The longest prefix wins, and ROOT is for the rest.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function templateFor(
  name: string,
  templates: RepositoryCreationTemplate[],
): RepositoryCreationTemplate | undefined {
  const length = ({ prefix = '' }: RepositoryCreationTemplate) => (prefix === 'ROOT' ? 0 : prefix.length);
  return templates
    .filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'))
    .filter(({ prefix = '' }) => prefix === 'ROOT' || name.startsWith(prefix.replace(/\/?$/, '/')))
    .sort((a, b) => length(b) - length(a))[0];
}

/** Pure: what a template says, under what the user says. */
export function withTemplate(settings: Settings, template: RepositoryCreationTemplate): Settings {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = template;
  const { encryptionConfiguration: encryption, lifecyclePolicy, repositoryPolicy, resourceTags = [] } = template;
  const tags = Object.fromEntries(resourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return {
    // Which tags are excluded says something of the one setting only.
    ...(!settings['image-tag-mutability'] && {
      'image-tag-mutability': imageTagMutability.startsWith('IMMUTABLE') ? 'IMMUTABLE' : 'MUTABLE',
      'image-tag-mutability-exclusions': filters.flatMap(({ filter }) => filter ?? []),
    }),
    ...(encryption?.encryptionType && {
      encryption: { type: encryption.encryptionType, ...(encryption.kmsKey && { key: encryption.kmsKey }) },
    }),
    ...(lifecyclePolicy && { 'lifecycle-policy': JSON.parse(lifecyclePolicy) }),
    ...(repositoryPolicy && { 'repository-policy': JSON.parse(repositoryPolicy) }),
    ...settings,
    ...((resourceTags.length > 0 || settings['resource-tags']) && {
      'resource-tags': { ...tags, ...settings['resource-tags'] },
    }),
  };
}
