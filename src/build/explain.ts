// Reads what BuildKit printed before it gave up. Pure.
import { ECR_ACCESS, QUOTA_EXHAUSTED, QUOTA_WAYS_OUT } from '../aws/request-errors.ts';
import { type Failure, failure } from '../lib/failure.ts';

/**
 * @param output the end of what the builder printed
 * @param file the Dockerfile's path from the repository's root
 */
export function explainBuild(output: string, file: string): Failure {
  // buildctl writes "error: …", buildx "ERROR: …", at the very end, on one line or more. What a RUN printed is indented, or behind its
  // step's number; what comes behind the first one may be a registry's words.
  const [, ...errors] = output.split(/^(?:error|ERROR): /m);
  const said = (errors.join('') || output.trim().split('\n').at(-1) || '').trim() || 'The builder said nothing.';
  const cause = new Error(said);
  const line = failingLine(output);
  if (line) {
    return failure(`The build failed at ${file}:${line.number}: ${line.text}\n${said}`, {
      cause,
      at: { file, line: line.number },
    });
  }
  return failure(`${hint(said)}\n${said}`, { cause });
}

/**
 * The first marked line of the excerpt that BuildKit prints:
 *
 *     Dockerfile:3
 *     --------------------
 *        2 |     COPY app /app
 *        3 | >>> RUN false
 */
function failingLine(output: string): { number: number; text: string } | undefined {
  const marked = output.match(/^ *(\d+) \| >>> (.*)$/m);
  return marked ? { number: Number(marked[1]), text: (marked[2] ?? '').trim() } : undefined;
}

/** ECR's words, which a builder may print behind another code: https://github.com/actions/starter-workflows/issues/2647 */
export const NO_REPOSITORY = /name unknown|NAME_UNKNOWN|does not exist in the registry with id/i;
const NO_REPOSITORY_HINT =
  'The registry has no such repository. Check its name, region and account, and create it first where the registry does not do that with the first push.';

// The builder has no error names, only the registry's status with its words, behind what it did. What is read may be 256 KiB of
// whatever a RUN printed: each pattern reads it once.
const PUSH_HINTS: [RegExp, string][] = [
  // 403, too: https://github.com/aws/containers-roadmap/issues/2159
  [/maximum allowed number of/i, `${QUOTA_EXHAUSTED}. ${QUOTA_WAYS_OUT}`],
  [NO_REPOSITORY, NO_REPOSITORY_HINT],
  [
    /tag invalid|TAG_INVALID|cannot be overwritten because/i,
    'The tag is immutable, and points at another image. Use another tag, or delete that one.',
  ],
  [
    /401 Unauthorized|no basic auth credentials|authorization failed/i,
    'The registry did not take the credentials. Check them; if registry-endpoint is set, check that it belongs to this account and region.',
  ],
  [
    /403 Forbidden|denied: /i,
    `The registry denied the push. ${ECR_ACCESS} Elsewhere the user, or the scope of its token, must allow pushes.`,
  ],
  [
    /: EOF$|connection reset by peer|broken pipe/,
    // A missing permission to begin an upload looks so, too: https://github.com/CircleCI-Public/aws-ecr-orb/issues/259
    `The connection to the registry broke during the push. Run it again; if it stays so, check the network and the permissions. ${ECR_ACCESS}`,
  ],
  [/429 |toomanyrequests/i, 'The registry throttled the push. Run it again later.'],
];

const UNREACHABLE =
  /connection refused|no such host|cannot connect|context deadline exceeded|\.sock: no such file or directory|dial (tcp|unix)/i;

function hint(said: string): string {
  if (/no space left on device/i.test(said)) {
    return "A disk is full: the builder's own, or that of RUNNER_TEMP, to which Docker's own driver exports the image. Free some space, or use a larger runner.";
  }
  // What names a repository of ECR is a push, or says as much.
  if (
    /with name '.*' does not exist in the registry with id/.test(said) &&
    !/failed to (resolve|load|pull)/.test(said)
  ) {
    return NO_REPOSITORY_HINT;
  }
  const push = said.search(/push/i);
  const pushing = push < 0 ? '' : said.slice(push);
  const [, refused] = PUSH_HINTS.find(([pattern]) => pattern.test(pushing)) ?? [];
  if (refused) return refused;
  return UNREACHABLE.test(said)
    ? 'The builder, or the registry, could not be reached. Check that the builder runs, and that it reaches the registry.'
    : 'The build failed.';
}
