import { describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../src/job/catalog.ts';
import { catalogDifferences } from '../../src/settings/ensure-public.ts';

describe('a catalog that differs', () => {
  const actual: Catalog = { description: 'Says hello', architectures: ['x86-64', 'ARM 64'] };
  test.each<[string, Catalog | undefined, string[]]>([
    ['not given', undefined, []],
    ['the same', actual, []],
    ['in the order of a list alone', { architectures: ['ARM 64', 'x86-64'] }, []],
    ['in what is left out', { description: 'Says hello' }, []],
    [
      'emptied',
      { description: '', architectures: [] },
      ['catalog: description\n- Says hello\n+ none', 'catalog: architectures\n- ARM 64, x86-64\n+ none'],
    ],
    ['empty in both', { 'usage-text': '', 'operating-systems': [] }, []],
    [
      'in a text, a list and what is new',
      { description: 'Hello', architectures: ['x86-64'], 'about-text': '# It' },
      [
        'catalog: description\n- Says hello\n+ Hello',
        'catalog: architectures\n- ARM 64, x86-64\n+ x86-64',
        'catalog: about-text\n- none\n+ # It',
      ],
    ],
  ])('%s', (_, wanted, expected) => {
    expect(catalogDifferences(wanted, actual)).toEqual(expected);
  });
});
