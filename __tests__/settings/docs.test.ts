import { describe, expect, test } from '@jest/globals';
import { settingsSchema } from '../../src/settings/schema.ts';
import { readSettings } from '../../src/settings/settings-inputs.ts';
import { examples } from './examples.ts';

describe('docs/settings.md', () => {
  test('shows every setting', async () => {
    const shown = await Promise.all(
      examples.map((text) => readSettings({ 'repository-settings': text }, 'eu-central-1')),
    );
    const names = Object.keys(settingsSchema.properties).filter((name) => !name.startsWith('$'));
    expect(new Set(shown.flatMap((settings) => Object.keys(settings)))).toEqual(new Set(names));
  });
});
