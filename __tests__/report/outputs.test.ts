import { expect, test } from '@jest/globals';
import { type Outputs, toOutputs } from '../../src/report/outputs.ts';
import { newReport, type Report } from '../../src/report/report.ts';
import { digestOf, index } from '../registry/images.ts';
import { built, planned, published, URI, untagged } from './reports.ts';

const ofThePlan: Outputs = {
  'tag-names': 'v1.2.3\nlatest',
  version: 'v1.2.3',
  labels: 'team=shop\nurl=https://example.com/?a=b',
};

const ofThePush: Outputs = {
  ...ofThePlan,
  image: `${URI}@${digestOf('a')}`,
  digest: digestOf('a'),
  digests: '{}',
  imageid: digestOf('1'),
  'repository-uri': URI,
  'repository-name': 'team/app',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
  'repository-created': 'true',
  metadata: `{"containerimage.digest":"${digestOf('a')}"}`,
};

test.each<[string, Report, Outputs]>([
  ['a run that failed before its plan', newReport(), {}],
  ['a run that failed before its build', planned, ofThePlan],
  ['a run that was not to push', built, { ...ofThePlan, metadata: '{"buildx.build.ref":"ci/ci0/abc"}' }],
  ['a run that failed before its tags: nothing points at the image', untagged, ofThePush],
  [
    'a run that did it all',
    published,
    { ...ofThePush, 'image-uri': `${URI}:v1.2.3`, tags: `${URI}:v1.2.3\n${URI}:latest` },
  ],
])('%s', (_, report, expected) => {
  expect(toOutputs(report)).toEqual(expected);
});

test('the digest of each platform is the index’s', () => {
  expect(JSON.parse(toOutputs({ ...published, image: index }).digests ?? '')).toEqual({
    'linux/amd64': digestOf('a'),
    'linux/arm64/v8': digestOf('b'),
  });
});

test('of an image of one platform the request names it', () => {
  const { plan } = published;
  const report: Report = {
    ...published,
    ...(plan && { plan: { ...plan, build: { ...plan.build, platforms: ['linux/arm64'] } } }),
  };
  expect(toOutputs(report).digests).toBe(`{"linux/arm64":"${digestOf('a')}"}`);
});

test('the main image is the one of the main tag, whichever tag was made first', () => {
  expect(toOutputs({ ...untagged, tags: ['latest', 'v1.2.3'] })['image-uri']).toBe(`${URI}:v1.2.3`);
  expect(toOutputs({ ...untagged, tags: ['latest'] })).not.toHaveProperty('image-uri');
});
