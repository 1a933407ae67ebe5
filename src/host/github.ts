import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { cut, failure } from '../lib/failure.ts';
import { proxyPasswords } from '../lib/proxy.ts';
import type { Event, Payload } from './event.ts';
import type { Host } from './host.ts';
import { runnerLog } from './runner-log.ts';
import { requestIdToken } from './token-request.ts';

/**
 * How long a run that was cancelled may take to end its processes (lib/processes.ts gives them 2 s before it kills them); the
 * runner sends its second signal after 7.5 s.
 */
const PATIENCE_MS = 4_000;

/** GitHub's runner, or one that plays it. */
export function githubHost(): Host {
  const { env } = process;
  const cancel = cancellation();
  let event: Event | undefined;
  proxyPasswords(env).forEach(core.setSecret);
  return {
    input: (name) => core.getInput(name),
    // It may be unreadable, which is the run's own error to tell.
    get event() {
      event ??= readEvent(env);
      return event;
    },
    env,
    temp: env.RUNNER_TEMP || tmpdir(),
    ...cancel,
    idToken: env.ACTIONS_ID_TOKEN_REQUEST_URL
      ? async (audience) => {
          const token = await requestIdToken(env, audience, cancel.signal);
          core.setSecret(token);
          return token;
        }
      : undefined,
    mask: core.setSecret,
    log: {
      ...runnerLog(process.stdout),
      notice: core.notice,
      warning: core.warning,
      error: (text, at) => core.error(text, at && { file: at.file, startLine: at.line }),
      debug: core.debug,
    },
    output: core.setOutput,
    exportVariable: core.exportVariable,
    async summary(markdown) {
      // A runner that is not GitHub's may have no summary.
      if (env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(markdown).write();
    },
  };
}

function cancellation(): Pick<Host, 'signal' | 'gaveUp'> {
  const cancel = new AbortController();
  const { promise: gaveUp, reject } = Promise.withResolvers<never>();
  gaveUp.catch(() => {});
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      cancel.abort(failure(`Cancelled (${name}). Tags that had been put stay; no others were put.`));
      setTimeout(() => reject(cancel.signal.reason), PATIENCE_MS);
    });
  }
  return { signal: cancel.signal, gaveUp };
}

/** Source: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function readEvent(env: NodeJS.ProcessEnv): Event {
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    ref: env.GITHUB_REF ?? '',
    sha: env.GITHUB_SHA ?? '',
    actor: env.GITHUB_ACTOR ?? '',
    runId: env.GITHUB_RUN_ID ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    ids: { owner: env.GITHUB_REPOSITORY_OWNER_ID, repository: env.GITHUB_REPOSITORY_ID },
    serverUrl: env.GITHUB_SERVER_URL ?? 'https://github.com',
    payload: readPayload(env.GITHUB_EVENT_PATH),
  };
}

/** An event without a file, as outside of GitHub Actions, says nothing. */
function readPayload(path: string | undefined): Payload {
  if (!path) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw failure(
      `GITHUB_EVENT_PATH names a file that cannot be read, "${cut(path)}": ${(cause as Error).message}. Leave the variable as GitHub sets it.`,
      {
        cause,
      },
    );
  }
}
