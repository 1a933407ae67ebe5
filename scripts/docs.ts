// npm run docs: writes the tables of README.md from action.yml. A test says when that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

type Entry = { description: string; default?: string; required?: boolean };
type Action = { inputs: Record<string, Entry>; outputs: Record<string, Entry> };

/** Pure: a README with its two tables as action.yml has them, between their markers. */
export function withTables(readme: string, actionYaml: string): string {
  const { inputs, outputs }: Action = parse(actionYaml);
  const cell = (text: string) =>
    text
      .replaceAll('|', '\\|')
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  const tables = {
    inputs: [
      '| input | what it is | default |',
      '|---|---|---|',
      ...Object.entries(inputs).map(([name, { description, default: value, required }]) => {
        return `| \`${name}\` | ${cell(description)} | ${value ? `\`${value}\`` : required ? '**required**' : ''} |`;
      }),
    ],
    outputs: [
      '| output | what it is |',
      '|---|---|',
      ...Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${cell(description)} |`),
    ],
  };
  return Object.entries(tables).reduce(
    (text, [name, lines]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_, start, end) => `${start}${lines.join('\n')}\n${end}`,
      ),
    readme,
  );
}

if (import.meta.main) {
  const file = (name: string) => new URL(`../${name}`, import.meta.url);
  const readme = readFileSync(file('README.md'), 'utf8');
  writeFileSync(file('README.md'), withTables(readme, readFileSync(file('action.yml'), 'utf8')));
}
