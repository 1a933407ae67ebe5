import { pushMaster, pushTag } from './events.ts';
import { specify } from './specify.ts';

specify('pep440 writes the parts of a release', [
  [pushTag('1.2.3'), 'type=pep440,pattern={{raw}}', '1.2.3 latest'],
  [pushTag('1.2.3'), 'type=pep440,pattern={{version}}', '1.2.3 latest'],
  [pushTag('v1.2.3'), 'type=pep440,pattern={{version}}', '1.2.3 latest'],
  [pushTag('1.2.3'), 'type=pep440,pattern={{major}}.{{minor}}', '1.2 latest'],
  [pushTag('1.2.3'), 'type=pep440,pattern=v{{major}}', 'v1 latest'],
  [pushTag('1.2.3'), 'type=pep440,pattern={{patch}}', '3 latest'],
  [pushTag('v1.1.1'), ['type=pep440,pattern={{raw}}', 'type=pep440,pattern={{major}}.{{minor}}'], 'v1.1.1 1.1 latest'], // tag23
  [pushTag('1.2'), ['type=pep440,pattern={{version}}', 'type=pep440,pattern={{major}}.{{minor}}'], '1.2 latest'], // tag24
  [pushTag('1.2'), 'type=pep440,pattern={{major}}.{{minor}}.{{patch}}', '1.2.0 latest'],
  [pushTag('1'), 'type=pep440,pattern={{major}}.{{minor}}.{{patch}}', '1.0.0 latest'],
  [
    pushTag('v1.1.1'),
    [
      'type=pep440,pattern={{version}}',
      'type=pep440,pattern={{major}}.{{minor}}.{{patch}}',
      'type=pep440,pattern={{major}}.{{minor}}',
      'type=pep440,pattern={{major}}',
    ],
    '1.1.1 1.1 1 latest',
  ], // tag28
  [pushTag('1!2.3'), 'type=pep440,pattern={{version}}', '1-2.3 latest'],
  [pushTag('1!2.3'), 'type=pep440,pattern={{major}}', '2 latest'],
  [pushTag('2026.11.20'), 'type=pep440,pattern={{major}}.{{minor}}', '2026.11 latest'],
  [pushTag('01.02.03'), 'type=pep440,pattern={{version}}', '1.2.3 latest'],
  [pushTag('1.2.3.4'), 'type=pep440,pattern={{version}}', '1.2.3.4 latest'],
  [pushTag('1.0+ubuntu.1'), 'type=pep440,pattern={{version}}', '1.0-ubuntu-1 latest'],
  [pushTag('1.0+ubuntu.1'), 'type=pep440,pattern={{raw}}', '1.0-ubuntu.1 latest'],
  [pushTag('1.2.3'), 'type=pep440,pattern={{version}},prefix=py', 'py1.2.3 latest'],
  [pushMaster, 'type=pep440,pattern={{version}},value=1.0.0', '1.0.0 latest'],
  [pushMaster, 'type=pep440,pattern={{version}}', ''],
]);

specify('pep440 never shortens a pre-, post- or development release, nor makes it latest', [
  [pushTag('v1.2.3rc2'), 'type=pep440,pattern={{raw}}', 'v1.2.3rc2'],
  [pushTag('1.2.3rc2'), 'type=pep440,pattern={{version}}', '1.2.3rc2'],
  [pushTag('1.2.3rc2'), 'type=pep440,pattern={{major}}.{{minor}}', '1.2.3rc2'],
  [pushTag('1.2.3post1'), 'type=pep440,pattern={{major}}.{{minor}}', '1.2.3.post1'],
  [pushTag('1.2.3beta2'), 'type=pep440,pattern={{major}}.{{minor}}', '1.2.3b2'],
  [pushTag('1.0dev4'), 'type=pep440,pattern={{major}}.{{minor}}', '1.0.dev4'],
  [pushTag('1.1beta2'), ['type=pep440,pattern={{major}}.{{minor}}', 'type=pep440,pattern={{major}}'], '1.1b2'], // tag25
  [pushTag('1.0dev4'), ['type=pep440,pattern={{major}}.{{minor}}', 'type=pep440,pattern={{major}}'], '1.0.dev4'], // tag26
  [
    pushTag('1.2.3rc2'),
    [
      'type=pep440,pattern={{raw}}',
      'type=pep440,pattern={{version}}',
      'type=pep440,pattern={{major}}.{{minor}}',
      'type=pep440,pattern={{major}}',
    ],
    '1.2.3rc2',
  ], // tag27
  [
    pushTag('1.2post1'),
    ['type=pep440,pattern={{version}}', 'type=pep440,pattern={{major}}.{{minor}}', 'type=pep440,pattern={{major}}'],
    '1.2.post1',
  ], // tag29
  [
    pushTag('v1.2.3rc2'),
    ['type=pep440,pattern={{raw}}', 'type=pep440,pattern={{major}}.{{minor}}'],
    'v1.2.3rc2 1.2.3rc2',
  ], // tag32
  [pushTag('1.0-1'), 'type=pep440,pattern={{version}}', '1.0.post1'],
  [pushTag('1.0.alpha'), 'type=pep440,pattern={{version}}', '1.0a0'],
  [pushTag('1.0-preview_3'), 'type=pep440,pattern={{version}}', '1.0rc3'],
  [pushTag('v1.2.3a1.dev3'), 'type=pep440,pattern={{version}}', '1.2.3a1.dev3'],
  [pushTag('1.2.3rc2'), 'type=pep440,pattern={{version}}', '1.2.3rc2 latest', 'latest=true'],
]);

specify('what is no PEP 440 version is passed over', [
  [pushTag('sometag'), 'type=pep440,pattern={{version}}', ''],
  [pushTag('1.2.x'), 'type=pep440,pattern={{version}}', ''],
  [pushTag('20200110-RC2'), 'type=pep440,pattern={{version}}', '20200110rc2'],
  [pushTag('p1/v1.2.3'), 'type=pep440,pattern={{version}}', ''],
  // The two schemes part ways at prereleases.
  [pushTag('v2.0.8-beta.67'), 'type=pep440,pattern={{version}}', '2.0.8b67'],
  [pushTag('1.2.3rc2'), 'type=semver,pattern={{version}}', ''],
]);
