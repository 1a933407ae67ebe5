// The words of what users read: every error and warning of src, as its template has it, and the documents.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '@babel/parser';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** A node of the syntax tree: https://github.com/babel/babel/blob/main/packages/babel-parser/ast/spec.md */
type Node = { type: string; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);
const all = (node: Node): Node[] => [node, ...childrenOf(node).flatMap(all)];

const files = new Map(
  globSync('src/**/*.ts', { cwd: root }).map((file) => [
    file,
    parse(read(file), { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node & { body: Node[] },
  ]),
);

/** What a file declares at its top, or imports, by its name: the function, or the constant's value, and where it stands. */
function lookUp(file: string, name: string): { file: string; node: Node } | undefined {
  const nameOf = (node: unknown) => (node as { name?: string } | undefined)?.name;
  for (const statement of files.get(file)?.body ?? []) {
    const { type, source, specifiers } = statement as Node & { source?: { value: string }; specifiers?: Node[] };
    if (type === 'ImportDeclaration' && source?.value.startsWith('.')) {
      const found = specifiers?.find(({ local }) => nameOf(local) === name);
      if (found) return lookUp(join(dirname(file), source.value), nameOf(found.imported) ?? name);
    }
    const declaration = isNode(statement.declaration) ? statement.declaration : statement;
    if (declaration.type === 'FunctionDeclaration' && nameOf(declaration.id) === name)
      return { file, node: declaration };
    for (const { id, init } of (declaration.declarations ?? []) as Node[]) {
      if (nameOf(id) === name && isNode(init)) return { file, node: init };
    }
  }
  return undefined;
}

const GAP = '…';

/** The texts that an expression may give, with a gap for what is only known when it runs. */
function texts(file: string, node: unknown, within: Node[] = []): string[] {
  if (!isNode(node) || within.includes(node)) return [GAP];
  const of = (each: unknown) => texts(file, each, [...within, node]);
  const named = (name: unknown): string[] => {
    const found = lookUp(file, String(name));
    return found ? texts(found.file, found.node, [...within, node]) : [GAP];
  };
  switch (node.type) {
    case 'StringLiteral':
      return [String(node.value)];
    case 'TemplateLiteral': {
      const quasis = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
      const between = (node.expressions as Node[]).map((each) => [...new Set(of(each))]);
      // Each alternative is a text of its own.
      return quasis.reduce<string[]>(
        (some, quasi, at) => some.flatMap((text) => (between[at - 1] ?? ['']).map((gap) => `${text}${gap}${quasi}`)),
        [''],
      );
    }
    case 'ConditionalExpression':
      return [...of(node.consequent), ...of(node.alternate)];
    case 'LogicalExpression':
      return [...of(node.left), ...of(node.right)];
    case 'Identifier':
      return named(node.name);
    case 'MemberExpression':
      return node.computed ? of(node.object) : [GAP];
    case 'ObjectExpression':
      return (node.properties as Node[]).flatMap(({ value }) => of(value));
    case 'CallExpression':
      return named((node.callee as { name?: string }).name);
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression': {
      const body = node.body as Node;
      if (body.type !== 'BlockStatement') return of(body);
      return all(body).flatMap(({ type, argument }) => (type === 'ReturnStatement' ? of(argument) : []));
    }
    case 'ArrayExpression':
      return (node.elements as Node[]).flatMap(of);
    case 'SpreadElement':
      return of(node.argument);
    default:
      return [GAP];
  }
}

/** Calls whose first arguments a user reads as an error or a warning. */
function isTold({ type, callee }: Node): boolean {
  if (type !== 'CallExpression') return false;
  const { name, object, property } = callee as { name?: string; object?: Node; property?: { name?: string } };
  if (name) return ['failure', 'wrong', 'fail'].includes(name);
  const owner = (object?.property as { name?: string } | undefined)?.name ?? object?.name;
  return (
    (owner === 'warnings' && ['push', 'add'].includes(property?.name ?? '')) ||
    (owner === 'log' && property?.name === 'warning')
  );
}

/** What explains an error, beside what is an argument of `failure` at once. */
const explanations = [...files].flatMap(([file, program]) =>
  program.body
    .map((statement) => (isNode(statement.declaration) ? statement.declaration : statement))
    .flatMap(({ id, declarations, ...rest }) => {
      const some = declarations ? (declarations as { id: { name?: string }; init: Node }[]) : [];
      return [
        ...some.map((each) => ({ name: each.id.name ?? '', node: each.init })),
        { name: (id as { name?: string } | undefined)?.name ?? '', node: { id, ...rest } as Node },
      ];
    })
    .filter(({ name }) => /^explain|^whyNot|MEANINGS|HINTS|^CHECK_/.test(name))
    .flatMap(({ node }) => texts(file, node).map((text) => ({ file, text }))),
);

const told = [...files].flatMap(([file, program]) =>
  all(program)
    .filter(isTold)
    .flatMap(({ arguments: given }) => (given as Node[]).flatMap((argument) => texts(file, argument)))
    .map((text) => ({ file, text })),
);

const messages = [...told, ...explanations].filter(({ text }) => /[A-Za-z]{3} /.test(text));

const FORBIDDEN =
  /is none of|\b(is|are) made if|by line or comma|opposite holds|\blet go\b|\broom\b|\bdesk\b|\bhouse\b|\bmend(s|ed)?\b|one by the one|counts, too|made from the same|made from something|\bits form is\b|nobody can tell|lets? the tag|goes on without/i;

test('no message has a word that is not the field’s', () => {
  expect(messages.length).toBeGreaterThan(150);
  expect(messages.filter(({ text }) => FORBIDDEN.test(text))).toEqual([]);
});

test.each(['action.yml', 'README.md', 'repository-settings.schema.json', ...globSync('docs/*.md', { cwd: root })])(
  '%s has none, either',
  (file) => {
    const lines = read(file).split('\n');
    expect(lines.filter((line) => FORBIDDEN.test(line))).toEqual([]);
  },
);

/** An imperative, or what must hold. */
const FIX =
  /\b(Add|Allow|Ask|Change|Check|Combine|Correct|Create|Delete|Export|Free|Give|Increase|Install|Leave|Log in|Lower|Make|Move|Name|Promote|Publish|Put|Raise|Reach|Remove|Restore|Run|See|Select|Set|Turn|Update|Use|Write)\b|\bmust\b|Did you mean|[Oo]r set |[,;:.] ([Oo]r )?(add|allow|correct|give|lower|name|publish|put|raise|run|set|use) /;

/** What says nothing of a fix, and why. */
const EXCEPTIONS: [why: string, messages: RegExp][] = [
  [
    'a registry, or AWS, broke its own protocol: no workflow can change that',
    /is not a (SHA-256 digest|digest of the form)|bytes that the manifest names|that are read\.$|something else|could not be read from|has more\.$|is no manifest|without a token for|sent more than|does not (take it|hold)|ECR could not read|AWS described the|names no configuration|is not JSON: …$/,
  ],
  [
    'what is quoted at its end says it',
    /without its cache in …: …$|grows without a lifecycle policy: …$|could not be read: …$|^destinations: entry|Not applied:\n…$|could not be put: … …$|not a tag: …\.$|^AWS could not be reached .* …$|cannot be filled in: …$|so it is built: …$|^source: … could not be read\. …$|^AWS did not let .* \(…\)\. …$/,
  ],
  ['the rule may be for other events', /^tags: .* (gives no tag|does not match)/],
  ['the Dockerfile’s own error, with its line', /^The build failed( at|\.\n)/],
  ['the user did that', /^Cancelled/],
  ['the workflow asked for it', /and tag-(conflict is keep|order is newest-commit)\.$/],
  ['the run itself went well', /^The summary could not be written/],
];

test('every message says what to do', () => {
  const without = messages.filter(({ text }) => !FIX.test(text));
  const isExcepted = ({ text }: { text: string }) => EXCEPTIONS.some(([, some]) => some.test(text));
  expect(without.filter((message) => !isExcepted(message))).toEqual([]);
  for (const [, some] of EXCEPTIONS) expect(without.some(({ text }) => some.test(text))).toBe(true);
});
