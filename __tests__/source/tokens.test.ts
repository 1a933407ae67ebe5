import { expect, test } from '@jest/globals';
import { copiesAll, holdsToken, includedBy } from '../../src/source/tokens.ts';

test.each([
  ['[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic eA==', true],
  ['[http]\n\tExtraHeader=x', true],
  ['[http]\n\textraheader =\n', false],
  ['[remote "origin"]\n\turl = https://x-access-token:ghs_abc@github.com/a/b', true],
  ['[remote "origin"]\n\turl = https://ghp_abcdefghijklmnopqrstuvwxyz@github.com/a/b', true],
  ['[remote "origin"]\n\turl = https://github.com/a/b', false],
  ['[remote "origin"]\n\turl = https://ada@example.com/a/b', false],
  ['[remote "origin"]\n\turl = ssh://git@github.com:22/a/b', false],
  ['[remote "origin"]\n\turl = git@github.com:a/b', false],
])('%j holds a token: %p', (config, expected) => {
  expect(holdsToken(config)).toBe(expected);
});

test('included files are read from include and includeIf', () => {
  const config = '[include]\n\tpath = token\n[includeIf "gitdir:/w/.git"]\n\tpath = "/tmp/a b.config"\n';
  expect(includedBy(config)).toEqual(['token', '/tmp/a b.config']);
});

// Source: https://docs.docker.com/reference/dockerfile/#copy
test.each([
  ['COPY . .', true],
  ['copy ./ /app', true],
  ['ADD --chown=1:1 . /app', true],
  ['COPY a b ./. /app/', true],
  ['COPY * /app/', true],
  ['COPY .git /app/.git', true],
  ['COPY ["a b", ".", "/app"]', true],
  ['COPY --link \\\n  # all of it\n  . \\\n  /app', true],
  ['ONBUILD COPY . /app', true],
  ['COPY --from=build . /app', false],
  ['COPY --exclude=.git . /app', false],
  ['COPY src .', false],
  ['COPY ./src/ ./src/', false],
  ['COPY .gitignore /', false],
  ['COPY package*.json ./', false],
  ['# COPY . .', false],
  ['RUN echo COPY . .', false],
])('%j copies all: %p', (dockerfile, expected) => {
  expect(copiesAll(`FROM scratch\n${dockerfile}\n`)).toBe(expected);
});
