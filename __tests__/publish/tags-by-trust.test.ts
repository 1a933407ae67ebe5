import { describe, expect, test } from '@jest/globals';
import { PULL_REQUEST_HEAD } from '../../src/publish/draft.ts';
import type { Trust } from '../../src/source/trust.ts';
import { HEAD_SHA, pullRequest, push, SHA } from '../host/events.ts';
import type { Given } from '../job/jobs.ts';
import { commit, draftOf } from './drafting.ts';

const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

describe('another checkout than the event’s', () => {
  const otherCheckout: Trust = { level: 'other checkout' };
  const around = { trust: otherCheckout, commit: { ...commit, sha: OTHER, head: OTHER } };

  test.each<[string, Given, string[]]>([
    ['without rules its SHA', {}, [OTHER]],
    ['raw and sha tags, which name what is checked out', { tags: 'v1\ntype=sha' }, ['v1', 'sha-fffffff']],
    ['rules of the event’s ref give nothing', { tags: 'type=ref,event=branch\ntype=edge' }, [OTHER]],
    ['nor latest', { tags: 'type=sha', flavor: 'latest=true' }, ['sha-fffffff']],
    ['a raw tag for the default branch alone', { tags: 'type=raw,value=latest,enable={{is_default_branch}}' }, [OTHER]],
    ['a version that is given', { tags: 'type=semver,pattern={{version}},value=v1.2.3' }, ['1.2.3']],
    [
      'with the ref that is named, all of them',
      { tags: 'type=semver,pattern={{version}}', ref: 'refs/tags/v1.2.3' },
      ['1.2.3', 'latest'],
    ],
  ])('%s', async (_, given, tags) => {
    expect((await draftOf(given, around)).tags).toEqual(tags);
  });

  test('is told where a rule gave nothing for it, and only there', async () => {
    const { warnings } = await draftOf({ tags: 'type=ref,event=branch\ntype=sha' }, around);
    expect(warnings).toEqual([
      'The commit that is checked out is not the event’s, so rules that take the event’s ref gave no tag ("type=ref,event=branch"). Name the ref of what is checked out in the ref input.'.replaceAll(
        '’',
        "'",
      ),
    ]);
    expect((await draftOf({ tags: 'type=sha' }, around)).warnings).toEqual([]);
  });
});

describe('a pull request', () => {
  const event = pullRequest('acme/shop');
  const around = {
    event: { ...event, payload: { ...event.payload, number: 7 } },
    commit: { ...commit, sha: HEAD_SHA },
  };

  test.each<[string, Given, string[]]>([
    ['without rules its number and head', {}, [`pr-7-${HEAD_SHA}`]],
    ['its own tags', { tags: 'type=ref,event=pr\ntype=sha,prefix=pr-7-' }, ['pr-7', 'pr-7-1f3870b']],
    ['none of the base’s', { tags: 'latest\nmain\ntype=sha\npr-70\nxpr-7' }, [`pr-7-${HEAD_SHA}`]],
    ['nor with a ref', { tags: 'type=ref,event=branch', ref: 'refs/heads/main' }, [`pr-7-${HEAD_SHA}`]],
  ])('%s', async (_, given, tags) => {
    expect((await draftOf(given, around)).tags).toEqual(tags);
  });

  test('is told what was left out', async () => {
    const { warnings } = await draftOf({ tags: 'latest\ntype=ref,event=pr' }, around);
    expect(warnings).toEqual(['A pull request has tags that begin with pr-7 only; left out: "latest".']);
  });

  test('is labelled with the merge that is built, and annotated with its head', async () => {
    const { build, annotations } = await draftOf({}, around);
    expect(build.labels['org.opencontainers.image.revision']).toBe(SHA);
    expect(annotations).toContainEqual({ level: 'manifest', name: PULL_REQUEST_HEAD, value: HEAD_SHA });
    expect(build.labels).not.toHaveProperty([PULL_REQUEST_HEAD]);
  });

  test('has cache mounts and fingerprints of its own, and no content tag', async () => {
    const draft = await draftOf({ reuse: 'content' }, around);
    expect(draft.build.buildArgs.BUILDKIT_CACHE_MOUNT_NS).toBe('pull-request:7');
    expect(draft.contentTag).toBeUndefined();
    const trusted = await draftOf({ reuse: 'content' });
    expect(trusted.build.buildArgs).not.toHaveProperty('BUILDKIT_CACHE_MOUNT_NS');
    expect(trusted.contentTag).toBeDefined();
    expect(draft.fingerprint).not.toBe(trusted.fingerprint);
  });
});

test('untrusted code takes no tag of the ref that it runs under', async () => {
  const trust: Trust = { level: 'untrusted', why: 'it is a fork’s' };
  const { tags, warnings, build } = await draftOf({ tags: 'type=ref,event=branch\ntype=edge' }, { event: push, trust });
  expect(tags).toEqual([SHA]);
  expect(warnings).toEqual([]);
  expect(build.buildArgs.BUILDKIT_CACHE_MOUNT_NS).toBe('untrusted');
});
