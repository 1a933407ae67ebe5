import { describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../src/image/manifest.ts';
import { contentTag, FINGERPRINT, fingerprintIn, fingerprintOf, type Source } from '../../src/publish/fingerprint.ts';
import { HEAD_SHA, SHA } from '../host/events.ts';
import { carrying } from '../registry/images.ts';

const TREE = '5bc12f498aef42e0ec8c94fa49e91f7025028da6';
const BLOB = 'c35f1b5f5e29f0e2942c58a7e82005733977ebdd';

const SOURCE: Source = { commit: SHA, context: TREE, dockerfile: BLOB };
const BUILD = {
  context: '.',
  file: 'Dockerfile',
  target: 'release',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: { A: '1', B: '2' },
  labels: { team: 'shop' },
};

// Images out there carry it. If this value has to change, none of them is found again, and SCHEME goes up with it.
test('it is the same in every release', () => {
  expect(fingerprintOf('trusted', SOURCE, BUILD)).toBe(
    'sha256:33874108938da422d1f8977a7bd533276edc22a0b72e83a58bf4cf63d1f0713b',
  );
});

const changes: [string, Source, object, scope?: string][] = [
  ['a pull request', SOURCE, BUILD, 'pull-request:7'],
  ['another pull request', SOURCE, BUILD, 'pull-request:8'],
  ['the commit', { ...SOURCE, commit: HEAD_SHA }, BUILD],
  ['the context’s content under the same commit', { ...SOURCE, context: BLOB }, BUILD],
  ['the Dockerfile’s content under the same commit', { ...SOURCE, dockerfile: TREE }, BUILD],
  ['the files’ modes', { ...SOURCE, modes: 'a' }, BUILD],
  ['other modes', { ...SOURCE, modes: 'b' }, BUILD],
  ['the content instead of the commit', { context: TREE, dockerfile: BLOB }, BUILD],
  ['another context’s content', { context: BLOB, dockerfile: BLOB }, BUILD],
  ['another Dockerfile’s content', { context: TREE, dockerfile: TREE }, BUILD],
  ['the target', SOURCE, { ...BUILD, target: 'test' }],
  ['no target', SOURCE, { ...BUILD, target: undefined }],
  ['one platform less', SOURCE, { ...BUILD, platforms: ['linux/amd64'] }],
  ['two platforms written as one', SOURCE, { ...BUILD, platforms: ['linux/amd64,linux/arm64'] }],
  ['values of two build arguments changed over', SOURCE, { ...BUILD, buildArgs: { A: '2', B: '1' } }],
  ['a label that was a build argument', SOURCE, { ...BUILD, buildArgs: { A: '1' }, labels: { B: '2', team: 'shop' } }],
  ['what nobody thought of yet', SOURCE, { ...BUILD, another: true }],
];

test.each(changes)('%s makes another one', (_, source, build, scope = 'trusted') => {
  expect(fingerprintOf(scope, source, build)).not.toBe(fingerprintOf('trusted', SOURCE, BUILD));
});

test('no two of these are the same', () => {
  const all = changes.map(([, source, build, scope = 'trusted']) => fingerprintOf(scope, source, build));
  expect(new Set(all).size).toBe(changes.length);
});

test.each([undefined, false, [], {}])(
  'what is %p is as good as not there: a new input changes nobody’s fingerprint',
  (empty) => {
    expect(fingerprintOf('trusted', SOURCE, { ...BUILD, added: empty })).toBe(fingerprintOf('trusted', SOURCE, BUILD));
  },
);

test('the order of keys makes none, at any depth', () => {
  const turned = Object.fromEntries(Object.entries({ ...BUILD, buildArgs: { B: '2', A: '1' } }).reverse());
  expect(fingerprintOf('trusted', SOURCE, turned)).toBe(fingerprintOf('trusted', SOURCE, BUILD));
});

test('the tag of a content is the beginning of its fingerprint', () => {
  expect(contentTag(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('content-0123456789abcdef0123456789abcdef01234567');
});

const TITLE = { 'org.opencontainers.image.title': 'shop' };

describe('an image carries it', () => {
  test.each([
    ['as an annotation', { annotations: { ...TITLE, [FINGERPRINT]: 'sha256:1' } }, undefined, 'sha256:1'],
    ['not, if it was made elsewhere', { annotations: TITLE }, undefined, undefined],
    ['as a label, where there are no annotations', {}, { ...TITLE, [FINGERPRINT]: 'sha256:2' }, 'sha256:2'],
    ['not as a label that a Dockerfile wrote', { annotations: TITLE }, { [FINGERPRINT]: 'sha256:2' }, undefined],
    ['not, without any', {}, undefined, undefined],
  ])('%s', (_, manifest: Manifest, labels, expected) => {
    expect(fingerprintIn({ ...carrying('a'), manifest, ...(labels && { labels }) })).toBe(expected);
  });

  test('of this name, which images out there have', () => {
    expect(FINGERPRINT).toBe('io.github.ecr-publish.fingerprint');
  });
});
