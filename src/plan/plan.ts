import { failure } from '../failure.ts';
import type { Commit } from '../request/commit.ts';
import type { Event } from '../request/event.ts';
import type { BuildRequest, Request } from '../request/request.ts';
import { ociLabels } from './labels.ts';

/** What will be done, known before anything is. */
export type Plan = {
  /** The main tag first. */
  tags: [string, ...string[]];
  /** The main tag, as `org.opencontainers.image.version` has it. */
  version: string;
  commit: Commit;
  build: BuildOptions;
};

/** What the build is told; the labels are the known ones with the given ones over them. */
export type BuildOptions = Omit<BuildRequest, 'labels' | 'buildArgs'> & {
  labels: Record<string, string>;
  buildArgs: Record<string, string>;
};

/** Pure: the plan for a request. */
export function toPlan(request: Request, event: Event, commit: Commit): Plan {
  const [version, ...others] = request.tags.length > 0 ? request.tags : [commit.sha];
  if (!version) {
    throw failure(
      'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.',
    );
  }
  const { labels, buildArgs, ...build } = request.build;
  return {
    tags: [version, ...others],
    version,
    commit,
    build: {
      ...build,
      labels: { ...ociLabels(event, commit, version), ...Object.fromEntries(labels) },
      // The same commit gives the same image: https://reproducible-builds.org/docs/source-date-epoch/
      buildArgs: {
        ...(commit.time !== undefined && { SOURCE_DATE_EPOCH: String(commit.time) }),
        ...Object.fromEntries(buildArgs),
      },
    },
  };
}
