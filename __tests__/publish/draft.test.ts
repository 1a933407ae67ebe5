import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { cacheScopes } from '../../src/publish/cache-scopes.ts';
import { type Draft, toDraft } from '../../src/publish/draft.ts';
import { FINGERPRINT, fingerprintOf, SCOPE } from '../../src/publish/fingerprint.ts';
import { COMMIT_TIME } from '../../src/publish/newer-commit.ts';
import { HEAD_SHA, noEvent, pullRequest, push, SHA } from '../host/events.ts';
import { jobOf } from '../job/jobs.ts';
import { clean, commit, draftOf, ids, influences, NOW, TRUSTED } from './drafting.ts';

/** What is known of a push of `acme/shop` whose main tag is `version`. */
const description = (version: string) => ({
  'org.opencontainers.image.created': '2023-11-14T22:13:20.000Z',
  'org.opencontainers.image.description': 'Sells things',
  'org.opencontainers.image.licenses': 'Apache-2.0',
  'org.opencontainers.image.revision': SHA,
  'org.opencontainers.image.source': 'https://github.com/acme/shop',
  'org.opencontainers.image.title': 'shop',
  'org.opencontainers.image.url': 'https://github.com/acme/shop',
  'org.opencontainers.image.version': version,
});

test('the commit is the tag, the version, the time of the build and what the image is known by', async () => {
  const annotations = Object.entries(description(SHA)).map(([name, value]) => ({ level: 'manifest', name, value }));
  const fingerprint = fingerprintOf(
    'trusted',
    { commit: SHA, ...ids },
    {
      influences,
      context: '.',
      file: 'Dockerfile',
      platforms: [],
      buildArgs: {},
      labels: {},
      annotations: {},
      annotationLevels: ['manifest'],
      reproducible: false,
    },
  );
  expect(await draftOf({})).toEqual({
    tags: [SHA],
    version: SHA,
    warnings: [],
    commit,
    trust: TRUSTED,
    annotations,
    build: {
      context: '.',
      file: 'Dockerfile',
      platforms: [],
      noCache: false,
      pull: false,
      reproducible: false,
      labels: description(SHA),
      buildArgs: { SOURCE_DATE_EPOCH: '1700000000' },
      annotations: [
        ...annotations,
        { level: 'manifest', name: FINGERPRINT, value: fingerprint },
        { level: 'manifest', name: COMMIT_TIME, value: '2023-11-14T22:13:20.000Z' },
        { level: 'manifest', name: SCOPE, value: 'trusted' },
      ],
    },
    fingerprint,
    reuse: { wanted: true },
    tagOrder: 'last-run',
    cacheScopes: cacheScopes(TRUSTED, push),
  });
});

test('what is given goes over what is known, the first tag is the main one', async () => {
  const inputs = {
    context: 'app',
    target: 'release',
    platforms: 'linux/amd64,linux/arm64',
    'no-cache': 'true',
    pull: 'true',
    reproducible: 'true',
    tags: 'v1.2.3,latest',
    labels: 'org.opencontainers.image.version=one\nteam=shop',
    'build-args': 'SOURCE_DATE_EPOCH=0\nA=1\nA=2',
  };
  const { annotations: _, ...build } = (await draftOf(inputs)).build;
  expect(build).toEqual({
    context: 'app',
    file: 'app/Dockerfile',
    target: 'release',
    platforms: ['linux/amd64', 'linux/arm64'],
    noCache: true,
    pull: true,
    reproducible: true,
    labels: { ...description('v1.2.3'), 'org.opencontainers.image.version': 'one', team: 'shop' },
    buildArgs: { SOURCE_DATE_EPOCH: '0', A: '2' },
  });
});

test('without the time of the commit none is made up', async () => {
  const { build } = await toDraft(jobOf({}), noEvent, TRUSTED, { sha: SHA }, clean, influences, NOW);
  expect(build).toMatchObject({ buildArgs: {}, labels: { 'org.opencontainers.image.revision': SHA } });
  expect(build.labels).not.toHaveProperty(['org.opencontainers.image.created']);
});

describe('the tags', () => {
  const dev: Event = { ...push, ref: 'refs/heads/dev' };
  const release: Event = { ...push, ref: 'refs/tags/v1.2.3' };
  const rules = 'type=semver,pattern={{version}}\ntype=ref,event=branch\ntype=ref,event=pr\ntype=sha';
  const short = { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' };

  test.each<[string, Event, object, NodeJS.ProcessEnv, Draft['tags']]>([
    ['follow the event: a branch', dev, { tags: rules }, {}, ['dev', 'sha-8c51a2f']],
    ['a Git tag', release, { tags: rules }, {}, ['1.2.3', 'sha-8c51a2f', 'latest']],
    ['a pull request, as far as they are its own', pullRequest('acme/shop'), { tags: rules }, {}, ['pr-7']],
    [
      'with the flavor',
      release,
      { tags: rules, flavor: 'latest=false\nsuffix=-alpine' },
      {},
      ['1.2.3-alpine', 'sha-8c51a2f-alpine'],
    ],
    ['with as much of the commit as the environment says', dev, { tags: 'type=sha' }, short, ['sha-8c51a2f60d4e']],
    ['with the time', dev, { tags: "type=raw,value={{date 'YYYYMMDD'}}" }, {}, ['20261120']],
  ])('%s', async (_, event, inputs, env, tags) => {
    const { version, ...draft } = await draftOf(inputs, { event, env });
    expect({ version, tags: draft.tags }).toEqual({ version: tags[0], tags });
  });

  test('are of the commit that the image is made from, whatever the event says', async () => {
    const { tags } = await draftOf({}, { commit: { ...commit, sha: HEAD_SHA } });
    expect(tags).toEqual([HEAD_SHA]);
  });

  test('come with words about rules that do not do what they seem to', async () => {
    const { warnings } = await draftOf({ tags: 'v1\ntype=semver,pattern={{version}},value=one\ntype=sha,event=pr' });
    expect(warnings).toEqual([
      'tags: "type=sha,event=pr": "event" has no effect. Remove it, or use an attribute that type=sha takes: format, enable, priority, prefix, suffix.',
      'tags: "type=semver,pattern={{version}},value=one" gives no tag: "one" is not a semantic version (https://semver.org).',
    ]);
  });
});

describe('without a tag there is nothing to publish', () => {
  test.each<[string, Event, string, string, string]>([
    [
      'no commit',
      noEvent,
      '',
      '',
      'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.',
    ],
    [
      'no rule for this event',
      push,
      SHA,
      'type=ref,event=tag',
      'tags: no rule gives a tag for this event (push of refs/heads/main). Add one that does, such as type=sha, or run this step for other events only.',
    ],
    [
      'no rule without an event',
      noEvent,
      SHA,
      'type=ref,event=branch',
      'tags: no rule gives a tag for this event (none of no ref). Add one that does, such as type=sha, or run this step for other events only.',
    ],
  ])('%s', async (_, event, sha, tags, message) => {
    await expect(draftOf({ tags }, { event, commit: { sha } })).rejects.toThrow(new Error(message));
  });
});

describe('a length of the short commit that is none', () => {
  test.each([
    ['seven', 'NaN'],
    ['0', '0'],
    ['-7', '-7'],
    ['7.5', '7.5'],
  ])('%s', async (length, said) => {
    const env = { DOCKER_METADATA_SHORT_SHA_LENGTH: length };
    const error = expect.objectContaining({
      message: expect.stringContaining(`short commit is ${said}. Give a whole`),
    });
    await expect(draftOf({ tags: 'type=sha' }, { env })).rejects.toEqual(error);
    await expect(draftOf({ labels: 'commit={{sha}}' }, { env })).rejects.toEqual(error);
  });
});

test('labels may hold expressions', async () => {
  const labels = "on={{branch}}@{{sha}}\nat={{commit_date 'YYYY-MM-DD'}}\nplain=a=b";
  expect((await draftOf({ labels })).build.labels).toEqual({
    ...description(SHA),
    on: 'main@8c51a2f',
    at: '2023-11-14',
    plain: 'a=b',
  });
});
