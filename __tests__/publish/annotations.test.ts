import { expect, test } from '@jest/globals';
import { FINGERPRINT, SCOPE } from '../../src/publish/fingerprint.ts';
import { COMMIT_TIME } from '../../src/publish/newer-commit.ts';
import { noEvent, SHA } from '../host/events.ts';
import { draftOf } from './drafting.ts';

const levels = (text: string) => ({ DOCKER_METADATA_ANNOTATIONS_LEVELS: text });
const around = { event: noEvent, commit: { sha: SHA } };

const REVISION = `org.opencontainers.image.revision=${SHA}`;
const VERSION = 'org.opencontainers.image.version=v1';

/** As `annotations` is written: `level:name=value`. */
const written = (annotations: { level: string; name: string; value: string }[]): string[] =>
  annotations.map(({ level, name, value }) => `${level}:${name}=${value}`);

test.each<[string, string, NodeJS.ProcessEnv, string[]]>([
  ['what is known is on the manifest', '', {}, [`manifest:${REVISION}`, `manifest:${VERSION}`]],
  [
    'or wherever the environment says',
    '',
    levels('manifest[linux/amd64],index'),
    [`manifest[linux/amd64]:${REVISION}`, `manifest[linux/amd64]:${VERSION}`, `index:${REVISION}`, `index:${VERSION}`],
  ],
  [
    'what is given goes there, too',
    'team=shop',
    levels('manifest,index'),
    [
      `manifest:${REVISION}`,
      `manifest:${VERSION}`,
      `index:${REVISION}`,
      `index:${VERSION}`,
      'manifest:team=shop',
      'index:team=shop',
    ],
  ],
  [
    'unless it names a level of its own',
    'index:team=shop\nmanifest-descriptor:team=web',
    {},
    [`manifest:${REVISION}`, `manifest:${VERSION}`, 'index:team=shop', 'manifest-descriptor:team=web'],
  ],
  [
    'it goes over what is known, on every level',
    'org.opencontainers.image.version=one',
    levels('manifest,index'),
    [
      `manifest:${REVISION}`,
      'manifest:org.opencontainers.image.version=one',
      `index:${REVISION}`,
      'index:org.opencontainers.image.version=one',
    ],
  ],
  [
    'or on its own alone',
    'index:org.opencontainers.image.version=one',
    levels('manifest,index'),
    [`manifest:${REVISION}`, `manifest:${VERSION}`, `index:${REVISION}`, 'index:org.opencontainers.image.version=one'],
  ],
  [
    'of the same twice the last one counts',
    'a=1\na=2',
    {},
    [`manifest:${REVISION}`, `manifest:${VERSION}`, 'manifest:a=2'],
  ],
  [
    'expressions are filled in',
    "index:at={{date 'YYYY'}}-{{sha}}",
    {},
    [`manifest:${REVISION}`, `manifest:${VERSION}`, 'index:at=2026-8c51a2f'],
  ],
])('%s', async (_, annotations, env, expected) => {
  const draft = await draftOf({ tags: 'v1', annotations }, { ...around, env });
  expect(written(draft.annotations)).toEqual(expected);
  // The builder is told the same, and the fingerprint.
  const fingerprint = `manifest:${FINGERPRINT}=${draft.fingerprint}`;
  expect(written(draft.build.annotations)).toEqual([...expected, fingerprint, `manifest:${SCOPE}=trusted`]);
});

test.each([
  ['one platform, on its manifest', 'linux/amd64', 'manifest'],
  ['the builder’s own platform, on its manifest', '', 'manifest'],
  ['several, on the index', 'linux/amd64,linux/arm64', 'index'],
])('the fingerprint and the commit’s time are on what the tag points at: of %s', async (_, platforms, level) => {
  const { build, fingerprint } = await draftOf({ platforms });
  expect(build.annotations.slice(-3)).toEqual([
    { level, name: FINGERPRINT, value: fingerprint },
    { level, name: COMMIT_TIME, value: '2023-11-14T22:13:20.000Z' },
    { level, name: SCOPE, value: 'trusted' },
  ]);
});

test('without a fingerprint there is none to write', async () => {
  const draft = await draftOf({ tags: 'v1' }, { ...around, worktree: { clean: false, why: 'generated' } });
  expect(draft.build.annotations).toEqual([...draft.annotations, { level: 'manifest', name: SCOPE, value: 'trusted' }]);
  expect(draft).not.toHaveProperty('fingerprint');
});
