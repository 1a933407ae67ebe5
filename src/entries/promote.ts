import type { Host } from '../host/host.ts';
import { toJobs } from '../job/job.ts';
import { readPromoteInputs, SHARED } from '../promote/promote-inputs.ts';
import { promote } from '../promote/promotion.ts';
import { newResult, type Result } from '../publish/result.ts';
import { tell } from '../report/tell.ts';

/** Nothing is built. */
const withoutBuilder = ({ BUILDKIT_HOST: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv => env;

/** The whole step: reads the inputs, promotes, and tells what came of it. It never throws. */
export async function run(host: Host): Promise<Result> {
  const result = newResult('promote');
  try {
    const inputs = readPromoteInputs(host.input);
    const shared: readonly string[] = SHARED;
    const jobs = await toJobs(
      (name) => (shared.includes(name) ? host.input(name) : ''),
      host.event,
      withoutBuilder(host.env),
    );
    result.phases.push({ name: 'start-up', start: 0, end: performance.now() });
    await Promise.race([promote(inputs, jobs, host, result), host.gaveUp]);
  } catch (error) {
    result.error = host.signal.aborted ? host.signal.reason : (error as Error);
  }
  await tell(result, host);
  return result;
}
