import { describe, expect, test } from '@jest/globals';
import { parseFlavor } from '../../src/image/flavor.ts';
import { parseTagRules } from '../../src/image/tag-rules.ts';
import { pushDev, pushTag, title } from './events.ts';
import { resolve } from './specify.ts';

type On = typeof pushDev;
/** For the test's title. */
const onFirst = ([on, line, expected]: [On, string, string]): [string, string, On, string] => [
  title(on),
  line,
  on,
  expected,
];

describe('a rule that cannot be read', () => {
  test.each([
    [
      'type=foo',
      'tags: "type=foo" has the type "foo", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha.',
    ],
    [
      'type=Semver,pattern={{version}}',
      'tags: "type=Semver,pattern={{version}}" has the type "Semver", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha. Did you mean semver?',
    ],
    [
      'type=pep404,pattern={{version}}',
      'tags: "type=pep404,pattern={{version}}" has the type "pep404", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha. Did you mean pep440?',
    ],
    [
      'type=shcedule',
      'tags: "type=shcedule" has the type "shcedule", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha. Did you mean schedule?',
    ],
    [
      'type=x',
      'tags: "type=x" has the type "x", which must be one of schedule, semver, pep440, match, edge, ref, raw, sha.',
    ],
    ['type=semver', 'tags: "type=semver" has no pattern. Add one, such as pattern={{version}}.'],
    ['type=pep440,value=1.0', 'tags: "type=pep440,value=1.0" has no pattern. Add one, such as pattern={{version}}.'],
    ['type=match', 'tags: "type=match" has no pattern. Add one, such as pattern=v(.*),group=1.'],
    [
      'type=match,pattern=v(.*),group=foo',
      'tags: "type=match,pattern=v(.*),group=foo" has group "foo", which must be a number. Use one such as group=1.',
    ],
    ['type=ref', 'tags: "type=ref" has no event. Add one, such as event=branch.'],
    ['type=ref,event=foo', 'tags: "type=ref,event=foo" has event "foo", which must be one of branch, tag, pr.'],
    ['type=raw', 'tags: "type=raw" has no value. Add one, such as value=v1.'],
    ['foo=bar', 'tags: "foo=bar" has no value. Add one, such as value=v1.'],
    ['type=sha,format=foo', 'tags: "type=sha,format=foo" has format "foo", which must be one of short, long.'],
    ['type=sha,enable=yes', 'tags: "type=sha,enable=yes" has enable "yes", which must be one of true, false.'],
    ['type=sha,enable=', 'tags: "type=sha,enable=" has enable "", which must be one of true, false.'],
    [
      'type=sha,priority=high',
      'tags: "type=sha,priority=high" has priority "high", which must be a number. Use one such as priority=1.',
    ],
    [
      'type=raw,a,b',
      'tags: "type=raw,a,b" has more than one value: "a" and "b". A comma ends a field: put double quotes around a field that holds one, such as "pattern=\\d{1,2}".',
    ],
    [
      "type=raw,value={{date 'D, M'}}",
      `tags: in "type=raw,value={{date 'D, M'}}" a comma cuts the expression "value={{date 'D" in two. Put double quotes around the whole field: "value={{date 'D, M'}}".`,
    ],
    [
      'type=raw,value="x"',
      'tags: in "type=raw,value="x"" the field value="x" has a quote in the middle. Put quotes around the whole field: "name=value".',
    ],
    [
      'type=raw,"value=x',
      'tags: in "type=raw,"value=x" the field "value=x has a quote in the middle. Put quotes around the whole field: "name=value".',
    ],
    [
      'user/app:1.2',
      'tags: "user/app:1.2" looks like an image reference. Give the tag alone, such as "1.2": the repository comes from the repository input.',
    ],
    [
      'v1,localhost:5000/app:latest',
      'tags: "localhost:5000/app:latest" looks like an image reference. Give the tag alone, such as "latest": the repository comes from the repository input.',
    ],
  ])('%s', (line, message) => {
    expect(() => parseTagRules([line])).toThrow(expect.objectContaining({ name: 'Failure', message }));
  });
});

describe('a flavor that cannot be read', () => {
  const ENTRIES =
    'is not a flavor. Give latest=auto, latest=true, latest=false, prefix=<text> or suffix=<text>, the last two with ,onlatest=true if latest takes them too.';
  test.each([
    ['randomstr', `flavor: "randomstr" ${ENTRIES}`],
    ['unknown=foo', `flavor: "unknown=foo" ${ENTRIES}`],
    ['latest', `flavor: "latest" ${ENTRIES}`],
    ['latest=foo', 'flavor: "latest=foo" has latest "foo", which must be one of auto, true, false.'],
    [
      'prefix=p-,onlatest=yes',
      'flavor: "prefix=p-,onlatest=yes" has onlatest "yes", which must be one of true, false.',
    ],
  ])('%s', (line, message) => {
    expect(() => parseFlavor([line])).toThrow(expect.objectContaining({ name: 'Failure', message }));
  });
});

describe('a rule that makes no sense of its event', () => {
  const rows: [On, string, string][] = [
    [
      pushDev,
      'type=sha,enable={{branch}}',
      'tags: "type=sha,enable={{branch}}" has enable "dev", which must be one of true, false.',
    ],
    [
      pushDev,
      'type=raw,value=x,prefix=-',
      'tags: "type=raw,value=x,prefix=-" gives "-x", which is not a tag: it has to start with a letter, a digit or _. Add a prefix, such as prefix=v.',
    ],
    [
      pushDev,
      '.hidden',
      'tags: ".hidden" gives ".hidden", which is not a tag: it has to start with a letter, a digit or _. Add a prefix, such as prefix=v.',
    ],
    [
      pushDev,
      `type=ref,event=branch,suffix=-${'x'.repeat(200)}`,
      `tags: "type=ref,event=branch,suffix=-${'x'.repeat(169)}…" gives "dev-${'x'.repeat(195)}…", which is not a tag: it has 204 characters, and 128 are the most. Make it shorter, with type=match or a shorter prefix or suffix.`,
    ],
    [
      pushTag('v1.2.3'),
      'type=match,pattern=v(',
      'tags: "type=match,pattern=v(" has an invalid regular expression: Invalid regular expression: /v(/: Unterminated group. A comma ends a field: put double quotes around one that holds it, such as "pattern=\\d{1,2}".',
    ],
    [
      pushTag('v1.2.3'),
      'type=semver,pattern={{version}},match=v.*',
      'tags: "type=semver,pattern={{version}},match=v.*": v.* has no group that matches "v1.2.3". Put parentheses around the version, such as match=v(.*).',
    ],
    [
      pushDev,
      '{{date}}',
      `The expression in "{{date}}" cannot be filled in: date takes a format and a zone. Put both in quotes: {{date 'YYYYMMDD' tz='Asia/Tokyo'}}.`,
    ],
    [
      pushDev,
      "{{date 'YYYY' tz='Nowhere/City'}}",
      `The expression in "{{date 'YYYY' tz='Nowhere/City'}}" cannot be filled in: "Nowhere/City" is not a time zone. Give a name of the tz database, such as Asia/Tokyo or UTC.`,
    ],
    [
      pushDev,
      "{{commit_date 'YYYY' zone='UTC'}}",
      `The expression in "{{commit_date 'YYYY' zone='UTC'}}" cannot be filled in: commit_date takes a format and tz, not zone. Remove it.`,
    ],
    [
      pushDev,
      "{{foo 'x'}}",
      `The expression in "{{foo 'x'}}" cannot be filled in: Missing helper: "foo". Use only what docs/tags.md lists.`,
    ],
    [
      pushDev,
      '{{#if branch}}x',
      `The expression in "{{#if branch}}x" cannot be filled in: it is not written as Handlebars wants it. See https://handlebarsjs.com/guide/expressions.html.`,
    ],
    [
      pushTag('v1.2.3-rc.1'),
      'type=semver,pattern={{#if}',
      `The expression in "{{#if}" cannot be filled in: it is not written as Handlebars wants it. See https://handlebarsjs.com/guide/expressions.html.`,
    ],
    [
      { ...pushDev, shortShaLength: 0 },
      'type=sha',
      'The length of a short commit is 0. Give a whole number above 0, such as 7.',
    ],
  ];
  test.each(rows.map(onFirst))('%s | %s', async (_, line, on, message) => {
    await expect(resolve(on, line)).rejects.toThrow(expect.objectContaining({ name: 'Failure', message }));
  });

  test('a latest that is no tag', async () => {
    await expect(resolve(pushDev, 'type=sha', ['latest=true', 'prefix=-,onlatest=true'])).rejects.toThrow(
      expect.objectContaining({
        message:
          'flavor: latest gives "-latest", which is not a tag: it has to start with a letter, a digit or _. Add a prefix, such as prefix=v.',
      }),
    );
  });
});

describe('a rule that is passed over says why', () => {
  const rows: [On, string, string][] = [
    [
      pushTag('sometag'),
      'type=semver,pattern={{version}}',
      'tags: "type=semver,pattern={{version}}" gives no tag: "sometag" is not a semantic version (https://semver.org).',
    ],
    [
      pushTag('sometag'),
      'type=pep440,pattern={{version}}',
      'tags: "type=pep440,pattern={{version}}" gives no tag: "sometag" is not a PEP 440 version (https://peps.python.org/pep-0440).',
    ],
    [
      pushTag('sometag'),
      'type=match,pattern=\\d',
      'tags: "type=match,pattern=\\d" gives no tag: \\d does not match "sometag".',
    ],
    [
      pushTag('v1'),
      'type=match,pattern=v(\\d),group=2',
      'tags: "type=match,pattern=v(\\d),group=2" gives no tag: group 2 of v(\\d) does not match "v1".',
    ],
    [
      pushTag('v1.2.3'),
      'type=semver,pattern={{version}},match=app-(.*)',
      'tags: "type=semver,pattern={{version}},match=app-(.*)": app-(.*) does not match "v1.2.3", so the whole text is used.',
    ],
    [
      pushDev,
      'type=sha,enabled=false',
      'tags: "type=sha,enabled=false": "enabled" has no effect. Remove it, or use an attribute that type=sha takes: format, enable, priority, prefix, suffix.',
    ],
    [
      pushDev,
      'type=sha,foo',
      'tags: "type=sha,foo": "value" has no effect. Remove it, or use an attribute that type=sha takes: format, enable, priority, prefix, suffix.',
    ],
  ];
  test.each(rows.map(onFirst))('%s | %s', async (_, line, on, warning) => {
    expect(await resolve(on, line)).toMatchObject({ warnings: [warning] });
  });

  test('once, however many rules are alike', async () => {
    const { warnings } = await resolve(pushTag('x'), ['type=match,pattern=\\d', 'type=match,pattern=\\d']);
    expect(warnings).toHaveLength(1);
  });

  test('and not at all for another event', async () => {
    expect(await resolve(pushDev, 'type=semver,pattern={{version}}')).toMatchObject({ warnings: [] });
  });
});
