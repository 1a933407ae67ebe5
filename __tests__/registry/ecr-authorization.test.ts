import { expect, test } from '@jest/globals';
import { checkAccount } from '../../src/registry/ecr-authorization.ts';

const OURS = '111122223333';
const THEIRS = '444455556666';

test.each<[string | undefined, string[]]>([
  [OURS, []],
  [undefined, []],
  [OURS, [OURS]],
  [OURS, [THEIRS, OURS]],
])('account %p may be written to where %p are allowed', (account, allowed) => {
  expect(() => checkAccount(account, allowed)).not.toThrow();
});

test.each<[string | undefined, string[], string]>([
  [OURS, [THEIRS], 'account 111122223333, allowed is 444455556666'],
  [OURS, [THEIRS, '000000000001'], 'account 111122223333, allowed is 444455556666, 000000000001'],
  [undefined, [OURS], 'account unknown, allowed is 111122223333'],
])('account %p may not where %p are', (account, allowed, said) => {
  expect(() => checkAccount(account, allowed)).toThrow(
    new Error(`allowed-account-ids: these credentials are for ${said}. Nothing was written. Check role-to-assume.`),
  );
});
