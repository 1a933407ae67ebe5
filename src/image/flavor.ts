import { cut, failure } from '../lib/failure.ts';
import { oneOf, splitFields } from './rule-fields.ts';

/** What holds for every tag. Source: https://github.com/docker/metadata-action#flavor-input */
export type Flavor = {
  /** `auto` adds `latest` next to a version: a Git tag, semver, pep440 or match. */
  latest: 'auto' | 'true' | 'false';
  prefix: string;
  suffix: string;
  /** Whether `latest` gets the prefix, or suffix, too. */
  prefixOnLatest: boolean;
  suffixOnLatest: boolean;
  /** Words about what was given and has no effect. */
  notes: string[];
};

/**
 * Pure: the `flavor` input, one entry a line: `latest=auto`, `prefix=v-,onlatest=true`, `suffix=-alpine`.
 * @throws Failure for the first entry that is wrong.
 */
export function parseFlavor(lines: string[]): Flavor {
  const flavor: Flavor = {
    latest: 'auto',
    prefix: '',
    suffix: '',
    prefixOnLatest: false,
    suffixOnLatest: false,
    notes: [],
  };
  for (const line of lines) readEntry(line, flavor);
  return flavor;
}

function readEntry(line: string, flavor: Flavor): void {
  // onlatest belongs to the prefix or suffix before it on the same line.
  let owner: 'prefix' | 'suffix' | undefined;
  const where = `flavor: "${cut(line)}"`;
  for (const { name, value } of splitFields(line, 'flavor')) {
    switch (name) {
      case 'latest':
        flavor.latest = oneOf(where, name, ['auto', 'true', 'false'], value);
        break;
      case 'prefix':
      case 'suffix':
        flavor[name] = value;
        owner = name;
        break;
      case 'onlatest': {
        const wanted = oneOf(where, name, ['true', 'false'], value) === 'true';
        if (owner) flavor[`${owner}OnLatest`] = wanted;
        else {
          flavor.notes.push(
            `${where} has no effect: onlatest goes on the line of a prefix or suffix, such as suffix=-alpine,onlatest=true.`,
          );
        }
        break;
      }
      default:
        throw failure(
          `${where} is not a flavor. Give latest=auto, latest=true, latest=false, prefix=<text> or suffix=<text>, the last two with ,onlatest=true if latest takes them too.`,
        );
    }
  }
}
