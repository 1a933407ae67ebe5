/** What GitHub says of the run; all of it is empty outside GitHub Actions. */
export type Event = {
  /** `push`, `pull_request`, … */
  name: string;
  ref: string;
  sha: string;
  actor: string;
  runId: string;
  /** `owner/name`. */
  repository: string;
  /** Numbers of the repository and of its owner, which stay when they are renamed. */
  ids: { owner?: string | undefined; repository?: string | undefined };
  serverUrl: string;
  payload: Payload;
};

/** The part of the webhook's payload that is read; every field may be missing. */
export type Payload = {
  /** Of a pull request. */
  number?: number;
  /** Of a pushed tag: the branch it was made on. */
  base_ref?: string | null;
  /** Of an organisation that belongs to one. */
  enterprise?: { slug?: string };
  repository?: {
    default_branch?: string;
    html_url?: string;
    name?: string;
    description?: string | null;
    license?: { spdx_id?: string | null } | null;
  };
  /** Of the run that a workflow_run event follows. */
  workflow_run?: {
    event?: string;
    head_sha?: string;
    head_branch?: string | null;
    head_repository?: { full_name?: string } | null;
    repository?: { id?: number; full_name?: string };
    pull_requests?: { number?: number; head?: { sha?: string }; base?: { repo?: { id?: number } } }[];
  };
  /** Of a comment; it names a pull request where the comment is on one. */
  issue?: { pull_request?: object };
  commits?: { id?: string; timestamp?: string }[];
  head_commit?: { id?: string; timestamp?: string } | null;
  pull_request?: {
    number?: number;
    head?: { sha?: string; repo?: { full_name?: string } | null };
    base?: { ref?: string; repo?: { full_name?: string } };
  };
};
