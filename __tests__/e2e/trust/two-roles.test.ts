// The two roles and repositories that print-policies prints, made in an account that enforces them.
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { createRole, type Statement } from '../../../stack/iam.ts';
import { type ActionRun, publishing, runAction } from '../action.ts';
import { freshName, project, repository } from '../project.ts';
import { repositoryNames, root, tagsOf } from '../registry.ts';
import { stack } from '../stack.ts';

const source = project();
const PULL_REQUEST = 'repo:octo-org/hello:pull_request';

const pullRequest = {
  name: 'pull_request',
  payload: {
    number: 7,
    repository,
    pull_request: {
      head: { sha: source.sha, repo: { full_name: 'octo-org/hello' } },
      base: { ref: 'main', repo: { full_name: 'octo-org/hello' } },
    },
  },
};

/** MiniStack judges it against `*` alone. */
const describing: Statement = { Effect: 'Allow', Action: 'ecr:DescribeRepositories', Resource: '*' };

/** The roles as they are printed for a publish of main, under a name that no other test has. */
async function printedRoles(name: string): Promise<[publisher: string, puller: string]> {
  const role = name.replaceAll('/', '-');
  const arn = `arn:aws:iam::${stack.aws.account}:role/${role}`;
  const inputs = { ...publishing(name), 'role-to-assume': arn, 'print-policies': 'true' };
  const { log } = await runAction({ inputs, project: source });
  const names = [...log.matchAll(/^## Role (\S+) /gm)].map(([, each = '']) => each);
  const policies = [...log.matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(([, json = '']) => JSON.parse(json).Statement);
  expect(names).toEqual([role, `${role.slice(0, 50)}-pull-requests`]);
  expect(policies).toHaveLength(4);
  const make = (at: number) =>
    createRole(stack.aws, {
      name: names[at] ?? '',
      trust: policies[2 * at][0],
      statements: [...policies[2 * at + 1], describing],
    });
  return [await make(0), await make(1)];
}

const asPullRequest = (inputs: Record<string, string>): Promise<ActionRun> =>
  runAction({
    inputs: { ...inputs, push: 'true', tags: 'pr-7' },
    project: source,
    event: pullRequest,
    sub: PULL_REQUEST,
  });

test('main publishes to its repository, a pull request to its own, and neither role is for the other', async () => {
  const name = freshName();
  const own = `${name}/pull-requests`;
  const [publisher, puller] = await printedRoles(name);
  const main = await runAction({ inputs: { ...publishing(name), 'role-to-assume': publisher }, project: source });
  expect(main.errors).toEqual([]);
  await root.send(new CreateRepositoryCommand({ repositoryName: own }));
  const tagsOfMain = await tagsOf(name);

  const pull = await asPullRequest({ ...publishing(own), 'role-to-assume': puller });
  expect(pull.errors).toEqual([]);
  expect(await tagsOf(own)).toEqual({ 'pr-7': pull.outputs.digest });

  const elsewhere = await asPullRequest({ ...publishing(name), 'role-to-assume': puller });
  expect(elsewhere.exitCode).toBe(1);
  expect(elsewhere.errors.map(({ message }) => message)).toEqual([
    expect.stringContaining('AWS denied ecr:PutImage: '),
  ]);
  const another = freshName();
  expect((await asPullRequest({ ...publishing(another), 'role-to-assume': puller })).exitCode).toBe(1);
  expect(await repositoryNames()).not.toContain(another);

  const asPublisher = await asPullRequest({ ...publishing(own), 'role-to-assume': publisher });
  expect(asPublisher.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^AWS did not let this run assume .*Every pull request of the repository has this sub/s),
  ]);
  // The emulator's registry does not ask whose the password is.
  expect(await tagsOf(name)).toEqual(tagsOfMain);
});

test('printed from a pull request: a warning that its subject is not for the publisher', async () => {
  const printing = { ...publishing(freshName()), 'print-policies': 'true' };
  const inputs = { inputs: printing, project: source };
  const warning = /^Warning: this is the run of a pull request, so the publisher's trust policy/m;
  expect((await runAction({ ...inputs, event: pullRequest, sub: PULL_REQUEST })).log).toMatch(warning);
  expect((await runAction(inputs)).log).not.toMatch(warning);
});
