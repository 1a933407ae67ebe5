import parse from 'semver/functions/parse.js';
import type { Expressions } from './expressions.ts';

/**
 * Pure: the tag that `type=semver` makes of a version, `undefined` if it is none. A prerelease is never shortened: it
 * gives its whole version, or itself for `{{raw}}`, and no `latest`.
 * Source: https://semver.org
 */
export function semverTag(
  text: string,
  pattern: string,
  { fill, isOnly }: Expressions,
): { value: string; isRelease: boolean } | undefined {
  const version = parse(text);
  if (!version) return undefined;
  if (version.prerelease.length === 0) return { value: fill(pattern, version), isRelease: true };
  return { value: isOnly(pattern, 'raw') ? version.raw : version.version, isRelease: false };
}
