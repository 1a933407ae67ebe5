// What the tests of a repository's settings share: runs with the rights to set them, and what is read back.
import { randomUUID } from 'node:crypto';
import {
  CreateRepositoryCommand,
  type CreateRepositoryCommandInput,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import { type ActionRun, type Inputs, publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import type { Proxy as AwsProxy, Exchange } from './proxy.ts';
import { root } from './registry.ts';
import { stack } from './stack.ts';

const source = project();

/** A run as AWS's root user, since the stack's roles may publish only, through the proxy. */
export function publishWith(name: string, inputs: Inputs, proxy?: AwsProxy, from = source): Promise<ActionRun> {
  const { 'role-to-assume': _, ...rest } = publishing(name);
  const { accessKeyId, secretAccessKey } = stack.aws.root;
  return runAction({
    inputs: { ...rest, ...inputs },
    project: from,
    env: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(proxy && { AWS_ENDPOINT_URL: proxy.url }),
    },
  });
}

export const messages = ({ errors }: ActionRun): string[] => errors.map(({ message }) => message);

const WRITES = /^(Create|Delete|Put(?!Image$)|Set|Tag|Untag)/;

/** The operations that change a repository, but for its images. */
export const writes = ({ exchanges }: { exchanges: Exchange[] }): string[] =>
  exchanges.map(({ operation }) => operation).filter((operation) => WRITES.test(operation));

/** A repository as somebody else made it. */
export async function made(more: Partial<CreateRepositoryCommandInput> = {}): Promise<string> {
  const repositoryName = freshName();
  await root.send(new CreateRepositoryCommand({ repositoryName, ...more }));
  return repositoryName;
}

/** Everything that the registry holds of a repository, but its images. */
export async function readBack(repositoryName: string) {
  const none = () => undefined;
  const { repositories } = await root.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  const repository = repositories?.[0];
  const [lifecycle, policy, tags] = await Promise.all([
    root.send(new GetLifecyclePolicyCommand({ repositoryName })).catch(none),
    root.send(new GetRepositoryPolicyCommand({ repositoryName })).catch(none),
    root.send(new ListTagsForResourceCommand({ resourceArn: repository?.repositoryArn })),
  ]);
  return {
    mutability: repository?.imageTagMutability,
    scanOnPush: repository?.imageScanningConfiguration?.scanOnPush,
    encryption: repository?.encryptionConfiguration,
    lifecycle: lifecycle?.lifecyclePolicyText && JSON.parse(lifecycle.lifecyclePolicyText),
    policy: policy?.policyText && JSON.parse(policy.policyText),
    tags: Object.fromEntries((tags.tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
}

/** What a repository is like that is made without a word. */
export const PLAIN = {
  mutability: 'MUTABLE',
  scanOnPush: false,
  encryption: { encryptionType: 'AES256' },
  lifecycle: undefined,
  policy: undefined,
  tags: {},
};

/** A preview that would expire these images; MiniStack has none. */
export const preview = (...previewResults: object[]) => ({
  StartLifecyclePolicyPreview: { status: 'IN_PROGRESS' },
  GetLifecyclePolicyPreview: { status: 'COMPLETE', previewResults },
});

/** An answer of AWS in place of MiniStack's; a name is an error's. */
export const answering = (answers: Record<string, object | string>) => (operation: string) => {
  const answer = answers[operation];
  if (answer === undefined) return undefined;
  return typeof answer === 'string'
    ? { status: 400, body: { __type: answer, message: 'said by the test' } }
    : { status: 200, body: answer };
};

/** A file in the workspace. */
export const withFile = (path: string, text: string) =>
  project({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n', [path]: text, 'unique.txt': randomUUID() });
