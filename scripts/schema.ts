// node scripts/schema.ts: writes repository-settings.schema.json from the code. A test says when that was forgotten.
import { writeFileSync } from 'node:fs';
import { settingsSchema } from '../src/settings/schema.ts';

export const SCHEMA_FILE = new URL('../repository-settings.schema.json', import.meta.url);

/** Pure: the schema as its file has it, lists of words on one line as Biome wants them. */
export const schemaText = (): string =>
  `${JSON.stringify(settingsSchema, undefined, 2)}\n`.replace(
    /\[\s+("[^[\]]*?")\s+\]/g,
    (_, words: string) => `[${words.split(/\s*\n\s*/).join(' ')}]`,
  );

if (import.meta.main) writeFileSync(SCHEMA_FILE, schemaText());
