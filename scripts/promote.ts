// Part of npm run docs: copies to promote/action.yml the inputs and outputs that it has as action.yml has them.
import { readFileSync, writeFileSync } from 'node:fs';
import { SHARED } from '../src/promote/promote-inputs.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Of promote's own words. */
const OWN_WORDS = ['tags'];

/** Pure: promote/action.yml, with what it shares. */
export function withShared(own: string, publish: string): string {
  const [inputs = '', outputs = ''] = publish.split(/^inputs:\n|^outputs:\n/m).slice(1);
  const blocks = new Map(
    inputs.split(/^(?= {2}\S)/m).map((block) => [block.slice(2, block.indexOf(':')), block.trimEnd()] as const),
  );
  const shared = SHARED.filter((name) => !OWN_WORDS.includes(name)).map((name) => blocks.get(name));
  const marker = own.match(/^ {2}# Below, as in action\.yml.*\n/m)?.[0] ?? '';
  const [before = ''] = own.split(marker);
  const [all = ''] = outputs.split(/^runs:/m);
  // What only a build has.
  const set = all
    .split(/^(?= {2}\S)/m)
    .filter((block) => !block.startsWith('  metadata:'))
    .join('');
  return `${before}${marker}${shared.join('\n')}\n\noutputs:\n${set}runs:\n  using: node24\n  main: ../dist/promote.js\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL('promote/action.yml', root), withShared(read('promote/action.yml'), read('action.yml')));
}
