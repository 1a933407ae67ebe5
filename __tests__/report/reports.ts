import { newReport, type Report } from '../../src/report/report.ts';
import { digestOf, single } from '../registry/images.ts';
import { SHA } from '../request/events.ts';

export const URI = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app';

/** A run that has planned and done nothing yet. */
export const planned: Report = {
  ...newReport(),
  plan: {
    tags: ['v1.2.3', 'latest'],
    version: 'v1.2.3',
    commit: { sha: SHA, time: 1_700_000_000 },
    build: {
      context: '.',
      file: 'Dockerfile',
      platforms: [],
      noCache: false,
      pull: false,
      labels: { team: 'shop', url: 'https://example.com/?a=b' },
      buildArgs: {},
    },
  },
};

/** A run that was not to push. */
export const built: Report = {
  ...planned,
  phases: [{ name: 'build', start: 5, end: 1_239 }],
  notPushed: 'push is false.',
  metadata: { 'buildx.build.ref': 'ci/ci0/abc' },
};

/** A run that pushed and then failed: no tag points at the image. */
export const untagged: Report = {
  ...planned,
  phases: [
    { name: 'build and push', start: 130, end: 2_130 },
    { name: 'aws', start: 10, end: 130 },
  ],
  repository: {
    name: 'team/app',
    uri: URI,
    arn: 'arn:aws:ecr:eu-central-1:111122223333:repository/team/app',
    account: '111122223333',
    mutability: 'IMMUTABLE',
    created: true,
  },
  uri: URI,
  image: single,
  imageId: digestOf('1'),
  metadata: { 'containerimage.digest': digestOf('a') },
};

/** A run that did all it was asked to do. */
export const published: Report = { ...untagged, tags: ['v1.2.3', 'latest'] };
