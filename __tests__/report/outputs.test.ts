import { expect, test } from '@jest/globals';
import { newResult, type Result } from '../../src/publish/result.ts';
import { type Outputs, toOutputs } from '../../src/report/outputs.ts';
import { MINE } from '../publish/drafts.ts';
import { digestOf, index } from '../registry/images.ts';
import { URI } from '../registry/repositories.ts';
import { built, drafted, dryRun, planned, published, reused, skipped, untagged } from './reports.ts';

const LABELS = '"labels":{"team":"shop","url":"https://example.com/?a=b"}';
const ANNOTATIONS = '"annotations":["index:team=shop","manifest:url=https://example.com/?a=b"]';

const ofTheDraft: Outputs = {
  'tag-names': 'v1.2.3\nlatest',
  version: 'v1.2.3',
  labels: 'team=shop\nurl=https://example.com/?a=b',
  annotations: 'index:team=shop\nmanifest:url=https://example.com/?a=b',
  json: `{"tags":["v1.2.3","latest"],"tag-names":["v1.2.3","latest"],${LABELS},${ANNOTATIONS}}`,
};

const ofThePlan: Outputs = {
  ...ofTheDraft,
  plan: `{"repository":"team/app","createRepository":true,"action":"build","why":"the registry holds no image with this fingerprint","fingerprint":"${MINE}","tags":[{"tag":"v1.2.3","action":"create"},{"tag":"latest","action":"move","now":"${digestOf('9')}"}]}`,
};

const ofTheRepository: Outputs = {
  'repository-uri': URI,
  'repository-name': 'team/app',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
  'repository-created': 'false',
  json: `{"tags":["${URI}:v1.2.3","${URI}:latest"],"tag-names":["v1.2.3","latest"],${LABELS},${ANNOTATIONS}}`,
};

const ofTheImage: Outputs = {
  image: `${URI}@${digestOf('a')}`,
  digest: digestOf('a'),
  digests: '{}',
  imageid: digestOf('1'),
};

const ofThePush: Outputs = {
  ...ofThePlan,
  ...ofTheRepository,
  ...ofTheImage,
  'repository-created': 'true',
  reused: 'false',
  metadata: `{"containerimage.digest":"${digestOf('a')}"}`,
};

const ofTheTags: Outputs = { 'image-uri': `${URI}:v1.2.3`, tags: `${URI}:v1.2.3\n${URI}:latest` };

test.each<[string, Result, Outputs]>([
  ['a run that failed before it knew anything', newResult(), {}],
  ['a run that failed before it could ask the registry', drafted, ofTheDraft],
  ['a run that was not to push', built, { ...ofTheDraft, metadata: '{"buildx.build.ref":"ci/ci0/abc"}' }],
  ['a run that failed before its build', planned, ofThePlan],
  ['a dry run', dryRun, { ...ofThePlan, ...ofTheRepository }],
  ['a run that failed before its tags: nothing points at the image', untagged, ofThePush],
  ['a run that did it all', published, { ...ofThePush, ...ofTheTags, 'previous-digest': digestOf('9') }],
  [
    'the same once more: as after a build, but for what the builder says',
    reused,
    {
      ...ofTheDraft,
      ...ofTheRepository,
      ...ofTheImage,
      ...ofTheTags,
      reused: 'true',
      plan: `{"repository":"team/app","createRepository":false,"action":"reuse","fingerprint":"${MINE}","tags":[{"tag":"v1.2.3","action":"keep","now":"${digestOf('a')}"},{"tag":"latest","action":"keep","now":"${digestOf('a')}"}],"digest":"${digestOf('a')}"}`,
    },
  ],
  [
    'a run whose tag was in the way: the image that is there',
    skipped,
    { ...ofThePlan, ...ofTheRepository, ...ofTheImage, 'image-uri': `${URI}:v1.2.3`, tags: `${URI}:v1.2.3` },
  ],
])('%s', (_, report, expected) => {
  expect(toOutputs(report)).toEqual(expected);
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
  const report: Result = {
    ...published,
    ...(draft && { draft: { ...draft, build: { ...draft.build, platforms: ['linux/arm64'] } } }),
  };
  expect(toOutputs(report).digests).toBe(`{"linux/arm64":"${digestOf('a')}"}`);
});

test('the main image is the one of the main tag, whichever tag was made first', () => {
  expect(toOutputs({ ...untagged, tags: ['latest', 'v1.2.3'] })['image-uri']).toBe(`${URI}:v1.2.3`);
  expect(toOutputs({ ...untagged, tags: ['latest'] })).not.toHaveProperty('image-uri');
});
