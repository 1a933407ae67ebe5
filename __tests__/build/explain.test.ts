import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { explainBuild } from '../../src/build/explain.ts';
import type { Failure } from '../../src/lib/failure.ts';

/** What buildctl 0.32 and buildx 0.36 really printed, as recorded. */
const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}.txt`, import.meta.url), 'utf8');

/** All that a failure tells, to compare it whole. */
const told = ({ message, at, cause }: Failure) => ({ message, at, cause: (cause as Error).message });

describe('a fault in the Dockerfile is shown with its line, which is annotated', () => {
  const exited =
    'failed to solve: process "/bin/sh -c echo \\"checking\\" &&     echo \\"error: 2 != 3\\" >&2 &&     exit 3" did not complete successfully: exit code: 3';

  test.each<[string, number, string, string]>([
    ['failing-run.buildctl', 3, 'RUN echo "checking" && \\', exited],
    ['failing-run.buildx', 3, 'RUN echo "checking" && \\', `failed to build: ${exited}`],
    [
      'unknown-instruction.buildctl',
      2,
      'COPPY app.txt /app.txt',
      'failed to solve: dockerfile parse error on line 2: unknown instruction: COPPY (did you mean COPY?)',
    ],
    [
      'parse-error.buildx',
      2,
      'COPY app.txt',
      'failed to build: failed to solve: dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
    ],
    [
      'missing-source.buildctl',
      3,
      'COPY dist/ /app/',
      'failed to solve: failed to compute cache key: failed to calculate checksum of ref hhc2kybyovs3lcobb5k2hajcr::nt600mi5a69jxbihv0jk3shlc: "/dist": not found',
    ],
  ])('%s', (name, line, text, said) => {
    expect(told(explainBuild(recorded(name), 'app/Dockerfile'))).toEqual({
      message: `The build failed at app/Dockerfile:${line}: ${text}\n${said}`,
      at: { file: 'app/Dockerfile', line },
      cause: said,
    });
  });

  test('a base image that may not be pulled is one, too, with all that the registry says', () => {
    const { message, at } = explainBuild(recorded('denied-base.buildx'), 'Dockerfile');
    expect(at).toEqual({ file: 'Dockerfile', line: 1 });
    expect(message).toMatch(/^The build failed at Dockerfile:1: FROM localhost:5000\/team\/base:1\n/);
    expect(message).toContain('manifests/1: 403 Forbidden');
    expect(message).toContain('is not authorized to perform: ecr:InitiateLayerUpload');
  });
});

const UNAUTHORIZED =
  'The registry did not take the credentials. Check them; if registry-endpoint is set, check that it belongs to this account and region.';
const DENIED =
  'The registry denied the push. In ECR, allow the role ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository to push, and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to pull. Elsewhere the user, or the scope of its token, must allow pushes.';
const THROTTLED = 'The registry throttled the push. Run it again later.';
const UNREACHABLE =
  'The builder, or the registry, could not be reached. Check that the builder runs, and that it reaches the registry.';

describe('anything else is told with what to do, and what the builder said', () => {
  const denied =
    'failed to push localhost:5000/team/app: denied: User: arn:aws:sts::111122223333:assumed-role/publish/ecr-publish-1 is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-central-1:111122223333:repository/team/app because no identity-based policy allows the ecr:InitiateLayerUpload action';
  const blob = 'v2/team/app/blobs/sha256:ed1459ffb755affaa5a3c09f7d6fa83f1c3ff6facd82ad5e2d5b11ee1f80219d';

  test.each<[string, string, string]>([
    [
      'push-401.buildctl',
      UNAUTHORIZED,
      `failed to solve: failed to push localhost:5000/team/app: unexpected status from HEAD request to http://localhost:5000/${blob}: 401 Unauthorized`,
    ],
    ['push-403.buildctl', DENIED, `failed to solve: ${denied}`],
    ['push-403.buildx', DENIED, `failed to build: failed to solve: ${denied}`],
    [
      'push-429.buildctl',
      THROTTLED,
      'failed to solve: failed to push localhost:5000/team/app: toomanyrequests: Rate exceeded',
    ],
    [
      'push-refused.buildctl',
      UNREACHABLE,
      `failed to solve: failed to push localhost:5998/team/app: failed to do request: Head "http://localhost:5998/${blob}": dial tcp 127.0.0.1:5998: connect: connection refused`,
    ],
    [
      'no-daemon.buildctl',
      UNREACHABLE,
      'listing workers for Build: failed to list workers: Unavailable: connection error: desc = "transport: Error while dialing: dial unix /run/buildkit/buildkitd.sock: connect: no such file or directory"',
    ],
    [
      'no-docker.buildx',
      UNREACHABLE,
      'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    ],
    ['missing-target.buildctl', 'The build failed.', 'failed to solve: target stage "two" could not be found'],
  ])('%s', (name, hint, said) => {
    expect(told(explainBuild(recorded(name), 'Dockerfile'))).toEqual({
      message: `${hint}\n${said}`,
      at: undefined,
      cause: said,
    });
  });

  test.each([
    ['push-refused.buildctl', UNREACHABLE],
    ['push-403.buildctl', DENIED],
    ['push-429.buildctl', THROTTLED],
  ])('%s means the same in an account and a digest whose digits look like a status', (name, hint) => {
    const output = recorded(name)
      .replaceAll(/localhost:\d+\/team/g, '401403429111.dkr.ecr.eu-central-1.amazonaws.com/team')
      .replaceAll('sha256:ed1459', 'sha256:401403');
    expect(explainBuild(output, 'Dockerfile').message.split('\n')[0]).toBe(hint);
  });
});

test.each([
  ['#4 [2/3] RUN make\nsignal: killed\n', 'signal: killed'],
  ['', 'The builder said nothing.'],
])('a builder that dies with %p says %p', (output, said) => {
  expect(told(explainBuild(output, 'Dockerfile'))).toEqual({
    message: `The build failed.\n${said}`,
    at: undefined,
    cause: said,
  });
});

const KEPT = 256 * 1024;
const filled = (unit: string) => unit.repeat(KEPT / unit.length);

test.each([
  ['pushes', `error: ${filled('push')}`],
  ['pushes on lines', `error: ${filled('push\n')}`],
  ['line ends', filled('\n')],
  ['line ends behind an error', `error: x${filled('\n')}`],
  ['spaces', filled(' ')],
  ['digits', filled('1')],
  ['marks', filled('1 | >>')],
  ['errors', filled('error: ')],
  ['errors on lines', filled('error: \n')],
  ['carriage returns', filled('\r')],
])('256 KiB of %s are read in no time', (_, output) => {
  const start = performance.now();
  explainBuild(output, 'Dockerfile');
  expect(performance.now() - start).toBeLessThan(1_000);
});
