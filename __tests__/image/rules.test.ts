import { expect, test } from '@jest/globals';
import { parseTagRules, type TagRule } from '../../src/image/tag-rules.ts';

const usual = { enable: 'true', notes: [] };

// docker/metadata-action's tag.test.ts
test.each<[string, Record<string, unknown>]>([
  [
    "type=schedule,enable=true,pattern={{date 'YYYYMMDD'}}",
    { type: 'schedule', priority: 1000, pattern: "{{date 'YYYYMMDD'}}" },
  ],
  [
    "type=schedule,enable=true,pattern={{date 'YYYYMMDD' tz='Asia/Tokyo'}}",
    { type: 'schedule', priority: 1000, pattern: "{{date 'YYYYMMDD' tz='Asia/Tokyo'}}" },
  ],
  [
    'type=semver,enable=true,pattern={{version}}',
    { type: 'semver', priority: 900, pattern: '{{version}}', value: '', match: '' },
  ],
  [
    'type=semver,priority=1,enable=true,pattern={{version}},value=p1/v1.0.0,"match=v(\\d.\\d.\\d)$"',
    { type: 'semver', priority: 1, pattern: '{{version}}', value: 'p1/v1.0.0', match: 'v(\\d.\\d.\\d)$' },
  ],
  ['type=pep440,pattern={{raw}}', { type: 'pep440', priority: 900, pattern: '{{raw}}', value: '', match: '' }],
  ['type=match,pattern=v(.*),group=1', { type: 'match', priority: 800, pattern: 'v(.*)', group: 1, value: '' }],
  [
    'type=match,enable=true,"pattern=^v(\\d.\\d.\\d)$",group=1',
    { type: 'match', priority: 800, pattern: '^v(\\d.\\d.\\d)$', group: 1, value: '' },
  ],
  ['type=match,priority=700,pattern=v', { type: 'match', priority: 700, pattern: 'v', group: 0, value: '' }],
  ['type=edge', { type: 'edge', priority: 700, branch: '' }],
  ['type=edge,enable=true,branch=master', { type: 'edge', priority: 700, branch: 'master' }],
  ['type=ref,event=tag', { type: 'ref', priority: 600, event: 'tag' }],
  ['type=ref,event=branch', { type: 'ref', priority: 600, event: 'branch' }],
  ['type=ref,event=pr', { type: 'ref', priority: 600, event: 'pr', prefix: 'pr-' }],
  ['acustomtag', { type: 'raw', priority: 200, value: 'acustomtag' }],
  ['type=raw,value=acustomtag2', { type: 'raw', priority: 200, value: 'acustomtag2' }],
  ['type=raw,enable=false,value=acustomtag5', { type: 'raw', priority: 200, value: 'acustomtag5', enable: 'false' }],
  ['type=sha', { type: 'sha', priority: 100, prefix: 'sha-', format: 'short' }],
  ['type=sha,format=long', { type: 'sha', priority: 100, prefix: 'sha-', format: 'long' }],
  ['type=sha,prefix=', { type: 'sha', priority: 100, prefix: '', format: 'short' }],
  ['type=sha,suffix=', { type: 'sha', priority: 100, prefix: 'sha-', suffix: '', format: 'short' }],
  ['event=pr,type=ref,prefix=p', { type: 'ref', priority: 600, event: 'pr', prefix: 'p' }],
])('%s is read', (line, given) => {
  expect(parseTagRules([line])).toEqual([{ line, ...usual, ...given }]);
});

test('rules are sorted by priority, those of the same one as written', () => {
  const lines = [
    'type=ref,event=branch',
    'type=ref,event=tag',
    'type=ref,event=pr',
    'type=schedule',
    'type=sha',
    'type=raw,foo',
    'type=edge',
    'type=semver,pattern={{version}}',
    'type=match,"pattern=\\d.\\d.\\d",group=0',
  ];
  expect(parseTagRules(lines).map(({ line }: TagRule) => lines.indexOf(line))).toEqual([3, 7, 8, 6, 0, 1, 2, 5, 4]);
});
