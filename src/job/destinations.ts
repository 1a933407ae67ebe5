// The input `destinations`: the places that one build goes to. What is not given for one is as the step's inputs have it.
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { cut, failure } from '../lib/failure.ts';
import { type Catalog, parseCatalog } from './catalog.ts';
import { ECR_KEYS, INPUTS, type InputName, SESSION_KEYS } from './inputs.ts';
import { variableName } from './values.ts';

/** One of them: what it is, and its own inputs as text. */
export type DestinationText = {
  /** For messages and the output `results`. */
  name: string | undefined;
  /** The destination, by its name, that its image may be copied from. */
  copyFrom: string | undefined;
  place: Place;
  inputs: Partial<Record<InputName, string>>;
};

export type Place =
  | { kind: 'ecr' }
  /** In the account's public registry. */
  | { kind: 'ecr-public'; catalog?: Catalog }
  /** Docker Hub, GHCR or any other registry: where it is, and who logs in. */
  | { kind: 'registry'; host: string; repository: string; username?: string; passwordEnv?: string };

const TAG_KEYS = ['tags', 'flavor', 'tag-conflict', 'tag-order'] as const satisfies InputName[];
const PUBLIC_KEYS = ['ecr-public', ...SESSION_KEYS, 'create-repository', 'catalog'] as const;
const REGISTRY_KEYS = ['image', 'username', 'password-env'] as const;

/** It is text of the workflow: what it says decides where passwords go. */
const MOST_CHARACTERS = 100_000;

/** @throws Failure for the first thing that is wrong, with its line */
export function parseDestinations(text: string): DestinationText[] {
  if (text.length > MOST_CHARACTERS)
    throw failure(`destinations: it has more than ${MOST_CHARACTERS} characters. Make it shorter.`);
  const document = parseDocument(text, { prettyErrors: false });
  const lineOf = (offset = 0) => text.slice(0, offset).split('\n').length;
  const [error] = document.errors;
  if (error) {
    throw failure(
      `destinations:${lineOf(error.pos[0])}: it is not YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}. Write a list, such as "- repository: team/app".`,
    );
  }
  const list = document.contents;
  if (!isSeq(list) || list.items.length === 0) {
    throw failure(
      'destinations: it is not a list. Write one entry for each destination, such as "- repository: team/app".',
    );
  }
  return list.items.map((item) => {
    const where = `destinations:${lineOf((item as Node).range?.[0])}`;
    if (!isMap(item)) throw failure(`${where}: an entry must have keys, such as "- repository: team/app".`);
    const given = new Map<string, string>();
    for (const { key, value } of item.items) {
      const name = isScalar(key) ? String(key.value) : '';
      given.set(name, asText(value as Node | null, name, where));
    }
    return toDestination(given, item.toJSON().catalog, where);
  });
}

function toDestination(given: Map<string, string>, catalog: unknown, where: string): DestinationText {
  const isRegistry = given.has('image');
  const isPublic = given.has('ecr-public');
  const known: string[] = [
    'name',
    ...(isRegistry ? REGISTRY_KEYS : isPublic ? PUBLIC_KEYS : ECR_KEYS),
    ...TAG_KEYS,
    'copy-from',
  ];
  const unknown = [...given.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw failure(`${where}: "${cut(unknown)}" must be one of ${known.join(', ')}.`);
  }
  if (!isRegistry && !isPublic && !given.get('repository')) {
    throw failure(
      `${where}: it names no destination. Give repository: for ECR, ecr-public: for ECR Public, or image: for another registry.`,
    );
  }
  const inputs = Object.fromEntries([...given].filter(([key]) => key in INPUTS)) as DestinationText['inputs'];
  const own = { name: given.get('name') || undefined, copyFrom: given.get('copy-from') || undefined };
  if (isPublic) {
    const place: Place = { kind: 'ecr-public', ...(catalog != null && { catalog: parseCatalog(catalog, where) }) };
    return { ...own, place, inputs: { ...inputs, repository: given.get('ecr-public') ?? '' } };
  }
  if (!isRegistry) return { ...own, place: { kind: 'ecr' }, inputs };
  const [, named, repository = ''] = given.get('image')?.match(IMAGE) ?? [];
  // As Docker has it, a name without a registry is Docker Hub's, which has several names itself.
  const host = !named || HUBS.includes(named) ? 'docker.io' : named;
  if (!repository) {
    throw failure(
      `${where}: image: "${cut(given.get('image') ?? '')}" must be a registry with a repository and no tag, such as docker.io/team/app or ghcr.io/team/app.`,
    );
  }
  const [username, passwordEnv] = [given.get('username'), given.get('password-env')];
  if (Boolean(username) !== Boolean(passwordEnv)) {
    throw failure(
      `${where}: username and password-env go together. Set both, or neither to use Docker's own logins (docker/login-action).`,
    );
  }
  if (passwordEnv) variableName(passwordEnv, `${where}: password-env`);
  return {
    ...own,
    place: { kind: 'registry', host, repository, ...(username && { username }), ...(passwordEnv && { passwordEnv }) },
    // Its own name need not be one that ECR takes.
    inputs: { ...inputs, repository: 'another/registry' },
  };
}

/** Source: https://github.com/distribution/reference/blob/main/regexp.go; a host has a dot or a port, or is localhost. */
const IMAGE =
  /^(?:((?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+(?::\d+)?|[a-zA-Z0-9-]+:\d+|localhost)\/)?([a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*)$/;

const HUBS = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];

/** As an input would have it: a list's entries on lines, an object as JSON, and each word as it is written: `1.10` is not 1.1. */
function asText(node: Node | null | undefined, name: string, where: string): string {
  if (isAlias(node)) throw failure(`${where}: ${name}: aliases of YAML are not read here. Write the value out.`);
  if (isSeq(node)) return node.items.map((item) => asText(item as Node, name, where)).join('\n');
  if (isScalar(node)) return node.value === null ? '' : (node.source ?? String(node.value));
  if (!isMap(node)) return '';
  if (name !== 'resource-tags') return JSON.stringify(node.toJSON());
  return node.items
    .map(({ key, value }) => `${asText(key as Node, name, where)}=${asText(value as Node, name, where)}`)
    .join('\n');
}
