import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Case } from '../case.ts';
import { figure } from '../figure.ts';

const DIST = resolve(import.meta.dirname, '../../dist');

/** What a runner downloads and Node reads. */
export const dist: Case = {
  name: 'dist',
  quick: true,
  async measure() {
    const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const sizes = files.map((file) => statSync(join(file.parentPath, file.name)).size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const detail = `${files.length} files, the largest ${(Math.max(...sizes) / 1e6).toFixed(2)} MB`;
    return { figures: [figure({ what: 'dist', against: 'nothing', unit: 'MB', goal: 3, detail }, [total / 1e6])] };
  },
};
