import type { Host } from '../host/host.ts';
import { VERSION } from '../image/labels.ts';
import { cut, isFailure } from '../lib/failure.ts';
import { planTable } from '../publish/plan.ts';
import { type DestinationResult, type Result, toldOf } from '../publish/result.ts';
import { otherVersion, toOutputs } from './outputs.ts';
import { changeOf, toSummary } from './summary.ts';

/** Writes a result to the log, the outputs and the summary. */
export async function tell(result: Result, { log, output, summary }: Host): Promise<void> {
  const told = toldOf(result);
  const { error, dryRun, notPushed, metadata, notes, policies, warnings, draft, destinations } = told;
  if (dryRun)
    group(
      log,
      'Plan',
      destinations.flatMap(({ name, plan }) =>
        plan ? [planTable(plan, destinations.length > 1 ? name : undefined)] : [],
      ),
    );
  group(log, 'Verify', destinations.flatMap(verifyLines));
  group(log, 'Tags', destinations.flatMap(tagLines));
  for (const note of [...notes, ...policies]) log.info(note);
  const version = otherVersion(told);
  if (version) {
    log.info(
      `The image was there already. Its label ${VERSION} names ${cut(version)}, not ${draft?.build.labels[VERSION]}.`,
    );
  }
  for (const warning of warnings) {
    const [first = '', ...rest] = warning.split('\n');
    log.warning(first);
    if (rest.length > 0) log.info(rest.join('\n'));
  }
  for (const each of destinations) {
    const line = lineOf(each, destinations.length > 1);
    if (line) log.info(line);
  }
  if (error) {
    log.error(
      isFailure(error) ? error.message : `${error.name}: ${error.message}`,
      isFailure(error) ? error.at : undefined,
    );
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      log.debug(cause.stack ?? String(cause));
  } else if (notPushed) {
    log.notice(`${metadata ? 'Built, not pushed' : 'Not pushed'}. ${notPushed}`);
  }
  for (const [name, value] of Object.entries(toOutputs(told))) output(name, value);
  await summary(toSummary(result)).catch((cause: Error) =>
    log.warning(`The summary could not be written: ${cause.message}`),
  );
}

function group(log: Host['log'], title: string, lines: string[]): void {
  if (lines.length === 0) return;
  const end = log.group(title);
  for (const line of lines) log.info(line);
  end();
}

function verifyLines({ uri, image }: DestinationResult): string[] {
  if (!uri || !image) return [];
  const [{ digest, mediaType }, ...children] = image;
  const below = children.length > 0 ? `, with ${counted(children.length, 'manifest')}` : '';
  return [`${uri}@${digest} was read back (${mediaType}${below})`];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** One for each tag. */
const tagLines = ({ uri, image, put = [] }: DestinationResult): string[] =>
  put.map((tag) => `${uri}:${tag.tag} ${changeOf(tag, undefined, image?.[0].digest)}`);

/** What became of one destination that got so far. */
function lineOf(
  { name, plan, reused, copiedFrom, uri, image, error, notPushed }: DestinationResult,
  several: boolean,
): string | undefined {
  if (several && error) return `${name}: failed. ${error.message.split('\n')[0]}`;
  if (notPushed) return several ? `${name}: not pushed. ${notPushed}` : undefined;
  if (error || !uri || !image) return undefined;
  const reference = `${uri}@${image[0].digest}`;
  if (copiedFrom) return `Copied ${reference} from ${copiedFrom}`;
  if (reused && plan?.action === 'copy') return `${reference} was there`;
  if (reused) return `Reused ${reference} (it was built from the same inputs before)`;
  return `Published ${reference}${plan?.why ? ` (built: ${plan.why})` : ''}`;
}
