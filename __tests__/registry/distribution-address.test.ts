import { expect, test } from '@jest/globals';
import { addressOf, mayFollow, mayHavePassword } from '../../src/registry/distribution-address.ts';

test.each([
  ['docker.io/alpine', 'docker.io', 'library/alpine', 'https://registry-1.docker.io'],
  ['index.docker.io/alpine', 'docker.io', 'library/alpine', 'https://registry-1.docker.io'],
  ['docker.io/team/app', 'docker.io', 'team/app', 'https://registry-1.docker.io'],
  ['ghcr.io/team/app', 'ghcr.io', 'team/app', 'https://ghcr.io'],
  ['ghcr.io/app', 'ghcr.io', 'app', 'https://ghcr.io'],
  ['registry.example:5000/a/b__c/d-e.f', 'registry.example:5000', 'a/b__c/d-e.f', 'https://registry.example:5000'],
  ['localhost/app', 'localhost', 'app', 'http://localhost'],
  ['localhost:5000/app', 'localhost:5000', 'app', 'http://localhost:5000'],
  ['127.1.2.3:5000/app', '127.1.2.3:5000', 'app', 'http://127.1.2.3:5000'],
  ['[::1]:5000/app', '[::1]:5000', 'app', 'http://[::1]:5000'],
  ['127.0.0.1.example/app', '127.0.0.1.example', 'app', 'https://127.0.0.1.example'],
  ['a.localhost/app', 'a.localhost', 'app', 'https://a.localhost'],
])('%s', (uri, host, repository, origin) => {
  const address = addressOf(uri);
  expect({ ...address, origin: address.origin.origin }).toEqual({ host, repository, origin });
});

test.each([
  'app',
  '/app',
  'ghcr.io/',
  'ghcr.io/App',
  'ghcr.io/app:tag',
  'ghcr.io/a//b',
  'ghcr.io/../app',
  'user@ghcr.io/app',
  'ghcr.io:port/app',
  'https://ghcr.io/app',
])('%s is no repository', (uri) => {
  expect(() => addressOf(uri)).toThrow(
    new Error(`"${uri}" is not a repository. Write its registry and its name, such as ghcr.io/team/app.`),
  );
});

const url = (text: string) => new URL(text);

test.each([
  // Where the services that are in use have theirs.
  ['https://registry-1.docker.io', 'https://auth.docker.io/token', true],
  ['https://registry.gitlab.com', 'https://gitlab.com/jwt/auth', true],
  ['https://ghcr.io', 'https://ghcr.io/token', true],
  ['https://registry.digitalocean.com', 'https://api.digitalocean.com/v2/registry/auth', true],
  ['https://registry.example.co.uk', 'https://git.example.co.uk/jwt/auth', true],
  ['https://registry.example:5000', 'https://registry.example:5001/token', true],
  // Anybody may be there.
  ['https://registry.co.uk', 'https://evil.co.uk/token', false],
  ['https://team.github.io', 'https://evil.github.io/token', false],
  ['https://registry-1.docker.io', 'https://auth.docker.io.evil.example/token', false],
  ['https://registry-1.docker.io', 'https://evildocker.io/token', false],
  ['https://10.0.0.1', 'https://10.0.0.2/token', false],
  ['https://registry', 'https://auth/token', false],
  ['https://10.0.0.1', 'https://10.0.0.1:444/token', true],
  // Anybody may listen.
  ['https://ghcr.io', 'http://ghcr.io/token', false],
  ['https://registry.example', 'http://localhost:5001/token', false],
  ['http://localhost:5000', 'http://registry.example/token', false],
  ['http://localhost:5000', 'https://registry.example/token', false],
  ['http://localhost:5000', 'http://127.0.0.1:5001/token', true],
  ['https://ghcr.io', 'ftp://ghcr.io/token', false],
])('the password for %s, asked for at %s: %s', async (registry, realm, may) => {
  expect(await mayHavePassword(url(realm), url(registry))).toBe(may);
});

test.each([
  ['https://ghcr.io', 'https://storage.example/blob', true],
  ['https://ghcr.io', 'http://storage.example/blob', false],
  ['https://ghcr.io', 'http://localhost/blob', false],
  ['http://localhost:5000', 'http://localhost:9000/blob', true],
  ['http://localhost:5000', 'http://169.254.169.254/blob', false],
  ['http://localhost:5000', 'https://storage.example/blob', true],
  ['https://ghcr.io', 'file:///etc/passwd', false],
])('from %s to %s: %s', (registry, to, may) => {
  expect(mayFollow(url(to), url(registry))).toBe(may);
});
