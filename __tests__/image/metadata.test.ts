import { describe, expect, test } from '@jest/globals';
import { parseAnnotationLevels } from '../../src/image/annotations.ts';
import {
  fillLines,
  toAnnotationLines,
  toLines,
  toMetadataJson,
  toReferences,
} from '../../src/image/metadata-outputs.ts';
import { NOW, pushDev } from './events.ts';

const LABELS = {
  'org.opencontainers.image.title': 'Hello-World',
  'org.opencontainers.image.created': '2020-01-10T00:30:00.000Z',
  maintainer: 'CrazyMax',
};

test('labels and annotations are written in the order of their names', () => {
  expect(toLines(LABELS)).toEqual([
    'maintainer=CrazyMax',
    'org.opencontainers.image.created=2020-01-10T00:30:00.000Z',
    'org.opencontainers.image.title=Hello-World',
  ]);
});

test('annotations are written once a level', () => {
  expect(toAnnotationLines({ b: '2', a: '1=1' }, ['manifest', 'index'])).toEqual([
    'manifest:a=1=1',
    'manifest:b=2',
    'index:a=1=1',
    'index:b=2',
  ]);
});

describe('json has the shape of docker/metadata-action', () => {
  const given = { tags: ['v1.1.1', 'latest'], labels: LABELS, annotations: { a: '1' }, levels: ['manifest'] };

  test('with every image before every tag', () => {
    expect(toMetadataJson({ ...given, images: ['org/app', 'ghcr.io/user/app'] })).toEqual({
      tags: ['org/app:v1.1.1', 'org/app:latest', 'ghcr.io/user/app:v1.1.1', 'ghcr.io/user/app:latest'],
      'tag-names': ['v1.1.1', 'latest'],
      labels: LABELS,
      annotations: ['manifest:a=1'],
    });
  });

  test('its parts and their names come in the same order', () => {
    const json = toMetadataJson({ ...given, images: ['app'] });
    expect(Object.keys(json)).toEqual(['tags', 'tag-names', 'labels', 'annotations']);
    expect(Object.keys(json.labels)).toEqual([
      'maintainer',
      'org.opencontainers.image.created',
      'org.opencontainers.image.title',
    ]);
  });

  test('without an image, tags are bare', () => {
    expect(toReferences([], ['v1.1.1', 'latest'])).toEqual(['v1.1.1', 'latest']);
  });
});

test('lines of labels may hold expressions', async () => {
  const lines = [
    "org.opencontainers.image.created={{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}",
    'branch={{branch}}@{{sha}}',
    'org.opencontainers.image.description=this is a "good" example',
  ];
  expect(await fillLines(lines, { ...pushDev, now: NOW })).toEqual([
    'org.opencontainers.image.created=2020-01-10T00:30:00.000Z',
    'branch=dev@860c190',
    'org.opencontainers.image.description=this is a "good" example',
  ]);
});

test.each([
  ['', ['manifest']],
  ['index', ['index']],
  ['manifest,index', ['manifest', 'index']],
  [' index , manifest-descriptor ', ['index', 'manifest-descriptor']],
  ['manifest[linux/amd64],index-descriptor', ['manifest[linux/amd64]', 'index-descriptor']],
])('annotation levels "%s" are read', (text, levels) => {
  expect(parseAnnotationLevels(text)).toEqual(levels);
});

test('an annotation level that is none is an error', () => {
  expect(() => parseAnnotationLevels('manifest,image')).toThrow(
    'DOCKER_METADATA_ANNOTATIONS_LEVELS: "image" must be one of manifest, index, manifest-descriptor, index-descriptor, each with a platform if it is for one alone, such as manifest[linux/amd64].',
  );
});
