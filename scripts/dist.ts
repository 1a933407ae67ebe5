// Part of npm run build: completes dist. Writes the file that each action.yml names, which starts its action from the
// bundle, and licenses.txt, the licence of each package in the bundle (ncc's own --license knows only one chunk's).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Module = { nameForCondition?: string; name?: string; modules?: Module[] };

const root = join(import.meta.dirname, '..');
const stats: { modules: Module[] } = JSON.parse(readFileSync(join(root, 'build/stats.json'), 'utf8'));

/** The folder of the package that a module is from, below the project. */
function packageOf({ nameForCondition, name = '' }: Module): string[] {
  const [folder] = (nameForCondition ?? name).match(/node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/) ?? [];
  return folder ? [folder] : [];
}

const all = (modules: Module[]): Module[] => modules.flatMap((module) => [module, ...all(module.modules ?? [])]);
const packages = [...new Set(all(stats.modules).flatMap(packageOf))].sort();

// Most of them share one text to the letter, which is written once.
const namesByText = new Map<string, string[]>();
for (const folder of packages) {
  const { name, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[sc]e|copying|notice)/i.test(file));
  const text = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim()).join('\n\n');
  namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} (${license})`]);
}
const parts = [...namesByText].map(([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}\n`);
writeFileSync(join(root, 'dist/licenses.txt'), parts.join('\n----\n\n'));

const ACTIONS = ['publish', 'promote'];
for (const name of ACTIONS) {
  writeFileSync(join(root, `dist/${name}.js`), `import { start } from './index.js';\n\nawait start('${name}');\n`);
}
