import { Validator } from '@cfworker/json-schema';
import { lifecycleMistake } from './lifecycle.ts';
import { policyMistake } from './policy.ts';
import { settingsSchema } from './schema.ts';
import type { Settings } from './settings.ts';

/** What is wrong with a value, and where in it. */
export type Mistake = { path: string[]; message: string };

const SEE = 'See repository-settings.schema.json.';

/** Pure: the first thing that is wrong with settings of whatever form. */
export function findMistake(value: unknown, region: string): Mistake | undefined {
  const [error, outer] = new Validator(settingsSchema as object, '2020-12').validate(value).errors.toReversed();
  if (!error) return mistakesOfSense(value as Settings, region).find(({ message }) => message) as Mistake | undefined;
  const path = fromPointer(error.instanceLocation);
  const isKey = error.keywordLocation.includes('/propertyNames/');
  const given = isKey ? path.at(-1) : valueAt(value, path);
  const is = JSON.stringify(given);
  const schema = schemaAt(fromPointer(error.keywordLocation).slice(0, -1));
  switch (error.keyword) {
    case 'false': {
      // A property that is not to be; the object that has it is told of before it.
      const { properties = {} } = schemaAt(fromPointer(outer?.keywordLocation ?? '#').slice(0, -1));
      const known = Object.keys(properties).filter((name) => !name.startsWith('$'));
      return { path, message: `There is no such setting. There are ${known.join(', ')}.` };
    }
    case 'type': {
      const inQuotes = ['number', 'boolean'].includes(typeof given) && new RegExp(schema.pattern ?? '', 'u').test(is);
      const hint = schema.type === 'string' ? (inQuotes ? 'Put it in quotes.' : schema.description) : SEE;
      return { path, message: `${is} is not of the type ${schema.type}. ${hint}` };
    }
    case 'enum':
      return { path, message: `${is} is none of ${schema.enum?.join(', ')}.` };
    case 'pattern':
      return { path, message: `${is} does not have the right form. ${schema.description}` };
    case 'required':
      return { path, message: `It has no ${error.error.match(/"(.+)"/)?.[1]}. ${SEE}` };
    default:
      return { path, message: `${is} is not right. ${error.error} ${SEE}` };
  }
}

/** What no schema can say; where the message is empty, nothing is wrong. */
function mistakesOfSense(
  settings: Settings,
  region: string,
): { path: string[]; message: string | false | undefined }[] {
  const { 'image-tag-mutability-exclusions': exclusions = [], encryption } = settings;
  const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
  const keyRegion = encryption?.key?.match(/^arn:[^:]+:kms:([^:]+):/)?.[1];
  return [
    {
      path: ['image-tag-mutability-exclusions'],
      message:
        exclusions.length > 0 &&
        !settings['image-tag-mutability'] &&
        'There is no image-tag-mutability that they could be excluded from.',
    },
    {
      path: ['encryption', 'key'],
      message:
        encryption?.key && encryption.type === 'AES256' && 'AES256 takes no key. Give KMS or KMS_DSSE, or no key.',
    },
    {
      path: ['encryption', 'key'],
      message:
        keyRegion &&
        keyRegion !== region &&
        `The key is in ${keyRegion}, and the repository in ${region}. Give a key of ${region}.`,
    },
    { path: ['lifecycle-policy'], message: lifecycle && lifecycleMistake(lifecycle) },
    { path: ['repository-policy'], message: policy && policyMistake(policy, { partition: 'aws', region }) },
  ];
}

/** As much of a schema as messages need. */
type Schema = {
  type?: string;
  pattern?: string;
  enum?: readonly string[];
  description?: string;
  properties?: object;
  $ref?: string;
};

/** `#/properties/a~1b` */
const fromPointer = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const valueAt = (value: unknown, path: string[]): unknown =>
  path.reduce((all, part) => (all as Record<string, unknown> | undefined)?.[part], value);

/** A reference stands in a path where it is followed. */
const schemaAt = (path: string[]): Schema =>
  path.reduce(
    (schema: object, part) =>
      part === '$ref'
        ? schemaAt(fromPointer((schema as Schema).$ref ?? ''))
        : ((schema as Record<string, object>)[part] ?? {}),
    settingsSchema,
  ) as Schema;
