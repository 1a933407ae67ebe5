// What an image must be like to be promoted. Pure.
import { cut, failure } from '../lib/failure.ts';
import { SCOPE } from '../publish/fingerprint.ts';

export type Condition =
  | { kind: 'label' | 'annotation'; name: string; value: string; line: string }
  | { kind: 'scope'; value: string; line: string }
  | { kind: 'max-age'; days: number; line: string };

/** What is known of an image. */
export type Judged = { labels: Record<string, string>; annotations: Record<string, string>; created: Date | undefined };

/** @throws Failure for what is no condition */
export function parseCondition(line: string): Condition {
  const [, kind, name, value] = line.match(/^(label|annotation):([^=]+)=(.*)$/) ?? [];
  if ((kind === 'label' || kind === 'annotation') && name && value !== undefined) return { kind, name, value, line };
  if (line === 'scope=trusted') return { kind: 'scope', value: 'trusted', line };
  const [, days] = line.match(/^max-age=(\d+)d$/) ?? [];
  if (days) return { kind: 'max-age', days: Number(days), line };
  throw failure(
    `require: "${cut(line)}" must be one of label:NAME=VALUE, annotation:NAME=VALUE, scope=trusted, max-age=30d.`,
  );
}

/** Pure: what does not hold of an image, in words. */
export function unmet(conditions: Condition[], { labels, annotations, created }: Judged, now: Date): string[] {
  return conditions.flatMap((condition) => {
    const is = found(condition, { labels, annotations, created }, now);
    return is === undefined ? [] : [`${condition.line}: ${is}`];
  });
}

function found(condition: Condition, { labels, annotations, created }: Judged, now: Date): string | undefined {
  switch (condition.kind) {
    case 'label':
    case 'annotation': {
      const is = (condition.kind === 'label' ? labels : annotations)[condition.name];
      if (is === condition.value) return undefined;
      return is === undefined ? `the image has no such ${condition.kind}` : `it is "${cut(is)}"`;
    }
    case 'scope': {
      // A Dockerfile may write labels, but no annotations.
      const is = annotations[SCOPE];
      if (is === condition.value) return undefined;
      return is === undefined ? 'the image does not say by which kind of run it was built' : `it is "${cut(is)}"`;
    }
    case 'max-age': {
      if (!created) return 'the image does not say when it was created';
      const days = (now.getTime() - created.getTime()) / 86_400_000;
      // Clocks differ.
      if (days < -1) return `it says that it was created in the future, on ${created.toISOString().slice(0, 10)}`;
      return days <= condition.days ? undefined : `it was created on ${created.toISOString().slice(0, 10)}`;
    }
  }
}
