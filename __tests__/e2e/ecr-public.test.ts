// A repository of ECR Public: its API is played by a server of the test's own, in front of a real registry that checks the password.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { crane } from '../../stack/crane.ts';
import { type ActionRun, publishing, runAction } from './action.ts';
import { ACCOUNT, type EcrPublic, startEcrPublic, uriOf } from './ecr-public.ts';
import { freshName, project } from './project.ts';
import { tagsOf } from './registry.ts';
import { stack } from './stack.ts';

const source = project();
const freshPublicName = () => `app-${randomUUID()}`;
const messages = ({ errors }: ActionRun) => errors.map(({ message }) => message);

/** A run with destinations, in which ECR Public is this one. */
function publishTo(aws: EcrPublic, destinations: string, more: Record<string, string> = {}, from = source) {
  const { repository: _, ...inputs } = publishing('unused');
  return runAction({
    inputs: { ...inputs, destinations, ...more },
    project: from,
    env: { AWS_ENDPOINT_URL_ECR_PUBLIC: aws.url },
    secrets: () => [stack.aws.registryAuth],
  });
}

const CATALOG = `
  catalog:
    description: Says hello
    architectures: [x86-64, ARM 64]
    usage-text: docker run it`;

/** As the API has it. */
const catalogData = { description: 'Says hello', architectures: ['x86-64', 'ARM 64'], usageText: 'docker run it' };

const tagsAt = (name: string): string[] =>
  crane(stack, 'ls', uriOf(name)).toString().trim().split('\n').filter(Boolean).sort();

test('one build goes to a private and to a public repository, which is made with its catalog', async () => {
  await using aws = await startEcrPublic();
  const [name, own] = [freshPublicName(), freshName()];
  const run = await publishTo(aws, `- repository: ${own}\n- ecr-public: ${name}\n  tags: [v1, latest]${CATALOG}`);
  expect(messages(run)).toEqual([]);
  const results = JSON.parse(run.outputs.results ?? '');
  const digest = run.outputs.digest;
  expect(results[`ecr-public/${name}`]).toEqual({
    uri: uriOf(name),
    image: `${uriOf(name)}@${digest}`,
    digest,
    tags: ['v1', 'latest'],
    reused: false,
  });
  expect(await tagsOf(own)).toEqual({ [source.sha]: digest });
  expect(tagsAt(name)).toEqual(['latest', 'v1']);
  expect(
    crane(stack, 'digest', `${uriOf(name)}:v1`)
      .toString()
      .trim(),
  ).toBe(digest);
  expect(aws.repositories.get(name)?.catalog).toEqual(catalogData);
  expect([...aws.scopes]).toEqual(['us-east-1/ecr-public']);
});

test('alone, a second run finds the image, and writes nothing', async () => {
  await using aws = await startEcrPublic();
  const name = freshPublicName();
  const destinations = `- ecr-public: ${name}${CATALOG}\n  allowed-account-ids: ['${ACCOUNT}']`;
  const first = await publishTo(aws, destinations);
  expect(messages(first)).toEqual([]);
  expect(first.outputs).toMatchObject({
    'repository-uri': uriOf(name),
    'repository-name': name,
    'repository-created': 'true',
    registry: stack.registries.accepting,
    reused: 'false',
  });
  aws.operations.length = 0;
  const again = await publishTo(aws, destinations);
  expect(messages(again)).toEqual([]);
  expect(again.outputs).toMatchObject({ reused: 'true', digest: first.outputs.digest, 'repository-created': 'false' });
  expect([...aws.operations].sort()).toEqual([
    'DescribeRegistries',
    'DescribeRepositories',
    'GetAuthorizationToken',
    'GetRepositoryCatalogData',
  ]);
});

describe('a catalog that differs', () => {
  const there = { description: 'Old', aboutText: '# About', architectures: ['x86-64', 'ARM 64'] };
  const DIFF = `catalog: description\n- Old\n+ Says hello\ncatalog: usage-text\n- none\n+ docker run it`;

  async function run(mode: string) {
    await using aws = await startEcrPublic();
    const name = freshPublicName();
    aws.repositories.set(name, { catalog: { ...there } });
    const done = await publishTo(aws, `- ecr-public: ${name}\n  create-repository: ${mode}${CATALOG}`);
    return { ...done, name, catalog: aws.repositories.get(name)?.catalog, operations: aws.operations };
  }

  test('create: is left as it is, and told', async () => {
    const { name, catalog, ...done } = await run('create');
    expect(messages(done)).toEqual([]);
    expect(done.log).toContain(
      `The public repository ${name} differs from its catalog, and create-repository is create, so it is left as it is:\n${DIFF}`,
    );
    expect(catalog).toEqual(there);
  });

  test('reconcile: is brought in line, and the rest of it stays', async () => {
    const { name, catalog, ...done } = await run('reconcile');
    expect(messages(done)).toEqual([]);
    expect(done.log).toContain(`The public repository ${name} was brought in line with its catalog:\n${DIFF}`);
    expect(catalog).toEqual({ ...catalogData, aboutText: '# About' });
  });

  test('verify: fails the run, and nothing is changed', async () => {
    const { name, catalog, ...done } = await run('verify');
    expect(messages(done)).toEqual([
      `The public repository ${name} differs from its catalog. Nothing was changed. Change the catalog, or set create-repository: reconcile.\n${DIFF}`,
    ]);
    expect(catalog).toEqual(there);
    expect(done.outputs.digest).toBeUndefined();
  });

  test('off: is nobody’s business', async () => {
    const { catalog, operations, ...done } = await run('off');
    expect(messages(done)).toEqual([]);
    expect(done.log).not.toContain('differs');
    expect(catalog).toEqual(there);
    expect(operations).not.toContain('GetRepositoryCatalogData');
  });
});

describe('what ECR Public does not do', () => {
  test.each(['GetAuthorizationToken', 'DescribeRepositories', 'GetRepositoryCatalogData', 'CreateRepository'])(
    '%s is denied: the error names the action',
    async (operation) => {
      await using aws = await startEcrPublic((asked) => (asked === operation ? 'AccessDeniedException' : undefined));
      const run = await publishTo(aws, `- ecr-public: ${freshPublicName()}${CATALOG}`);
      expect(messages(run)).toEqual([
        `AWS denied ecr-public:${operation}: said by the test (AccessDeniedException). Allow this action in the role's policy.`,
      ]);
    },
  );

  test('it has no such repository, and none may be made', async () => {
    await using aws = await startEcrPublic();
    const name = freshPublicName();
    const run = await publishTo(aws, `- ecr-public: ${name}\n  create-repository: off`);
    expect(messages(run)).toEqual([
      `ecr-public: there is no "${name}", and create-repository is off. Create it, or set create-repository: create.`,
    ]);
    expect(aws.operations).not.toContain('CreateRepository');
  });

  test('another account is refused before anything is written', async () => {
    await using aws = await startEcrPublic();
    const run = await publishTo(aws, `- ecr-public: ${freshPublicName()}\n  allowed-account-ids: ['444455556666']`);
    expect(messages(run)).toEqual([
      expect.stringContaining(`these credentials are for account ${ACCOUNT}, which is not one of 444455556666`),
    ]);
    expect(aws.repositories.size).toBe(0);
  });

  test('another job was first to make the repository: its catalog is compared', async () => {
    const name = freshPublicName();
    await using aws = await startEcrPublic((asked, repositories) => {
      if (asked === 'CreateRepository') repositories.set(name, { catalog: { description: 'Theirs' } });
      return undefined;
    });
    const run = await publishTo(aws, `- ecr-public: ${name}\n  catalog: { description: Ours }`);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain('catalog: description\n- Theirs\n+ Ours');
    expect(run.outputs['repository-created']).toBe('false');
    expect(tagsAt(name)).toEqual([source.sha]);
  });
});

test('a dry run tells what would be done, and makes nothing', async () => {
  await using aws = await startEcrPublic();
  const name = freshPublicName();
  const run = await publishTo(aws, `- ecr-public: ${name}`, { 'dry-run': 'true' });
  expect(messages(run)).toEqual([]);
  expect(run.log).toContain(`repository   ${name} (will be created)`);
  expect(aws.repositories.size).toBe(0);
});
