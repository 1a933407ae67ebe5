import { isDeepStrictEqual } from 'node:util';
import type { Output } from '../build/arguments.ts';
import { type Built, build } from '../build/build.ts';
import type { Builder } from '../build/builder.ts';
import type { Draft } from '../plan/draft.ts';
import { heldLog } from '../process/run.ts';
import { isGuarded } from '../registry/guarded.ts';
import { startHelper } from '../registry/helper.ts';
import type { Report } from '../report/report.ts';
import type { Request } from '../request/request.ts';
import { hostOf, likelyUri, toOutput } from './destination.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A build that runs while AWS is still asked. Where its image goes is a guess, so it gets no password, and nothing of it
 * is in the log, before it is let go.
 */
export type EarlyBuild = {
  /** Lets it push, if the guess was right; false if it is of no use. */
  letGo(output: Output, auth: string): boolean;
  built: Promise<Built>;
  /** Ends it if it still runs, and waits for that. */
  end(): Promise<void>;
};

/**
 * BuildKit sometimes takes a builder that ends while it is asked for a password for a network that fails, and waits a
 * second to try again. Without the password nothing can come of it.
 */
const GRACE_MS = 150;

/**
 * @returns once it has started; undefined where a build has to wait until AWS has answered
 */
export async function startEarly(
  request: Request,
  drafted: Promise<Draft>,
  found: Promise<Builder>,
  { env, signal }: Surroundings,
  report: Report,
): Promise<EarlyBuild | undefined> {
  const { cache, endpoint } = request.repository;
  const uri = likelyUri(request);
  // What reads its cache from ECR asks for the password before anything else.
  if (!uri || cache) return undefined;
  const guarded = endpoint ? isGuarded(endpoint) : true;
  const [draft, builder] = await Promise.all([drafted, found]);
  if (!(await guarded)) return undefined;
  const helper = await startHelper(hostOf(uri), env);
  if (!helper) return undefined;

  const guess = toOutput(builder, uri, draft);
  const log = heldLog();
  const ending = new AbortController();
  const anyEnd = AbortSignal.any([signal, ending.signal]);
  // Whoever waits for the password would hold on to the builder's output.
  anyEnd.addEventListener('abort', helper.stop);
  const started = Promise.withResolvers<void>();
  const start = performance.now();
  const built = build(builder, draft.build, guess, {
    env: { ...env, ...helper.env },
    signal: anyEnd,
    log,
    onStart: started.resolve,
    graceMs: GRACE_MS,
  });
  let failed = false;
  let isLetGo = false;
  const over = built
    .catch(() => {
      failed = true;
    })
    .then(() => {
      const name = isLetGo ? 'build and push' : 'build, ended';
      report.phases.push({ name, start, end: performance.now() });
      return helper.stop();
    });
  await Promise.race([started.promise, over]);
  return {
    letGo(output, auth) {
      // One that failed may have waited for its password for too long (BuildKit gives it 60 s), and is done again.
      if (failed || !isDeepStrictEqual(output, guess)) return false;
      isLetGo = true;
      log.uncork();
      helper.give(auth);
      return true;
    },
    built,
    end() {
      ending.abort();
      return over;
    },
  };
}
