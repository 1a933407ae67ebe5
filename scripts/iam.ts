// npm run docs: writes the table of docs/iam.md from the table of AWS calls. A test says when that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';
import { CALLS, type Call, type Needs, PUBLIC_CALLS } from '../src/iam/needed-actions.ts';

/** Asks for everything that a permission is needed for. */
const everything: Omit<Needs, 'mode'> = {
  template: true,
  force: false,
  cache: 'team/app/cache',
  tagConflict: 'fail',
  catalog: {},
  allowedAccounts: ['111122223333'],
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
  'public repository': 'the public repository',
  cache: "the cache's repository",
  key: 'the key',
  'signing profile': 'the signing profile',
};

/** Pure: the document with its tables as the calls have them, between their markers. */
export function withPermissions(document: string): string {
  const tables = Object.entries({ permissions: tableOf(CALLS), 'permissions of ECR Public': tableOf(PUBLIC_CALLS) });
  return tables.reduce(
    (text, [name, table]) =>
      text.replace(new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`), `$1${table}\n$2`),
    document,
  );
}

function tableOf(calls: readonly Call[]): string {
  const groups = Map.groupBy(calls, ({ why, resource }) => `${why} ${resource}`);
  const rows = [...groups.values()].map((calls) => {
    const [{ why, resource, optional, when }] = calls as [Call];
    const modes = MODES.filter((mode) => when({ ...everything, mode }));
    const actions = calls.map(({ action }) => `\`${action}\``).join(', ');
    return `| ${actions} | ${ON[resource]} | ${why}${optional ? '; optional' : ''} | ${modes.length === MODES.length ? '' : modes.join(', ')} |`;
  });
  return ['| action | on | what for | create-repository |', '|---|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) {
  const file = new URL('../docs/iam.md', import.meta.url);
  writeFileSync(file, withPermissions(readFileSync(file, 'utf8')));
}
