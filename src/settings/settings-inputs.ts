import { readFile } from 'node:fs/promises';
import { SETTINGS, type SettingsInputs } from '../job/inputs.ts';
import { cut, failure } from '../lib/failure.ts';
import { checkFile } from '../source/paths.ts';
import { findMistake } from './mistakes.ts';
import type { Settings } from './schema.ts';
import { parseSource, type Source, type SourceText } from './yaml-source.ts';

/**
 * The settings of a repository, from the file and the single inputs, which win.
 * @throws Failure for the first thing that is wrong, with its file, line and path
 */
export async function readSettings(inputs: SettingsInputs, region: string): Promise<Settings> {
  const given = SETTINGS.filter((name) => inputs[name]?.length);
  const texts = await Promise.all(given.map((name) => read(name, inputs)));
  const sources = texts.map(parseSource);
  const settings = sources.reduce<unknown>(put, {});
  if (inputs['kms-key'] && !(settings as Settings).encryption?.type) {
    throw failure('kms-key: no encryption is set that uses a key. Set encryption: KMS.');
  }
  const mistake = findMistake(settings, region);
  if (!mistake) return settings as Settings;
  const { path, message } = mistake;
  const gives = (source: Source) => source.gives.every((part, at) => part === path[at]);
  const source = sources.findLast(gives) ?? sources.find((each) => each.gives[0] === path[0]);
  throw source?.wrong(path, message) ?? failure(`${cut(path.join('.'))}: ${message}`);
}

/** Puts what a source gives over what there is. */
function put(settings: unknown, { gives: [name, part], value }: Source): unknown {
  if (!name) return value;
  const before = settings as Record<string, object>;
  if (!part) return { ...before, [name]: value };
  // A key is for the encryption that there is; a type begins anew.
  return { ...before, [name]: part === 'key' ? { ...before[name], key: value } : { [part]: value } };
}

async function read(name: (typeof SETTINGS)[number], inputs: SettingsInputs): Promise<SourceText> {
  switch (name) {
    case 'image-tag-mutability-exclusions':
      return { name, text: JSON.stringify(inputs[name]), gives: [name] };
    case 'resource-tags':
      return { name, text: JSON.stringify(tags(inputs[name])), gives: [name] };
  }
  const text = inputs[name] ?? '';
  switch (name) {
    case 'repository-settings':
      return readFileOr(name, text, []);
    case 'lifecycle-policy':
    case 'repository-policy':
      return readFileOr(name, text, [name]);
    case 'encryption':
      return { name, text: JSON.stringify(text.toUpperCase()), gives: ['encryption', 'type'] };
    case 'kms-key':
      return { name, text: JSON.stringify(text), gives: ['encryption', 'key'] };
    case 'image-tag-mutability':
      return { name, text: JSON.stringify(text.toUpperCase()), gives: [name] };
    case 'scan-on-push':
      return { name, text, gives: [name] };
  }
}

/** A path is one line without anything that YAML or JSON could not do without. */
async function readFileOr(name: string, value: string, gives: string[]): Promise<SourceText> {
  const file = value.trim();
  if (/[\n{[]|:( |$)/.test(file)) return { name, text: value, gives };
  const path = checkFile(name, file);
  try {
    return { name, file, text: await readFile(path, 'utf8'), gives };
  } catch (cause) {
    throw failure(
      `${name}: There is no file "${cut(file)}" in ${process.cwd()}. Give its path from the repository's root, or the settings themselves.`,
      { cause },
    );
  }
}

const tags = (pairs: SettingsInputs['resource-tags'] = []): Record<string, string> =>
  Object.fromEntries(pairs.map(([key, value]) => [key, value.trim()]));
