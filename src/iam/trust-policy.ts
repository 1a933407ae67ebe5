import { type Claims, issuerOf, trustStatement } from '../aws/id-token.ts';
import type { Event } from '../host/event.ts';
import type { Trigger } from '../job/triggers.ts';
import type { Statement } from './statements.ts';

/** What the run knows of itself. */
export type Run = {
  event: Pick<Event, 'name' | 'ref' | 'repository' | 'ids' | 'serverUrl' | 'payload'>;
  /** Of the job's id token, which alone tells of an environment or a subject of one's own form. */
  claims: Claims | undefined;
  /** The runs that are accepted; this one where none of them says when it runs. */
  triggers?: Trigger[];
};

/**
 * Pure: lets jobs like this run, or those of the triggers, become the role: a statement each for what is exact and for patterns.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function trustGitHub(role: string, audience: string, run: Run): Statement[] {
  const iss = run.claims?.iss ?? issuerOf(run.event.serverUrl);
  const issuer = iss.replace(/^https:\/\//, '');
  const workflows = byOperator((run.triggers ?? []).flatMap((each) => (each.kind === 'workflow' ? each.pattern : [])));
  const { Condition: _, ...statement } = trustStatement(role, { iss, aud: audience, sub: '' });
  return accepted(run).flatMap((subject) =>
    (workflows.length > 0 ? workflows : [undefined]).map((workflow) => {
      const claims = [
        { operator: 'StringEquals', claim: 'aud', values: audience },
        { ...subject, claim: 'sub' },
        ...(workflow ? [{ ...workflow, claim: 'job_workflow_ref' }] : []),
      ];
      const condition = [...Map.groupBy(claims, ({ operator }) => operator)].map(([operator, of]) => [
        operator,
        Object.fromEntries(of.map(({ claim, values }) => [`${issuer}:${claim}`, values])),
      ]);
      return { ...statement, Condition: Object.fromEntries(condition) };
    }),
  );
}

type Values = { operator: 'StringEquals' | 'StringLike'; values: string[] };

/** Conditions of one statement all have to hold, so that what is exact and what is a pattern cannot stand in one. */
function byOperator(values: string[]): Values[] {
  const isPattern = (value: string) => /[*?]/.test(value);
  const all: Values[] = [
    { operator: 'StringEquals', values: values.filter((value) => !isPattern(value)) },
    { operator: 'StringLike', values: values.filter(isPattern) },
  ];
  return all.filter((each) => each.values.length > 0);
}

/** Pure: lets the role before become this one. */
export const trustRole = (before: string, externalId: string | undefined): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: before },
  Action: 'sts:AssumeRole',
  ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
});

/** Pure: the same repository's run for a pull request, in a job that names no environment. */
export function pullRequestRun({ event, claims, triggers = [] }: Run): Run {
  const sub = claims?.sub.replace(/:(ref|environment):.*$/s, PULL_REQUEST);
  const known = sub?.endsWith(PULL_REQUEST) ? sub : `repo:${event.repository}${PULL_REQUEST}`;
  return {
    event: { ...event, name: 'pull_request' },
    claims: claims && { ...claims, sub: known },
    triggers: triggers.filter(({ kind }) => kind === 'workflow'),
  };
}

/** Pure: whether the run's subject is that of every pull request of its repository. */
export const isPullRequest = (run: Run): boolean =>
  whens(run).length === 0 && subjects(run).some((sub) => sub.endsWith(PULL_REQUEST));

const PULL_REQUEST = ':pull_request';

/** Pure: the triggers that say when a run is accepted; a workflow says only through what. */
export const whens = ({ triggers = [] }: Run) => triggers.filter((each) => each.kind !== 'workflow');

/** Pure: whether a token has the subject that GitHub gives it by default, and not a form that somebody chose. */
export const hasDefaultSubject = ({ claims }: Run): boolean =>
  !claims || /^repo:[^:]+:(ref:[^:]+|environment:[^:]+|pull_request)$/.test(claims.sub);

/** The subjects that are accepted: of the triggers, or the run's own as it is. */
function accepted(run: Run): Values[] {
  const contexts = whens(run).flatMap((each) => (each.kind === 'pull_request' ? [] : contextOf(each)));
  if (contexts.length === 0) return [{ operator: 'StringEquals', values: subjects(run) }];
  return byOperator(contexts.flatMap((context) => prefixes(run).map((prefix) => prefix + context)));
}

/** Source: https://docs.github.com/actions/reference/security/oidc ("Filtering for metadata containing :") */
function contextOf({ kind, pattern }: { kind: 'branch' | 'tag' | 'environment'; pattern: string }): string {
  if (kind === 'environment') return `environment:${pattern.replaceAll(':', '%3A')}`;
  return `ref:refs/${kind === 'branch' ? 'heads' : 'tags'}/${pattern}`;
}

/** The subject of the run's token, in each form. */
function subjects(run: Run): string[] {
  const { event, claims } = run;
  const all = prefixes(run);
  const context = event.name === 'pull_request' ? 'pull_request' : `ref:${event.ref || 'refs/heads/main'}`;
  const sub = claims?.sub ?? all[0] + context;
  const [own] = all.filter((prefix) => sub.startsWith(prefix));
  return own ? all.map((prefix) => prefix + sub.slice(own.length)) : [sub];
}

/**
 * What a subject begins with: by the repository's name, and the same in the immutable form with ids, which a repository gets
 * when it is renamed or moved, and has from the start since July 2026. A token that has the latter has it alone.
 * Source: https://docs.github.com/actions/reference/security/oidc
 */
function prefixes({ event, claims }: Run): string[] {
  const repository = event.repository || 'OWNER/NAME';
  const named = `repo:${repository}:`;
  const [own = named] = claims?.sub.match(/^repo:[^:]+:/) ?? [];
  const { ids } = event;
  if (own !== named || !ids.owner || !ids.repository) return [own];
  const [owner, name] = repository.split('/');
  return [named, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:`];
}
