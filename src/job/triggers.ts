// What print-policies is asked for: the runs that the printed trust policies accept. Pure.
import { cut, failure } from '../lib/failure.ts';
import { asList } from './lists.ts';
import { boolean } from './values.ts';

/** Runs of a workflow, by what GitHub's id token says of them. In a pattern `*` and `?` stand for any characters. */
export type Trigger =
  | { kind: 'branch' | 'tag' | 'environment'; pattern: string }
  | { kind: 'pull_request' }
  /** A reusable workflow (`job_workflow_ref`) that the runs go through. */
  | { kind: 'workflow'; pattern: string };

/**
 * `branch:main`, `tag:v*`, `environment:production` (without a name: any), `pull_request`,
 * `workflow:owner/name/.github/workflows/file.yml@ref`, as a comma- or newline-separated list.
 * @returns false for a run that prints nothing; an empty list for one that prints its own trigger
 */
export function triggers(text: string, input: string): false | Trigger[] {
  if (/^(true|false)$/i.test(text)) return boolean(text, input) && [];
  return asList(text, input).map((item) => trigger(item, input));
}

function trigger(item: string, input: string): Trigger {
  const [, kind = '', , pattern = '*'] = item.match(/^([^:]*)(:(.*))?$/s) ?? [];
  const wrong = (message: string) => failure(`${input}: "${cut(item)}" ${message}`);
  switch (kind) {
    case 'branch':
    case 'tag':
      // As Git allows them: https://git-scm.com/docs/git-check-ref-format
      if (/^(?!refs\/)[^\s~^:\\[]+$/.test(pattern)) return { kind, pattern };
      throw wrong(
        `does not name a ${kind}. Give its name alone, such as ${kind === 'tag' ? 'tag:v*' : 'branch:main'}.`,
      );
    case 'environment':
      if (pattern) return { kind, pattern };
      throw wrong('names no environment. Give one such as environment:production.');
    case 'pull_request':
      if (item === kind) return { kind };
      throw wrong('has a name, and all pull requests of a repository have one subject. Give pull_request alone.');
    case 'workflow':
      if (/^[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^\s@]+@\S+$/.test(pattern)) return { kind, pattern };
      throw wrong(
        'does not name a reusable workflow. Give its path and ref, such as workflow:octo-org/shared/.github/workflows/publish.yml@refs/heads/main.',
      );
    default:
      throw wrong(
        'must be true, false, or a list of branch:NAME, tag:NAME, environment:NAME, pull_request, workflow:PATH@REF, such as "branch:main, tag:v*".',
      );
  }
}
