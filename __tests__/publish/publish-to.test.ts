// Several destinations: registries in memory, and a program in the builder's place.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { Output } from '../../src/build/build-spec.ts';
import type { Builder } from '../../src/build/builder.ts';
import type { Host } from '../../src/host/host.ts';
import type { StoredManifest } from '../../src/image/manifest.ts';
import type { Place } from '../../src/job/destinations.ts';
import { failure } from '../../src/lib/failure.ts';
import type { Ready } from '../../src/publish/destination.ts';
import { builderMaker } from '../../src/publish/make-image.ts';
import { publishTo } from '../../src/publish/publish-to.ts';
import { type DestinationResult, newResult, type Result } from '../../src/publish/result.ts';
import { goOn, type Run, type Target } from '../../src/publish/targets.ts';
import { jobOf } from '../job/jobs.ts';
import { carrying, digestOf } from '../registry/images.ts';
import { draft, MINE } from './drafts.ts';
import { type Memory, registryOf } from './registries.ts';

const image = carrying('a', MINE);
const rebuilt = carrying('b', MINE);

/** A destination; its registry holds `image` as soon as it is asked, as if it had been pushed. */
type Given = {
  name: string;
  /** Port 1, where nothing listens, unless it is given. */
  host?: string;
  password?: string;
  inputs?: Parameters<typeof jobOf>[0];
  tags?: Record<string, StoredManifest>;
  /** What the registry never got. */
  without?: StoredManifest[];
  meanwhile?: Memory['meanwhile'];
  ensure?: () => Promise<Ready>;
  place?: Place;
  account?: string;
  copyFrom?: string;
};

type Around = {
  policy?: Run['policy'];
  severalOutputs?: boolean;
  pushes?: Builder['can']['pushes'];
  noCache?: boolean;
  signal?: AbortSignal;
  /** What the builder does in each solve: the digest that it makes, or what it prints as it fails. */
  solves?: ({ digest: string } | { error: string })[];
};

async function publish(given: Given[], around: Around = {}) {
  const { policy = 'each', signal = new AbortController().signal } = around;
  const folder = mkdtempSync(join(tmpdir(), 'publish-to-'));
  /** `user:password` that each solve had. */
  const logins: string[][] = [];
  const solved: { repositories: string[]; noCache: boolean }[] = [];
  const solves = [...(around.solves ?? [])];
  const builder: Builder = {
    command: ['sh', '-c'],
    arguments(spec, output: Output, metadataFile) {
      const repositories = output.to === 'digest' ? output.repositories : [];
      solved.push({
        repositories: repositories.map((each) => each.slice(each.lastIndexOf('/') + 1)),
        noCache: spec.noCache,
      });
      const next = solves.shift() ?? { digest: image.digest };
      if ('error' in next) return [`echo 'error: ${next.error}' >&2; exit 1`];
      writeFileSync(join(folder, 'metadata'), JSON.stringify({ 'containerimage.digest': next.digest }));
      return [`printenv DOCKER_AUTH_CONFIG >>'${folder}/logins'; cp '${folder}/metadata' '${metadataFile}'`];
    },
    can: {
      driver: 'unix',
      pushes: around.pushes ?? 'by digest',
      annotations: true,
      attestations: true,
      cacheExport: true,
      severalOutputs: around.severalOutputs ?? true,
      severalPlatforms: true,
      nodes: [],
      platform: 'linux/amd64',
      authFromEnvironment: true,
    },
  };
  const memories = given.map(({ tags = {}, without = [], meanwhile }): Memory => {
    const manifests = [image, rebuilt].filter((each) => !without.includes(each));
    const pointing = Object.entries(tags).map(([tag, { digest }]) => [tag, digest] as const);
    return { manifests, tags: new Map(pointing), ...(meanwhile && { meanwhile }) };
  });
  const requests: string[] = [];
  const result: Result = { ...newResult(), destinations: given.map(({ name }) => ({ name, tags: [] })) };
  const targets = given.map(
    (
      { name, host = 'localhost:1', password = 'p', tags = {}, inputs, ensure, place, account, copyFrom },
      at,
    ): Target => {
      const { registry } = registryOf({
        ...(memories[at] as Memory),
        meanwhile: async (request, memory) => {
          requests.push(`${name}: ${request}`);
          await memories[at]?.meanwhile?.(request, memory);
        },
      });
      const repository = { name, created: false };
      const mutability = { setting: 'MUTABLE' as const, exclusions: [] };
      const uri = `${host}/${name}`;
      const auth = Buffer.from(`u:${password}`).toString('base64');
      return {
        job: {
          ...jobOf({ repository: `team/${name}`, ...inputs }),
          ...(place && { place }),
          name,
          ...(copyFrom && { copyFrom }),
        },
        registry,
        draft: { ...draft, build: { ...draft.build, noCache: around.noCache ?? false } },
        result: result.destinations[at] as DestinationResult,
        lookup: {
          repository,
          uri,
          authorization: { auth, host, account },
          images: new Map(Object.entries(tags)),
          mutability,
          differences: [],
          warnings: [],
          unread: [],
          ensure: ensure ?? (async () => ({ repository, uri, mutability, notes: [], warnings: [] })),
        },
      };
    },
  );
  const host = {
    env: { PATH: process.env.PATH },
    temp: folder,
    signal,
    mask: () => undefined,
    log: {
      info: () => undefined,
      group: () => () => undefined,
      untrusted: (work: (out: PassThrough) => Promise<unknown>) => work(new PassThrough().resume()),
    },
  } as unknown as Host;
  const run: Run = {
    host,
    maker: builderMaker(Promise.resolve(builder)),
    policy,
    name: ({ name }, phase) => `${phase} (${name})`,
  };
  try {
    await publishTo(targets, run, result);
    logins.push(...readLogins(join(folder, 'logins')));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    solved,
    requests,
    puts: requests.filter((request) => request.includes('putTag')),
    logins,
    of: Object.fromEntries(result.destinations.map((each) => [each.name, each])) as Record<string, DestinationResult>,
  };
}

const readLogins = (file: string): string[][] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Object.values<{ auth: string }>(JSON.parse(line).auths).map(({ auth }) => atob(auth)))
    : [];

const three = (...differ: Partial<Given>[]): Given[] =>
  ['one', 'two', 'three'].map((name, at) => ({ name, host: `localhost:${at + 1}`, ...differ[at] }));

const BOTH = ['v1', 'latest'];

test('one solve for all, then each is read back, then tagged', async () => {
  const run = await publish(three());
  expect(run.solved).toEqual([{ repositories: ['one', 'two', 'three'], noCache: false }]);
  for (const name of ['one', 'two', 'three']) {
    expect(run.of[name]).toMatchObject({ tags: BOTH, reused: false, image: [image] });
    const own = run.requests.filter((request) => request.startsWith(`${name}:`));
    expect(own.map((request) => request.split(' ')[1])).toEqual(['readManifests', 'readTags', 'putTag', 'putTag']);
  }
});

test('a push that fails is left out of the next solve, which takes what was built from the cache', async () => {
  const error = 'failed to solve: failed to push localhost:2/two: denied: no';
  const run = await publish(three(), { solves: [{ error }], noCache: true });
  expect(run.solved).toEqual([
    { repositories: ['one', 'two', 'three'], noCache: true },
    { repositories: ['one', 'three'], noCache: false },
  ]);
  expect(run.of.two?.error?.message).toContain(error);
  expect([run.of.one?.tags, run.of.two?.tags, run.of.three?.tags]).toEqual([BOTH, [], BOTH]);
});

test('the name of a repository may begin as another’s', async () => {
  const solves = [{ error: 'failed to solve: failed to push localhost:1/app-api: denied: no' }];
  const run = await publish([{ name: 'app' }, { name: 'app-api' }], { solves });
  expect([run.of.app?.error, run.of['app-api']?.tags]).toEqual([undefined, []]);
});

test('all fail to be pushed to, one after the other: each has its own error', async () => {
  const solves = ['2/two', '1/one', '3/three'].map((at) => ({
    error: `failed to push localhost:${at}: denied: ${at}`,
  }));
  const run = await publish(three(), { solves });
  expect(run.solved).toHaveLength(3);
  expect(Object.values(run.of).map(({ error }) => error?.message.match(/denied: (.*)/)?.[1])).toEqual([
    '1/one',
    '2/two',
    '3/three',
  ]);
});

test('a build that fails is the same error for all, and is not tried again, also if it speaks of pushes', async () => {
  const run = await publish(three(), { solves: [{ error: 'process "git push" did not complete successfully' }] });
  expect(run.solved).toHaveLength(1);
  const errors = Object.values(run.of).map(({ error }) => error);
  expect(errors[0]).toBeInstanceOf(Error);
  expect(new Set(errors).size).toBe(1);
  expect(run.puts).toEqual([]);
});

test('a builder that takes one output has a solve for each', async () => {
  const run = await publish(three(), { severalOutputs: false });
  expect(run.solved.map(({ repositories }) => repositories)).toEqual([['one'], ['two'], ['three']]);
  expect(Object.values(run.of).map(({ tags }) => tags)).toEqual([BOTH, BOTH, BOTH]);
});

const role = (name: string) => ({ 'role-to-assume': `arn:aws:iam::111122223333:role/${name}` });

test('who has another role at a host has a solve of its own, with its login', async () => {
  const given = [
    { name: 'one', password: 'p1', inputs: role('a') },
    { name: 'two', password: 'p2', inputs: role('b') },
    // ECR gives another password each time.
    { name: 'three', password: 'p3', inputs: role('a') },
  ];
  const run = await publish(given, { noCache: true });
  expect(run.solved).toEqual([
    { repositories: ['one', 'three'], noCache: true },
    { repositories: ['two'], noCache: false },
  ]);
  expect(run.logins).toEqual([['u:p3'], ['u:p2']]);
});

test('with least, no session is as good as another', async () => {
  const inputs = { ...role('a'), 'inline-session-policy': 'least' };
  const run = await publish([1, 2].map((at) => ({ name: `r${at}`, password: `p${at}`, inputs })));
  expect(run.logins).toEqual([['u:p1'], ['u:p2']]);
});

test('a second solve that gives another image is an error there, and puts no tag', async () => {
  const solves = [image, rebuilt].map(({ digest }) => ({ digest }));
  const run = await publish([{ name: 'one' }, { name: 'two', inputs: role('b') }], { solves });
  expect(run.of.two?.error?.message).toContain(`The build gave ${digestOf('b')} here, and ${digestOf('a')} at one.`);
  expect([run.of.one?.tags, run.of.two?.tags]).toEqual([BOTH, []]);
});

test('an image that is everywhere is not built, and tags that are there are not put', async () => {
  const run = await publish(
    three({ tags: { v1: image } }, { tags: { v1: image } }, { tags: { v1: image, latest: image } }),
  );
  expect([run.solved, run.puts]).toEqual([[], ['one: putTag latest', 'two: putTag latest']]);
  expect(Object.values(run.of).map(({ reused, tags }) => [reused, tags])).toEqual([1, 2, 3].map(() => [true, BOTH]));
});

describe('one has it, and the others lack it', () => {
  // Nothing listens there, so that a copy fails at the one that it is for.
  const ofOne = { account: '111122223333', tags: { v1: image } };

  test('of another account: it is built, whoever may push to the first', async () => {
    const run = await publish(three({ account: '444455556666' }, ofOne, {}));
    expect(run.solved).toEqual([{ noCache: false, repositories: ['one', 'three'] }]);
    expect([run.of.one?.reused, run.of.two?.reused, run.of.three?.reused]).toEqual([false, true, false]);
    expect([run.of.one?.tags, run.of.two?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH, BOTH]);
  });

  test.each<[string, Partial<Given>]>([
    ['of the same account', { account: '111122223333' }],
    ['that the workflow allows it to', { copyFrom: 'two' }],
  ])('%s: it is copied, not built, and what fails is its own error', async (_, one) => {
    const run = await publish(three(one, ofOne, ofOne));
    expect(run.solved).toEqual([]);
    expect(run.of.one?.error?.message).toContain('localhost:1 could not be reached');
    expect([run.of.two?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH]);
  });

  test('the build for the others has the logins of all', async () => {
    const run = await publish(three({ ...ofOne, password: 'p1' }, { password: 'p2' }, { password: 'p3' }));
    expect(run.logins).toEqual([['u:p1', 'u:p2', 'u:p3']]);
  });

  test('its tags are read again after the build for the others', async () => {
    const run = await publish([
      {
        name: 'one',
        tags: { v1: image, latest: image },
        // Another run has moved the tag while this one built.
        meanwhile: (request, memory) => {
          if (request.startsWith('readTags')) memory.tags.set('latest', rebuilt.digest);
        },
      },
      { name: 'two', host: 'localhost:2' },
    ]);
    expect(run.of.one?.put).toEqual([
      { tag: 'v1', action: 'keep', now: image.digest, done: true },
      { tag: 'latest', action: 'move', now: rebuilt.digest, done: true },
    ]);
  });
});

test('what a registry says does not put the blame on another', async () => {
  const error =
    'failed to solve: failed to push localhost:3/three: denied: failed to push localhost:1/one: and failed to push localhost:2/two: x';
  const run = await publish(three(), { solves: [{ error }] });
  expect([run.of.one?.tags, run.of.two?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH, []]);
});

test('a builder that pushes by tag builds what fails once, and never from the cache that was not to be used', async () => {
  const solves = [{ error: 'process "apt-get update" did not complete successfully: exit code: 100' }];
  const run = await publish(three(), { pushes: 'by tag', noCache: true, solves });
  expect(run.solved).toEqual([{ repositories: [], noCache: true }]);
  expect(run.puts).toEqual([]);
});

test('two hold different images of one fingerprint: each keeps its own', async () => {
  const run = await publish(three({ tags: { v1: image } }, { tags: { v1: rebuilt } }, { tags: { v1: image } }));
  expect(run.solved).toEqual([]);
  expect([run.of.one?.tags, run.of.two?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH, BOTH]);
  expect(run.of.two?.image?.[0].digest).toBe(rebuilt.digest);
});

test('a registry that is not ECR is never copied from', async () => {
  const place = { kind: 'registry', host: 'localhost:2', repository: 'two' } as const;
  const run = await publish(three({}, { tags: { v1: rebuilt }, place }));
  expect(run.solved).toEqual([{ noCache: false, repositories: ['one', 'three'] }]);
  expect([run.of.one?.image?.[0].digest, run.of.two?.image?.[0].digest]).toEqual([image.digest, rebuilt.digest]);
});

test('all-or-nothing: an immutable tag that only the build shows to be taken ends all before any tag', async () => {
  const ensure = async () => ({
    repository: { name: 'two', created: false },
    uri: 'localhost:2/two',
    mutability: { setting: 'IMMUTABLE' as const, exclusions: [] },
    notes: [],
    warnings: [],
  });
  const run = await publish(
    three(
      {},
      {
        ensure,
        meanwhile: (request, memory) => {
          if (request.startsWith('readTags')) memory.tags.set('v1', rebuilt.digest);
        },
      },
    ),
    { policy: 'all-or-nothing' },
  );
  expect(run.puts).toEqual([]);
  expect(run.of.two?.error?.message).toMatch(/^The tag "v1" of .* is immutable/);
});

const broken: [string, Partial<Given>, Around][] = [
  ['its repository cannot be made', { ensure: () => Promise.reject(new Error('no')) }, {}],
  ['its push fails', {}, { solves: [{ error: 'failed to push localhost:2/two: no' }] }],
  ['the image is not there', { without: [image] }, {}],
];

test.each(broken)('each: %s, and the others are tagged', async (_, two, around) => {
  const run = await publish(three({}, two), around);
  expect(run.of.two).toMatchObject({ tags: [], error: expect.any(Error) });
  expect([run.of.one?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH]);
});

test.each(broken)('all-or-nothing: %s, and no tag is put', async (_, two, around) => {
  const run = await publish(three({}, two), { ...around, policy: 'all-or-nothing' });
  expect(run.puts).toEqual([]);
  const notPushed = 'Nothing was tagged: two failed, and destinations-policy is all-or-nothing.';
  expect(run.of.one).toMatchObject({ tags: [], notPushed });
  expect(run.of.two?.error).toBeInstanceOf(Error);
});

test('a tag that fails leaves the tags of the others alone, whichever the policy', async () => {
  const meanwhile = (request: string) => {
    if (request === 'putTag v1') throw new Error('throttled');
  };
  for (const policy of ['each', 'all-or-nothing'] as const) {
    const run = await publish(three({}, { meanwhile }), { policy });
    expect(run.of.two).toMatchObject({ tags: [], error: new Error('throttled') });
    expect([run.of.one?.tags, run.of.three?.tags]).toEqual([BOTH, BOTH]);
  }
});

test('no tag is put before every destination of all-or-nothing has returned the image', async () => {
  const late = Promise.withResolvers<void>();
  let others = 0;
  // Both have all that they need to put their tags.
  const early = (request: string) => {
    if (request.startsWith('readTags') && ++others === 2) setImmediate(() => late.resolve());
  };
  const two = (request: string) => (request.startsWith('readManifests') ? late.promise : undefined);
  const run = await publish(three({ meanwhile: early }, { meanwhile: two }, { meanwhile: early }), {
    policy: 'all-or-nothing',
  });
  const first = run.requests.findIndex((request) => request.includes('putTag'));
  expect(run.requests.slice(0, first)).toHaveLength(6);
  expect(run.puts).toHaveLength(6);
});

test('cancelled: that is the error of the run, of no destination', async () => {
  const cancel = new AbortController();
  const reason = failure('Cancelled');
  const meanwhile = (request: string) => {
    if (!request.startsWith('readManifests')) return;
    cancel.abort(reason);
    throw new Error('aborted');
  };
  await expect(publish(three({}, { meanwhile }), { signal: cancel.signal })).rejects.toBe(reason);
});

test('goOn gives what came of those that did not fail, in order', async () => {
  const some = ['a', 'b', 'c'].map((name): { result: DestinationResult } => ({ result: { name, tags: [] } }));
  const signal = new AbortController().signal;
  const done = await goOn(some, { signal }, async ({ result: { name } }) => {
    if (name === 'b') throw new Error('no');
    return name;
  });
  expect(done).toEqual(['a', 'c']);
  expect(some.map(({ result }) => result.error)).toEqual([undefined, new Error('no'), undefined]);
});
