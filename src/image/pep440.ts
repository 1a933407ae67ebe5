import { clean, explain, major, minor, patch } from '@renovatebot/pep440';
import type { Expressions } from './expressions.ts';

/**
 * Pure: the tag that `type=pep440` makes of a version, `undefined` if it is none. A pre-, post- or development release
 * is never shortened: it gives its normalised version, or itself for `{{raw}}`, and no `latest`.
 * Source: https://peps.python.org/pep-0440/
 */
export function pep440Tag(
  text: string,
  pattern: string,
  { fill, isOnly }: Expressions,
): { value: string; isRelease: boolean } | undefined {
  const version = explain(text);
  if (!version) return undefined;
  // A development release is a prerelease, too.
  if (version.is_prerelease || version.is_postrelease) {
    return { value: isOnly(pattern, 'raw') ? text : (clean(text) ?? text), isRelease: false };
  }
  const scope = { raw: text, version: clean(text), major: major(text), minor: minor(text), patch: patch(text) };
  return { value: fill(pattern, scope), isRelease: true };
}
