// What a builder's programs see of this process's environment. Pure. Most of what is there is the job's, secrets included, and
// buildx reads much of it of its own accord: ACTIONS_RUNTIME_TOKEN, AWS_…, GITHUB_….
// Sources: https://docs.docker.com/build/building/variables/, https://docs.docker.com/reference/cli/docker/#environment-variables,
// https://github.com/moby/buildkit/blob/master/cmd/buildctl/main.go

/** In capitals: Windows and the proxies' variables know no difference. */
const NAMES = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_RUNTIME_DIR', 'TZ', 'LANG', 'LANGUAGE'],
  ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'USERPROFILE', 'USERNAME', 'HOMEDRIVE', 'HOMEPATH'],
  ...['APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'TEMP', 'TMP'],
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_AUTH_CONFIG', 'DOCKER_API_VERSION'],
  ...['DOCKER_TLS', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
]);

/** Of what is only bake's, one is a token. */
const PREFIXES = /^(LC|BUILDKIT|BUILDX|EXPERIMENTAL_BUILDKIT)_(?!BAKE_)/;

/** Where a cluster is; in one of its own containers, too. */
const KUBERNETES = new Set(['KUBECONFIG', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']);

/**
 * @param named names that the input builder-env adds
 * @param driver the builder's, undefined while it is not known
 */
export function buildEnvironment(
  env: NodeJS.ProcessEnv,
  named: string[],
  driver: string | undefined,
): Record<string, string> {
  const kubernetes = driver === undefined || driver === 'kubernetes' || driver === 'kube-pod';
  const isSeen = (name: string): boolean => {
    const capitals = name.toUpperCase();
    return (
      NAMES.has(capitals) || PREFIXES.test(capitals) || (kubernetes && KUBERNETES.has(capitals)) || named.includes(name)
    );
  };
  return {
    ...Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) => (value !== undefined && isSeen(name) ? [[name, value]] : [])),
    ),
    ...NO_GIT,
  };
}

/**
 * buildx asks Git in the context's folder what commit it is, and Git may run what the folder's files name, if they look like a
 * repository: https://github.com/docker/buildx/blob/master/build/git.go
 */
export const NO_GIT = {
  BUILDX_GIT_INFO: 'false',
  BUILDX_GIT_LABELS: 'false',
  BUILDX_GIT_CHECK_DIRTY: 'false',
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_LAZY_FETCH: '1',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.bareRepository',
  GIT_CONFIG_VALUE_0: 'explicit',
};
