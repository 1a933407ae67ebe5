import { createTag, dispatchTag, pushTag, release } from './events.ts';
import { specify } from './specify.ts';

specify('a Git tag is tagged with its name, and latest', [
  [pushTag('v1.2.3'), 'type=ref,event=tag', 'v1.2.3 latest'],
  [pushTag('v2.0.8-beta.67'), 'type=ref,event=tag', 'v2.0.8-beta.67 latest'],
  [pushTag('release1'), 'type=ref,event=tag', 'release1 latest'], // tag01
  [pushTag('20200110-RC2'), 'type=ref,event=tag', '20200110-RC2 latest'], // tag02
  [pushTag('p1/v1.0.0'), 'type=ref,event=tag', 'p1-v1.0.0 latest'],
  [pushTag('v1.2.3+build.5'), 'type=ref,event=tag', 'v1.2.3-build.5 latest'],
  [pushTag('v1.1.1'), 'type=ref,event=tag', 'v1.1.1', 'latest=false'], // latest07
  [pushTag('v1.1.1'), ['type=raw,priority=2000,foo', 'type=ref,event=tag', 'type=edge'], 'foo v1.1.1'], // tag16
  [release('v1.1.1'), 'type=ref,event=tag', 'v1.1.1 latest'], // release01
  [createTag('v2.1.8-beta.67'), 'type=ref,event=tag', 'v2.1.8-beta.67 latest'],
  [dispatchTag('v1.2.3'), 'type=ref,event=tag', 'v1.2.3 latest'],
  [pushTag('v1.2.3'), 'type=ref,event=pr', ''],
]);

specify('semver writes the parts of a version', [
  [pushTag('v1.2.3'), 'type=semver,pattern={{raw}}', 'v1.2.3 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}}', '1.2.3 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{major}}.{{minor}}', '1.2 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern=v{{major}}', 'v1 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{minor}}', '2 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{patch}}', '3 latest'],
  [pushTag('1.2.3'), 'type=semver,pattern={{raw}}', '1.2.3 latest'],
  [pushTag('1.2.3'), 'type=semver,pattern={{ version }}', '1.2.3 latest'],
  [pushTag('v0.1.2'), 'type=semver,pattern={{major}}', '0 latest'],
  [pushTag('v0.1.2'), 'type=semver,pattern={{major}},enable=false', ''],
  [pushTag('v101.12.13'), 'type=semver,pattern={{major}}.{{minor}}', '101.12 latest'],
  [pushTag('v2026.11.20'), 'type=semver,pattern={{version}}', '2026.11.20 latest'],
  [pushTag('v1.2.3+build.5'), 'type=semver,pattern={{version}}', '1.2.3 latest'],
  [pushTag('v1.2.3+build.5'), 'type=semver,pattern={{raw}}', 'v1.2.3-build.5 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern=stable', 'stable latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern=', ''],
  [pushTag('v1.2.3'), 'type=semver,pattern={{#if minor}}{{major}}.{{minor}}{{else}}{{major}}{{/if}}', '1.2 latest'],
  [pushTag('v1.0.3'), 'type=semver,pattern={{#if minor}}{{major}}.{{minor}}{{else}}{{major}}{{/if}}', '1 latest'],
  // Only the version's parts can be named here.
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}}{{tag}}{{sha}}', '1.2.3 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}},suffix=-{{sha}}', '1.2.3-860c190 latest'],
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}},prefix=v,suffix=-alpine', 'v1.2.3-alpine latest'],
  [release('v1.2.3'), 'type=semver,pattern={{version}}', '1.2.3 latest'],
  [createTag('v1.2.3'), 'type=semver,pattern={{version}}', '1.2.3 latest'],
  [dispatchTag('v1.2.3'), 'type=semver,pattern={{version}}', '1.2.3 latest'],
]);

specify('semver never shortens a prerelease, nor makes it latest', [
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{version}}', '2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{major}}', '2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{major}}.{{minor}}', '2.0.8-beta.67'],
  [
    pushTag('v2.0.8-beta.67'),
    ['type=semver,pattern={{major}}.{{minor}}', 'type=semver,pattern={{major}}'],
    '2.0.8-beta.67',
  ], // tag13
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{raw}}', 'v2.0.8-beta.67'], // tag31
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{ raw }}', 'v2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{{raw}}}', 'v2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{this.raw}}', 'v2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{version.raw}}', '2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{raw}}-x', '2.0.8-beta.67'],
  [pushTag('v1.2.3-rc/1'), 'type=semver,pattern={{version}}', '1.2.3-rc-1'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{raw}}.{{version}}', '2.0.8-beta.67'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern=stable', '2.0.8-beta.67'],
  [pushTag('v1.2.3-rc.1'), 'type=semver,pattern={{version}},suffix=-x', '1.2.3-rc.1-x'],
  [pushTag('v9.5.7-alpha.2+fork.3.1.8'), 'type=semver,pattern={{version}}', '9.5.7-alpha.2'],
  [pushTag('v9.5.7-alpha.2+fork.3.1.8'), 'type=semver,pattern={{raw}}', 'v9.5.7-alpha.2-fork.3.1.8'],
  [pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{version}}', '2.0.8-beta.67 latest', 'latest=true'],
]);

specify('several patterns are as many tags', [
  [
    pushTag('v1.1.1'),
    ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}', 'type=semver,pattern={{major}}'],
    '1.1.1 1.1 1 latest',
  ], // tag11
  [
    pushTag('v1.1.1'),
    ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}.{{patch}}'],
    '1.1.1 latest',
  ], // tag12
  [
    pushTag('v1.2.3'),
    [
      'type=ref,event=branch',
      'type=ref,event=pr',
      'type=semver,pattern={{version}}',
      'type=semver,pattern={{major}}.{{minor}}',
      'type=sha',
    ],
    '1.2.3 1.2 sha-860c190 latest',
  ],
  [
    pushTag('v2.0.8-beta.67'),
    ['type=raw,priority=2000,foo', 'type=semver,pattern={{version}}', 'type=match,"pattern=\\d.\\d"'],
    'foo 2.0.8-beta.67 2.0',
  ], // tag15
]);

specify('what is no version is passed over', [
  [
    pushTag('sometag'),
    ['type=ref,event=tag', 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}'],
    'sometag',
    'latest=false',
  ], // tag14
  [pushTag('sometag'), ['type=ref,event=tag', 'type=pep440,pattern={{version}}'], 'sometag', 'latest=false'], // tag30
  [pushTag('v1'), 'type=semver,pattern={{version}}', ''],
  [pushTag('v1.2'), 'type=semver,pattern={{version}}', ''],
  [pushTag('v01.2.3'), 'type=semver,pattern={{version}}', ''],
  [pushTag('1.2.3.4'), 'type=semver,pattern={{version}}', ''],
  [pushTag('p1/v1.0.0'), 'type=semver,pattern={{version}}', ''],
  [pushTag('release-1.2.3'), 'type=semver,pattern={{version}}', ''],
  [pushTag('sometag'), ['type=semver,pattern={{version}}', 'type=sha'], 'sha-860c190'],
]);

specify('match= takes the version out of a longer tag', [
  [pushTag('p1/v1.0.0'), 'type=semver,pattern={{version}},"match=v(\\d.\\d.\\d)$"', '1.0.0 latest'], // tag34
  [pushTag('p1/v1.2.3'), 'type=semver,pattern={{version}},match=v(\\d.\\d.\\d)$', '1.2.3 latest'],
  [pushTag('p1/v1.2.3'), 'type=pep440,pattern={{version}},match=v(\\d.\\d.\\d)$', '1.2.3 latest'],
  [pushTag('docker-v23.0.1'), 'type=semver,pattern={{major}}.{{minor}},match=docker-(.*)', '23.0 latest'],
  [pushTag('relay-v1.2.3-rc.1'), 'type=semver,pattern={{major}},match=^relay-v(.*)$', '1.2.3-rc.1'],
  [
    pushTag('app/v1.5.0'),
    'type=semver,pattern={{version}},match=^app/v(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)$',
    '1.5.0 latest',
  ],
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}},match=', '1.2.3 latest'],
  // Where it does not match, the whole tag counts.
  [pushTag('v1.2.3'), 'type=semver,pattern={{version}},match=app-(.*)', '1.2.3 latest'],
  [pushTag('other/v1.2.3'), 'type=semver,pattern={{version}},match=app/(.*)', ''],
  [pushTag('p1/v1.0.0'), 'type=semver,pattern={{version}},value=p2/v2.0.0,match=p\\d/(.*)', '2.0.0 latest'],
]);
