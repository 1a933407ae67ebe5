// AWS's own model of the requests, of which the SDK's schema leaves the limits out: lengths, patterns, enums. It is
// copied from botocore by `node __tests__/settings/model.ts`, once the stack was built; e2e/settings-model.test.ts holds
// the copy against the botocore that is installed.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

type Shape = {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
};

/** Operations with the name of their request's shape, and the shapes. */
export type Model = { operations: Record<string, string>; shapes: Record<string, Shape> };

/** Every operation that the repository's step can send. */
const OPERATIONS = [
  'CreateRepository',
  'DescribeRepositories',
  'DescribeRepositoryCreationTemplates',
  'GetLifecyclePolicy',
  'GetLifecyclePolicyPreview',
  'BatchGetRepositoryScanningConfiguration',
  'GetRepositoryPolicy',
  'ListTagsForResource',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
  'PutLifecyclePolicy',
  'SetRepositoryPolicy',
  'StartLifecyclePolicyPreview',
  'TagResource',
];

const COPY = join(import.meta.dirname, 'ecr-model.json');

export const model: Model = JSON.parse(readFileSync(COPY, 'utf8'));

/** What the installed botocore says; undefined before the stack was built. */
export function installedModel(): Model | undefined {
  const [file] = globSync('.stack/venv/lib/python*/site-packages/botocore/data/ecr/2015-09-21/service-2.json.gz', {
    cwd: join(import.meta.dirname, '../..'),
  });
  if (!file) return undefined;
  const service = JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, '../..', file))).toString());
  const operations = Object.fromEntries(
    OPERATIONS.map((name) => [name, service.operations[name].input.shape as string]),
  );
  const shapes: Model['shapes'] = {};
  const walk = (name: string): void => {
    if (shapes[name]) return;
    // Documentation changes without a meaning.
    const shape: Shape = JSON.parse(
      JSON.stringify(service.shapes[name], (key, value) => (key === 'documentation' ? undefined : value)),
    );
    shapes[name] = shape;
    for (const { shape: inner } of [...Object.values(shape.members ?? {}), ...(shape.member ? [shape.member] : [])]) {
      walk(inner);
    }
  };
  for (const name of Object.values(operations)) walk(name);
  return { operations, shapes };
}

/** What AWS would not take of a request. */
export function violations({ operations, shapes }: Model, operation: string, input: unknown): string[] {
  const check = (name: string, value: unknown, path: string): string[] => {
    const shape = shapes[name];
    if (!shape) return [`${path}: no shape`];
    const { type, min = 0, max = Infinity, pattern, members = {}, member, required = [] } = shape;
    const size = typeof value === 'number' ? value : ((value as { length?: number }).length ?? 0);
    const limits = min <= size && size <= max ? [] : [`${path}: ${size} is not from ${min} to ${max}`];
    switch (type) {
      case 'structure': {
        const given = Object.entries(value as object).filter(([, entry]) => entry !== undefined);
        const lacking = required.filter((key) => !given.some(([name]) => name === key));
        return [
          ...lacking.map((key) => `${path}: lacks ${key}`),
          ...given.flatMap(([key, entry]) =>
            members[key] ? check(members[key].shape, entry, `${path}.${key}`) : [`${path}.${key}: unknown`],
          ),
        ];
      }
      case 'list':
        if (!Array.isArray(value) || !member) return [`${path}: no list`];
        return [...limits, ...value.flatMap((entry, at) => check(member.shape, entry, `${path}.${at}`))];
      case 'string': {
        if (typeof value !== 'string') return [`${path}: no string`];
        const fits = !pattern || new RegExp(`^(?:${pattern})$`).test(value);
        const known = !shape.enum || shape.enum.includes(value);
        return [...limits, ...(fits && known ? [] : [`${path}: "${value}" is not ${pattern ?? shape.enum}`])];
      }
      case 'integer':
        return Number.isInteger(value) ? limits : [`${path}: no integer`];
      default:
        return type === 'boolean' && typeof value === 'boolean' ? [] : [`${path}: no ${type}`];
    }
  };
  const name = operations[operation];
  return name ? check(name, input, operation) : [`${operation}: unknown`];
}

if (import.meta.main) writeFileSync(COPY, `${JSON.stringify(installedModel(), undefined, 2)}\n`);
