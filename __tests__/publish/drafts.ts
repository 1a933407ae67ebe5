import { cacheScopes } from '../../src/publish/cache-scopes.ts';
import type { Draft } from '../../src/publish/draft.ts';
import { push, SHA } from '../host/events.ts';
import { TRUSTED } from './drafting.ts';

/** What the drafted image is made from, and what another one was. */
export const MINE = `sha256:${'0'.repeat(64)}`;
export const OTHER = `sha256:${'9'.repeat(64)}`;

/** Two tags for a commit whose files are as it has them. */
export const draft: Draft = {
  tags: ['v1', 'latest'],
  version: 'v1',
  warnings: [],
  commit: { sha: SHA, head: SHA, time: 1_700_000_000 },
  trust: TRUSTED,
  annotations: [],
  build: {
    context: '.',
    file: 'Dockerfile',
    platforms: [],
    labels: {},
    buildArgs: {},
    annotations: [],
    reproducible: false,
    noCache: false,
    pull: false,
  },
  fingerprint: MINE,
  reuse: { wanted: true },
  tagOrder: 'last-run',
  cacheScopes: cacheScopes(TRUSTED, push),
};

const { fingerprint: _, ...unknown } = draft;

/** The same where the build sees what the commit does not hold. */
export const dirty: Draft = {
  ...unknown,
  reuse: { wanted: false, why: 'the build sees what the commit does not hold: generated' },
};
