/** What GitHub says of the run: a plain copy of @actions/github's context with what this action reads. */
export type Event = {
  /** `push`, `pull_request`, …; empty outside GitHub Actions. */
  name: string;
  ref: string;
  sha: string;
  actor: string;
  runId: string;
  /** `owner/name`. */
  repository: string;
  serverUrl: string;
  payload: Payload;
};

/** The part of the webhook's payload that is read; every field may be missing. */
export type Payload = {
  /** Of a pull request. */
  number?: number;
  /** Of a pushed tag: the branch it was made on. */
  base_ref?: string | null;
  repository?: {
    default_branch?: string;
    html_url?: string;
    name?: string;
    description?: string | null;
    license?: { spdx_id?: string | null } | null;
  };
  commits?: { id?: string; timestamp?: string }[];
  head_commit?: { id?: string; timestamp?: string } | null;
  pull_request?: {
    head?: { sha?: string; repo?: { full_name?: string } | null; user?: { login?: string } };
    base?: { ref?: string; repo?: { full_name?: string } };
  };
};

/** The name of the fork that a pull request comes from, `undefined` for anything else. A deleted fork is one too. */
export function forkOf({ payload }: Pick<Event, 'payload'>): string | undefined {
  const pull = payload.pull_request;
  if (!pull?.base?.repo?.full_name || !pull.head) return undefined;
  const from = pull.head.repo?.full_name ?? 'a deleted repository';
  return from === pull.base.repo.full_name ? undefined : from;
}

/** True for a run that Dependabot started: its token is read-only unless the workflow asks for more. */
export const isDependabot = ({ actor }: Pick<Event, 'actor'>): boolean => actor === 'dependabot[bot]';
