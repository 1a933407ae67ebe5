import { describe, expect, test } from '@jest/globals';
import type { BuildSpec, Output } from '../../src/build/build-spec.ts';
import { buildctlArguments } from '../../src/build/buildctl.ts';
import { buildxArguments } from '../../src/build/buildx.ts';

const least: BuildSpec = {
  context: '.',
  file: 'Dockerfile',
  platforms: [],
  noCache: false,
  pull: false,
  reproducible: false,
  labels: {},
  buildArgs: {},
  annotations: [],
};

const everything: BuildSpec = {
  context: 'app',
  file: 'ci/Containerfile',
  target: 'release',
  platforms: ['linux/amd64', 'linux/arm64'],
  noCache: true,
  pull: true,
  reproducible: true,
  labels: { team: 'a, b', empty: '' },
  buildArgs: { VERSION: '1=2', SOURCE_DATE_EPOCH: '0' },
  annotations: [
    { level: 'manifest', name: 'title', value: 'shop' },
    { level: 'index', name: 'url', value: 'https://example.com/?a=b' },
  ],
};

const nothing: Output = { to: 'nothing' };
const digest: Output = { to: 'digest', repositories: ['localhost:4566/team/app'] };
const tag: Output = { to: 'tag', references: ['localhost:4566/team/app:v1'] };
const layout: Output = { to: 'layout', folder: '/tmp/run/layout' };

const METADATA = '/tmp/run/metadata.json';

/** The arguments as one would type them: a word with a space in it in quotes. */
const typed = (words: string[]): string => words.map((word) => (/\s/.test(word) ? `'${word}'` : word)).join(' ');

describe('buildctl', () => {
  test.each<[string, BuildSpec, Output, string]>([
    [
      'what every build has',
      least,
      nothing,
      'build --frontend dockerfile.v0 --local context=. --local dockerfile=. --opt filename=Dockerfile' +
        ' --metadata-file /tmp/run/metadata.json',
    ],
    [
      'a push by digest',
      least,
      digest,
      'build --frontend dockerfile.v0 --local context=. --local dockerfile=. --opt filename=Dockerfile' +
        ' --output type=image,name=localhost:4566/team/app,push-by-digest=true,name-canonical=true,push=true' +
        ' --metadata-file /tmp/run/metadata.json',
    ],
    [
      'everything, pushed by its tag',
      everything,
      tag,
      'build --frontend dockerfile.v0 --local context=app --local dockerfile=ci --opt filename=Containerfile' +
        ' --opt target=release --opt platform=linux/amd64,linux/arm64' +
        ' --opt build-arg:VERSION=1=2 --opt build-arg:SOURCE_DATE_EPOCH=0' +
        " --opt 'label:team=a, b' --opt label:empty= --opt image-resolve-mode=pull --no-cache" +
        ' --output type=image,name=localhost:4566/team/app:v1,unpack=false,push=true,rewrite-timestamp=true' +
        ',annotation.title=shop,annotation-index.url=https://example.com/?a=b --metadata-file /tmp/run/metadata.json',
    ],
  ])('%s', (_, build, output, expected) => {
    expect(typed(buildctlArguments(build, output, METADATA))).toBe(expected);
  });
});

describe('buildx', () => {
  test.each<[string, string | undefined, BuildSpec, Output, string]>([
    [
      'what every build has; the context comes last',
      undefined,
      least,
      nothing,
      'build --file Dockerfile --provenance false --output type=cacheonly --metadata-file /tmp/run/metadata.json .',
    ],
    [
      'a push by its tag',
      undefined,
      least,
      tag,
      'build --file Dockerfile --provenance false --output type=image,name=localhost:4566/team/app:v1,unpack=false,push=true' +
        ' --metadata-file /tmp/run/metadata.json .',
    ],
    [
      'an OCI layout with annotations and rewritten times',
      undefined,
      { ...least, reproducible: true, annotations: everything.annotations },
      layout,
      'build --file Dockerfile --provenance false --output type=oci,dest=/tmp/run/layout,tar=false,rewrite-timestamp=true' +
        ',annotation.title=shop,annotation-index.url=https://example.com/?a=b --metadata-file /tmp/run/metadata.json .',
    ],
    // Docker would refuse to rewrite the times of what it unpacks.
    [
      'a push by its tag with rewritten times',
      undefined,
      { ...least, reproducible: true },
      tag,
      'build --file Dockerfile --provenance false --output type=image,name=localhost:4566/team/app:v1,unpack=false,push=true' +
        ',rewrite-timestamp=true --metadata-file /tmp/run/metadata.json .',
    ],
    [
      'everything, by a named builder, pushed by digest',
      'ci',
      everything,
      digest,
      'build --builder ci --file ci/Containerfile --target release --platform linux/amd64,linux/arm64' +
        ' --build-arg VERSION=1=2 --build-arg SOURCE_DATE_EPOCH=0' +
        " --label 'team=a, b' --label empty= --pull --no-cache --provenance false" +
        ' --output type=image,name=localhost:4566/team/app,push-by-digest=true,name-canonical=true,push=true,rewrite-timestamp=true' +
        ',annotation.title=shop,annotation-index.url=https://example.com/?a=b --metadata-file /tmp/run/metadata.json app',
    ],
  ])('%s', (_, builder, build, output, expected) => {
    expect(typed(buildxArguments(builder, build, output, METADATA))).toBe(expected);
  });
});

// Source: https://github.com/moby/buildkit/blob/master/docs/annotations.md; --output is read as CSV.
test.each<[level: string, name: string, value: string, field: string]>([
  ['manifest', 'a', '1', 'annotation.a=1'],
  ['manifest[linux/arm64]', 'a', '1', 'annotation[linux/arm64].a=1'],
  ['manifest-descriptor', 'a', '1', 'annotation-manifest-descriptor.a=1'],
  ['manifest-descriptor[linux/arm64]', 'a', '1', 'annotation-manifest-descriptor[linux/arm64].a=1'],
  ['index', 'a', '1', 'annotation-index.a=1'],
  ['index-descriptor', 'a', '1', 'annotation-index-descriptor.a=1'],
  ['manifest', 'com.example.a', 'b=c', 'annotation.com.example.a=b=c'],
  ['manifest', 'a', '', 'annotation.a='],
  ['manifest', 'a', 'Sells things', 'annotation.a=Sells things'],
  ['manifest', 'a', 'bread, butter', '"annotation.a=bread, butter"'],
  ['manifest', 'a', 'the "best"', '"annotation.a=the ""best"""'],
  ['manifest', 'a', '{"b":1,"c":2}', '"annotation.a={""b"":1,""c"":2}"'],
  ['index', 'a', 'one\ntwo', '"annotation-index.a=one\ntwo"'],
])('the annotation %s:%s=%s is the field %p', (level, name, value, field) => {
  const args = buildctlArguments({ ...least, annotations: [{ level, name, value }] }, tag, METADATA);
  const output = `type=image,name=localhost:4566/team/app:v1,unpack=false,push=true,${field}`;
  expect(args.slice(-4)).toEqual(['--output', output, '--metadata-file', METADATA]);
});
