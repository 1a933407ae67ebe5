// A run is killed as it sends a request to one of four destinations: no tag is wrong anywhere, and the next run finishes.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { runAction } from '../action.ts';
import { commit, project } from '../project.ts';
import { stack } from '../stack.ts';
import { type Noted, PLACES, type Place, startPlaces } from './places.ts';

// What is never answered: of ECR, and of another registry. The one before it was answered.
const phases: [string, RegExp, RegExp | undefined][] = [
  ['asks for the role', /^AssumeRoleWithWebIdentity$/, undefined],
  ['reads the tags', /^BatchGetImage$/, /^GET .*\/manifests\/latest$/],
  ['pushes a layer', /^PUT .*\/blobs\//, /^PUT .*\/blobs\//],
  ['pushes the manifest', /^PUT .*\/manifests\/sha256:/, /^PUT .*\/manifests\/sha256:/],
  ['reads the image back', /^BatchGetImage$/, /^GET .*\/manifests\/sha256:/],
  ['puts the first tag', /^PutImage$/, /^PUT .*\/manifests\/[^:]+$/],
  ['moves the last tag', /^PutImage$/, /^PUT .*\/manifests\/latest$/],
];

/** Which of those that match. */
const times: Partial<Record<string, number>> = { 'reads the image back': 2, 'moves the last tag': 2 };

// A Docker without the containerd store tags as it pushes.
const testByDigest = stack.builders[0]?.name === 'docker-overlay2' ? test.skip : test;

testByDigest.each(phases)('killed as it %s', async (name, ofEcr, ofOther) => {
  const check = async (victim: Place) => {
    const matches = victim === 'hub' ? ofOther : ofEcr;
    if (!matches) return;
    await using places = await startPlaces();
    const files = () => ({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: randomUUID() });
    const before = project(files());
    const old = await runAction({ inputs: { ...places.inputs, tags: 'latest' }, project: before, env: places.env });
    expect(old.errors).toEqual([]);
    const next = commit(project(files()).folder);
    const step = { inputs: { ...places.inputs, tags: 'v2\nlatest' }, project: next, env: places.env };
    const [since, reached] = [places.requests.length, Promise.withResolvers<void>()];
    let left = victim === 'hub' ? 1 : (times[name] ?? 1);
    const isVictim = (place: Noted['place']) => place === (name === 'asks for the role' ? 'sts' : victim);
    places.faults.now = (place, operation) => {
      if (!isVictim(place) || !matches.test(operation) || --left > 0) return undefined;
      reached.resolve();
      return new Promise(() => {});
    };
    const killed = await runAction({
      ...step,
      during: async (child) => {
        await reached.promise;
        child.kill('SIGKILL');
      },
    });
    expect(killed.exitCode).toBeNull();
    places.faults.now = () => undefined;
    const seen = await Promise.all(PLACES.map(async (place) => [place, await places.tagsOf(place)] as const));
    const sent = places.requests.slice(since);

    const again = await runAction(step);
    expect(again.errors).toEqual([]);
    const digest = again.outputs.digest ?? '';
    for (const [place, tags] of seen) {
      // Each tag was what it had been, or what was read back there before.
      const { latest, v2 = latest } = tags;
      expect([old.outputs.digest, digest]).toContain(latest);
      expect([latest, digest]).toContain(v2);
      const own = sent.filter((each) => each.place === place);
      const put = own.findIndex(({ operation }) => /^PutImage$|^PUT .*\/manifests\/[^:]+$/.test(operation));
      const read = own.findIndex(
        ({ operation, sent, status }) =>
          status === 200 && /^BatchGetImage$|^GET .*\/manifests\/sha256:/.test(operation) && sent.includes(digest),
      );
      if (put >= 0) expect([place, read >= 0 && read < put]).toEqual([place, true]);
      else expect(tags).toEqual({ latest: old.outputs.digest });
      expect(await places.tagsOf(place)).toEqual({ v2: digest, latest: digest });
      expect(await places.holds(place, digest)).toBe(true);
    }
  };
  await Promise.all(PLACES.map(check));
});
