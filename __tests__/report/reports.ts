import type { StoredImage } from '../../src/image/manifest.ts';
import { FINGERPRINT } from '../../src/publish/fingerprint.ts';
import { COMMIT_TIME } from '../../src/publish/newer-commit.ts';
import type { Plan } from '../../src/publish/plan.ts';
import { type DestinationResult, newResult, type Result, type Told } from '../../src/publish/result.ts';
import { draft, MINE } from '../publish/drafts.ts';
import { digestOf, single } from '../registry/images.ts';
import { repository, URI } from '../registry/repositories.ts';

const LABELS = { url: 'https://example.com/?a=b', team: 'shop', 'org.opencontainers.image.version': 'v1.2.3' };

/** What is drafted for the index is not on an image of one platform. */
const image: StoredImage = [
  {
    ...single[0],
    manifest: {
      ...single[0].manifest,
      annotations: { url: 'https://example.com/?a=b', [FINGERPRINT]: MINE, [COMMIT_TIME]: '2023-11-14T22:13:20.000Z' },
    },
  },
];

/** A run that knows what to publish and has done nothing yet. */
export const drafted: Told = {
  ...newResult(),
  tags: [],
  draft: {
    ...draft,
    tags: ['v1.2.3', 'latest'],
    version: 'v1.2.3',
    annotations: [
      { level: 'manifest', name: 'url', value: 'https://example.com/?a=b' },
      { level: 'index', name: 'team', value: 'shop' },
    ],
    build: { ...draft.build, labels: LABELS },
  },
};

/** A run that was not to push. */
export const built: Told = {
  ...drafted,
  phases: [{ name: 'build', start: 5, end: 1_239 }],
  notPushed: 'The input push is false.',
  metadata: { 'buildx.build.ref': 'ci/ci0/abc' },
};

/** A run that knows what the registry holds: the main tag is new, latest points elsewhere. */
export const planned: Told = {
  ...drafted,
  phases: [{ name: 'lookup', start: 10, end: 130 }],
  plan: {
    repository: 'team/app',
    createRepository: true,
    action: 'build',
    why: 'the registry held no image with this fingerprint',
    fingerprint: MINE,
    tagConflict: 'fail',
    tags: [
      { tag: 'v1.2.3', action: 'create' },
      { tag: 'latest', action: 'move', now: digestOf('9') },
    ],
  },
};

/** A run that was only to say what it would do. */
export const dryRun: Told = {
  ...planned,
  plan: { ...(planned.plan as Plan), createRepository: false },
  repository,
  uri: URI,
  notPushed: 'This is a dry run.',
};

/** A run that pushed and then failed: no tag points at the image. */
export const untagged: Told = {
  ...planned,
  phases: [
    { name: 'build and push', start: 130, end: 2_130 },
    { name: 'lookup', start: 10, end: 130 },
  ],
  repository: { ...repository, created: true },
  uri: URI,
  image,
  labels: LABELS,
  reused: false,
  metadata: { 'containerimage.digest': digestOf('a') },
};

/** A run that did all it was asked to do. */
export const published: Told = {
  ...untagged,
  tags: ['v1.2.3', 'latest'],
  put: [
    { tag: 'v1.2.3', action: 'create', done: true },
    { tag: 'latest', action: 'move', now: digestOf('9'), done: true },
  ],
  previousDigest: digestOf('9'),
};

const { metadata: _, previousDigest: __, ...withoutBuild } = published;

/** The same run once more. */
export const reused: Told = {
  ...withoutBuild,
  phases: [{ name: 'lookup', start: 10, end: 130 }],
  put: [
    { tag: 'v1.2.3', action: 'keep', now: digestOf('a'), done: true },
    { tag: 'latest', action: 'keep', now: digestOf('a'), done: true },
  ],
  repository,
  // The Dockerfile's, too.
  labels: { who: 'world', 'org.opencontainers.image.version': 'main' },
  reused: true,
  plan: {
    repository: 'team/app',
    createRepository: false,
    action: 'reuse',
    image: image[0],
    fingerprint: MINE,
    tagConflict: 'fail',
    tags: [
      { tag: 'v1.2.3', action: 'keep', now: digestOf('a') },
      { tag: 'latest', action: 'keep', now: digestOf('a') },
    ],
  },
};

/** A run whose main tag was in the way, with tag-conflict: skip-push: it names the image that is there, whose labels it may not read. */
export const skipped: Told = {
  ...planned,
  repository,
  uri: URI,
  image: single,
  tags: ['v1.2.3'],
  notPushed: 'The tag "v1.2.3" is immutable; tag-conflict is skip-push.',
};

/** The run whose first, and only, destination told this. */
export function runOf({
  plan,
  repository,
  uri,
  image,
  labels,
  reused,
  tags,
  put,
  previousDigest,
  ...run
}: Told): Result {
  const { notPushed, error } = run;
  const own = { plan, repository, uri, image, labels, reused, put, previousDigest, notPushed, error };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const first: DestinationResult = { name: 'eu-central-1/team/app', tags, ...known };
  return { ...run, destinations: [first] };
}
