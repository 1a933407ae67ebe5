import { pushDev, pushTag, release } from './events.ts';
import { specify } from './specify.ts';

specify('match takes what a regular expression finds, and suggests latest', [
  [pushTag('v1.2.3'), 'type=match,pattern=\\d.\\d.\\d', '1.2.3 latest'],
  [pushTag('v2.0.8-beta.67'), 'type=match,pattern=v(.*),group=1', '2.0.8-beta.67 latest'],
  [pushTag('v2.0.8-beta.67'), 'type=match,pattern=v(\\d.\\d),group=1', '2.0 latest'],
  [pushTag('20200110-RC2'), 'type=match,pattern=\\d+', '20200110 latest'],
  [pushTag('p1/v1.2.3'), 'type=match,pattern=p1/v(\\d.\\d.\\d),group=1', '1.2.3 latest'],
  [pushTag('20200110-RC2'), 'type=match,pattern=\\d{8}', '20200110', 'latest=false'], // tag03
  [pushTag('20200110-RC2'), 'type=match,pattern=(.*)-RC,group=1', '20200110', 'latest=false'], // tag04
  [pushTag('v1.1.1'), 'type=match,"pattern=\\d.\\d.\\d"', '1.1.1 latest'], // tag05
  [pushTag('v1.1.1'), 'type=match,"pattern=^v(\\d.\\d.\\d)$",group=1', '1.1.1 latest'], // tag06
  [pushTag('v2.0.8-beta.67'), 'type=match,"pattern=\\d.\\d.\\d-(alpha|beta).\\d+"', '2.0.8-beta.67 latest'], // tag07
  [pushTag('v2.0.8-beta.67'), 'type=match,"pattern=\\d.\\d"', '2.0 latest'], // tag08
  [
    pushTag('v2.0.8-beta.67'),
    ['type=match,"pattern=v(.*)-beta.(.*)",group=1', 'type=match,"pattern=v(.*)-beta.(.*)",group=2'],
    '2.0.8 67 latest',
  ], // tag09
  [pushTag('sometag'), 'type=match,"pattern=\\d.\\d"', ''], // tag10
  [pushTag('release1'), 'type=match,"pattern=^release\\d{1,2}"', 'release1 latest'], // latest01
  [pushTag('20200110-RC2'), 'type=match,"pattern=^\\d+-RC\\d{1,2}"', '20200110-RC2 latest'], // latest02
  [pushTag('20200110-RC2'), 'type=match,pattern=\\d{8}', '20200110 latest'], // latest03
  [pushTag('v2.0.8-beta.67'), 'type=match,"pattern=\\d.\\d.\\d"', '2.0.8 latest'], // latest06
  [pushTag('V1.2.3'), 'type=match,pattern=/^v(\\d)\\.(\\d)/i,group=2', '2 latest'],
  [pushTag('v1.2.3'), 'type=match,pattern=/^V/', ''],
  [pushTag('v1.2.3'), 'type=match,pattern=/\\d/g,group=2', '3 latest'],
  [pushTag('v1.2.3'), 'type=match,pattern=v(\\d),group=2', ''],
  [pushTag('v1.2.3'), 'type=match,pattern=(x)?v,group=1', ''],
  [pushTag('v1.2.3'), 'type=match,pattern=(x?)v,group=1', ''],
  [pushTag('v1.2.3'), 'type=match,pattern=(x?)v,group=1,prefix=p', 'p latest'],
  [pushTag('feature/x'), 'type=match,pattern=.*', 'feature-x latest'],
  [pushTag('v1.2.3'), 'type=match,pattern=v(.*),group=1,prefix=r-,suffix=-{{sha}}', 'r-1.2.3-860c190 latest'],
  [pushTag('v1.2.3'), 'type=match,pattern=a=b|v1', 'v1 latest'],
  [release('v1.2.3'), 'type=match,pattern=v(.*),group=1', '1.2.3 latest'],
  [pushDev, 'type=match,pattern=.*', ''],
  [pushDev, 'type=match,pattern=v(.*),group=1,value=v1.0.0', '1.0.0 latest'],
  [pushDev, 'type=match,pattern=d(.*),group=1,value={{branch}}', 'ev latest'],
]);

specify('the first match is the main tag', [
  [
    pushTag('p1/v1.0.0'),
    [
      'type=match,"pattern=/^v(\\d.\\d.\\d)$/ig",group=1',
      'type=match,pattern=\\d.\\d.\\d',
      'type=match,pattern=\\d.\\d',
      'type=ref,event=pr',
      'type=sha',
    ],
    '1.0.0 1.0 sha-860c190 latest',
  ], // tag17
  [
    pushTag('p1/v1.0.0'),
    [
      'type=match,pattern=p1/v(\\d.\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=3',
      'type=ref,event=pr',
      'type=sha',
    ],
    '1.0.0 1.0 sha-860c190 latest',
  ], // tag18
  [
    pushTag('p1/v1.0.0'),
    [
      'type=match,pattern=p1/v(\\d.\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=1,suffix=',
      'type=ref,event=pr',
      'type=sha',
    ],
    '1.0.0-dev 1.0 sha-860c190-dev latest',
    'suffix=-dev',
  ], // tag19
]);
