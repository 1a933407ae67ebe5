import type { Host } from '../host/host.ts';
import { VERSION } from '../image/labels.ts';
import { isFailure } from '../lib/failure.ts';
import { planTable } from '../publish/plan.ts';
import { type DestinationResult, type Result, toldOf } from '../publish/result.ts';
import { otherVersion, toOutputs } from './outputs.ts';
import { toSummary } from './summary.ts';

/** Writes a result to the log, the outputs and the summary. */
export async function tell(result: Result, { log, output, summary }: Host): Promise<void> {
  const told = toldOf(result);
  const { error, dryRun, notPushed, metadata, notes, warnings, draft, destinations } = told;
  if (error) {
    log.error(
      isFailure(error) ? error.message : `${error.name}: ${error.message}`,
      isFailure(error) ? error.at : undefined,
    );
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      log.debug(cause.stack ?? String(cause));
  } else {
    for (const { plan } of destinations) if (dryRun && plan) log.info(planTable(plan));
    if (notPushed) log.notice(`${metadata ? 'Built, not pushed' : 'Not pushed'}. ${notPushed}`);
  }
  for (const each of destinations) {
    const line = lineOf(each);
    if (line && !(notPushed && destinations.length === 1)) log.info(line);
  }
  const version = otherVersion(told);
  if (version)
    log.info(
      `The image was there already. Its label ${VERSION} names ${version}, not ${draft?.build.labels[VERSION]}.`,
    );
  for (const note of notes) log.info(note);
  for (const warning of warnings) log.warning(warning);
  for (const [name, value] of Object.entries(toOutputs(told))) output(name, value);
  await summary(toSummary(told)).catch((cause: Error) =>
    log.warning(`The summary could not be written: ${cause.message}`),
  );
}

/** What became of one destination that got so far. */
function lineOf({ name, reused, uri, image, error, notPushed }: DestinationResult): string | undefined {
  if (notPushed) return `${name}: not pushed. ${notPushed}`;
  if (error || !uri || !image) return undefined;
  return `${reused ? 'Reused' : 'Published'} ${uri}@${image[0].digest}`;
}
