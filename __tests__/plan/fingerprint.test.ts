import { describe, expect, test } from '@jest/globals';
import { contentTag, FINGERPRINT, fingerprintIn, fingerprintOf, type Ingredients } from '../../src/plan/fingerprint.ts';
import { HEAD_SHA, SHA } from '../request/events.ts';

const TREE = '5bc12f498aef42e0ec8c94fa49e91f7025028da6';
const BLOB = 'c35f1b5f5e29f0e2942c58a7e82005733977ebdd';

const base: Ingredients = {
  source: { commit: SHA, context: '.', file: 'Dockerfile' },
  target: 'release',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: { A: '1', B: '2' },
  labels: { team: 'shop', url: 'https://example.com/' },
  annotations: ['manifest:a=1', 'index:b=2'],
  annotationLevels: ['manifest', 'index'],
  reproducible: false,
};

// Images out there carry it. If this value has to change, none of them is found again, and SCHEME goes up with it.
test('it is the same in every release', () => {
  expect(fingerprintOf(base)).toBe('sha256:b2e9f9dbe802b8cf151d30b5f6d1281d294e3c57ebcea2763ed51242d4c56686');
});

const changes: [string, Partial<Ingredients>][] = [
  ['the commit', { source: { commit: HEAD_SHA, context: '.', file: 'Dockerfile' } }],
  ['the context', { source: { commit: SHA, context: 'app', file: 'Dockerfile' } }],
  ['the Dockerfile', { source: { commit: SHA, context: '.', file: 'Containerfile' } }],
  ['the content instead of the commit', { source: { context: TREE, dockerfile: BLOB } }],
  ['another context’s content', { source: { context: BLOB, dockerfile: BLOB } }],
  ['another Dockerfile’s content', { source: { context: TREE, dockerfile: TREE } }],
  ['another target', { target: 'test' }],
  ['no target', { target: undefined }],
  ['one platform less', { platforms: ['linux/amd64'] }],
  ['another platform', { platforms: ['linux/amd64', 'linux/arm/v7'] }],
  ['two platforms written as one', { platforms: ['linux/amd64,linux/arm64'] }],
  ['another value of a build argument', { buildArgs: { A: '1', B: '3' } }],
  ['values of two build arguments changed over', { buildArgs: { A: '2', B: '1' } }],
  ['one build argument less', { buildArgs: { A: '1' } }],
  ['another label', { labels: { team: 'shop', url: 'https://example.org/' } }],
  ['no labels', { labels: {} }],
  [
    'a label that was a build argument',
    { buildArgs: { A: '1' }, labels: { B: '2', team: 'shop', url: 'https://example.com/' } },
  ],
  ['another annotation', { annotations: ['manifest:a=2', 'index:b=2'] }],
  ['an annotation on another level', { annotations: ['manifest:a=1', 'manifest:b=2'] }],
  ['one annotation less', { annotations: ['manifest:a=1'] }],
  ['another level of what is known', { annotationLevels: ['manifest', 'index-descriptor'] }],
  ['one level less', { annotationLevels: ['manifest'] }],
  ['rewritten timestamps', { reproducible: true }],
];

test.each(changes)('%s makes another one', (_, change) => {
  expect(fingerprintOf({ ...base, ...change })).not.toBe(fingerprintOf(base));
});

test('no two of these are the same', () => {
  const all = changes.map(([, change]) => fingerprintOf({ ...base, ...change }));
  expect(new Set(all).size).toBe(changes.length);
});

test.each<[string, Partial<Ingredients>]>([
  ['platforms', { platforms: ['linux/arm64', 'linux/amd64'] }],
  ['build arguments', { buildArgs: { B: '2', A: '1' } }],
  ['labels', { labels: { url: 'https://example.com/', team: 'shop' } }],
  ['annotations', { annotations: ['index:b=2', 'manifest:a=1'] }],
  ['levels', { annotationLevels: ['index', 'manifest'] }],
])('the order of %s makes none', (_, change) => {
  expect(fingerprintOf({ ...base, ...change })).toBe(fingerprintOf(base));
});

test('the tag of a content is the beginning of its fingerprint', () => {
  expect(contentTag(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('content-0123456789abcdef0123456789abcdef01234567');
});

describe('an image carries it as an annotation', () => {
  test.each([
    [
      'with others',
      { annotations: { 'org.opencontainers.image.title': 'shop', [FINGERPRINT]: 'sha256:1' } },
      'sha256:1',
    ],
    ['not, if it was made elsewhere', { annotations: { 'org.opencontainers.image.title': 'shop' } }, undefined],
    ['not, without annotations', {}, undefined],
  ])('%s', (_, manifest, expected) => {
    expect(fingerprintIn(manifest)).toBe(expected);
  });

  test('of this name, which images out there have', () => {
    expect(FINGERPRINT).toBe('io.github.ecr-publish.fingerprint');
  });
});
