// What is bundled to dist/index.js, for all actions together: dist/publish.js and the like start theirs by its name.
import { githubHost } from '../host/github.ts';

const ENTRIES = { publish: () => import('./publish.ts'), promote: () => import('./promote.ts') };

export async function start(name: keyof typeof ENTRIES): Promise<void> {
  const host = githubHost();
  const { run } = await ENTRIES[name]();
  const { error } = await run(host);
  if (error) process.exitCode = 1;
  // A request that hangs would keep a cancelled run alive.
  if (host.signal.aborted) process.exit();
}
