// Runs that push nothing, and caches, with several destinations: as with one.
import { expect, test } from '@jest/globals';
import { runAction } from '../action.ts';
import { project, repository } from '../project.ts';
import { PLACES, type Places, startPlaces } from './places.ts';

const source = project();

const writes = ({ requests }: Places) =>
  requests.filter(({ operation }) => /^(POST|PUT|PATCH) \/v2|PutImage|CreateRepository/.test(operation));

test('a dry run looks everywhere, says what would be done there, and does nothing of it', async () => {
  await using places = await startPlaces();
  const inputs = { ...places.inputs, tags: 'v1', 'dry-run': 'true' };
  const run = await runAction({ inputs, project: source, env: places.env });
  expect(run.errors).toEqual([]);
  expect(
    [...run.log.matchAll(/^destination {2}(.*)\nrepository .*\nimage {8}build: /gm)].map(([, name]) => name),
  ).toEqual(PLACES);
  expect([writes(places), places.builds()]).toEqual([[], 0]);
  expect(new Set(places.requests.map(({ place }) => place))).toEqual(new Set(['github', 'sts', ...PLACES]));

  // A place without its password is not asked, and the others are.
  const without = await runAction({ inputs, project: source, env: { ...places.env, HUB_PASSWORD: undefined } });
  expect(without.errors).toEqual([]);
  expect(JSON.parse(without.outputs.results ?? '')).toMatchObject({
    home: { notPushed: 'This is a dry run.' },
    hub: {
      notPushed: expect.stringMatching(/The registry was not asked: password-env: the environment has no HUB_PASSWORD/),
    },
  });
  const pushing = await runAction({
    inputs: { ...places.inputs, tags: 'v1' },
    project: source,
    env: { ...places.env, HUB_PASSWORD: undefined },
  });
  expect(pushing.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^password-env: the environment has no HUB_PASSWORD\. Give it to the step/),
  ]);
  expect(writes(places)).toEqual([]);
});

test('print-policies prints those of each role, and asks no registry', async () => {
  await using places = await startPlaces();
  const inputs = { ...places.inputs, 'print-policies': 'branch:main' };
  const run = await runAction({ inputs, project: source, env: places.env });
  expect(run.errors).toEqual([]);
  const printed = [...run.log.matchAll(/^Destination (\S+) \(.*\n\n[\s\S]*?^## Role (\S+) /gm)].map(
    ([, ...each]) => each,
  );
  expect(printed).toEqual(Object.entries(places.roles).map(([place, arn]) => [place, arn.slice(arn.indexOf('/') + 1)]));
  expect(places.requests.filter(({ place }) => place !== 'github')).toEqual([]);
});

const pullRequest = (from: string) => ({
  name: 'pull_request',
  sha: source.sha,
  payload: {
    number: 7,
    repository,
    pull_request: {
      head: { sha: source.sha, repo: { full_name: from } },
      base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
    },
  },
});

test.each([
  ['push: false', { push: 'false' }, undefined],
  ['a pull request', {}, pullRequest('octo-org/hello')],
  ['a fork’s pull request', {}, pullRequest('somebody/hello')],
])('%s: one build, which no destination gets or is asked for', async (_, inputs, event) => {
  await using places = await startPlaces();
  const run = await runAction({
    inputs: { ...places.inputs, ...inputs },
    project: source,
    env: places.env,
    ...(event && { event }),
  });
  expect(run.errors).toEqual([]);
  expect(places.builds()).toBe(1);
  expect(places.requests).toEqual([]);
  const [, why] = run.notices[0]?.match(/^Built, not pushed\. (.*)/) ?? [];
  expect(why).toBeTruthy();
  expect(JSON.parse(run.outputs.results ?? '')).toEqual(
    Object.fromEntries(PLACES.map((place) => [place, { tags: [], notPushed: why }])),
  );
  expect(run.summary).not.toContain('not reached');
});

test('a pull request that pushes: no repository is made for it; where there is one it is published', async () => {
  await using places = await startPlaces();
  const run = await runAction({
    inputs: { ...places.inputs, push: 'true', 'role-to-assume': '' },
    project: source,
    env: places.env,
    event: pullRequest('octo-org/hello'),
  });
  expect(run.errors).toHaveLength(1);
  expect(run.errors[0]?.message).toMatch(
    /^3 of 4 destinations failed.*\nhome: repository: there is no .*a pull request never creates one/,
  );
  const { digest } = JSON.parse(run.outputs.results ?? '').hub;
  expect(await places.tagsOf('hub')).toEqual({ [`pr-7-${source.sha}`]: digest });
});

test('the cache is that of the first destination in ECR', async () => {
  await using places = await startPlaces();
  const [home = '', abroad = '', other = '', hub = ''] = places.inputs.destinations?.split(/^(?=- )/m) ?? [];
  const destinations = [`${hub}\n`, abroad, home, other].join('');
  const run = await runAction({
    inputs: { destinations, cache: 'true', 'cache-repository': places.repository, tags: 'v1' },
    project: source,
    env: places.env,
  });
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^destinations: entry \d .*is the repository of the images/),
  ]);
  const kept = await runAction({
    inputs: { destinations, cache: 'true', tags: 'v1' },
    project: source,
    env: places.env,
  });
  expect(kept.errors).toEqual([]);
  const caches = places.requests.filter(
    ({ operation, sent }) => operation === 'DescribeRepositories' && sent.includes('/cache'),
  );
  expect(new Set(caches.map(({ place }) => place))).toEqual(new Set(['abroad']));
});
