import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { GetLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { createRole, publishing as statements, trustGitHub } from '../../stack/iam.ts';
import { MAIN } from '../../stack/runner.ts';
import { publishing, runAction } from './action.ts';
import { freshName, project, repository } from './project.ts';
import { manifestOf, repositoryNames, root, tagsOf } from './registry.ts';
import { stack } from './stack.ts';

/** The tag of main's cache. */
const MAIN_CACHE = 'branch-main-0d6e4079e367';

const source = () => project({ Dockerfile: `FROM ${stack.baseImage}\nRUN echo ${Math.random()} > /made\n` });

const role = await createRole(stack.aws, {
  name: `cache-${randomUUID()}`,
  trust: trustGitHub(stack.aws.account, MAIN),
  statements: [
    ...statements(stack.aws, 'team/*'),
    { Effect: 'Allow', Action: 'ecr:PutLifecyclePolicy', Resource: '*' },
  ],
});
const caching = (name: string) => ({ ...publishing(name), 'role-to-assume': role, cache: 'true', reuse: 'off' });

/** The step itself, not the base image that Docker holds. */
const RUN_CACHED = /\] RUN .*\n#\d+ CACHED$/m;

/** Forgets what the builder itself remembers. */
function prune(env: Record<string, string | undefined>, name: string): void {
  const [tool, ...args] =
    name === 'buildctl' ? ['buildctl', 'prune', '--all'] : ['docker', 'buildx', 'prune', '--all', '--force'];
  execFileSync(tool ?? '', args, { env: { ...process.env, ...env }, stdio: 'ignore' });
}

describe.each(stack.builders)('cache, with $name', ({ env, name: builder }) => {
  test('is kept in a repository of its own and read by the next build', async () => {
    const commit = source();
    const name = freshName();
    const inputs = caching(name);
    const first = await runAction({ inputs, project: commit, env });
    expect(first.errors).toEqual([]);
    expect(first.log).not.toMatch(RUN_CACHED);
    const cache = `${name}/cache`;
    const tags = await tagsOf(cache);
    expect(Object.keys(tags)).toEqual([MAIN_CACHE]);
    // What ECR takes: an image of OCI's types.
    expect(manifestOf(`${stack.aws.registry}/${cache}:${MAIN_CACHE}`).mediaType).toBe(
      'application/vnd.oci.image.manifest.v1+json',
    );
    const policy = await root.send(new GetLifecyclePolicyCommand({ repositoryName: cache }));
    expect(JSON.parse(policy.lifecyclePolicyText ?? '').rules).toHaveLength(3);
    // The image's repository holds nothing of it.
    expect(Object.keys(await tagsOf(name))).toEqual([commit.sha]);

    prune(env, builder);
    const second = await runAction({ inputs, project: commit, env });
    expect(second.errors).toEqual([]);
    expect(second.log).toMatch(/importing cache manifest/);
    expect(second.log).toMatch(RUN_CACHED);
    expect(second.outputs.digest).toBe(first.outputs.digest);
  });
});

test("a pull request reads its base branch's cache and writes only its own", async () => {
  const commit = source();
  const name = freshName();
  const inputs = caching(name);
  await runAction({ inputs, project: commit });
  const before = await tagsOf(`${name}/cache`);
  const pull = await runAction({
    inputs: { ...inputs, push: 'true' },
    project: commit,
    env: { GITHUB_REF: 'refs/pull/7/merge' },
    event: {
      name: 'pull_request',
      payload: {
        number: 7,
        repository,
        pull_request: {
          head: { sha: commit.sha, repo: { full_name: 'octo-org/hello' } },
          base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
        },
      },
    },
  });
  expect(pull.errors).toEqual([]);
  const cache = `${stack.aws.registry}/${name}/cache`;
  expect(pull.log).toContain(`type=registry,ref=${cache}:pr-7`);
  expect(pull.log).toContain(`importing cache manifest from ${cache}:${MAIN_CACHE}`);
  expect(await tagsOf(`${name}/cache`)).toMatchObject({
    [MAIN_CACHE]: before[MAIN_CACHE],
    'pr-7': expect.any(String),
  });
});

test('a cache that may not be made never fails a publish', async () => {
  const name = freshName();
  const narrow = await createRole(stack.aws, {
    name: `no-cache-${name.slice(9)}`,
    trust: trustGitHub(stack.aws.account, MAIN),
    statements: statements(stack.aws, name),
  });
  const inputs = { ...publishing(name), 'role-to-assume': narrow, cache: 'true' };
  const run = await runAction({ inputs, project: source() });
  expect(run.errors).toEqual([]);
  expect(run.log).toContain(`The build continues without its cache in ${name}/cache: AWS denied ecr:CreateRepository`);
  expect(await repositoryNames()).not.toContain(`${name}/cache`);
});
