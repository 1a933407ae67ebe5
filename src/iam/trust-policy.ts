import { type Claims, trustStatement } from '../aws/id-token.ts';
import type { Event } from '../host/event.ts';
import type { Statement } from './statements.ts';

/** What the run knows of itself. */
export type Run = {
  event: Pick<Event, 'name' | 'ref' | 'repository' | 'ids'>;
  /** Of the job's id token, which alone tells of an environment or a subject of one's own form. */
  claims: Claims | undefined;
};

/** Pure: lets jobs like this run become the role. */
export function trustGitHub(role: string, audience: string, run: Run): Statement {
  const iss = run.claims?.iss ?? 'https://token.actions.githubusercontent.com';
  return trustStatement(role, { iss, aud: audience, sub: subjects(run) });
}

/** Pure: lets the role before become this one. */
export const trustRole = (before: string, externalId: string | undefined): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: before },
  Action: 'sts:AssumeRole',
  ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
});

/**
 * The subject of the run's token, and the same in the immutable form with ids, which a repository gets when it is renamed or
 * moved, and has from the start since July 2026.
 * Source: https://docs.github.com/actions/reference/security/oidc
 */
function subjects({ event, claims }: Run): string[] {
  const repository = event.repository || 'OWNER/NAME';
  const named = `repo:${repository}:`;
  const sub =
    claims?.sub ?? named + (event.name === 'pull_request' ? 'pull_request' : `ref:${event.ref || 'refs/heads/main'}`);
  const { ids } = event;
  if (!sub.startsWith(named) || !ids.owner || !ids.repository) return [sub];
  const [owner, name] = repository.split('/');
  return [sub, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:${sub.slice(named.length)}`];
}
