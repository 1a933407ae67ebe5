import { expect, test } from '@jest/globals';
import { driverOf } from '../../src/build/builder.ts';

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
