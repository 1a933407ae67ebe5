// How far the author of what is built is trusted. Pure.
import type { Event } from '../host/event.ts';

/** The name of the fork that a pull request comes from, `undefined` for anything else. A deleted fork is one too. */
export function forkOf({ payload }: Pick<Event, 'payload'>): string | undefined {
  const pull = payload.pull_request;
  if (!pull?.base?.repo?.full_name || !pull.head) return undefined;
  const from = pull.head.repo?.full_name ?? 'a deleted repository';
  return from === pull.base.repo.full_name ? undefined : from;
}

/** True for a run that Dependabot started: its token is read-only unless the workflow asks for more. */
export const isDependabot = ({ actor }: Pick<Event, 'actor'>): boolean => actor === 'dependabot[bot]';
