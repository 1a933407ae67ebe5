// npm run docs: writes the table of docs/iam.md from the table of AWS calls. A test says when that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';
import { CALLS, type Call, type Needs } from '../src/iam/needed-actions.ts';

/** Asks for everything that a permission is needed for. */
const everything: Omit<Needs, 'mode'> = {
  template: true,
  force: false,
  cache: 'team/app/cache',
  tagConflict: 'fail',
  settings: {
    'image-tag-mutability': 'IMMUTABLE',
    'scan-on-push': true,
    encryption: { type: 'KMS', key: 'alias/images' },
    'lifecycle-policy': {},
    'repository-policy': {},
    'resource-tags': {},
  },
};

const MODES = ['off', 'create', 'reconcile', 'verify'] as const;

const ON: Record<Call['resource'], string> = {
  '*': '`*`',
  repository: 'the repository',
  cache: "the cache's repository",
  key: 'the key',
};

/** Pure: the document with its table as the calls have it, between its markers. */
export function withPermissions(document: string): string {
  const groups = Map.groupBy(CALLS, ({ why }) => why);
  const rows = [...groups].map(([why, calls]) => {
    const [{ resource, optional, when }] = calls as [Call];
    const modes = MODES.filter((mode) => when({ ...everything, mode }));
    const actions = calls.map(({ action }) => `\`${action}\``).join(', ');
    return `| ${actions} | ${ON[resource]} | ${why}${optional ? '; a run does without' : ''} | ${modes.length === MODES.length ? '' : modes.join(', ')} |`;
  });
  const table = ['| action | on | what for | create-repository |', '|---|---|---|---|', ...rows].join('\n');
  return document.replace(/(<!-- permissions -->\n)[\s\S]*?(<!-- end of permissions -->)/, `$1${table}\n$2`);
}

if (import.meta.main) {
  const file = new URL('../docs/iam.md', import.meta.url);
  writeFileSync(file, withPermissions(readFileSync(file, 'utf8')));
}
