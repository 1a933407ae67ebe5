// actions/checkout leaves a token in .git/config, which a Dockerfile may copy into the image.
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { publishing, runAction } from '../action.ts';
import { freshName, project } from '../project.ts';

const header = '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0\n';
const COPY = 'FROM scratch\nCOPY . /\n';
const WARNING =
  /The image gets a token: \.git\/\S+ holds one, and Dockerfile copies the whole context\. Set persist-credentials: false .*, or put \.git into \.dockerignore\./;

const keep = (folder: string) => appendFileSync(join(folder, '.git/config'), header);

test.each<[string, Record<string, string>, (folder: string) => void]>([
  ['a header', { Dockerfile: COPY }, keep],
  [
    'a URL',
    { Dockerfile: COPY },
    (folder) => execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', 'https://x:secret@github.com/a/b']),
  ],
  [
    'a file that is included',
    { Dockerfile: 'FROM scratch\nADD --chown=1:1 [".", "/app"]\n' },
    (folder) => {
      writeFileSync(join(folder, '.git/token'), header);
      execFileSync('git', ['-C', folder, 'config', 'include.path', 'token']);
    },
  ],
])('a token that would get into the image is a warning: %s', async (_, files, change) => {
  const source = project(files);
  change(source.folder);
  const run = await runAction({ inputs: publishing(freshName()), project: source });
  expect(run.errors).toEqual([]);
  expect(run.log).toMatch(WARNING);
  expect(run.log).not.toContain('eC1hY2Nlc3MtdG9rZW46c2VjcmV0');
});

test.each<[string, Record<string, string>, (folder: string) => void]>([
  ['.git is kept out', { Dockerfile: COPY, '.dockerignore': '.git\n' }, keep],
  ['one file is copied', { Dockerfile: 'FROM scratch\nCOPY hello.txt /\n', 'hello.txt': 'hello\n' }, keep],
  ['there is no token', { Dockerfile: COPY }, () => {}],
])('otherwise there is none: %s', async (_, files, change) => {
  const source = project(files);
  change(source.folder);
  const run = await runAction({ inputs: publishing(freshName()), project: source });
  expect(run.errors).toEqual([]);
  expect(run.log).not.toMatch(WARNING);
});
