import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '../../src/lib/failure.ts';
import { readSettings } from '../../src/settings/settings-inputs.ts';
import { type Given, jobOf } from '../job/jobs.ts';

const REGION = 'eu-central-1';
const read = async (inputs: Given) => readSettings(jobOf(inputs).settings, REGION);
const mistake = async (inputs: Given): Promise<Failure> => {
  try {
    return await read(inputs).then((settings) => {
      throw new Error(`taken: ${JSON.stringify(settings)}`);
    });
  } catch (error) {
    return error as Failure;
  }
};

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'settings-'));
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const whole = `image-tag-mutability: IMMUTABLE
image-tag-mutability-exclusions: [dev-*, latest]
scan-on-push: true
encryption:
  type: KMS
  key: alias/images
lifecycle-policy:
  keep-last: 50
  expire-untagged-after: 14d
  keep-tagged: [v*]
repository-policy:
  pull:
    accounts: ['111122223333']
resource-tags:
  team: web
`;
const parsed = {
  'image-tag-mutability': 'IMMUTABLE',
  'image-tag-mutability-exclusions': ['dev-*', 'latest'],
  'scan-on-push': true,
  encryption: { type: 'KMS', key: 'alias/images' },
  'lifecycle-policy': { 'keep-last': 50, 'expire-untagged-after': '14d', 'keep-tagged': ['v*'] },
  'repository-policy': { pull: { accounts: ['111122223333'] } },
  'resource-tags': { team: 'web' },
};

describe('settings come from', () => {
  test.each<[string, () => string]>([
    ['a YAML file', () => file('settings.yml', whole)],
    ['a JSON file, which names its schema', () => file('s.json', JSON.stringify({ $schema: './x.json', ...parsed }))],
    ['YAML inline', () => whole],
    ['JSON inline', () => JSON.stringify(parsed)],
    ['one line of YAML', () => JSON.stringify(parsed).replaceAll(/"([a-z-]+)":/g, '$1: ')],
  ])('%s', async (_, text) => {
    expect(await read({ 'repository-settings': text() })).toMatchObject(parsed);
  });

  test('single inputs', async () => {
    const settings = await read({
      'image-tag-mutability': 'immutable',
      'image-tag-mutability-exclusions': 'dev-*, latest',
      'scan-on-push': 'True',
      encryption: 'kms',
      'kms-key': 'alias/images',
      'lifecycle-policy': file('lifecycle.yml', 'keep-last: 50\nexpire-untagged-after: 14d\nkeep-tagged: [v*]\n'),
      'repository-policy': 'pull: { accounts: ["111122223333"] }',
      'resource-tags': 'team = web\n',
    });
    expect(settings).toEqual(parsed);
  });

  test('nothing', async () => {
    expect(await read({ 'scan-on-push': '', 'repository-settings': '' })).toEqual({});
  });
});

describe('a single input wins over the file', () => {
  test.each<[string, Given, object]>([
    ['a setting as a whole', { 'resource-tags': 'a=b' }, { 'resource-tags': { a: 'b' } }],
    ['a lifecycle', { 'lifecycle-policy': 'keep-last: 3' }, { 'lifecycle-policy': { 'keep-last': 3 } }],
    ['false, too', { 'scan-on-push': 'false' }, { 'scan-on-push': false }],
    ["an encryption, with the file's key", { encryption: 'AES256' }, { encryption: { type: 'AES256' } }],
    ["a key, for the file's encryption", { 'kms-key': 'other' }, { encryption: { type: 'KMS', key: 'other' } }],
    ['the last exclusions', { 'image-tag-mutability-exclusions': 'x' }, { 'image-tag-mutability-exclusions': ['x'] }],
  ])('%s', async (_, inputs, expected) => {
    expect(await read({ 'repository-settings': whole, ...inputs })).toEqual({ ...parsed, ...expected });
  });
});

describe('what is wrong in a file is named with its line and path', () => {
  const schema = 'See repository-settings.schema.json.';
  test.each<[string, string, string]>([
    ['an unknown key', 'scan-on-push: true\nscan: 1\n', '2: scan: There is no such setting. Use one of image-tag-mut'],
    [
      'an unknown key below',
      'encryption:\n  type: KMS\n  kms: x\n',
      '3: encryption.kms: There is no such setting. Use one of type, key.',
    ],
    ['a wrong type', 'scan-on-push: "true"\n', '1: scan-on-push: "true" is not of the type boolean. '],
    ['a list for a map', '- scan-on-push\n', '1: ["scan-on-push"] is not of the type object. '],
    ['nothing', '# to be written\n\n', '1: null is not of the type object. '],
    [
      'a fraction',
      'lifecycle-policy:\n  keep-last: 1.5\n',
      '2: lifecycle-policy.keep-last: 1.5 is not of the type integer. ',
    ],
    [
      'a word that there is not',
      '\nimage-tag-mutability: NEVER\n',
      '2: image-tag-mutability: "NEVER" must be one of MUTABLE, IMMUTABLE.',
    ],
    [
      'a number out of range',
      'lifecycle-policy:\n  keep-last: 0\n',
      `2: lifecycle-policy.keep-last: 0 is not valid. 0 is less than 1. ${schema}`,
    ],
    ['what is lacking', 'scan-on-push: true\nencryption:\n  key: x\n', `2: encryption: It has no type. ${schema}`],
    [
      'a number that is an account',
      'repository-policy:\n  pull:\n    accounts:\n      - "111122223333"\n      - 444455556666\n',
      '5: repository-policy.pull.accounts.1: 444455556666 is not of the type string. Put it in quotes.',
    ],
    [
      'an account whose zero YAML took away',
      'repository-policy:\n  pull:\n    lambda: [012345678901]\n',
      '3: repository-policy.pull.lambda.0: 12345678901 is not of the type string. The ID of an account: twelve digits, in quotes.',
    ],
    [
      'days without a unit',
      'lifecycle-policy:\n  expire-untagged-after: 14\n',
      '2: lifecycle-policy.expire-untagged-after: 14 is not of the type string. How old an untagged image must be to expire: use days, such as 14d.',
    ],
    [
      'the value of a tag',
      'resource-tags:\n  cost: 42\n',
      '2: resource-tags.cost: 42 is not of the type string. Put it in quotes.',
    ],
    [
      'the name of a tag',
      'resource-tags:\n  a: b\n  aws:x: y\n',
      '3: resource-tags.aws:x: "aws:x" does not have the required form. Up to 128 ',
    ],
    ['a slash in a name', 'resource-tags:\n  a/b~c: 42\n', '2: resource-tags.a/b~c: 42 is not of the type string. '],
    [
      'a filter with a blank',
      'image-tag-mutability: IMMUTABLE\nimage-tag-mutability-exclusions: [a, "b c"]\n',
      '2: image-tag-mutability-exclusions.1: "b c" does not have the required form. Up to 128 ',
    ],
    [
      'a filter with three wildcards',
      'image-tag-mutability: IMMUTABLE\nimage-tag-mutability-exclusions:\n- a*b*c*\n',
      '3: image-tag-mutability-exclusions.0: "a*b*c*" does not have the required form. ',
    ],
    [
      'six filters',
      'image-tag-mutability: IMMUTABLE\nimage-tag-mutability-exclusions: [a, b, c, d, e, f]\n',
      '2: image-tag-mutability-exclusions: ["a","b","c","d","e","f"] is not valid. Array has too many items (6 > 5).',
    ],
    [
      'too many tags',
      `resource-tags:\n${Array.from({ length: 51 }, (_, at) => `  tag-${at}: x\n`).join('')}`,
      '1: resource-tags: It has more than 50 entries.',
    ],
    [
      'a word for statements',
      'repository-policy:\n  Statement: Allow\n',
      `2: repository-policy.Statement: "Allow" is not of the type array or object. ${schema}`,
    ],
    [
      'nothing for a text',
      'repository-policy:\n  Id:\n',
      `2: repository-policy.Id: null is not of the type string. ${schema}`,
    ],
    [
      'a rule that lacks several things',
      'lifecycle-policy:\n  rules:\n    - rulePriority: 1\n',
      `3: lifecycle-policy.rules.0: It has no selection, action. ${schema}`,
    ],
    [
      'filters of nothing',
      'image-tag-mutability-exclusions: [a]\n',
      '1: image-tag-mutability-exclusions: There is no setting for them to be exempt from. Set image-tag-mutability.',
    ],
    [
      'five wildcards',
      'lifecycle-policy:\n  keep-tagged: ["*a*b*c*d*"]\n',
      '2: lifecycle-policy.keep-tagged.0: "*a*b*c*d*" does not have the required form. ',
    ],
    [
      'a role',
      'repository-policy:\n  pull:\n    roles: [deploy]\n',
      '3: repository-policy.pull.roles.0: "deploy" does not have the required form. The ARN of a role, such as ',
    ],
    [
      'an organisation',
      'repository-policy:\n  pull:\n    organizations: [us]\n',
      '3: repository-policy.pull.organizations.0: "us" does not have the required form. ',
    ],
    [
      'rules and words',
      'lifecycle-policy:\n  keep-last: 1\n  rules: [{rulePriority: 1, selection: {tagStatus: any, countType: sinceImagePushed, countNumber: 1}, action: {type: expire}}]\n',
      '1: lifecycle-policy: It has both rules and the short form. Use only one of them.',
    ],
    [
      'a rule without an action',
      'lifecycle-policy:\n  rules:\n    - rulePriority: 1\n      selection: {tagStatus: any, countType: sinceImagePushed, countNumber: 1}\n',
      `3: lifecycle-policy.rules.0: It has no action. ${schema}`,
    ],
    [
      'a key for AES256',
      'encryption:\n  type: AES256\n  key: x\n',
      '3: encryption.key: AES256 takes no key. Give KMS or KMS_DSSE, or no key.',
    ],
    [
      'a key in another region',
      'encryption:\n  type: KMS\n  key: arn:aws:kms:us-east-1:111122223333:alias/x\n',
      '3: encryption.key: The key is in us-east-1, and the repository in eu-central-1. Give a key of eu-central-1.',
    ],
    [
      'a policy that is too long',
      `repository-policy:\n  Statement: [{Effect: Allow, Sid: ${'x'.repeat(10_240)}}]\n`,
      '1: repository-policy: It has 10306 characters, and ECR accepts at most 10240.',
    ],
    ['no YAML', 'scan-on-push: true\n  encryption: x\n', '1: It is neither YAML nor JSON: '],
    ['no JSON', '{\n  "scan-on-push": true\n', '3: It is neither YAML nor JSON: '],
    ['a key twice', 'scan-on-push: true\nscan-on-push: false\n', '2: It is neither YAML nor JSON: duplicate key.'],
  ])('%s', async (_, text, message) => {
    const error = await mistake({ 'repository-settings': file('bad.yml', text) });
    expect(error.name).toBe('Failure');
    expect(error.message.startsWith(`bad.yml:${message}`) ? message : error.message).toBe(message);
    expect(error.at).toEqual({ file: 'bad.yml', line: Number.parseInt(message, 10) });
    const inline = await mistake({ 'repository-settings': `${text}\n` });
    expect(inline.message).toMatch(/^repository-settings(:\d+)?: /);
    expect(inline.at).toBeUndefined();
  });
});

describe('what is wrong in a single input is named by the input', () => {
  test.each<[Given, string]>([
    [{ 'scan-on-push': 'yes' }, 'scan-on-push: "yes" is not of the type boolean. '],
    [{ encryption: 'RSA' }, 'encryption: "RSA" must be one of AES256, KMS, KMS_DSSE.'],
    [{ 'kms-key': 'x' }, 'kms-key: no encryption is set that uses a key. Set encryption: KMS.'],
    [{ encryption: 'AES256', 'kms-key': 'x' }, 'kms-key: AES256 takes no key.'],
    [
      { encryption: 'KMS', 'kms-key': 'arn:aws:kms:us-east-1:111122223333:key/x' },
      'kms-key: The key is in us-east-1, and the repository in eu-central-1.',
    ],
    [{ 'image-tag-mutability': 'never' }, 'image-tag-mutability: "NEVER" must be one of MUTABLE, IMMUTABLE.'],
    [
      { 'image-tag-mutability': 'mutable', 'image-tag-mutability-exclusions': 'v?' },
      'image-tag-mutability-exclusions: 0: "v?" does not have the required form. ',
    ],
    [{ 'resource-tags': 'team' }, 'resource-tags: "team" has no value. Give one KEY=VALUE per line.'],
    [{ 'lifecycle-policy': 'keep-last: many' }, 'lifecycle-policy: keep-last: "many" is not of the type integer. '],
    [
      { 'lifecycle-policy': 'keep-last: 1\nkeep: 2' },
      'lifecycle-policy:2: keep: There is no such setting. Use one of ',
    ],
    [{ 'repository-policy': '{"Version": "2012-10-17"}' }, 'repository-policy: It grants nothing to anybody.'],
    [{ 'repository-settings': 'nowhere.yml' }, 'repository-settings: There is no file "nowhere.yml" in '],
    [{ 'lifecycle-policy': 'no/where.json' }, 'lifecycle-policy: There is no file "no/where.json" in '],
  ])('%j', async (inputs, message) => {
    expect((await mistake(inputs)).message).toContain(message);
  });

  test('also where a file gives it, too, and is right', async () => {
    const error = await mistake({ 'repository-settings': file('right.yml', whole), 'scan-on-push': 'yes' });
    expect(error.message).toMatch(/^scan-on-push: "yes" is not/);
  });

  test("a policy's own file is named, too", async () => {
    const error = await mistake({ 'lifecycle-policy': file('own.json', '{\n  "keep-last": "5"\n}\n') });
    expect(error.message).toContain('own.json:2: keep-last: "5" is not of the type integer. ');
    expect(error.at).toEqual({ file: 'own.json', line: 2 });
  });
});
