import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/image/digest.ts';
import { parseReference, readBlobFile } from '../../src/promote/source.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', { uri: 'docker.io/nginx', tag: 'latest' }],
  ['nginx:1.29', { uri: 'docker.io/nginx', tag: '1.29' }],
  ['acme/app:v1', { uri: 'docker.io/acme/app', tag: 'v1' }],
  ['localhost:5000/app', { uri: 'localhost:5000/app', tag: 'latest' }],
  ['localhost:5000/app:v1', { uri: 'localhost:5000/app', tag: 'v1' }],
  [`ghcr.io/acme/app@${DIGEST}`, { uri: 'ghcr.io/acme/app', digest: DIGEST }],
  [`ghcr.io/acme/app:v1@${DIGEST}`, { uri: 'ghcr.io/acme/app', tag: 'v1', digest: DIGEST }],
])('%s', (source, reference) => {
  expect(parseReference(source)).toEqual(reference);
});

test.each(['', 'a b', 'ghcr.io/', 'GHCR.io/Acme', 'app@sha256:1'])('%j is no image', (source) => {
  expect(() => parseReference(source)).toThrow('is neither an image nor the path of an archive');
});

test('of an archive, only the bytes that a digest names are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-'));
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const write = (digest: string, bytes: string | Buffer) => writeFileSync(join(blobs, digest.slice(7)), bytes);
  write(sha256('here'), 'here');
  expect((await readBlobFile(folder, sha256('here'), 'a.tar')).toString()).toBe('here');

  writeFileSync(join(folder, 'secret'), 'secret');
  await expect(readBlobFile(folder, 'sha256:../../secret', 'a.tar')).rejects.toThrow('is not a digest of the form');
  write(sha256('other'), 'something else');
  await expect(readBlobFile(folder, sha256('other'), 'a.tar')).rejects.toThrow(
    'is something else than its digest says',
  );
  await expect(readBlobFile(folder, sha256('none'), 'a.tar')).rejects.toThrow('is not there');
  symlinkSync('/dev/zero', join(blobs, sha256('zero').slice(7)));
  await expect(readBlobFile(folder, sha256('zero'), 'a.tar')).rejects.toThrow('is no file of at most');
  const large = Buffer.alloc(5_000_000);
  write(sha256(large), large);
  await expect(readBlobFile(folder, sha256(large), 'a.tar')).rejects.toThrow('is no file of at most');
});
