import { expect, test } from '@jest/globals';
import { annotationsOf } from '../../src/image/annotations.ts';
import type { StoredImage } from '../../src/image/manifest.ts';
import { index, single } from '../registry/images.ts';

type Pairs = Record<string, string>;

const written = (image: StoredImage) =>
  annotationsOf(image).map(({ level, name, value }) => `${level}:${name}=${value}`);

const withAnnotations = (annotations: Pairs): StoredImage => [
  { ...single[0], manifest: { ...single[0].manifest, annotations } },
];

/** The index with annotations on it, on the manifests of amd64, arm64 and the attestation, and on their descriptors. */
function indexWith(onIndex: Pairs, onManifests: Pairs[], onDescriptors: Pairs[] = []): StoredImage {
  const [root, ...children] = index;
  const manifests = (root.manifest.manifests ?? []).map((child, at) => ({
    ...child,
    annotations: { ...child.annotations, ...onDescriptors[at] },
  }));
  return [
    { ...root, manifest: { manifests, annotations: onIndex } },
    ...children.map((child, at) => ({ ...child, manifest: { ...child.manifest, annotations: onManifests[at] ?? {} } })),
  ];
}

test.each<[string, StoredImage, string[]]>([
  ['of a manifest', withAnnotations({ team: 'shop' }), ['manifest:team=shop']],
  ['of one without any', single, []],
  [
    'of an index, and what its images share, with no attestation asked',
    indexWith({ team: 'shop' }, [{ a: '1' }, { a: '1' }, { other: '2' }]),
    ['index:team=shop', 'manifest:a=1'],
  ],
  [
    'of an index whose images differ',
    indexWith({}, [
      { a: '1', b: '1' },
      { a: '1', b: '2' },
    ]),
    ['manifest:a=1', 'manifest[linux/amd64]:b=1', 'manifest[linux/arm64/v8]:b=2'],
  ],
  [
    'of descriptors, but not what makes one an attestation',
    indexWith({}, [], [{ a: '1' }, { a: '1', b: '2' }]),
    ['manifest-descriptor:a=1', 'manifest-descriptor[linux/arm64/v8]:b=2'],
  ],
])('the annotations %s', (_, image, expected) => {
  expect(written(image)).toEqual(expected);
});
