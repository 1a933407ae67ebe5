import type { Host } from '../host/host.ts';
import { VERSION } from '../image/labels.ts';
import { isFailure } from '../lib/failure.ts';
import { planTable } from '../publish/plan.ts';
import type { Result } from '../publish/result.ts';
import { otherVersion, toOutputs } from './outputs.ts';
import { toSummary } from './summary.ts';

/** Writes a result to the log, the outputs and the summary. */
export async function tell(result: Result, { log, output, summary }: Host): Promise<void> {
  const { error, plan, dryRun, notPushed, metadata, reused, uri, image, notes, warnings, draft } = result;
  if (error) {
    log.error(
      isFailure(error) ? error.message : `${error.name}: ${error.message}`,
      isFailure(error) ? error.at : undefined,
    );
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      log.debug(cause.stack ?? String(cause));
  } else {
    if (dryRun && plan) log.info(planTable(plan));
    if (notPushed) log.notice(`${metadata ? 'Built, not pushed' : 'Not pushed'}. ${notPushed}`);
    else log.info(`${reused ? 'Reused' : 'Published'} ${uri}@${image?.[0].digest}`);
  }
  const version = otherVersion(result);
  if (version)
    log.info(
      `The image was there already. Its label ${VERSION} names ${version}, not ${draft?.build.labels[VERSION]}.`,
    );
  for (const note of notes) log.info(note);
  for (const warning of warnings) log.warning(warning);
  for (const [name, value] of Object.entries(toOutputs(result))) output(name, value);
  await summary(toSummary(result)).catch((cause: Error) =>
    log.warning(`The summary could not be written: ${cause.message}`),
  );
}
