import { readClaims } from '../aws/oidc.ts';
import { idTokenOf } from '../aws/sessions.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import type { Settings } from '../settings/schema.ts';

/** The policies that this run would need. Without an id token the subject is worked out from the event. */
export async function policiesOf(job: Job, settings: Settings, host: Host): Promise<string> {
  const [{ printPolicies }, claims] = await Promise.all([
    import('../iam/policies.ts'),
    idTokenOf(host, job.aws.audience).then(readClaims, () => undefined),
  ]);
  return printPolicies(job, settings, { event: host.event, claims });
}
