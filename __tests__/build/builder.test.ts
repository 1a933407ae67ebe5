import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { driverOf, notedDriver } from '../../src/build/builder.ts';

// As buildx 0.36 prints it.
const inspection = (driver: string) => `Name:          ci
Driver:        ${driver}
Last Activity: 2026-11-20 22:08:07 +0000 UTC

Nodes:
Name:             ci0
Endpoint:         unix:///run/buildkit/buildkitd.sock
Driver Options:   network="host"
Status:           running
`;

test.each(['docker', 'docker-container', 'remote', 'kubernetes'])('the driver %s', (driver) => {
  expect(driverOf(inspection(driver))).toBe(driver);
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
])('%s has none', (_, output) => {
  expect(driverOf(output)).toBeUndefined();
});

// The files as buildx 0.36 writes them.
describe('the driver that buildx has noted', () => {
  const DOCKER = 'unix:///var/run/docker.sock';
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'buildx-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** An environment in which buildx has two builders, one of them chosen. */
  function noted(current?: object, docker: object = {}): NodeJS.ProcessEnv {
    const own = mkdtempSync(join(folder, 'docker-'));
    mkdirSync(join(own, 'buildx', 'instances'), { recursive: true });
    const write = (path: string, content: object) => writeFileSync(join(own, path), JSON.stringify(content));
    write('buildx/instances/ci', { Name: 'ci', Driver: 'docker-container', Nodes: [], Dynamic: false });
    write('buildx/instances/plain', { Name: 'plain', Driver: 'docker', Nodes: [], Dynamic: false });
    write('buildx/instances/old', { Name: 'old', Driver: '', Nodes: [], Dynamic: false });
    write('config.json', docker);
    if (current) write('buildx/current', current);
    return { DOCKER_CONFIG: own };
  }

  test.each<[string, string | undefined, NodeJS.ProcessEnv, string | undefined]>([
    ['a builder by its name', 'ci', {}, 'docker-container'],
    ['in capitals', 'CI', {}, 'docker-container'],
    ["Docker's own driver", 'plain', {}, 'docker'],
    ['by BUILDX_BUILDER', undefined, { BUILDX_BUILDER: 'ci' }, 'docker-container'],
    ['a name goes before BUILDX_BUILDER', 'plain', { BUILDX_BUILDER: 'ci' }, 'docker'],
    ['one without a driver', 'old', {}, undefined],
    ['one that is not there', 'other', {}, undefined],
    ['none chosen', undefined, {}, undefined],
  ])('%s', async (_, name, env, driver) => {
    expect(await notedDriver(name, { ...noted(), ...env })).toBe(driver);
  });

  test.each<[string, object, object, NodeJS.ProcessEnv, string | undefined]>([
    ['chosen for this Docker', { Key: DOCKER, Name: 'ci' }, {}, {}, 'docker-container'],
    ['chosen for another Docker', { Key: 'tcp://far:1', Name: 'ci' }, {}, {}, undefined],
    [
      'chosen for DOCKER_HOST',
      { Key: 'tcp://far:1', Name: 'ci' },
      {},
      { DOCKER_HOST: 'tcp://far:1' },
      'docker-container',
    ],
    ['chosen for a context', { Key: 'far', Name: 'ci' }, { currentContext: 'far' }, {}, 'docker-container'],
    ['chosen before the context was', { Key: DOCKER, Name: 'ci' }, { currentContext: 'far' }, {}, undefined],
    ['chosen for DOCKER_CONTEXT', { Key: 'far', Name: 'ci' }, {}, { DOCKER_CONTEXT: 'far' }, 'docker-container'],
    ['chosen for all', { Key: 'tcp://far:1', Name: 'ci', Global: true }, {}, {}, 'docker-container'],
    ['none', { Key: DOCKER, Name: '' }, {}, {}, undefined],
  ])('%s', async (_, current, docker, env, driver) => {
    expect(await notedDriver(undefined, { ...noted(current, docker), ...env })).toBe(driver);
  });

  test('in a folder of its own', async () => {
    const { DOCKER_CONFIG = '' } = noted();
    const BUILDX_CONFIG = join(DOCKER_CONFIG, 'buildx');
    expect(await notedDriver('ci', { DOCKER_CONFIG: folder, BUILDX_CONFIG })).toBe('docker-container');
  });
});
