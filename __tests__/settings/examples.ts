import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The settings that docs/settings.md shows. */
export const examples = [
  ...readFileSync(join(import.meta.dirname, '../../docs/settings.md'), 'utf8').matchAll(/```(?:yaml|json)\n(.*?)```/gs),
].map(([, text = '']) => text);
