import type { Job } from '../job/job.ts';
import type { Settings } from '../settings/schema.ts';
import { callsFor } from './needed-actions.ts';
import { identityStatements, type Place, type Policy, policyOf, type Statement } from './statements.ts';
import { type Run, trustGitHub, trustRole } from './trust-policy.ts';

/** A role as this configuration needs it. */
export type Role = {
  account: string;
  name: string;
  path: string;
  /** Where it is more than a role has by itself. */
  maxSessionDuration?: number;
  trust: Policy;
  identity: Policy;
};

/** Stands for an account that nobody has named. */
export const UNKNOWN_ACCOUNT = 'ACCOUNT_ID';

/** As much of a job as its permissions depend on. */
export type Configuration = Pick<Job, 'repository' | 'aws' | 'tagConflict'> & Partial<Pick<Job, 'place'>>;

/** Pure: every role of role-to-assume, or the one that it should name; the last of a chain is the one that publishes. */
export function rolesFor(request: Configuration, settings: Settings, run: Run): Role[] {
  const { aws } = request;
  const arns = aws.roles.length > 0 ? aws.roles : [suggestedRole(aws.region)];
  return arns.map((arn, at) => {
    const role = arn.slice(arn.indexOf(':role/') + 1);
    const [before, next] = [arns[at - 1], arns[at + 1]];
    const place = placeOf(arn, aws.region);
    return {
      account: place.account,
      name: role.slice(role.lastIndexOf('/') + 1),
      path: role.slice('role'.length, role.lastIndexOf('/') + 1),
      ...(aws.durationSeconds > 3600 && { maxSessionDuration: aws.durationSeconds }),
      trust: policyOf(before ? [trustRole(before, aws.externalId)] : trustGitHub(arn, aws.audience, run)),
      identity: next
        ? policyOf([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: next }])
        : policyOf(publishing(request, settings, place)),
    };
  });
}

/** What allows a run to publish, and nothing else. */
export function publishing(request: Configuration, settings: Settings, place: Place): Statement[] {
  const { name: repository, cache, signingProfile } = request.repository;
  const resources = { repository, cache, key: settings.encryption?.key, signingProfile };
  return identityStatements(callsFor(request, settings), resources, place);
}

/** What a role works on lies in its own account. */
export function placeOf(role: string, region: string): Place {
  const [, partition = '', , , account = ''] = role.split(':');
  return { partition, region, account };
}

export const suggestedRole = (region: string): string =>
  `arn:${partitionOf(region)}:iam::${UNKNOWN_ACCOUNT}:role/ecr-publish`;

/** Source: https://docs.aws.amazon.com/general/latest/gr/rande.html; a role's ARN says it for any other. */
const partitionOf = (region: string): string =>
  PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';

const PARTITIONS = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
] as const;
