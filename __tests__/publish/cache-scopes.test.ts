import { expect, test } from '@jest/globals';
import { cacheScopes } from '../../src/publish/cache-scopes.ts';
import type { Trust } from '../../src/source/trust.ts';

const main = 'branch-main-0d6e4079e367';
const payload = { repository: { default_branch: 'main' }, pull_request: { base: { ref: 'main' } } };
const on = (ref: string): Trust => ({ level: 'trusted', ref });

test.each<[string, Trust, object]>([
  ['another branch', on('refs/heads/dev'), { own: 'branch-dev-ef260e9aa3c6', base: [main] }],
  ['the default branch', on('refs/heads/main'), { own: main, base: [] }],
  ['a tag only reads', on('refs/tags/v1'), { base: [main] }],
  ['another checkout only reads', { level: 'other checkout' }, { base: [main] }],
  ['a pull request', { level: 'pull request', number: 7, head: '' }, { own: 'pr-7', base: [main] }],
])('%s', (_, trust, scopes) => {
  expect(cacheScopes(trust, { payload })).toEqual(scopes);
});

test('branches whose names look alike once they are tags have caches of their own', () => {
  const scopes = ['release/1.0', 'release-1.0', 'release_1.0', 'a'.repeat(300), `${'a'.repeat(299)}b`].map(
    (branch) => cacheScopes(on(`refs/heads/${branch}`), { payload: {} }).own ?? '',
  );
  expect(new Set(scopes).size).toBe(scopes.length);
  for (const scope of scopes) expect(scope).toMatch(/^[\w][\w.-]{0,127}$/);
});
