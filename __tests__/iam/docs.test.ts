import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { withPermissions } from '../../scripts/iam.ts';
import { pullRequestRoles } from '../../src/iam/pull-requests.ts';
import { rolesFor } from '../../src/iam/roles.ts';
import { run, small } from './configurations.ts';

const document = readFileSync(new URL('../../docs/iam.md', import.meta.url), 'utf8');

test("docs/iam.md's table is what the table of calls says; if not, run node scripts/iam.ts", () => {
  expect(withPermissions(document)).toBe(document);
  expect(document).toContain('| `ecr:GetAuthorizationToken` |');
});

test("docs/iam.md's examples are what the action prints", () => {
  const examples = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));
  const roles = [...rolesFor(small, {}, run), ...pullRequestRoles(small, {}, run)];
  expect(examples).toEqual(roles.flatMap(({ trust, identity }) => [trust, identity]));
});
