import { describe, expect, test } from '@jest/globals';
import { builderWarnings, checkBuilder } from '../../src/build/builder.ts';
import {
  buildctlCapabilities,
  buildxCapabilities,
  type Capabilities,
  type Node,
} from '../../src/build/capabilities.ts';

const CONTAINERD = ' org.mobyproject.buildkit.worker.snapshotter:      overlayfs\n';

const NODE = `Name:             ci0
Endpoint:         unix:///run/buildkit/buildkitd.sock
Driver Options:   network="host"
Status:           running
BuildKit version: v0.32.2
Platforms:        linux/amd64, linux/amd64/v2, linux/386
Labels:
 org.mobyproject.buildkit.worker.hostname:         vm
`;

/** As buildx 0.36 prints it. */
const inspection = (driver: string, nodes = NODE) => `Name:          ci
Driver:        ${driver}
Last Activity: 2026-11-20 22:08:07 +0000 UTC

Nodes:
${nodes}`;

const VERSION = 'github.com/docker/buildx v0.36.1 ';

const all: Capabilities = {
  driver: 'remote',
  pushes: 'by digest',
  annotations: true,
  attestations: true,
  cacheExport: true,
  severalOutputs: true,
  severalPlatforms: true,
  nodes: [{ platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/386'], given: [] }],
  platform: 'linux/amd64',
  authFromEnvironment: true,
};

describe('buildx', () => {
  test.each<[string, string, string, Partial<Capabilities>]>([
    ['docker-container', VERSION, inspection('docker-container', NODE + CONTAINERD), { driver: 'docker-container' }],
    ['remote', VERSION, inspection('remote'), {}],
    [
      'a builder that was not started yet',
      VERSION,
      inspection('kubernetes', 'Name:     ci0\nEndpoint: kubernetes:///ci\nStatus:   inactive\n'),
      { driver: 'kubernetes', nodes: [{ platforms: [], given: [] }], platform: undefined },
    ],
    [
      'a node that was made for a platform, which need not be its own',
      VERSION,
      inspection('remote', NODE.replace('linux/amd64,', 'linux/arm64*, linux/amd64,')),
      {
        nodes: [{ platforms: ['linux/arm64', 'linux/amd64', 'linux/amd64/v2', 'linux/386'], given: ['linux/arm64'] }],
        platform: undefined,
      },
    ],
    [
      "Docker's own driver",
      VERSION,
      inspection('docker', NODE + CONTAINERD),
      { driver: 'docker', pushes: 'as layout' },
    ],
    [
      'the same without the containerd store',
      VERSION,
      inspection('docker'),
      {
        driver: 'docker',
        pushes: 'by tag',
        annotations: false,
        attestations: false,
        cacheExport: false,
        severalOutputs: false,
        severalPlatforms: false,
      },
    ],
    [
      'two nodes of the same kind',
      VERSION,
      inspection('remote', `${NODE}\n${NODE}`),
      { nodes: [...all.nodes, ...all.nodes] },
    ],
    [
      'two nodes, of which one is of another kind',
      VERSION,
      inspection('remote', `${NODE}\n${NODE.replace('linux/amd64, linux/amd64/v2, linux/386', 'linux/arm64')}`),
      { nodes: [...all.nodes, { platforms: ['linux/arm64'], given: [] }], platform: undefined },
    ],
    [
      'two nodes, of which one was not started yet',
      VERSION,
      inspection(
        'remote',
        `${NODE}\nName:     ci1\nEndpoint: unix:///second\nStatus:   inactive\nPlatforms: linux/arm64*\n`,
      ),
      { nodes: [...all.nodes, { platforms: ['linux/arm64'], given: ['linux/arm64'] }], platform: undefined },
    ],
    [
      'before DOCKER_AUTH_CONFIG',
      'github.com/docker/buildx v0.25.0 faaea65',
      inspection('remote'),
      { authFromEnvironment: false },
    ],
    [
      'of a development build',
      'github.com/docker/buildx 5db6a0ee 081c21b9',
      inspection('remote'),
      { authFromEnvironment: false, severalOutputs: false },
    ],
    ['of Docker Desktop', 'github.com/docker/buildx v0.28.0-desktop.1 081c21b9', inspection('remote'), {}],
    [
      'of a version that is none',
      'github.com/docker/buildx (devel) 081c21b9',
      inspection('remote'),
      { authFromEnvironment: false, severalOutputs: false },
    ],
    [
      'with a BuildKit of old',
      VERSION,
      inspection('remote', NODE.replace('v0.32.2', 'v0.12.5')),
      { severalOutputs: false },
    ],
  ])('%s', (_, version, printed, differs) => {
    expect(buildxCapabilities(version, printed)).toEqual({ ...all, ...differs });
  });

  // What `docker buildx inspect` prints, with exit code 0, where no daemon answers.
  const UNREACHABLE = [
    'Name:   default',
    'Driver: ',
    'Error:  failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    '',
  ].join('\n');

  test.each([
    ['a daemon that does not answer', UNREACHABLE],
    ['a builder that is not there', 'ERROR: no builder "ci" found\n'],
  ])('%s', (_, printed) => {
    expect(buildxCapabilities(VERSION, printed)).toBeUndefined();
  });
});

// As buildctl 0.32 prints it.
const WORKERS = `ID:\t\tiuox1hysh7rafjb1vpoezpq6z
Platforms:\tlinux/amd64,linux/amd64/v2,linux/386
BuildKit:\tgithub.com/moby/buildkit v0.32.2 
Labels:
\torg.mobyproject.buildkit.worker.executor:\t\toci
`;

test.each<[string, string, string, Partial<Capabilities>]>([
  ['of today', 'buildctl github.com/moby/buildkit v0.32.2 ', WORKERS, {}],
  ['before DOCKER_AUTH_CONFIG', 'buildctl github.com/moby/buildkit v0.23.2 ', WORKERS, { authFromEnvironment: false }],
  [
    'of a version that is none',
    'buildctl github.com/moby/buildkit v0.0.0+unknown ',
    WORKERS,
    { authFromEnvironment: false },
  ],
  [
    'with a daemon of old',
    'buildctl github.com/moby/buildkit v0.32.2 ',
    WORKERS.replace('v0.32.2', 'v0.12.5'),
    { severalOutputs: false },
  ],
])('buildctl %s', (_, version, workers, differs) => {
  expect(buildctlCapabilities('unix', version, workers)).toEqual({ ...all, driver: 'unix', ...differs });
});

describe('what a builder cannot do is refused', () => {
  const check = (can: Partial<Capabilities>, platforms: string[]) => () =>
    checkBuilder({ command: ['buildx'], arguments: () => [], can: { ...all, ...can } }, { platforms });
  const two = ['linux/amd64', 'linux/arm64'];

  test('several platforms, without the containerd store', () => {
    expect(check({ severalPlatforms: false }, two)).toThrow(
      /^platforms: this Docker builds for one platform at a time, not for linux\/amd64, linux\/arm64\. Add docker\/setup-buildx-action/,
    );
  });

  const amd64: Node = { platforms: ['linux/amd64', 'linux/arm64'], given: [] };
  const arm64: Node = { platforms: ['linux/arm64'], given: [] };

  test.each<[string, Node[], string[]]>([
    ['of which each has one', [{ platforms: ['linux/amd64'], given: [] }, arm64], two],
    [
      'of which each was made for one, though the first has both',
      [
        { ...amd64, given: ['linux/amd64'] },
        { ...arm64, given: ['linux/arm64'] },
      ],
      two,
    ],
    ['none of which names a variant', [amd64, arm64], ['linux/arm64', 'linux/arm64/v8']],
    ['none of which names any of them', [amd64, arm64], ['linux/s390x', 'linux/riscv64']],
    [
      'of which none was started',
      [
        { platforms: [], given: [] },
        { platforms: [], given: [] },
      ],
      two,
    ],
    ['of which the first was not started, though the other has both', [{ platforms: [], given: [] }, amd64], two],
  ])('several platforms on several nodes, %s', (_, nodes, platforms) => {
    expect(check({ nodes }, platforms)).toThrow(
      /^platforms: linux\/\S+, linux\/\S+ may be built on several nodes .* Use a builder of one node/,
    );
  });

  test.each<[string, Partial<Capabilities>, string[]]>([
    ['several platforms on one node', {}, two],
    ['one platform on several nodes', { nodes: [amd64, arm64] }, ['linux/arm64']],
    ['none on several nodes', { nodes: [amd64, arm64] }, []],
    ['several platforms that the first of the nodes has', { nodes: [amd64, arm64] }, two],
    ['several platforms that a node was made for', { nodes: [amd64, { platforms: two, given: two }] }, two],
    ['several platforms that the one node does not name', { nodes: [arm64] }, ['linux/s390x', 'linux/riscv64']],
    ['no platform, without the containerd store', { severalPlatforms: false }, []],
  ])('but not %s', (_, can, platforms) => {
    expect(check(can, platforms)).not.toThrow();
  });
});

test.each([
  ['tcp://build.internal:1234', true],
  ['tcp://10.0.0.7:1234', true],
  ['tcp://127.0.0.1.example.com:1234', true],
  ['tcp://localhost.example.com', true],
  ['tcp://[2001:db8::1]:1234', true],
  ['tcp://localhost:1234', false],
  ['tcp://127.0.0.1:1234', false],
  ['tcp://[::1]:1234', false],
  ['unix:///run/buildkit/buildkitd.sock', false],
  ['ssh://build.internal', false],
])('BuildKit at %s is warned of: %p', (address, warned) => {
  expect(builderWarnings({ kind: 'buildctl', address })).toEqual(
    warned ? [expect.stringContaining(`BuildKit at ${address} is on another machine and not reached by TLS`)] : [],
  );
});
