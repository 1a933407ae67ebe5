import { enterpriseIssuer, readClaims } from '../aws/id-token.ts';
import { idTokenOf } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import type { Settings } from '../settings/schema.ts';
import { toCloudFormation, toJson, toTerraform } from './formats.ts';
import { publisherOf, pullRequestOf, pullRequestRoles } from './pull-requests.ts';
import { type Configuration, type Role, rolesFor, UNKNOWN_ACCOUNT } from './roles.ts';
import { hasDefaultSubject, isPullRequest, type Run, whens } from './trust-policy.ts';

/** The policies that this run would need. Without an id token the subject is worked out from the event. */
export async function policiesOf(job: Job, settings: Settings, host: Host): Promise<string> {
  const claims = await idTokenOf(host, job.aws.audience).then(readClaims, () => undefined);
  return printPolicies(job, settings, { event: host.event, claims, triggers: job.printPolicies || [] });
}

/**
 * Pure: what the roles of this configuration trust and may do, as Markdown: for the log, the summary and the documents. Pull
 * requests have a role of their own, so that theirs alone has their subject.
 */
export function printPolicies(request: Configuration, settings: Settings, run: Run): string {
  const publisher = publisherOf(request);
  const asked = whens(run).map(({ kind }) => kind);
  const publishes = asked.length === 0 || asked.some((kind) => kind !== 'pull_request');
  // A public repository of their own would show everybody what nobody has reviewed.
  const pulls = request.place?.kind !== 'ecr-public' && (asked.length === 0 || asked.includes('pull_request'));
  const roles = [
    ...(publishes ? rolesFor(publisher, settings, run) : []),
    ...(pulls ? pullRequestRoles(publisher, settings, run) : []),
  ];
  const without = request.place?.kind === 'ecr-public' && asked.includes('pull_request') ? [NO_PUBLIC_PULLS] : [];
  return [...without, ...notes(roles, run), ...(pulls ? [choice(publisher)] : []), ...roles.map(printRole)].join(
    '\n\n',
  );
}

const NO_PUBLIC_PULLS =
  'Pull requests get no role for ECR Public: whatever they push there, everybody sees. Publish them to a private repository.';

function notes(roles: Role[], run: Run): string[] {
  const { claims, event } = run;
  const issuer = claims ? undefined : enterpriseIssuer(event);
  return [
    ...(isPullRequest(run)
      ? [
          "Warning: this is the run of a pull request, so the publisher's trust policy below holds its subject, which every pull request of the repository has: each of them could publish. Do not use that trust policy. Print it from a push to the branch that publishes.",
        ]
      : []),
    ...(roles.some(({ account }) => account === UNKNOWN_ACCOUNT)
      ? [
          `${UNKNOWN_ACCOUNT} stands for the account: set role-to-assume to the role that is to be made, and it is named.`,
        ]
      : []),
    ...(whens(run).some(({ kind }) => kind === 'environment')
      ? [
          "A job that names an environment has its subject whatever caused the run, a pull request, too: say in the environment's settings which branches and tags may use it.",
        ]
      : []),
    ...(whens(run).length > 0 && !hasDefaultSubject(run)
      ? [
          `Warning: the subjects of this repository have a form of their own, such as \`${claims?.sub.replaceAll('`', '')}\`, and those below are in GitHub's: write them in that form before you use them.`,
        ]
      : []),
    ...(claims || whens(run).length > 0
      ? []
      : [
          'The job has no id-token, so its subject is worked out from the event. If the job names an environment, give it `id-token: write`: then the subject is what GitHub says.',
        ]),
    ...(issuer
      ? [
          `Without an id-token the issuer is taken for GitHub's own. If your enterprise gives its tokens one of their own (include_enterprise_slug), it is ${issuer}: give the job \`id-token: write\`, and the policies name what its tokens do.`,
        ]
      : []),
  ];
}

/** How a workflow has a role and a repository for pull requests alone. */
function choice(publisher: Configuration): string {
  const { aws, repository } = pullRequestOf(publisher);
  const choose = (pull: string, other: string) =>
    `\${{ github.event_name == 'pull_request' && '${pull}' || '${other}' }}`;
  const repositories = [repository.name, ...(repository.cache ? [repository.cache] : [])].map((name) => `\`${name}\``);
  return `Pull requests have a role and a repository of their own, since whoever may push to a repository can forge what is reused from it. Make ${repositories.join(' and ')} once: their role may not. A workflow for both says

\`\`\`yaml
role-to-assume: ${choose(aws.roles.join(','), publisher.aws.roles.join(','))}
repository: ${choose(repository.name, publisher.repository.name)}
\`\`\``;
}

const printRole = (role: Role): string =>
  [
    `## Role ${role.name} of account ${role.account}`,
    block('Trust policy', 'json', toJson(role.trust)),
    block('Identity policy', 'json', toJson(role.identity)),
    block('CloudFormation', 'yaml', toCloudFormation(role)),
    block('Terraform', 'hcl', toTerraform(role)),
  ].join('\n\n');

const block = (title: string, language: string, text: string): string =>
  `### ${title}\n\n\`\`\`${language}\n${text}\n\`\`\``;
