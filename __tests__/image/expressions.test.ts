import { expect, jest, test } from '@jest/globals';
import { loadExpressions } from '../../src/image/expressions.ts';
import { dispatch, push, pushDev, pushMaster, pushOdd, pushTag } from './events.ts';
import { specify } from './specify.ts';

specify('expressions name what the event is about', [
  [
    pushMaster,
    [
      'type=raw,value=mytag-{{branch}}',
      "type=raw,value=mytag-{{date 'YYYYMMDD'}}",
      "type=raw,value=mytag-cd-{{commit_date 'YYYYMMDD'}}",
      "type=raw,value=mytag-{{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
      'type=raw,value=mytag-tag-{{tag}}',
      'type=raw,value=mytag-baseref-{{base_ref}}',
      'type=raw,value=mytag-defbranch,enable={{is_default_branch}}',
    ],
    'mytag-master mytag-20200110 mytag-cd-20200110 mytag-20200110-093000 mytag-tag- mytag-baseref- mytag-defbranch',
  ], // push17
  [
    pushTag('v1.1.1', 'master'),
    [
      'type=raw,{{tag}}-{{sha}}-foo',
      'type=raw,{{base_ref}}-foo',
      'type=raw,defbranch-foo,enable={{is_default_branch}}',
    ],
    'v1.1.1-860c190-foo master-foo',
  ], // tag20
  [push('my/branch'), '{{branch}}', 'my-branch'],
  [pushOdd, '{{branch}}', 'my-feature-1245'],
  [pushMaster, 'type=raw,value=mytag-{{branch}}-{{sha}}', 'mytag-master-2665741'],
  [pushMaster, 'type=sha,prefix={{branch}}-', 'master-2665741'],
  [pushTag('v1.2.3'), 'x{{branch}}', 'x'],
  [pushTag('p1/v1.2.3'), '{{tag}}', 'p1-v1.2.3'],
  [pushTag('v1.2.3', 'release/1'), '{{base_ref}}', 'release-1'],
  [pushDev, 'x{{base_ref}}', 'x'],
  [dispatch('dev'), '{{branch}}', 'dev'],
  [pushMaster, 'is-{{is_default_branch}}', 'is-true'],
  [pushMaster, 'is-{{is_not_default_branch}}', 'is-false'],
  [pushDev, 'is-{{is_default_branch}}', 'is-false'],
]);

specify('expressions are Handlebars', [
  [pushDev, '{{ branch }}', 'dev'],
  [pushDev, '{{{branch}}}', 'dev'],
  [pushDev, 'x{{unknown}}', 'x'],
  [pushDev, 'x{{! a comment }}', 'x'],
  [pushDev, '{{#if tag}}tag{{else}}branch{{/if}}', 'branch'],
  [pushTag('v1'), '{{#if tag}}tag{{else}}branch{{/if}}', 'tag'],
  [pushDev, '{{#unless tag}}branch{{/unless}}', 'branch'],
  [pushDev, '{{#with this}}{{sha}}{{/with}}', '860c190'],
  [pushDev, '{{branch}}  {{~sha}}', 'dev860c190'],
  // A word is true, even "false".
  [pushDev, '{{#if is_default_branch}}yes{{/if}}', 'yes'],
  // Two braces escape for HTML, three do not.
  [push('a&b'), '{{branch}}', 'a-amp-b'],
  [push('a&b'), '{{{branch}}}', 'a-b'],
  [push("it's"), '{{branch}}', 'it-x27-s'],
  [push('a&b'), 'type=ref,event=branch', 'a-b'],
  [pushDev, 'type=raw,value=a}}b', 'a-b'],
]);

const committed = { ...pushDev, commit: { sha: 'f'.repeat(40), time: Date.parse('2019-12-31T18:45:12Z') / 1000 } };
const headCommit = { id: pushDev.event.sha, timestamp: '2019-12-31T18:45:12+02:00' };
const withPayload = (payload: object) => ({ event: { ...pushDev.event, payload } });

specify('the date is now, the commit date is when it was made', [
  [pushDev, "{{date 'YYYYMMDD'}}", '20200110'],
  [pushDev, "{{commit_date 'YYYYMMDD-HHmmss'}}", '20200110-003000'],
  [committed, "{{commit_date 'YYYYMMDD-HHmmss'}}", '20191231-184512'],
  [committed, "{{date 'YYYYMMDD-HHmmss'}}", '20200110-003000'],
  [committed, "{{commit_date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}", '20200101-034512'],
  [withPayload({ head_commit: headCommit }), "{{commit_date 'YYYYMMDD-HHmmss'}}", '20191231-164512'],
  [withPayload({ commits: [headCommit] }), "{{commit_date 'YYYYMMDD-HHmmss'}}", '20191231-164512'],
  [withPayload({ commits: [{ ...headCommit, id: 'other' }] }), "{{commit_date 'YYYYMMDD-HHmmss'}}", '20200110-003000'],
  [
    withPayload({ head_commit: { ...headCommit, timestamp: 'soon' } }),
    "{{commit_date 'YYYYMMDD-HHmmss'}}",
    '20200110-003000',
  ],
  [withPayload({ head_commit: null }), "{{commit_date 'YYYYMMDD-HHmmss'}}", '20200110-003000'],
]);

specify('dates have a format and a zone', [
  [pushDev, `"{{date 'dddd, MMMM Do YYYY, h:mm:ss a'}}"`, 'Friday-January-10th-2020-12-30-00-am'],
  [pushDev, "{{date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}", '2020-01-10T00-30-00.000Z'],
  [pushDev, "{{date 'X'}}", '1578616200'],
  [pushDev, "{{date 'YYYY.MM.DD'}}.{{sha}}", '2020.01.10.860c190'],
  [pushDev, "{{date 'GGGG-[W]WW'}}", '2020-W02'],
  [pushDev, "{{date 'YYYYMMDDHHmm' tz='America/New_York'}}", '202001091930'],
  [pushDev, "{{date 'HHmm' tz='Asia/Kolkata'}}", '0600'],
  [pushDev, "{{date 'HHmm' tz='asia/tokyo'}}", '0930'],
  [pushDev, "v{{date 'YYYY'}}-{{date 'MM'}}", 'v2020-01'],
  [pushDev, 'type=raw,prefix={{date "YYMMDD"}}-,value=x', '200110-x'],
  // Without quotes it names nothing, and no format is ISO 8601.
  [pushDev, '{{date YYYYMMDD}}', '2020-01-10T00-30-00Z'],
  [pushDev, "{{date '' tz='Asia/Tokyo'}}", '2020-01-10T09-30-00-09-00'],
]);

test.each([
  ['{{branch}}', false],
  ['update-{{branch}}', false],
  ["{{date 'YYYY'}}", true],
  ["v{{branch}}-{{#if tag}}{{commit_date 'YYYY'}}{{/if}}", true],
])('for %s moment is loaded: %p', async (text, loaded) => {
  const { fill } = await loadExpressions(['date', text]);
  const scope = { loaded: ({ data }: Handlebars.HelperOptions) => 'formatDate' in data };
  expect(fill('{{loaded}}', scope)).toBe(String(loaded));
});

test.each(['{{log "::set-output name=digest::x"}}', "{{#with this}}{{log 'x' level='error'}}{{/with}}", '{{log}}'])(
  'the helper that prints is off: %s',
  async (text) => {
    const { fill } = await loadExpressions([text]);
    expect(() => fill(text, {})).toThrow(/^The expression in ".*" cannot be filled in: log is not available/);
  },
);

test.each([
  '{{constructor}}',
  '{{constructor.constructor}}',
  '{{toString}}',
  '{{__proto__}}',
  '{{lookup this "constructor"}}',
  '{{lookup this "__defineGetter__"}}',
  '{{#with inherited}}{{of}}{{/with}}',
])('a prototype is out of reach, without a word in the log: %s', async (text) => {
  const printed = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error'), jest.spyOn(console, 'info')];
  const { fill } = await loadExpressions([text]);
  expect(fill(text, { inherited: Object.create({ of: 'a prototype' }) })).toBe('');
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  jest.restoreAllMocks();
});
