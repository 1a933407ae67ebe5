import type { LifecycleSettings } from './schema.ts';

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
const MOST_CHARACTERS = 30_720;
/** More images than a repository has, even where its quota of 100,000 was raised; a rule that keeps so many expires none. */
const ALL = 1_000_000;

/**
 * Pure: ECR's lifecycle policy as JSON text. An image that a rule selects is never expired by a rule after it, which is
 * how tags are kept; a rule selects what matches all of its patterns, so each has a rule of its own. Only tagged images
 * are counted, so that the images of an index do not use up the number; ECR expires none of them before their index.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function lifecyclePolicy(settings: LifecycleSettings): string {
  const { 'keep-last': last, 'expire-untagged-after': untagged, 'keep-tagged': kept = [], rules } = settings;
  const selections = [
    ...kept.map((pattern) => tagged(pattern, ALL)),
    ...(untagged
      ? [
          {
            tagStatus: 'untagged',
            countType: 'sinceImagePushed',
            countUnit: 'days',
            countNumber: Number.parseInt(untagged, 10),
          },
        ]
      : []),
    ...(last ? [tagged('*', last)] : []),
  ];
  return JSON.stringify({
    rules:
      rules ?? selections.map((selection, at) => ({ rulePriority: at + 1, selection, action: { type: 'expire' } })),
  });
}

const tagged = (pattern: string, countNumber: number) => ({
  tagStatus: 'tagged',
  tagPatternList: [pattern],
  countType: 'imageCountMoreThan',
  countNumber,
});

/** Pure: why ECR would not take the policy, in words; undefined where it would. */
export function lifecycleMistake(settings: LifecycleSettings): string | undefined {
  const { 'keep-last': last, 'expire-untagged-after': untagged, 'keep-tagged': kept, rules } = settings;
  if (rules && (last || untagged || kept)) return 'It has both rules and the short form. Use only one of them.';
  if (last && kept?.includes('*')) {
    return `keep-tagged has "*", which keeps every tag, so keep-last: ${last} would do nothing. Leave one out.`;
  }
  const { length } = lifecyclePolicy(settings);
  return length > MOST_CHARACTERS
    ? `It has ${length} characters, and ECR accepts at most ${MOST_CHARACTERS}. Make it shorter.`
    : undefined;
}

/**
 * Pure: a lifecycle policy in one form for all that mean the same: of the priorities only their order counts, and lists
 * of tags are sets.
 */
export function canonicalLifecycle(text: string): string {
  const { rules = [] }: { rules?: Rule[] } = JSON.parse(text);
  const canonical = rules
    .toSorted((a, b) => a.rulePriority - b.rulePriority)
    .map(({ description = '', selection = {}, action = {} }) => [
      description,
      sortedKeys(selection),
      sortedKeys(action),
    ]);
  return JSON.stringify(canonical);
}

type Rule = { rulePriority: number; description?: string; selection?: object; action?: object };

/** ECR writes an empty list where none was given. */
const sortedKeys = (record: object) =>
  Object.entries(record)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));
