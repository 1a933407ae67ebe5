import { expect, test } from '@jest/globals';
import { toPlan } from '../../src/plan/plan.ts';
import { inputDefaults } from '../../src/request/inputs.ts';
import { toRequest } from '../../src/request/request.ts';
import { noEvent, SHA } from '../request/events.ts';

const commit = { sha: SHA, time: 1_700_000_000 };

const request = (inputs: Partial<typeof inputDefaults>) =>
  toRequest({ ...inputDefaults, repository: 'team/app', 'aws-region': 'eu-central-1', ...inputs }, noEvent, {});

test('the commit is the tag, the version and the time of the build', () => {
  expect(toPlan(request({}), noEvent, commit)).toEqual({
    tags: [SHA],
    version: SHA,
    commit,
    build: {
      context: '.',
      file: 'Dockerfile',
      platforms: [],
      noCache: false,
      pull: false,
      labels: {
        'org.opencontainers.image.created': '2023-11-14T22:13:20.000Z',
        'org.opencontainers.image.revision': SHA,
        'org.opencontainers.image.version': SHA,
      },
      buildArgs: { SOURCE_DATE_EPOCH: '1700000000' },
    },
  });
});

test('what is given goes over what is known, the first tag is the main one', () => {
  const inputs = {
    context: 'app',
    target: 'release',
    platforms: 'linux/amd64,linux/arm64',
    'no-cache': 'true',
    pull: 'true',
    tags: 'v1.2.3,latest',
    labels: 'org.opencontainers.image.version=one\nteam=shop',
    'build-args': 'SOURCE_DATE_EPOCH=0\nA=1\nA=2',
  };
  expect(toPlan(request(inputs), noEvent, commit)).toEqual({
    tags: ['v1.2.3', 'latest'],
    version: 'v1.2.3',
    commit,
    build: {
      context: 'app',
      file: 'app/Dockerfile',
      target: 'release',
      platforms: ['linux/amd64', 'linux/arm64'],
      noCache: true,
      pull: true,
      labels: {
        'org.opencontainers.image.created': '2023-11-14T22:13:20.000Z',
        'org.opencontainers.image.revision': SHA,
        'org.opencontainers.image.version': 'one',
        team: 'shop',
      },
      buildArgs: { SOURCE_DATE_EPOCH: '0', A: '2' },
    },
  });
});

test('without the time of the commit none is made up', () => {
  expect(toPlan(request({}), noEvent, { sha: SHA }).build.buildArgs).toEqual({});
});

test('without a tag and a commit there is no plan', () => {
  expect(() => toPlan(request({}), noEvent, { sha: '' })).toThrow(
    new Error(
      'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.',
    ),
  );
});
