/** A repository's rule for its tags, as DescribeRepositories gives it. */
export type Mutability = {
  /** MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. */
  setting: string;
  /** Wildcards of the tags that are exempt from the setting. */
  exclusions: string[];
};

/** The default of ECR; most other registries have no such rule that could be asked for. */
export const MUTABLE: Mutability = { setting: 'MUTABLE', exclusions: [] };

/**
 * Pure: whether a tag that points at one image may be pointed at another.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function canMove(tag: string, { setting, exclusions }: Mutability): boolean {
  const excluded = setting.endsWith('_WITH_EXCLUSION') && exclusions.some((filter) => matches(tag, filter));
  return setting.startsWith('MUTABLE') !== excluded;
}

/** Pure: whether a wildcard matches: a `*` stands for any number of characters, none included; all else for itself. */
export function matches(tag: string, filter: string): boolean {
  const pattern = filter
    .split('*')
    .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(tag);
}
