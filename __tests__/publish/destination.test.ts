import { describe, expect, test } from '@jest/globals';
import type { Builder } from '../../src/build/builder.ts';
import type { PlannedTag } from '../../src/plan/plan.ts';
import { hostOf, likelyUri, toOutput } from '../../src/publish/destination.ts';
import { request } from '../plan/drafting.ts';
import { draft } from '../plan/drafts.ts';

const ROLE = 'arn:aws:iam::111122223333:role/publish';
const NEXT = 'arn:aws:iam::444455556666:role/deploy';

describe('the most likely URI of a repository', () => {
  const uri = (inputs: object) => likelyUri(request(inputs));

  test.each<[string, object, string | undefined]>([
    ["in the role's account", { 'role-to-assume': ROLE }, '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app'],
    [
      "in the last role's account",
      { 'role-to-assume': `${ROLE}\n${NEXT}` },
      '444455556666.dkr.ecr.eu-central-1.amazonaws.com/team/app',
    ],
    [
      'in the only account that is allowed',
      { 'allowed-account-ids': '111122223333' },
      '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app',
    ],
    ['nobody knows with two accounts', { 'allowed-account-ids': '111122223333,444455556666' }, undefined],
    ['nobody knows without an account', {}, undefined],
    ['at another registry', { 'registry-endpoint': 'localhost:4566' }, 'localhost:4566/team/app'],
  ])('%s', (_, inputs, expected) => {
    expect(uri(inputs)).toBe(expected);
  });

  test.each([
    ['cn-north-1', '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app'],
    ['us-gov-west-1', '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/team/app'],
    ['us-iso-east-1', undefined],
    ['eusc-de-east-1', undefined],
  ])('in %s', (region, expected) => {
    expect(uri({ 'aws-region': region, 'role-to-assume': ROLE })).toBe(expected);
  });
});

test('the host of an image', () => {
  expect(hostOf('localhost:4566/team/app')).toBe('localhost:4566');
});

describe('what is pushed', () => {
  const buildctl: Builder = { kind: 'buildctl', address: 'unix:///b', pushesByDigest: true };
  const docker: Builder = { kind: 'buildx', command: ['docker', 'buildx'], pushesByDigest: false };
  const planned = (...actions: PlannedTag['action'][]): PlannedTag[] =>
    actions.map((action) => ({ tag: `tag-${action}`, action }));

  test('a digest, where the builder can', () => {
    expect(toOutput(buildctl, 'host/app', draft, planned('create'))).toEqual({ push: 'digest', uri: 'host/app' });
  });

  test.each<[string, PlannedTag[], string]>([
    ['the main tag, where nothing is planned yet', [], draft.version],
    ['a new tag first', planned('keep', 'move', 'match', 'create'), 'tag-create'],
    ['or one that may be there already', planned('keep', 'move', 'match'), 'tag-match'],
    ['or one that moves', planned('keep', 'move'), 'tag-move'],
    ['or one that stays', planned('conflict', 'keep'), 'tag-keep'],
  ])('a tag, where it cannot: %s', (_, tags, tag) => {
    expect(toOutput(docker, 'host/app', draft, tags)).toEqual({ push: 'tag', uri: 'host/app', tag });
  });
});
