// The two settings that MiniStack does not keep: exclusions from mutability, and the registry's scanning. moto keeps them.
import {
  CreateRepositoryCommand,
  type CreateRepositoryCommandInput,
  DescribeRepositoriesCommand,
  ECRClient,
  PutRegistryScanningConfigurationCommand,
  type RegistryScanningRule,
  type ScanType,
} from '@aws-sdk/client-ecr';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startProxy, targetOfStack } from './proxy.ts';
import { tagsOf } from './registry.ts';
import { made, messages, publishWith, writes } from './settings.ts';
import { stack } from './stack.ts';

const moto = new ECRClient({ ...stack.moto, region: stack.aws.region, credentials: stack.aws.root });
afterAll(() => moto.destroy());

/**
 * What moto plays; the rest is MiniStack's: STS, the password, the images. Images must not be moto's: it takes a filter for
 * a regular expression where a tag moves, and has no /v2. Nor DescribeRepositoryCreationTemplates: to what it does not
 * know it answers 500 and HTML, which is no refusal that the action could read.
 */
const MOTOS = new Set([
  'CreateRepository',
  'DescribeRepositories',
  'BatchGetRepositoryScanningConfiguration',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
]);
const startAws = () =>
  startProxy(undefined, (operation) => (MOTOS.has(operation) ? stack.moto.endpoint : targetOfStack(operation)));

/** A repository that moto does not have yet, with the one in MiniStack that takes its images. */
const missing = () => made();

/** A repository in both, as somebody else made it. */
async function present(more: Partial<CreateRepositoryCommandInput> = {}): Promise<string> {
  const repositoryName = await missing();
  await moto.send(new CreateRepositoryCommand({ repositoryName, ...more }));
  return repositoryName;
}

async function readBack(name: string) {
  const { repositories } = await moto.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
  const [repository] = repositories ?? [];
  return {
    mutability: repository?.imageTagMutability,
    exclusions: repository?.imageTagMutabilityExclusionFilters,
    scanOnPush: repository?.imageScanningConfiguration?.scanOnPush,
  };
}

const PLAIN = { mutability: 'MUTABLE', exclusions: undefined, scanOnPush: false };
const wildcards = (...filters: string[]) => filters.map((filter) => ({ filterType: 'WILDCARD' as const, filter }));

/** Whether a repository is as it should be, in the eyes of all modes, which then change nothing. */
async function expectNoDifference(name: string, inputs: Parameters<typeof publishWith>[1]): Promise<void> {
  await using aws = await startAws();
  const before = await readBack(name);
  for (const mode of ['create', 'reconcile', 'verify']) {
    const run = await publishWith(name, { ...inputs, 'create-repository': mode }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).not.toContain('differs from its settings');
  }
  expect(writes(aws)).toEqual([]);
  expect(await readBack(name)).toEqual(before);
}

describe.each(['IMMUTABLE', 'MUTABLE'] as const)('exclusions from %s', (mutability) => {
  const setting = `${mutability}_WITH_EXCLUSION` as const;
  const inputs = { 'image-tag-mutability': mutability, 'image-tag-mutability-exclusions': 'dev-*, latest' };
  const another = { ...inputs, 'image-tag-mutability-exclusions': 'latest, dev-*' };
  const set = { ...PLAIN, mutability: setting, exclusions: wildcards('dev-*', 'latest') };
  const diff = `image-tag-mutability\n- MUTABLE\n+ ${setting} dev-* latest`;

  test.each(['create', 'reconcile'])(
    '%s: a missing repository is made with them, and is then as it should be',
    async (mode) => {
      const name = await missing();
      await using aws = await startAws();
      const run = await publishWith(name, { ...inputs, 'create-repository': mode }, aws);
      expect(messages(run)).toEqual([]);
      expect(run.outputs['repository-created']).toBe('true');
      expect(writes(aws)).toEqual(['CreateRepository']);
      expect(await readBack(name)).toEqual(set);
      await expectNoDifference(name, another);
    },
  );

  test('create: a repository that is there is left alone, and the difference told', async () => {
    const name = await present();
    await using aws = await startAws();
    const run = await publishWith(name, inputs, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(`so it is left as it is:\n${diff}`);
    expect(writes(aws)).toEqual([]);
    expect(await readBack(name)).toEqual(PLAIN);
  });

  test('reconcile: a repository that is there is brought in line, once', async () => {
    const name = await present();
    await using aws = await startAws();
    const run = await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain(`The repository ${name} was brought in line with its settings:\n${diff}`);
    expect(await readBack(name)).toEqual(set);
    await publishWith(name, { ...another, 'create-repository': 'reconcile' }, aws);
    expect(writes(aws)).toEqual(['PutImageTagMutability']);
    await expectNoDifference(name, another);
  });

  test('reconcile: those that are there go where none are asked for', async () => {
    const name = await present({
      imageTagMutability: setting,
      imageTagMutabilityExclusionFilters: wildcards('latest'),
    });
    await using aws = await startAws();
    const plain = { 'image-tag-mutability': mutability };
    expect(messages(await publishWith(name, { ...plain, 'create-repository': 'reconcile' }, aws))).toEqual([]);
    expect(await readBack(name)).toEqual({ ...PLAIN, mutability });
    expect(writes(aws)).toEqual(['PutImageTagMutability']);
    await expectNoDifference(name, plain);
  });

  test.each<[string, Partial<CreateRepositoryCommandInput>, string]>([
    ['none', {}, diff],
    [
      'one less',
      { imageTagMutability: setting, imageTagMutabilityExclusionFilters: wildcards('latest') },
      `image-tag-mutability\n- ${setting} latest\n+ ${setting} dev-* latest`,
    ],
  ])('verify: %s is a difference that fails the run, and nothing is changed', async (_, more, told) => {
    const name = await present(more);
    const before = await readBack(name);
    await using aws = await startAws();
    const run = await publishWith(name, { ...inputs, 'create-repository': 'verify' }, aws);
    expect(messages(run)).toEqual([
      expect.stringContaining(
        `The repository ${name} differs from its settings. Nothing was changed. Change the settings, or set create-repository: reconcile.\n${told}`,
      ),
    ]);
    expect(writes(aws)).toEqual([]);
    expect(await readBack(name)).toEqual(before);
    expect(await tagsOf(name)).toEqual({});
  });
});

// There is one configuration in the registry: no other file may set it, and the tests of one file run one by one.
describe("the registry's scanning rules", () => {
  const inputs = { 'scan-on-push': 'true' };
  const diff = 'scan-on-push\n- false\n+ true';
  const scan = (scanType: ScanType, rules: RegistryScanningRule[]) =>
    moto.send(new PutRegistryScanningConfigurationCommand({ scanType, rules }));
  // moto takes what AWS would refuse, such as CONTINUOUS_SCAN with BASIC; ENHANCED has each frequency.
  const rule = (scanFrequency: RegistryScanningRule['scanFrequency'], filter: string) =>
    scan('ENHANCED', [{ scanFrequency, repositoryFilters: wildcards(filter) }]);

  beforeEach(() => scan('BASIC', []));
  afterAll(() => scan('BASIC', []));

  describe.each([
    ['SCAN_ON_PUSH', '*'],
    ['CONTINUOUS_SCAN', 'team/*'],
    ['SCAN_ON_PUSH', 'eam/'],
  ] as const)('%s for %s does what scan-on-push would', (frequency, filter) => {
    test('a repository that is there is as it should be', async () => {
      const name = await present();
      await rule(frequency, filter);
      await expectNoDifference(name, inputs);
      expect(await readBack(name)).toEqual(PLAIN);
    });

    test.each(['create', 'reconcile'])('%s: a missing repository is made, and is as it should be', async (mode) => {
      const name = await missing();
      await rule(frequency, filter);
      await using aws = await startAws();
      expect(messages(await publishWith(name, { ...inputs, 'create-repository': mode }, aws))).toEqual([]);
      expect(writes(aws)).toEqual(['CreateRepository']);
      expect(await readBack(name)).toEqual({ ...PLAIN, scanOnPush: true });
      await expectNoDifference(name, inputs);
    });
  });

  test('SCAN_ON_PUSH is found behind another rule, with BASIC too', async () => {
    const name = await present();
    await scan('BASIC', [
      { scanFrequency: 'MANUAL', repositoryFilters: wildcards('prod/*') },
      { scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: wildcards('prod', 'team/*') },
    ]);
    await expectNoDifference(name, inputs);
  });

  describe.each([
    ['MANUAL', '*'],
    ['SCAN_ON_PUSH', 'prod/*'],
  ] as const)('%s for %s does not', (frequency, filter) => {
    test('create: a repository that is there is left alone, and the difference told', async () => {
      const name = await present();
      await rule(frequency, filter);
      await using aws = await startAws();
      const run = await publishWith(name, inputs, aws);
      expect(messages(run)).toEqual([]);
      expect(run.log).toContain(`so it is left as it is:\n${diff}`);
      expect(writes(aws)).toEqual([]);
      expect(await readBack(name)).toEqual(PLAIN);
    });

    test('reconcile: it is brought in line, once', async () => {
      const name = await present();
      await rule(frequency, filter);
      await using aws = await startAws();
      for (const _ of ['first', 'second']) {
        expect(messages(await publishWith(name, { ...inputs, 'create-repository': 'reconcile' }, aws))).toEqual([]);
        expect(await readBack(name)).toEqual({ ...PLAIN, scanOnPush: true });
      }
      expect(writes(aws)).toEqual(['PutImageScanningConfiguration']);
      await expectNoDifference(name, inputs);
    });

    test('verify: the run fails, and nothing is changed', async () => {
      const name = await present();
      await rule(frequency, filter);
      await using aws = await startAws();
      const run = await publishWith(name, { ...inputs, 'create-repository': 'verify' }, aws);
      expect(messages(run)).toEqual([expect.stringContaining(`create-repository: reconcile.\n${diff}`)]);
      expect(writes(aws)).toEqual([]);
      expect(await readBack(name)).toEqual(PLAIN);
      expect(await tagsOf(name)).toEqual({});
    });
  });
});
