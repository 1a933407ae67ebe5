import * as core from '@actions/core';
// The package's front door would load octokit, too: 8 ms of every start.
import { Context } from '../node_modules/@actions/github/lib/context.js';
import { explainNoToken } from './aws/oidc.ts';
import { failure, isFailure } from './failure.ts';
import { planTable } from './plan/plan.ts';
import { publish } from './publish/publish.ts';
import { toOutputs } from './report/outputs.ts';
import { newReport } from './report/report.ts';
import { toSummary } from './report/summary.ts';
import type { Event, Payload } from './request/event.ts';
import { readInputs } from './request/inputs.ts';
import { toRequest } from './request/request.ts';

/** How long a run that was cancelled may take to end its processes; the runner sends its second signal after 7.5 s. */
const PATIENCE_MS = 4_000;

const cancel = new AbortController();
const outOfPatience = new Promise<never>((_, reject) => {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      cancel.abort(failure(`Cancelled (${name}). What was tagged before stays; nothing else was.`));
      setTimeout(() => reject(cancel.signal.reason), PATIENCE_MS);
    });
  }
});

const context = new Context();
const event: Event = {
  name: context.eventName ?? '',
  ref: context.ref ?? '',
  sha: context.sha ?? '',
  actor: context.actor ?? '',
  runId: process.env.GITHUB_RUN_ID ?? '',
  repository: process.env.GITHUB_REPOSITORY ?? '',
  serverUrl: context.serverUrl,
  payload: context.payload as Payload,
};

const report = newReport();
let failed: unknown;
try {
  const request = toRequest(readInputs(), event, process.env);
  const around = {
    env: process.env,
    signal: cancel.signal,
    mask: core.setSecret,
    idToken: () => idToken(request.aws.audience),
  };
  report.phases.push({ name: 'start-up', start: 0, end: performance.now() });
  await Promise.race([publish(request, event, around, report), outOfPatience]);
  if (request.dryRun && report.plan) core.info(planTable(report.plan));
  if (report.notPushed) core.notice(`${report.metadata ? 'Built, not pushed' : 'Not pushed'}. ${report.notPushed}`);
  else core.info(`${report.reused ? 'Reused' : 'Published'} ${report.uri}@${report.image?.[0].digest}`);
} catch (error) {
  failed = cancel.signal.aborted ? cancel.signal.reason : error;
  fail(failed);
} finally {
  for (const note of report.notes) core.info(note);
  for (const warning of report.warnings) core.warning(warning);
  for (const [name, value] of Object.entries(toOutputs(report))) core.setOutput(name, value);
  if (process.env.GITHUB_STEP_SUMMARY) {
    await core.summary.addRaw(toSummary(report, (failed as Error | undefined)?.message)).write();
  }
}
// A request that hangs would keep a cancelled run alive.
if (cancel.signal.aborted) process.exit();

async function idToken(audience: string): Promise<string> {
  if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL) throw failure(explainNoToken(event));
  try {
    return await core.getIDToken(audience);
  } catch (cause) {
    throw failure(`GitHub did not give this run an id-token: ${(cause as Error).message}`, { cause });
  }
}

/** One clear error; everything behind it goes to the debug log. */
function fail(error: unknown): void {
  const { message } = error as Error;
  const at = isFailure(error) ? error.at : undefined;
  core.error(isFailure(error) ? message : `${(error as Error).name}: ${message}`, {
    ...(at && { file: at.file, startLine: at.line }),
  });
  process.exitCode = core.ExitCode.Failure;
  for (let cause = error; cause instanceof Error; cause = cause.cause) core.debug(cause.stack ?? String(cause));
}
