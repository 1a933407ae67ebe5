import { nothing, pushDev, pushMaster, pushTag } from './events.ts';
import { specify } from './specify.ts';

specify('raw is what it says', [
  [pushDev, 'type=raw,value=foo', 'foo'],
  [pushDev, 'type=raw,foo', 'foo'],
  [pushDev, 'foo', 'foo'],
  [pushDev, 'value=foo', 'foo'],
  [pushDev, 'foo,enable=true', 'foo'],
  [pushDev, 'enable=false,foo', ''],
  [pushDev, 'TYPE=raw,VALUE=Foo', 'Foo'],
  [pushDev, ' type = raw , value = foo ', 'foo'],
  [pushDev, 'type=raw,value=a=b', 'a-b'],
  [pushDev, 'type=raw,value=a b  c', 'a-b-c'],
  [pushDev, 'type=raw,value=user/app:1', 'user-app-1'],
  [pushDev, 'type=raw,value=_x.y-z', '_x.y-z'],
  [pushDev, `type=raw,value=${'x'.repeat(128)}`, 'x'.repeat(128)],
  [pushDev, 'type=raw,value=', ''],
  [pushDev, 'type=raw,value=,prefix=p', 'p'],
  [pushDev, 'v1', 'v1'],
  [pushDev, 'my/branch', 'my-branch'],
]);

specify('plain values on one line are as many tags, as build-push-action has them', [
  [pushDev, 'v1,v1.2', 'v1 v1.2'],
  [pushDev, ['v1, v1.2', 'v1.2.3'], 'v1 v1.2 v1.2.3'],
  [pushDev, 'v1,', 'v1'],
]);

specify('quotes hold a field together, once or, for who comes from docker/metadata-action, thrice', [
  [pushDev, 'type=match,"pattern=\\d{1,2}",value=v12', '12 latest'],
  [pushDev, 'type=match,"""pattern=\\d{1,2}""",value=v12', '12 latest'],
  [pushDev, '"type=raw,value=foo"', 'foo'],
  [pushDev, '"foo"', 'foo'],
  [pushDev, 'type=raw, "value=foo"', 'foo'],
  [pushDev, '"type=raw","value=a,b"', 'a-b'],
  [pushDev, '"value=a,b",type=raw', 'a-b'],
  [pushDev, `type=raw,"value={{date 'YYYY, MM'}}"`, '2020-01'],
  [pushDev, `"{{date 'YYYY, MM'}}"`, '2020-01'],
  [pushDev, 'type=raw,value={{date "YYYY"}}', '2020'],
]);

specify('raw stands between refs and commits', [
  [pushDev, ['type=ref,event=branch', 'type=raw,my', 'type=raw,custom', 'type=raw,tags'], 'dev my custom tags'], // raw01
  [pushDev, ['type=ref,event=branch', 'type=raw,my'], 'dev my'], // raw02
  [
    pushTag('release1'),
    ['type=ref,event=tag', 'type=raw,my', 'type=raw,custom', 'type=raw,tags'],
    'release1 my custom tags latest',
  ], // raw03
  [
    pushTag('20200110-RC2'),
    ['type=match,pattern=\\d{8}', 'type=raw,my', 'type=raw,custom', 'type=raw,tags'],
    '20200110 my custom tags',
    'latest=false',
  ], // raw04
  [
    pushTag('v1.1.1'),
    [
      'type=semver,pattern={{version}}',
      'type=semver,pattern={{major}}.{{minor}}',
      'type=semver,pattern={{major}}',
      'type=raw,my',
      'type=raw,custom',
      'type=raw,tags',
    ],
    '1.1.1 1.1 1 my custom tags latest',
  ], // raw05
  [pushTag('v1.1.1'), ['type=raw,my', 'type=raw,custom', 'type=raw,tags'], 'my custom tags'], // raw06
  [
    pushDev,
    ['type=ref,priority=90,event=branch', 'type=raw,my', 'type=raw,custom', 'type=raw,tags'],
    'my custom tags dev latest',
    'latest=true',
  ], // raw07
  [
    pushDev,
    ['type=match,pattern=\\d{8}', 'type=raw,my', 'type=raw,custom', 'type=raw,tags'],
    'my custom tags',
    'latest=false',
  ], // raw08
  [
    pushDev,
    ['type=match,pattern=\\d{8}', 'type=raw,my,prefix=foo-,suffix=-bar', 'type=raw,custom', 'type=raw,tags'],
    'foo-my-bar glo-custom-bal glo-tags-bal',
    ['latest=false', 'prefix=glo-', 'suffix=-bal'],
  ], // raw09
]);

specify('without an event, nothing is known', [
  [nothing, ['type=sha', 'type=raw,{{branch}}'], ''], // null02
  [nothing, ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'], ''], // null01
  [nothing, ['type=edge', 'type=semver,pattern={{version}}', 'type=match,pattern=.*'], ''],
  [nothing, 'x{{sha}}{{tag}}{{base_ref}}', 'x'],
  [nothing, 'type=raw,x,enable={{is_default_branch}}', ''],
  [nothing, 'type=raw,x,enable={{is_not_default_branch}}', 'x'],
  [nothing, [], ''],
  [pushMaster, [], '', 'latest=true'],
]);
