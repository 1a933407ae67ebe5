import { expect, test } from '@jest/globals';
import { parseFlavor } from '../../src/image/flavor.ts';
import { push, pushDev, pushMaster, pushTag } from './events.ts';
import { resolve, specify } from './specify.ts';

const VERSION = 'type=semver,pattern={{version}}';

specify('latest=auto goes by the first rule that gives a tag', [
  [pushTag('v1.2.3'), VERSION, '1.2.3 latest', 'latest=auto'],
  [pushTag('v1.2.3'), [VERSION, 'type=sha'], '1.2.3 sha-860c190 latest', 'latest=auto'],
  [pushTag('v1.2.3'), [VERSION, 'type=sha,priority=950'], 'sha-860c190 1.2.3', 'latest=auto'],
  [pushTag('v1.2.3-rc.1'), [VERSION, 'type=ref,event=tag'], '1.2.3-rc.1 v1.2.3-rc.1', 'latest=auto'],
  [
    pushTag('v1.2.3-rc.1'),
    ['type=ref,event=tag,priority=950', VERSION],
    'v1.2.3-rc.1 1.2.3-rc.1 latest',
    'latest=auto',
  ],
  [pushDev, 'type=ref,event=branch', 'dev', 'latest=auto'],
  [pushMaster, 'type=edge', 'edge', 'latest=auto'],
  [pushDev, 'type=raw,a', 'a', 'latest=auto'],
]);

specify('latest=true and latest=false say it', [
  [pushTag('v1.2.3'), VERSION, '1.2.3', 'latest=false'],
  [pushTag('v1.2.3'), 'type=match,pattern=.*', 'v1.2.3', 'latest=false'],
  [pushTag('v1.2.3'), 'type=pep440,pattern={{version}}', '1.2.3', 'latest=false'],
  [pushDev, 'type=ref,event=branch', 'dev latest', 'latest=true'],
  [pushDev, 'type=sha', 'sha-860c190 latest', 'latest=true'],
  [pushDev, 'type=ref,event=tag', '', 'latest=true'],
  [pushTag('v1.2.3-rc.1'), VERSION, '1.2.3-rc.1 latest', 'latest=true'],
  [pushTag('v1.2.3'), VERSION, '1.2.3', ['latest=true', 'latest=false']],
  [pushTag('v1.2.3'), VERSION, '1.2.3', ' LATEST = false '],
]);

specify('prefix and suffix are for every tag that has none of its own', [
  [pushTag('v1.2.3'), [VERSION, 'type=sha'], 'p-1.2.3 sha-860c190 latest', 'prefix=p-'],
  [pushTag('v1.2.3'), [VERSION, 'type=sha'], '1.2.3-s sha-860c190-s latest', 'suffix=-s'],
  [pushDev, 'type=ref,event=branch', 'p-dev-s', ['prefix=p-', 'suffix=-s']],
  [pushDev, 'type=ref,event=branch', 'p-dev-s', 'prefix=p-,suffix=-s'],
  [pushDev, 'type=ref,event=branch,prefix=', 'dev-s', ['prefix=p-', 'suffix=-s']],
  [pushDev, 'type=ref,event=branch,suffix=', 'p-dev', ['prefix=p-', 'suffix=-s']],
  [pushDev, 'type=ref,event=branch,prefix=x-', 'x-dev', 'prefix=p-'],
  [pushDev, 'type=sha', 'sha-860c190', 'prefix=p-'],
  [pushDev, 'type=sha,prefix=', '860c190', 'prefix=p-'],
  [pushDev, 'type=ref,event=branch', 'dev', ['prefix=', 'suffix=']],
  [pushDev, 'type=ref,event=branch', 'dev', 'prefix= '],
  [pushDev, 'type=raw,a', 'dev-a-860c190', ['prefix={{branch}}-', 'suffix=-{{sha}}']],
  [pushDev, 'type=raw,a', 'a-0930', "suffix=-{{date 'HHmm' tz='Asia/Tokyo'}}"],
]);

specify('onlatest puts them around latest, too', [
  [
    pushTag('v1.1.1'),
    [VERSION, 'type=semver,pattern={{major}}.{{minor}}.{{patch}}'],
    '1.1.1-dev latest-dev',
    'suffix=-dev,onlatest=true',
  ], // tag21
  [
    pushTag('v1.1.1'),
    VERSION,
    'foo-1.1.1-dev foo-latest-dev',
    ['prefix=foo-,onlatest=true', 'suffix=-dev,onlatest=true'],
  ], // tag22
  [pushTag('v1.1.1'), VERSION, 'foo-1.1.1 foo-latest', 'prefix=foo-,onlatest=true'],
  [pushTag('v1.1.1'), VERSION, 'foo-1.1.1-dev latest-dev', ['prefix=foo-', 'suffix=-dev,onlatest=true']],
  [pushTag('v1.1.1'), VERSION, '1.1.1-dev latest', 'suffix=-dev,onlatest=false'],
  [pushTag('v1.1.1'), VERSION, '1.1.1-dev latest', ['suffix=-dev', 'onlatest=true']],
  [pushTag('v1.1.1'), VERSION, '1.1.1/dev latest/dev'.replaceAll('/', '-'), 'suffix=/dev,onlatest=true'],
  [pushDev, 'type=raw,a', 'a-alpine latest-alpine', ['latest=true', 'suffix=-alpine,onlatest=true']],
  // docker/metadata-action leaves the expression as it is here: latest--branch-.
  [push('dev'), 'type=raw,a', 'a-dev latest-dev', ['latest=true', 'suffix=-{{branch}},onlatest=true']],
]);

// docker/metadata-action's flavor.test.ts
test.each([
  [['latest=true'], { latest: 'true' }],
  [['latest=false'], { latest: 'false' }],
  [['latest=auto'], { latest: 'auto' }],
  [['prefix=sha-'], { prefix: 'sha-' }],
  [['suffix=-alpine'], { suffix: '-alpine' }],
  [['latest=false', 'prefix=dev-', 'suffix=-alpine'], { latest: 'false', prefix: 'dev-', suffix: '-alpine' }],
  [['prefix=dev-,onlatest=true'], { prefix: 'dev-', prefixOnLatest: true }],
  [['suffix=-alpine,onlatest=true'], { suffix: '-alpine', suffixOnLatest: true }],
  [
    ['prefix=dev-,onlatest=true', 'suffix=-alpine,onlatest=true'],
    { prefix: 'dev-', prefixOnLatest: true, suffix: '-alpine', suffixOnLatest: true },
  ],
  [['prefix= '], {}],
])('%j is read', (lines, given) => {
  const nothing = { latest: 'auto', prefix: '', suffix: '', prefixOnLatest: false, suffixOnLatest: false, notes: [] };
  expect(parseFlavor(lines)).toEqual({ ...nothing, ...given });
});

test('an onlatest that belongs to nothing is said to have no effect', async () => {
  const { warnings } = await resolve(pushDev, 'a', ['suffix=-x', 'onlatest=true']);
  expect(warnings).toEqual([
    'flavor: "onlatest=true" has no effect: onlatest goes on the line of a prefix or suffix, such as suffix=-alpine,onlatest=true.',
  ]);
});

test.each([
  [pushTag('v1.2.3'), VERSION, 'latest=auto', true],
  [pushTag('v1.2.3'), VERSION, 'latest=false', false],
  [pushDev, 'type=sha', 'latest=auto', false],
  [pushDev, 'type=sha', 'latest=true', true],
  [pushDev, 'type=ref,event=tag', 'latest=true', false],
])('latest is told (%#)', async (on, tags, flavor, latest) => {
  expect(await resolve(on, tags, flavor)).toMatchObject({ latest });
});
