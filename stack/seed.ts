import { createGitHubProvider, createRole, publishing, trustGitHub, trustRole } from './iam.ts';
import type { Stack } from './stack.ts';

const SUBJECT = 'repo:octo-org/hello:ref:refs/heads/main';
const REPOSITORIES = 'team/*';
const EXTERNAL_ID = 'ext-42';

/** What the AWS account contains from the start: GitHub as identity provider, and the roles. */
export async function seed(aws: Stack['aws']): Promise<Stack['roles']> {
  const trust = trustGitHub(aws.account, SUBJECT);
  const statements = publishing(aws, REPOSITORIES);
  const chainedArn = `arn:aws:iam::${aws.account}:role/chained`;
  const [publisher, hub] = await Promise.all([
    createRole(aws, { name: 'publisher', trust, statements }),
    createRole(aws, {
      name: 'hub',
      trust,
      statements: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: chainedArn }],
    }),
    createGitHubProvider(aws),
  ]);
  // AWS refuses a principal that does not exist, so the trusted role comes first.
  const chained = await createRole(aws, { name: 'chained', trust: trustRole(hub, EXTERNAL_ID), statements });
  return { publisher, hub, chained };
}
