import { expect, test } from '@jest/globals';
import type { PlannedTag } from '../../src/publish/plan.ts';
import { newResult, type Told } from '../../src/publish/result.ts';
import { type Outputs, otherVersion, toOutputs } from '../../src/report/outputs.ts';
import { MINE } from '../publish/drafts.ts';
import { digestOf, index } from '../registry/images.ts';
import { URI } from '../registry/repositories.ts';
import { built, drafted, dryRun, planned, published, reused, skipped, untagged } from './reports.ts';

const VERSION = 'org.opencontainers.image.version';
const LABELS = `"labels":{"${VERSION}":"v1.2.3","team":"shop","url":"https://example.com/?a=b"}`;
const DRAFTED = '"annotations":["index:team=shop","manifest:url=https://example.com/?a=b"]';
const ANNOTATIONS = '"annotations":["manifest:url=https://example.com/?a=b"]';
const BARE = '"tags":["v1.2.3","latest"],"tag-names":["v1.2.3","latest"]';
const FULL = `"tags":["${URI}:v1.2.3","${URI}:latest"],"tag-names":["v1.2.3","latest"]`;
const NONE = '"tags":[],"tag-names":[]';

const ofTheDraft: Outputs = {
  version: 'v1.2.3',
  labels: `${VERSION}=v1.2.3\nteam=shop\nurl=https://example.com/?a=b`,
  annotations: 'index:team=shop\nmanifest:url=https://example.com/?a=b',
  json: `{${NONE},${LABELS},${DRAFTED}}`,
};

const ofThePlan: Outputs = {
  ...ofTheDraft,
  plan: `{"repository":"team/app","createRepository":true,"action":"build","why":"the registry held no image with this fingerprint","fingerprint":"${MINE}","tagConflict":"fail","tags":[{"tag":"v1.2.3","action":"create"},{"tag":"latest","action":"move","now":"${digestOf('9')}"}]}`,
};

const ofTheRepository: Outputs = {
  'repository-uri': URI,
  'repository-name': 'team/app',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
  'repository-created': 'false',
};

const ofTheImage: Outputs = {
  image: `${URI}@${digestOf('a')}`,
  digest: digestOf('a'),
  digests: '{}',
  imageid: digestOf('1'),
  annotations: 'manifest:url=https://example.com/?a=b',
};

const ofThePush: Outputs = {
  ...ofThePlan,
  ...ofTheRepository,
  ...ofTheImage,
  'repository-created': 'true',
  reused: 'false',
  json: `{${NONE},${LABELS},${ANNOTATIONS}}`,
  metadata: `{"containerimage.digest":"${digestOf('a')}"}`,
};

const ofTheTags: Outputs = {
  'image-uri': `${URI}:v1.2.3`,
  tags: `${URI}:v1.2.3\n${URI}:latest`,
  'tag-names': 'v1.2.3\nlatest',
};

const { labels: _, ...withoutLabels } = ofThePlan;

test.each<[string, Told, Outputs]>([
  ['a run that failed before it knew anything', { ...newResult(), tags: [] }, {}],
  ['a run that failed before it could ask the registry', drafted, ofTheDraft],
  [
    'a run that was not to push: what it would put',
    built,
    {
      ...ofTheDraft,
      'tag-names': 'v1.2.3\nlatest',
      json: `{${BARE},${LABELS},${DRAFTED}}`,
      metadata: '{"buildx.build.ref":"ci/ci0/abc"}',
    },
  ],
  ['a run that failed before its build', planned, ofThePlan],
  [
    'a dry run: what it would put',
    dryRun,
    {
      ...ofThePlan,
      plan: ofThePlan.plan?.replace('"createRepository":true', '"createRepository":false') ?? '',
      ...ofTheRepository,
      'tag-names': 'v1.2.3\nlatest',
      json: `{${FULL},${LABELS},${DRAFTED}}`,
    },
  ],
  ['a run that failed before its tags: nothing points at the image', untagged, ofThePush],
  [
    'a run that did it all',
    published,
    {
      ...ofThePush,
      ...ofTheTags,
      json: `{${FULL},${LABELS},${ANNOTATIONS}}`,
      'previous-digest': digestOf('9'),
    },
  ],
  [
    'the same once more: the labels and annotations that the image has',
    reused,
    {
      ...ofTheRepository,
      ...ofTheImage,
      ...ofTheTags,
      version: 'v1.2.3',
      reused: 'true',
      labels: `${VERSION}=main\nwho=world`,
      json: `{${FULL},"labels":{"${VERSION}":"main","who":"world"},${ANNOTATIONS}}`,
      plan: `{"repository":"team/app","createRepository":false,"action":"reuse","fingerprint":"${MINE}","tagConflict":"fail","tags":[{"tag":"v1.2.3","action":"keep","now":"${digestOf('a')}"},{"tag":"latest","action":"keep","now":"${digestOf('a')}"}],"digest":"${digestOf('a')}"}`,
    },
  ],
  [
    'a run whose tag was in the way: the image that is there, and no labels where they could not be read',
    skipped,
    {
      ...withoutLabels,
      ...ofTheRepository,
      ...ofTheImage,
      'image-uri': `${URI}:v1.2.3`,
      tags: `${URI}:v1.2.3`,
      'tag-names': 'v1.2.3',
      annotations: '',
      json: `{"tags":["${URI}:v1.2.3"],"tag-names":["v1.2.3"],"annotations":[]}`,
    },
  ],
])('%s', (_, report, expected) => {
  expect(toOutputs(report)).toEqual(expected);
});

test('a dry run would not put what stays where it is', () => {
  const { plan } = dryRun;
  const tags: PlannedTag[] = [
    { tag: 'v1.2.3', action: 'conflict', now: digestOf('9') },
    { tag: 'latest', action: 'stay', now: digestOf('9') },
  ];
  expect(toOutputs({ ...dryRun, ...(plan && { plan: { ...plan, tags } }) })).not.toHaveProperty('tag-names');
});

test('an image with no tag of this run has none in the outputs', () => {
  const outputs = toOutputs({ ...published, tags: [] });
  for (const name of ['image-uri', 'tags', 'tag-names']) expect(outputs).not.toHaveProperty(name);
});

test.each<[string, Told, string | undefined]>([
  ['of an image that was there', reused, 'main'],
  ['of one that was built for this run', published, undefined],
  ['of one whose labels are not known', skipped, undefined],
  ['of one without that label', { ...reused, labels: {} }, undefined],
])('the other version %s', (_, report, version) => {
  expect(otherVersion(report)).toBe(version);
});

test('the digest of each platform is the index’s; an index has no configuration of its own', () => {
  const { digests, imageid } = toOutputs({ ...published, image: index });
  expect([digests, imageid]).toEqual([
    `{"linux/amd64":"${digestOf('a')}","linux/arm64/v8":"${digestOf('b')}"}`,
    undefined,
  ]);
});

test('annotations are sorted, in whatever order they came', () => {
  const { draft } = drafted;
  const { annotations, json } = toOutputs({
    ...drafted,
    ...(draft && { draft: { ...draft, annotations: draft.annotations.toReversed() } }),
  });
  expect([annotations, json]).toEqual([ofTheDraft.annotations, ofTheDraft.json]);
});

test('of an image of one platform the request names it', () => {
  const { draft } = published;
  const report: Told = {
    ...published,
    ...(draft && { draft: { ...draft, build: { ...draft.build, platforms: ['linux/arm64'] } } }),
  };
  expect(toOutputs(report).digests).toBe(`{"linux/arm64":"${digestOf('a')}"}`);
});

test('the main image is the one of the main tag, or of the first that was put where that one stays elsewhere', () => {
  expect(toOutputs({ ...untagged, tags: ['latest', 'v1.2.3'] })['image-uri']).toBe(`${URI}:v1.2.3`);
  expect(toOutputs({ ...untagged, tags: ['latest'] })['image-uri']).toBe(`${URI}:latest`);
});
