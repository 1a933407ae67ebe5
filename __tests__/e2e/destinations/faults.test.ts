// Something is wrong with one of four destinations: the others are published, and the next run finishes the work.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type ActionRun, type Inputs, runAction } from '../action.ts';
import { commit, project } from '../project.ts';
import { stack } from '../stack.ts';
import { type Fault, makeRepository, PLACES, type Place, type Places, startPlaces } from './places.ts';

const deniedByAws = { status: 400, body: { __type: 'AccessDeniedException', message: 'said by the test' } };
const denied = { status: 403, body: { errors: [{ code: 'DENIED', message: 'said by the test' }] } };
const asksAgain = { status: 401, body: '', headers: { 'www-authenticate': 'Basic realm="x"' } };
const isUpload = (operation: string) => /^(POST|PUT|PATCH) \/v2\/.*\/blobs\//.test(operation);
const isTag = (operation: string) => operation === 'PutImage' || /^PUT .*\/manifests\/[^:]+$/.test(operation);

// Docker's own driver exports the image once, and the action pushes it to each.
const again = stack.builders[0]?.name === 'docker' ? 1 : 2;
// A Docker without the containerd store tags as it pushes.
const testByDigest = stack.builders[0]?.name === 'docker-overlay2' ? test.skip : test;

type Wrong = (operation: string) => ReturnType<Fault>;

/** What is wrong, what is said of it, and how often is built: again where a push fails that went to all. */
const faults: [string, Wrong, RegExp, (place: Place) => number][] = [
  ['cannot be reached', () => 'reset', /could not be reached/, () => 1],
  ['denies the push', (of) => (isUpload(of) ? denied : undefined), /denied the push|denies it/, () => again],
  [
    'dies as layers are pushed',
    (of) => (isUpload(of) ? 'reset' : undefined),
    /broke during the push|could not be reached/,
    () => again,
  ],
  [
    'does not take the password',
    (of) => (of.includes(' /v2/') ? asksAgain : undefined),
    /did not take the credentials|does not take this user and password/,
    // The action itself has asked it for the tags.
    (place) => (place === 'hub' ? 1 : again),
  ],
  [
    'denies the tag',
    (of) => (isTag(of) ? (of === 'PutImage' ? deniedByAws : denied) : undefined),
    /denied ecr:PutImage|denies it/,
    () => 1,
  ],
];

const isWrite = (operation: string) => /^(POST|PUT|PATCH) \/v2|PutImage/.test(operation);

/** What each place has. */
const tagsOf = async (places: Places) =>
  Object.fromEntries(await Promise.all(PLACES.map(async (place) => [place, await places.tagsOf(place)] as const)));

const resultsOf = ({ outputs }: ActionRun) => JSON.parse(outputs.results ?? '{}');

async function startStep(inputs: Inputs) {
  const places = await startPlaces();
  // A new layer, so that there is something to push.
  const step = {
    inputs: { ...places.inputs, 'build-args': `WHO=${randomUUID()}`, ...inputs },
    project: project({ Dockerfile: 'FROM scratch\nARG WHO\nLABEL who=$WHO\nCOPY a /\n', a: randomUUID() }),
    env: places.env,
  };
  return { places, step };
}

const fails =
  (failing: Place, wrong: Wrong): Fault =>
  (place, operation) =>
    place === failing ? wrong(operation) : undefined;

/** One that was published as it should be: the same image everywhere. */
async function expectWhole(places: Places, digest: string) {
  expect(await tagsOf(places)).toEqual(Object.fromEntries(PLACES.map((place) => [place, { v1: digest }])));
  expect(await Promise.all(PLACES.map((place) => places.holds(place, digest)))).toEqual(PLACES.map(() => true));
}

testByDigest.each(faults)('a destination %s', async (_, wrong, message, builds) => {
  const check = async (failing: Place) => {
    const { places, step } = await startStep({ tags: 'v1' });
    await using _places = places;
    places.faults.now = fails(failing, wrong);
    const run = await runAction(step);
    expect(run.exitCode).toBe(1);
    expect(run.errors.map((error) => error.message)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^1 of 4 destinations failed\\. Correct this, then run it again: only what is missing is pushed\\.\\n${failing}: .*`,
        ),
      ),
    ]);
    expect([failing, places.builds()]).toEqual([failing, builds(failing)]);
    const results = resultsOf(run);
    const { digest } = results[PLACES.find((place) => place !== failing) as Place];
    const published = { [failing]: {} as Record<string, string> };
    for (const place of PLACES.filter((each) => each !== failing)) {
      published[place] = { v1: digest };
      expect(results[place]).toMatchObject({ digest, tags: ['v1'] });
    }
    expect(results[failing]).toMatchObject({ tags: [], error: expect.stringMatching(message) });
    expect(run.summary).toMatch(new RegExp(`^\\| \`${failing}\` \\| failed: `, 'm'));
    places.faults.now = () => undefined;
    expect(await tagsOf(places)).toEqual(published);

    const [before, built] = [places.requests.length, places.builds()];
    const next = await runAction(step);
    expect(next.errors).toEqual([]);
    await expectWhole(places, digest);
    expect(places.builds()).toBe(built);
    const written = places.requests.slice(before).filter(({ operation }) => isWrite(operation));
    expect(new Set(written.map(({ place }) => place))).toEqual(new Set([failing]));
  };
  await Promise.all(PLACES.map(check));
});

describe('all-or-nothing', () => {
  const policy: Inputs = { tags: 'v1', 'destinations-policy': 'all-or-nothing' };

  testByDigest.each(faults.slice(0, 2))('a destination %s: no tag anywhere', async (_, wrong) => {
    const check = async (failing: Place) => {
      const { places, step } = await startStep(policy);
      await using _places = places;
      places.faults.now = fails(failing, wrong);
      const run = await runAction(step);
      expect(run.exitCode).toBe(1);
      expect(places.requests.filter(({ operation }) => isTag(operation))).toEqual([]);
      const other = PLACES.find((place) => place !== failing) as Place;
      expect(resultsOf(run)[other]).toMatchObject({
        tags: [],
        notPushed: `Nothing was tagged: ${failing} failed, and destinations-policy is all-or-nothing.`,
      });
      places.faults.now = () => undefined;
      const next = await runAction(step);
      expect(next.errors).toEqual([]);
      await expectWhole(places, next.outputs.digest ?? '');
    };
    // Which of the places it is makes no difference here.
    await Promise.all((['abroad', 'hub'] satisfies Place[]).map(check));
  });

  testByDigest('one returns its image late: no tag is put before', async () => {
    const { places, step } = await startStep(policy);
    await using _places = places;
    let late = false;
    places.faults.now = async (place, operation) => {
      if (place === 'hub' && /^GET .*\/manifests\/sha256:/.test(operation)) {
        // Everybody else has answered by now.
        const isRead = (each: Place) =>
          places.requests.some(
            (one) =>
              one.place === each &&
              one.operation === 'BatchGetImage' &&
              /imageDigest/.test(one.sent) &&
              one.status === 200,
          );
        while (!(['home', 'abroad', 'other'] satisfies Place[]).every(isRead)) await new Promise(setImmediate);
        expect(places.requests.filter((one) => isTag(one.operation))).toEqual([]);
        late = true;
      }
      return undefined;
    };
    const run = await runAction(step);
    expect([run.errors, late]).toEqual([[], true]);
    await expectWhole(places, run.outputs.digest ?? '');
  });
});

test('a slow destination is waited for', async () => {
  const { places, step } = await startStep({ tags: 'v1' });
  await using _places = places;
  places.faults.now = async (place) => (place === 'abroad' ? void (await sleep(100)) : undefined);
  const run = await runAction(step);
  expect(run.errors).toEqual([]);
  await expectWhole(places, run.outputs.digest ?? '');
});

testByDigest(
  'an immutable tag of one is taken: the others are published; once it is free the next run finishes',
  async () => {
    const check = async (taken: 'home' | 'other') => {
      const { places, step } = await startStep({ tags: 'v1' });
      await using _places = places;
      await makeRepository(taken, places, true);
      const destinations = places.inputs.destinations ?? '';
      const entry =
        destinations
          .split(/^(?=- )/m)
          .find((each) => each.startsWith(`- name: ${taken}\n`))
          ?.replace(/^ {2}copy-from: .*\n?/m, '') ?? '';
      const old = await runAction({ ...step, inputs: { ...step.inputs, destinations: entry } });
      expect(old.errors).toEqual([]);
      const next = { ...step, project: commit(step.project.folder) };
      const run = await runAction(next);
      expect(run.errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          new RegExp(`^1 of 4 .*\\n${taken}: The tag "v1" of .* is immutable and already points at`),
        ),
      ]);
      const { digest } = resultsOf(run)[taken === 'home' ? 'other' : 'home'];
      const tags = await tagsOf(places);
      expect(tags).toEqual({
        ...Object.fromEntries(PLACES.map((place) => [place, { v1: digest }])),
        [taken]: { v1: old.outputs.digest },
      });
      const kept = await runAction({ ...next, inputs: { ...next.inputs, 'tag-conflict': 'keep' } });
      expect(kept.errors).toEqual([]);
      expect(await tagsOf(places)).toEqual(tags);
      expect(await places.holds(taken, digest)).toBe(true);
    };
    await Promise.all((['home', 'other'] as const).map(check));
  },
);

testByDigest(
  "a tag of a later destination's own is looked up with reuse: content, too: its conflict ends the run before the build",
  async () => {
    await using places = await startPlaces(undefined, { other: 'tags: fixed' });
    await makeRepository('other', places, true);
    const entry = (places.inputs.destinations ?? '')
      .split(/^(?=- )/m)
      .find((each) => each.includes('tags: fixed'))
      ?.replace(/^ {2}copy-from: .*\n?/m, '');
    const source = project();
    const run = (inputs: Inputs) =>
      runAction({
        inputs: { ...places.inputs, reuse: 'content', 'destinations-policy': 'all-or-nothing', ...inputs },
        project: source,
        env: places.env,
      });
    const old = await run({ destinations: entry ?? '', 'build-args': `WHO=${randomUUID()}` });
    expect([old.errors, places.builds()]).toEqual([[], 1]);
    const next = await run({ tags: 'v1', 'build-args': `WHO=${randomUUID()}` });
    expect(next.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/\nother: The tag "fixed" of .* is immutable and already points at/),
    ]);
    expect(places.builds()).toBe(1);
    // Several plans are told apart.
    expect(next.log).toMatch(/^destination {2}home$/m);
  },
);

test('a build that fails is told once, with its line, and nothing is tagged', async () => {
  await using places = await startPlaces();
  const source = project({ Dockerfile: 'FROM scratch\nCOPY missing /\n' });
  const run = await runAction({ inputs: { ...places.inputs, tags: 'v1' }, project: source, env: places.env });
  expect(run.errors).toEqual([
    {
      message: expect.stringMatching(/^The build failed at Dockerfile:2: COPY missing \//),
      properties: expect.objectContaining({ file: 'Dockerfile', line: '2' }),
    },
  ]);
  expect(places.builds()).toBe(1);
  expect(await tagsOf(places)).toEqual(Object.fromEntries(PLACES.map((place) => [place, {}])));
});
