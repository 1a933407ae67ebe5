import { expect, test } from '@jest/globals';
import { addressOf } from '../../src/registry/distribution-address.ts';
import { explainNoAnswer, explainRefusal, type Refusal } from '../../src/registry/distribution-errors.ts';

const errors = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] });
const hub = addressOf('docker.io/alpine');
const other = addressOf('registry.example/team/app');

test.each<[status: number, body: string, login: Refusal['login'], at: typeof hub, message: string]>([
  [
    429,
    errors('TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
    'none',
    hub,
    'Reading the tag "v1" of library/alpine failed: docker.io takes no more requests for now (429 TOOMANYREQUESTS: You have reached your pull rate limit.). Docker Hub limits the pulls of each user, and without a login those of each address: https://docs.docker.com/docker-hub/usage/. Log in, or run it again later.',
  ],
  [
    403,
    errors('toomanyrequests', 'slow down'),
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example takes no more requests for now (403 toomanyrequests: slow down). Run it again later.',
  ],
  [
    401,
    errors('UNAUTHORIZED', 'authentication required'),
    'none',
    other,
    'Reading the tag "v1" of team/app failed: registry.example asks for a login (401 UNAUTHORIZED: authentication required). Give it a user and a password or token (username and password-env of an entry of destinations, source-username and source-password-env of a source), or log in before this step, such as with docker/login-action.',
  ],
  [
    401,
    errors('UNAUTHORIZED', 'authentication required'),
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example does not take this user and password (401 UNAUTHORIZED: authentication required). Check both, and whether the token has expired.',
  ],
  [
    401,
    errors('UNAUTHORIZED', 'access to the resource is denied'),
    'accepted',
    hub,
    'Reading the tag "v1" of library/alpine failed: docker.io denies it (401 UNAUTHORIZED: access to the resource is denied). Check the name, and that this user, or the scope of its token, allows it; some registries deny what does not exist.',
  ],
  [
    403,
    errors('DENIED', 'no'),
    'none',
    other,
    'Reading the tag "v1" of team/app failed: registry.example denies it (403 DENIED: no). Check the name, and that this can be done without a login; some registries deny what does not exist.',
  ],
  [
    404,
    errors('NAME_UNKNOWN', 'repository name not known'),
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example does not have it (404 NAME_UNKNOWN: repository name not known). Check the name, and create the repository first where its registry does not do that with the first push.',
  ],
  [
    413,
    '<html>\n  <h1>413 Request Entity Too Large</h1>\n</html>',
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example, or a proxy before it, takes nothing of this size (413 <html> <h1>413 Request Entity Too Large</h1> </html>). Raise its limit, such as client_max_body_size of nginx.',
  ],
  [
    503,
    '',
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example has an error of its own (503). Run it again later.',
  ],
  [
    400,
    errors('TAG_INVALID', 'immutable'),
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example does not take it (400 TAG_INVALID: immutable).',
  ],
  // What looks like an answer of a registry, but is not.
  [
    400,
    '{"errors":[null]}',
    'given',
    other,
    'Reading the tag "v1" of team/app failed: registry.example does not take it (400 {"errors":[null]}).',
  ],
])('%i %s, login %s', (status, body, login, at, message) => {
  expect(explainRefusal({ status, body, login }, 'Reading the tag "v1"', at)).toBe(message);
});

test.each([
  [
    { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND registry.example' },
    'could not be reached: getaddrinfo ENOTFOUND registry.example (ENOTFOUND). Check the name and the network.',
  ],
  [
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'self-signed certificate in certificate chain' },
    "has a certificate that is not trusted here: self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN). Set NODE_EXTRA_CA_CERTS to the file of its authority's certificate.",
  ],
])('%j', (error, message) => {
  expect(explainNoAnswer({ name: 'Error', ...error }, 'Reading the tag "v1"', other)).toBe(
    `Reading the tag "v1" of team/app failed: registry.example ${message}`,
  );
});

test.each([
  [{ retryAfter: 'Sat, 21 Nov 2026 18:00:00 GMT' }, 'It takes them again after 2026-11-21T18:00:00.000Z.'],
  [{ rateLimit: '100;w=21600' }, 'It takes 100 in 6 hours.'],
])('when a registry takes requests again: %j', (limits, said) => {
  const refusal = { status: 429, body: '', login: 'none' as const, ...limits };
  expect(explainRefusal(refusal, 'Reading the tag "v1"', addressOf('docker.io/acme/app'))).toContain(said);
});
