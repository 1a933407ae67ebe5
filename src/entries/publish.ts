import type { Host } from '../host/host.ts';
import { toJobs } from '../job/job.ts';
import { newResult, type Result } from '../publish/result.ts';
import { publish } from '../publish/steps.ts';
import { tell } from '../report/tell.ts';

/** The whole step: reads the inputs, publishes, and tells what came of it. It never throws. */
export async function run(host: Host): Promise<Result> {
  const result = newResult();
  try {
    const jobs = await toJobs(host.input, host.event, host.env);
    result.phases.push({ name: 'start-up', start: 0, end: performance.now() });
    await Promise.race([publish(jobs, host, result), host.gaveUp]);
  } catch (error) {
    result.error = host.signal.aborted ? host.signal.reason : (error as Error);
  }
  await tell(result, host);
  return result;
}
