import { describe, expect, test } from '@jest/globals';
import { parseFlavor } from '../../src/image/flavor.ts';
import type { Subject } from '../../src/image/tag-context.ts';
import { parseTagRules } from '../../src/image/tag-rules.ts';
import { type ResolvedTags, resolveTags } from '../../src/image/tags.ts';
import { NOW, title } from './events.ts';

export type Lines = string | string[];
type Given = Omit<Subject, 'now'>;

/** An event, the lines of `tags`, the tags that they give with the main one first, and the lines of `flavor` if any. */
export type Row = [on: Given, tags: Lines, gives: string, flavor?: Lines];

const lines = (text: Lines | undefined): string[] => (text === undefined ? [] : [text].flat());

export const resolve = (on: Given, tags: Lines, flavor?: Lines): Promise<ResolvedTags> =>
  resolveTags(parseTagRules(lines(tags)), parseFlavor(lines(flavor)), { ...on, now: NOW });

/** One test a row: the tags in their order, and the first of them as the version. */
export function specify(name: string, rows: Row[]): void {
  describe(name, () => {
    test.each(
      rows.map(([on, tags, gives, flavor]) => ({
        given: `${title(on)} | ${lines(tags).join(' | ')}${flavor === undefined ? '' : ` (${lines(flavor).join(', ')})`}`,
        on,
        tags,
        flavor,
        gives,
      })),
    )('$given → $gives', async ({ on, tags, flavor, gives }) => {
      const { version, tags: given } = await resolve(on, tags, flavor);
      expect({ version, tags: given.join(' ') }).toEqual({ version: gives.split(' ')[0], tags: gives });
    });
  });
}
