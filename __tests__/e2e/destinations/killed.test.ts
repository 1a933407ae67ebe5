// A run is killed as it sends a request to one of four destinations, once for each of its requests: no tag is wrong anywhere, and the
// next run finishes.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { runAction } from '../action.ts';
import { commit, project } from '../project.ts';
import { stack } from '../stack.ts';
import { type Noted, PLACES, startPlaces } from './places.ts';

const isTag = (operation: string) => /^PutImage$|^PUT .*\/manifests\/[^:]+$/.test(operation);
const isRead = (operation: string) => /^BatchGetImage$|^GET .*\/manifests\/sha256:/.test(operation);

// A Docker without the containerd store tags as it pushes.
const testByDigest = stack.builders[0]?.name === 'docker-overlay2' ? test.skip : test;

/** What a run must have been killed at, at least. */
const seen: [Noted['place'], string[]][] = [
  ['github', ['GET']],
  ['sts', ['AssumeRoleWithWebIdentity']],
  ...(['home', 'abroad', 'other'] as const).map((place): [Noted['place'], string[]] => [
    place,
    ['DescribeRepositories', 'GetAuthorizationToken', 'BatchGetImage', 'PUT', 'PutImage'],
  ]),
  ['hub', ['GET', 'POST', 'PUT']],
];

testByDigest.each(seen)('killed at each of its requests to %s', async (victim, operations) => {
  await using places = await startPlaces();
  const files = () => ({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: randomUUID() });
  const old = await runAction({
    inputs: { ...places.inputs, tags: 'latest' },
    project: project(files()),
    env: places.env,
  });
  expect(old.errors).toEqual([]);
  let tags: Record<string, string | undefined> = { latest: old.outputs.digest };
  const killedAt = new Set<string>();
  for (let nth = 1; ; nth++) {
    const next = commit(project(files()).folder);
    const tag = `v${nth}`;
    const step = { inputs: { ...places.inputs, tags: `${tag}\nlatest` }, project: next, env: places.env };
    const since = places.requests.length;
    let [kill, left] = [() => {}, nth];
    const held = new Set<Noted>();
    places.faults.now = (place, operation) => {
      if (place !== victim || --left > 0) return undefined;
      killedAt.add(operation.split(' ')[0] as string);
      held.add(places.requests.at(-1) as Noted);
      kill();
      return new Promise(() => {});
    };
    const killed = await runAction({
      ...step,
      during: async (child) => {
        kill = () => child.kill('SIGKILL');
      },
    });
    places.faults.now = () => undefined;
    if (left > 0) {
      // There was no such request: the run has come to its end.
      expect(killed.errors).toEqual([]);
      break;
    }
    expect(killed.exitCode).toBeNull();
    // What it had sent besides is still answered, which a registry may be in the middle of.
    while (places.requests.slice(since).some((each) => each.status === 0 && !held.has(each))) {
      await new Promise(setImmediate);
    }
    const found = await Promise.all(PLACES.map(async (place) => [place, await places.tagsOf(place)] as const));
    const sent = places.requests.slice(since);

    const again = await runAction(step);
    expect(again.errors).toEqual([]);
    const { digest = '' } = again.outputs;
    const whole = { ...tags, [tag]: digest, latest: digest };
    for (const [place, now] of found) {
      const own = sent.filter((each) => each.place === place);
      const put = own.findIndex(({ operation }) => isTag(operation));
      const read = own.findIndex(
        ({ operation, sent, status }) => status === 200 && isRead(operation) && sent.includes(digest),
      );
      // Each tag is what it had been, or what was read back there before.
      if (put < 0) expect([place, now]).toEqual([place, tags]);
      else expect([place, read >= 0 && read < put]).toEqual([place, true]);
      for (const [name, found] of Object.entries(now)) expect([tags[name], whole[name as 'latest']]).toContain(found);
      // The commit's own tag first: nothing moves to an image that its own tags never reached.
      if (now.latest === digest) expect([place, now[tag]]).toEqual([place, digest]);
      expect([place, await places.tagsOf(place)]).toEqual([place, whole]);
      expect(await places.holds(place, digest)).toBe(true);
    }
    tags = whole;
  }
  expect([...killedAt]).toEqual(expect.arrayContaining(operations));
});
