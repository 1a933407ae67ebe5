// One build goes to two regions of ECR, to another account and to a registry that is not AWS's.
import { describe, expect, test } from '@jest/globals';
import { loggedIn } from '../../../stack/runner.ts';
import { runAction } from '../action.ts';
import { freshName, project } from '../project.ts';
import { fullBuilders, stack } from '../stack.ts';
import { crossed, PLACES, startPlaces } from './places.ts';

describe.each(fullBuilders)('with $name', (builder) => {
  test.each(['linux/amd64', 'linux/amd64,linux/arm64'])(
    'the same digest everywhere by one solve and one id token; run again, it builds nothing: %s',
    async (platforms) => {
      await using places = await startPlaces(builder);
      const source = project();
      const step = {
        inputs: {
          ...places.inputs,
          platforms,
          tags: 'type=sha,format=long,prefix=,priority=100\ntype=raw,value=latest,priority=900',
        },
        project: source,
        env: places.env,
        secrets: () => PLACES.flatMap((place) => places.secretsOf(place)),
      };
      const run = await runAction(step);
      expect(run.errors).toEqual([]);
      const digest = run.outputs.digest ?? '';
      for (const place of PLACES) {
        expect([place, await places.tagsOf(place)]).toEqual([place, { [source.sha]: digest, latest: digest }]);
        expect(await places.holds(place, digest)).toBe(true);
      }
      expect(JSON.parse(run.outputs.results ?? '')).toMatchObject(
        Object.fromEntries(PLACES.map((place) => [place, { digest, tags: ['latest', source.sha], reused: false }])),
      );
      const asked = (of: string) => places.requests.filter(({ place }) => place === of).length;
      expect([places.builds(), asked('github'), asked('sts')]).toEqual([1, 1, 3]);
      expect(crossed(places)).toEqual([]);
      // Each got its own: three keys of a session and a password with its user, or only the latter.
      for (const place of PLACES) {
        const own = places.secretsOf(place);
        expect(own).toHaveLength(place === 'hub' ? 2 : 5);
        expect(
          places.requests.some((each) => each.place === place && own.some((secret) => each.sent.includes(secret))),
        ).toBe(true);
      }

      const again = await runAction(step);
      expect([again.errors, again.outputs.digest, again.outputs.reused]).toEqual([[], digest, 'true']);
      expect(places.builds()).toBe(1);
    },
  );
});

test('each role may write to its own place only', async () => {
  await using places = await startPlaces();
  const { home, abroad } = places.roles;
  const destinations = places.inputs.destinations?.replace(abroad, home) ?? '';
  const run = await runAction({ inputs: { destinations, tags: 'v1' }, project: project(), env: places.env });
  expect(run.exitCode).toBe(1);
  expect(run.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^1 of 4 destinations failed\..*\nabroad: AWS denied ecr:/),
  ]);
  expect(await places.tagsOf('abroad')).toEqual({});
});

test('a registry that names other hosts gets no password sent there', async () => {
  await using places = await startPlaces();
  // Where a read is sent on to, nothing goes along.
  places.faults.now = (place, operation) => {
    if (place === 'hub' && operation.startsWith('GET /v2/') && operation.includes('/manifests/latest')) {
      const location = `http://${places.hosts.abroad}${operation.slice('GET '.length)}`;
      return { status: 307, body: '', headers: { location } };
    }
    return undefined;
  };
  const step = { inputs: { ...places.inputs, tags: 'latest' }, project: project(), env: places.env };
  const sentOn = await runAction(step);
  expect(sentOn.errors.map(({ message }) => message)).toEqual([
    expect.stringContaining('\nhub: Reading the tag "latest"'),
  ]);
  const arrived = places.requests.filter(
    ({ operation, place }) => place === 'abroad' && /\/manifests\/latest$/.test(operation),
  );
  expect(arrived.length).toBeGreaterThan(0);
  for (const { sent } of arrived) expect(sent).not.toContain('authorization');
  places.faults.now = (place) =>
    place === 'hub'
      ? {
          status: 401,
          body: '',
          headers: { 'www-authenticate': 'Bearer realm="https://auth.example/token",service="hub"' },
        }
      : undefined;
  const named = await runAction(step);
  expect(named.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/\nhub: .* wants the login to be sent to https:\/\/auth\.example.*Nothing was sent there/),
  ]);
  expect(crossed(places)).toEqual([]);
});

describe.each(fullBuilders)('two repositories of one registry, each with a user of its own, with $name', (builder) => {
  test('each is pushed to by its own user; with no-cache, too, they get the same image', async () => {
    await using places = await startPlaces(builder);
    const [ada, bob] = [freshName(), freshName()];
    const destinations = `- image: ${places.hosts.hub}/${ada}
  username: ada
  password-env: HUB_PASSWORD
- image: ${places.hosts.hub}/${bob}
  username: bob
  password-env: SECOND_PASSWORD`;
    const source = project({ Dockerfile: `FROM ${stack.baseImage}\nRUN head -c 8 /dev/urandom | od >/random\n` });
    const env = { ...places.env, ...loggedIn(stack.aws) };
    const run = await runAction({ inputs: { destinations, tags: 'v1', 'no-cache': 'true' }, project: source, env });
    expect(run.errors).toEqual([]);
    const digests = Object.values<{ digest: string }>(JSON.parse(run.outputs.results ?? '')).map(
      ({ digest }) => digest,
    );
    expect(digests).toEqual([run.outputs.digest, run.outputs.digest]);
    const users = (repository: string) =>
      new Set(
        places.requests
          .filter(({ operation }) => operation.includes(` /v2/${repository}/`))
          .flatMap(({ sent }) => sent.match(/Basic ([\w+/=]+)/)?.[1] ?? [])
          .map((auth) => Buffer.from(auth, 'base64').toString().split(':')[0]),
      );
    expect([users(ada), users(bob)]).toEqual([new Set(['ada']), new Set(['bob'])]);
  });
});
