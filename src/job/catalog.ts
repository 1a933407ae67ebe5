// What Amazon ECR Public's gallery shows of a repository. Pure.
import { cut, failure } from '../lib/failure.ts';

/** What is left out is nobody's business here. */
export type Catalog = {
  [Name in keyof typeof TEXTS]?: string;
} & { [Name in (typeof LISTS)[number]]?: string[] };

/** Limits of https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html */
const TEXTS = { description: 1024, 'about-text': 25_600, 'usage-text': 25_600 };
const LISTS = ['architectures', 'operating-systems'] as const;
const [MOST_ITEMS, MOST_CHARACTERS] = [50, 50];

/**
 * @param where what it is part of, for messages
 * @throws Failure for the first thing that is wrong
 */
export function parseCatalog(value: unknown, where: string): Catalog {
  const names = [...Object.keys(TEXTS), ...LISTS];
  if (!(value instanceof Object) || Array.isArray(value)) {
    throw failure(`${where}: catalog: it must have keys: ${names.join(', ')}.`);
  }
  for (const [name, given] of Object.entries(value)) {
    const wrong = mistake(name, given);
    if (wrong) throw failure(`${where}: catalog: ${cut(name)} ${wrong}`);
  }
  return value;
}

function mistake(name: string, value: unknown): string | undefined {
  if (name in TEXTS) {
    const most = TEXTS[name as keyof typeof TEXTS];
    return typeof value === 'string' && value.length <= most
      ? undefined
      : `must be a text of at most ${most} characters.`;
  }
  if (!LISTS.includes(name as (typeof LISTS)[number])) {
    return `must be one of ${[...Object.keys(TEXTS), ...LISTS].join(', ')}.`;
  }
  const isWord = (each: unknown) => typeof each === 'string' && each !== '' && each.length <= MOST_CHARACTERS;
  return Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isWord)
    ? undefined
    : `must be a list of at most ${MOST_ITEMS} words of 1 to ${MOST_CHARACTERS} characters, such as [Linux].`;
}
