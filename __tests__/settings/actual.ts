import type { Actual } from '../../src/settings/difference.ts';
import { repository } from '../registry/repositories.ts';

/** `team/app` as AWS makes it when it is told nothing. */
export const actual: Actual = { ...repository, resourceTags: {} };

/** With one more attachment or another setting. */
export const like = (more: Partial<Actual>): Actual => ({ ...actual, ...more });
