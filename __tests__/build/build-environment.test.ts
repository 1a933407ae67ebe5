import { expect, test } from '@jest/globals';
import { buildEnvironment, NO_GIT } from '../../src/build/build-environment.ts';

const SEEN = [
  ...['PATH', 'HOME', 'TMPDIR', 'XDG_RUNTIME_DIR', 'LANG', 'LC_ALL'],
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH', 'DOCKER_AUTH_CONFIG'],
  ...['BUILDKIT_HOST', 'BUILDKIT_PROGRESS', 'BUILDX_BUILDER', 'BUILDX_CONFIG', 'EXPERIMENTAL_BUILDKIT_SOURCE_POLICY'],
  ...['HTTPS_PROXY', 'https_proxy', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  // As Windows has them.
  ...['Path', 'SystemRoot', 'USERPROFILE', 'TEMP'],
];

const HIDDEN = [
  ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_TOKEN', 'GITHUB_ACTIONS', 'GITHUB_OUTPUT'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'INPUT_SECRET', 'RUNNER_TEMP', 'NPM_TOKEN'],
  ...['SSH_AUTH_SOCK', 'SOURCE_DATE_EPOCH', 'BUILDX_BAKE_GIT_AUTH_TOKEN', 'NODE_OPTIONS', 'MY_PATH', 'PATH_TO'],
];

const CLUSTER = ['KUBECONFIG', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'];

const env = Object.fromEntries([...SEEN, ...HIDDEN, ...CLUSTER].map((name) => [name, `of ${name}`]));

test.each<[string | undefined, string[], string[]]>([
  ['remote', [], SEEN],
  ['unix', ['NPM_TOKEN', 'nothing'], [...SEEN, 'NPM_TOKEN']],
  // Names are exact: no pattern, no other case.
  ['remote', ['AWS_*', 'npm_token'], SEEN],
  ['kubernetes', [], [...SEEN, ...CLUSTER]],
  ['kube-pod', [], [...SEEN, ...CLUSTER]],
  [undefined, [], [...SEEN, ...CLUSTER]],
])('a builder by %p, with %j named, sees its own variables', (driver, named, names) => {
  const seen = Object.fromEntries(names.map((name) => [name, `of ${name}`]));
  expect(buildEnvironment(env, named, driver)).toEqual({ ...seen, ...NO_GIT });
});

test('buildx asks Git for nothing, whatever the job says', () => {
  expect(buildEnvironment({ BUILDX_GIT_LABELS: 'true' }, ['BUILDX_GIT_INFO'], 'remote')).toEqual(NO_GIT);
});
