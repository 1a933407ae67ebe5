import { HttpClient } from '@actions/http-client';
import { Agent, RetryAgent, request } from 'undici';
import { failure } from '../lib/failure.ts';
import { CHECK_PROXY, throughProxy } from '../lib/proxy.ts';

/**
 * undici asks again where a connection breaks or cannot be made, and for 429, 500, 502, 503 and 504; what else GitHub answers
 * would be the same again. @actions/core's own getIDToken asks again for 502, 503 and 504 only.
 * Four times more, in 3.75 s.
 */
const RETRIES = { maxRetries: 4, minTimeout: 250, timeoutFactor: 2 };

/**
 * Asks GitHub for an id token.
 * Source: https://docs.github.com/actions/reference/security/oidc ("Methods for requesting the OIDC token")
 * @throws Failure that says what GitHub's endpoint answered
 */
export async function requestIdToken(env: NodeJS.ProcessEnv, audience: string, signal: AbortSignal): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
  const { statusCode, body } = await request(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    // The proxy, where the environment names one.
    dispatcher: new RetryAgent(new HttpClient().getAgentDispatcher(url) ?? new Agent(), RETRIES),
    signal,
  }).catch((cause: Error & { code?: string; statusCode?: number }) => {
    const by = throughProxy(url);
    const why = cause.statusCode
      ? `its endpoint answered ${cause.statusCode}`
      : `its endpoint could not be reached${by}: ${cause.message || cause.name} (${cause.code ?? cause.name})`;
    if (by && !cause.statusCode)
      throw failure(`GitHub did not give this run an id-token: ${why}. ${CHECK_PROXY}`, { cause });
    throw failure(`GitHub did not give this run an id-token: ${why}, also when asked again. Run it again later.`, {
      cause,
    });
  });
  const answer = (await body.json().catch(() => undefined)) as { value?: string } | undefined;
  if (statusCode === 200 && answer?.value) return answer.value;
  throw failure(
    `GitHub did not give this run an id-token: its endpoint answered ${statusCode} without one. Give the job the permission id-token: write, and leave ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN as GitHub sets them.`,
  );
}
