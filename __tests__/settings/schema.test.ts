import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SCHEMA_FILE, schemaText } from '../../scripts/schema.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

test('repository-settings.schema.json is what the code holds settings against; if not, run node scripts/schema.ts', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
});

test('everything with a pattern says in words what it takes, since errors do', () => {
  const silent = (schema: object): object[] => [
    ...('pattern' in schema && !('description' in schema) ? [schema] : []),
    ...Object.values(schema).flatMap((inner) => (inner instanceof Object ? silent(inner) : [])),
  ];
  expect(silent(settingsSchema)).toEqual([]);
});
