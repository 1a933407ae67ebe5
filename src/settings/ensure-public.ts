import type { ECRPUBLICClient } from '@aws-sdk/client-ecr-public';
import type { Catalog } from '../job/catalog.ts';
import type { RepositoryRequest } from '../job/job.ts';
import { cut, failure } from '../lib/failure.ts';
import { createPublicRepository, type PublicRepository, putCatalog, readCatalog } from '../registry/ecr-public.ts';
import { whyNotChanged, whyNotCreated } from './create.ts';

/** A public repository as it should be; what was changed, and what differs and was left. */
export type EnsuredPublic = { repository: PublicRepository; notes: string[]; warnings: string[] };

/** What the step has at hand. */
export type PublicStep = {
  ecr: ECRPUBLICClient;
  request: Pick<RepositoryRequest, 'name' | 'mode' | 'isPullRequest'>;
  wanted: Catalog | undefined;
  found: PublicRepository | undefined;
  /** As it is. */
  catalog: Catalog;
};

/** A public repository as it should be, or an error before anything else is written. */
export async function ensurePublicRepository(step: PublicStep): Promise<EnsuredPublic> {
  const { ecr, request, wanted, found, catalog } = step;
  const { name, mode } = request;
  if (!found) {
    if (mode === 'off' || mode === 'verify') {
      throw failure(`ecr-public: there is no "${name}", and ${whyNotCreated(request)}.`);
    }
    const made = await createPublicRepository(ecr, name, wanted);
    if (made.created) return { repository: made, notes: [], warnings: [] };
    // Whoever was first may have described it otherwise.
    return ensurePublicRepository({ ...step, found: made, catalog: wanted ? await readCatalog(ecr, name) : {} });
  }
  const asItIs = { repository: found, notes: [], warnings: [] };
  const wrong = mode === 'off' ? [] : catalogDifferences(wanted, catalog);
  if (wrong.length === 0) return asItIs;
  const list = wrong.join('\n');
  if (mode === 'create') {
    const warning = `The public repository ${name} differs from its catalog, and create-repository is create, so it is left as it is:\n${list}`;
    return { ...asItIs, warnings: [warning] };
  }
  if (mode === 'verify') {
    throw failure(
      `The public repository ${name} differs from its catalog. ${whyNotChanged(request, 'catalog')}\n${list}`,
    );
  }
  // It is put whole: what the workflow does not speak of stays as it is.
  await putCatalog(ecr, name, { ...catalog, ...wanted });
  return { ...asItIs, notes: [`The public repository ${name} was brought in line with its catalog:\n${list}`] };
}

/** Pure: what differs, in words; the order of a list, and what the workflow leaves out, do not. */
export function catalogDifferences(wanted: Catalog = {}, actual: Catalog): string[] {
  const words = (value: Catalog[keyof Catalog]) =>
    cut(Array.isArray(value) ? value.toSorted().join(', ') : (value ?? '')) || 'none';
  const set = (value: Catalog[keyof Catalog] = '') => JSON.stringify([value].flat().filter(Boolean).sort());
  return (Object.keys(wanted) as (keyof Catalog)[])
    .filter((name) => set(wanted[name]) !== set(actual[name]))
    .map((name) => `catalog: ${name}\n- ${words(actual[name])}\n+ ${words(wanted[name])}`);
}
