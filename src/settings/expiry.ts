// Whether a repository's lifecycle policy would take an image. Pure.
import { matches } from '../registry/mutability.ts';

/** An image as ECR describes it. */
export type Aged = { digest: string; tags: string[]; pushedAt: Date };

type Rule = {
  rulePriority: number;
  selection: {
    tagStatus: string;
    tagPrefixList?: string[];
    tagPatternList?: string[];
    storageClass?: string;
    countType: string;
    countNumber: number;
  };
  action: { type: string };
};

const DAY_MS = 86_400_000;

/**
 * Pure: why the policy would take a tagged image, in words; undefined where it would not. It counts from the push of the image, never
 * from that of a tag (https://github.com/aws/containers-roadmap/issues/2746). An image that a rule selects is not taken by one after it.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 * @param policy its text
 * @param images that are known, the image among them; more of them can only bring others before it
 */
export function whyExpires(
  policy: string,
  { digest, tags, pushedAt }: Aged,
  images: Aged[],
  now: Date,
): string | undefined {
  const { rules = [] } = JSON.parse(policy) as { rules?: Rule[] };
  const rule = rules
    .filter(({ selection }) => selection.storageClass !== 'archive')
    .sort((one, other) => one.rulePriority - other.rulePriority)
    .find(({ selection }) => selects(selection, tags));
  // What another rule archives, none after it expires.
  if (rule?.action.type !== 'expire') return undefined;
  const { countType, countNumber } = rule.selection;
  const pushed = `it was pushed on ${pushedAt.toISOString().slice(0, 10)}`;
  if (countType === 'sinceImagePushed') {
    const isDue = now.getTime() - pushedAt.getTime() >= countNumber * DAY_MS;
    return isDue ? `${pushed}, and rule ${rule.rulePriority} expires images after ${countNumber} days` : undefined;
  }
  if (countType !== 'imageCountMoreThan') return undefined;
  const newer = images.filter(
    (each) => each.digest !== digest && selects(rule.selection, each.tags) && each.pushedAt > pushedAt,
  );
  return newer.length >= countNumber
    ? `${pushed}, ${newer.length} images after it, and rule ${rule.rulePriority} keeps the last ${countNumber}`
    : undefined;
}

/** Of a list, each has to fit one of the tags. */
function selects({ tagStatus, tagPrefixList, tagPatternList }: Rule['selection'], tags: string[]): boolean {
  if (tagStatus === 'any') return true;
  if (tagStatus === 'untagged' || tags.length === 0) return tagStatus === 'untagged' && tags.length === 0;
  return [...(tagPatternList ?? []), ...(tagPrefixList ?? []).map((prefix) => `${prefix}*`)].every((pattern) =>
    tags.some((tag) => matches(tag, pattern)),
  );
}
