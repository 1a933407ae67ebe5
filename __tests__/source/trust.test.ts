import { expect, test } from '@jest/globals';
import { forkOf, isDependabot } from '../../src/source/trust.ts';
import { noEvent, pullRequest, push } from '../host/events.ts';

test.each([
  ['a fork', pullRequest('eve/shop'), 'eve/shop'],
  ['a fork that is gone', pullRequest(null), 'a deleted repository'],
  ['the repository itself', pullRequest('acme/shop'), undefined],
])('a pull request from %s comes from the fork %3$p', (_, event, fork) => {
  expect(forkOf(event)).toBe(fork);
});

test.each([
  ['a push', push],
  ['no event', noEvent],
])('%s comes from no fork', (_, event) => {
  expect(forkOf(event)).toBeUndefined();
});

test.each([
  ['dependabot[bot]', true],
  ['dependabot', false],
  ['ada', false],
])('a run that %s started is Dependabot’s: %p', (actor, expected) => {
  expect(isDependabot({ actor })).toBe(expected);
});
