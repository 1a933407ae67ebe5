import { expect, test } from '@jest/globals';
import type { Event } from '../../src/host/event.ts';
import { ociDescription } from '../../src/image/labels.ts';
import { HEAD_SHA, noEvent, push, SHA } from '../host/events.ts';

const commit = { sha: SHA, time: 1_700_000_000 };

test('a push tells all of them; created is the time of the commit', () => {
  expect(ociDescription(push, commit, 'v1.2.3')).toEqual({
    'org.opencontainers.image.created': '2023-11-14T22:13:20.000Z',
    'org.opencontainers.image.description': 'Sells things',
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.revision': SHA,
    'org.opencontainers.image.source': 'https://github.com/acme/shop',
    'org.opencontainers.image.title': 'shop',
    'org.opencontainers.image.url': 'https://github.com/acme/shop',
    'org.opencontainers.image.version': 'v1.2.3',
  });
});

// A schedule's payload has no repository; the environment names it.
const scheduled: Event = { ...push, name: 'schedule', serverUrl: 'https://ghe.example', payload: {} };

test('the revision is what is built: of a pull request its merge', () => {
  expect(ociDescription(push, { ...commit, head: HEAD_SHA }, 'v1')).toMatchObject({
    'org.opencontainers.image.revision': HEAD_SHA,
  });
});

test('without the payload the repository’s name is enough', () => {
  expect(ociDescription(scheduled, { sha: SHA }, 'nightly')).toEqual({
    'org.opencontainers.image.revision': SHA,
    'org.opencontainers.image.source': 'https://ghe.example/acme/shop',
    'org.opencontainers.image.title': 'shop',
    'org.opencontainers.image.url': 'https://ghe.example/acme/shop',
    'org.opencontainers.image.version': 'nightly',
  });
});

test('without an event nothing is made up', () => {
  expect(ociDescription(noEvent, { sha: SHA }, 'v1')).toEqual({
    'org.opencontainers.image.revision': SHA,
    'org.opencontainers.image.version': 'v1',
  });
});

test.each([null, { spdx_id: null }, { spdx_id: 'NOASSERTION' }])('the license %p is none', (license) => {
  const event = { ...noEvent, payload: { repository: { license, description: null } } };
  expect(ociDescription(event, { sha: SHA }, 'v1')).not.toHaveProperty(['org.opencontainers.image.licenses']);
});
