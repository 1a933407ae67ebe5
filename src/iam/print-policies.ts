import { readClaims } from '../aws/id-token.ts';
import { idTokenOf } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import type { Settings } from '../settings/schema.ts';
import { toCloudFormation, toJson, toTerraform } from './formats.ts';
import { type Role, rolesFor, UNKNOWN_ACCOUNT } from './roles.ts';
import type { Run } from './trust-policy.ts';

/** The policies that this run would need. Without an id token the subject is worked out from the event. */
export async function policiesOf(job: Job, settings: Settings, host: Host): Promise<string> {
  const claims = await idTokenOf(host, job.aws.audience).then(readClaims, () => undefined);
  return printPolicies(job, settings, { event: host.event, claims });
}

/**
 * Pure: what the roles of this configuration trust and may do, as Markdown: for the log, the summary and the documents.
 */
export function printPolicies(
  request: Pick<Job, 'repository' | 'aws' | 'tagConflict'>,
  settings: Settings,
  run: Run,
): string {
  const roles = rolesFor(request, settings, run);
  return [...notes(roles, run), ...roles.map(printRole)].join('\n\n');
}

function notes(roles: Role[], { claims }: Run): string[] {
  return [
    ...(roles.some(({ account }) => account === UNKNOWN_ACCOUNT)
      ? [
          `${UNKNOWN_ACCOUNT} stands for the account: set role-to-assume to the role that is to be made, and it is named.`,
        ]
      : []),
    ...(claims
      ? []
      : [
          'The job has no id-token, so its subject is worked out from the event. If the job names an environment, give it `id-token: write`: then the subject is what GitHub says.',
        ]),
  ];
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
