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

/** Pure: the same repository's run for a pull request, in a job that names no environment. */
export function pullRequestRun({ event, claims }: Run): Run {
  const sub = claims?.sub.replace(/:(ref|environment):.*$/s, PULL_REQUEST);
  const known = sub?.endsWith(PULL_REQUEST) ? sub : `repo:${event.repository}${PULL_REQUEST}`;
  return { event: { ...event, name: 'pull_request' }, claims: claims && { ...claims, sub: known } };
}

/** Pure: whether the run's subject is that of every pull request of its repository. */
export const isPullRequest = (run: Run): boolean => subjects(run).some((sub) => sub.endsWith(PULL_REQUEST));

const PULL_REQUEST = ':pull_request';

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
