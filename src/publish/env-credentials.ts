// The input `output-env-credentials`: what later steps of the job get.
import type { CredentialProvider } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import { failure } from '../lib/failure.ts';
import type { pushOf, Trust } from '../source/trust.ts';

export type Identity = Awaited<ReturnType<CredentialProvider>>;

/**
 * Pure: the destination whose session later steps get; in words why there is none.
 * @throws Failure where that has no role
 */
export function sharedSession(
  jobs: [Job, ...Job[]],
  trust: Trust,
  push: ReturnType<typeof pushOf>,
): { job?: Job; why?: string } {
  const [asked] = jobs;
  if (!asked.outputEnvCredentials) return {};
  const why = push.wanted ? (asked.dryRun ? 'This is a dry run.' : ofPullRequest(trust)) : push.why;
  if (why) return { why: `Later steps get no credentials of AWS. ${why}` };
  const kinds = ['ecr', 'ecr-public'] as const;
  const [job] = kinds.flatMap((kind) => jobs.find(({ place }) => place.kind === kind) ?? []);
  if (job && job.aws.roles.length > 0) return { job };
  throw failure(
    `output-env-credentials: there is no role whose session later steps could get${job ? '' : ', since no destination is one of ECR'}. Set role-to-assume, or leave it out: without a role they have the job's own credentials.`,
  );
}

const ofPullRequest = ({ level }: Trust): string | undefined =>
  level === 'pull request' ? 'This is a pull request, whose own code may run there.' : undefined;

/** @returns what is to be told */
export function exportSession(
  { aws: { roles, region } }: Pick<Job, 'aws'>,
  { accessKeyId, secretAccessKey, sessionToken = '', expiration }: Identity,
  { mask, exportVariable }: Pick<Host, 'mask' | 'exportVariable'>,
): string {
  const variables = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  mask(accessKeyId);
  for (const [name, value] of Object.entries(variables)) exportVariable(name, value);
  return `Every later step of this job has the session of ${roles.at(-1)}${expiration ? ` until ${expiration.toISOString()}` : ''}: ${Object.keys(variables).join(', ')} (output-env-credentials).`;
}
