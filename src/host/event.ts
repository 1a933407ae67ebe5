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
