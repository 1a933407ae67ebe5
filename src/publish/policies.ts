import { readClaims } from '../aws/oidc.ts';
import type { Event } from '../request/event.ts';
import type { Request } from '../request/request.ts';
import type { Settings } from '../settings/settings.ts';
import type { Surroundings } from './surroundings.ts';

/** The policies that this run would need. Without an id-token the subject is worked out from the event. */
export async function policiesOf(
  request: Request,
  settings: Settings,
  event: Event,
  { env, idToken }: Pick<Surroundings, 'env' | 'idToken'>,
): Promise<string> {
  const [{ printPolicies }, claims] = await Promise.all([
    import('../policies/print.ts'),
    idToken().then(readClaims, () => undefined),
  ]);
  const ids = { owner: env.GITHUB_REPOSITORY_OWNER_ID, repository: env.GITHUB_REPOSITORY_ID };
  return printPolicies(request, settings, { event, ids, claims });
}
