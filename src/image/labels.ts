import type { Event } from '../host/event.ts';
import type { Commit } from '../source/commit.ts';

/** The label that names an image's version. */
export const VERSION = 'org.opencontainers.image.version';

/**
 * What is known of the image in OCI's words; `created` is the commit's time, so that the same commit gives the same
 * image. Source: https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
export function ociDescription(event: Event, commit: Commit, version: string): Record<string, string> {
  const repository = event.payload.repository;
  const url = repository?.html_url ?? (event.repository && `${event.serverUrl}/${event.repository}`);
  const license = repository?.license?.spdx_id;
  const known: Record<string, string | null | undefined> = {
    created: commit.time === undefined ? undefined : new Date(commit.time * 1000).toISOString(),
    description: repository?.description,
    licenses: license === 'NOASSERTION' ? undefined : license,
    // What is built, which for a pull request is the merge.
    revision: commit.head ?? commit.sha,
    source: url,
    title: repository?.name ?? event.repository.split('/')[1],
    url,
    version,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value ? [[`org.opencontainers.image.${name}`, value]] : [])),
  );
}
