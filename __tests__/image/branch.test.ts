import { COMMIT, createBranch, dispatch, push, pushDev, pushMaster, pushOdd, pushTag } from './events.ts';
import { specify } from './specify.ts';

// docker/metadata-action's own cases are marked with the name they have there.

specify('a branch is tagged with its name', [
  [pushDev, 'type=ref,event=branch', 'dev'], // push01
  [pushMaster, 'type=ref,event=branch', 'master'], // push03
  [push('releases/v1'), 'type=ref,event=branch', 'releases-v1'],
  [push('my/branch'), 'type=ref,event=branch', 'my-branch'],
  [pushOdd, 'type=ref,event=branch', 'my-feature-1245'],
  [push('v1.2.3'), 'type=ref,event=branch', 'v1.2.3'],
  [push('UPPER_case'), 'type=ref,event=branch', 'UPPER_case'],
  [push('a//b'), 'type=ref,event=branch', 'a-b'],
  [push('dependabot/npm_and_yarn/eslint-9.1.0'), 'type=ref,event=branch', 'dependabot-npm_and_yarn-eslint-9.1.0'],
  [push('renovate/@types/node@24.x'), 'type=ref,event=branch', 'renovate-types-node-24.x'],
  [push('größe'), 'type=ref,event=branch', 'gr-e'],
  [push('fix&me'), 'type=ref,event=branch', 'fix-me'],
  [push('refs/heads/x'), 'type=ref,event=branch', 'refs-heads-x'],
  [push('dash-at-end-'), 'type=ref,event=branch', 'dash-at-end-'],
  [dispatch('master'), 'type=ref,event=branch', 'master'],
  [createBranch('dev'), 'type=ref,event=branch', 'dev'],
  [pushTag('v1.2.3'), 'type=ref,event=branch', ''],
  [pushDev, 'type=ref,event=tag', ''],
  [pushDev, 'type=ref,event=pr', ''],
]);

specify('prefix and suffix are put around the name', [
  [pushDev, 'type=ref,event=branch,prefix=b-', 'b-dev'],
  [pushDev, 'type=ref,event=branch,suffix=-b', 'dev-b'],
  [pushDev, 'type=ref,event=branch,prefix=a-,suffix=-b', 'a-dev-b'],
  [pushDev, 'type=ref,event=branch,prefix=a/,suffix=/b', 'a-dev-b'],
  [pushDev, 'type=ref,event=branch,suffix=-{{sha}}', 'dev-860c190'],
  [pushDev, "type=ref,event=branch,suffix=-{{date 'YYYYMMDD'}}", 'dev-20200110'],
  [pushDev, 'type=ref,event=branch,prefix={{branch}}-', 'dev-dev'],
]);

specify('edge is the default branch, or the one that is named', [
  [pushMaster, 'type=edge', 'edge'], // push02
  [pushDev, 'type=edge', ''],
  [pushMaster, 'type=edge,branch=dev', ''],
  [pushDev, 'type=edge,branch=dev', 'edge'],
  [pushOdd, 'type=edge,branch=my/feature#1245', 'edge'],
  [pushMaster, 'type=edge,branch=', 'edge'],
  [pushMaster, 'type=edge,prefix=p-,suffix=-s', 'p-edge-s'],
  [dispatch('master'), 'type=edge', 'edge'], // push04
  [dispatch('dev'), 'type=edge', ''],
  [pushTag('master'), 'type=edge', ''],
]);

specify('a commit is tagged with its short sha, or the long one', [
  [pushDev, 'type=sha', 'sha-860c190'],
  [pushDev, 'type=sha,format=short', 'sha-860c190'],
  [pushDev, 'type=sha,format=long', `sha-${COMMIT}`],
  [pushDev, 'type=sha,prefix=', '860c190'],
  [pushDev, 'type=sha,format=long,prefix=', COMMIT],
  [pushDev, 'type=sha,prefix=git-,suffix=-x', 'git-860c190-x'],
  [pushDev, 'type=sha,prefix={{branch}}-', 'dev-860c190'],
  [pushMaster, 'type=sha', 'sha-2665741'],
  [pushTag('v1.2.3'), 'type=sha', 'sha-860c190'],
  [{ ...pushDev, shortShaLength: 12 }, 'type=sha', 'sha-860c1904a1ce'],
  [{ ...pushDev, shortShaLength: 40 }, 'type=sha', `sha-${COMMIT}`],
  [{ ...pushDev, shortShaLength: 99 }, ['type=sha', '{{sha}}'], `${COMMIT} sha-${COMMIT}`],
  [{ ...pushDev, commit: { sha: 'f'.repeat(40) } }, 'type=sha', 'sha-fffffff'],
]);

specify('rules come in the order of their priority, then as written', [
  [pushDev, ['type=ref,event=branch', 'type=sha'], 'dev sha-860c190'], // push07
  [pushDev, ['type=sha', 'type=ref,event=branch'], 'dev sha-860c190'],
  [pushMaster, ['type=edge', 'type=sha'], 'edge sha-2665741'], // push08
  [pushDev, ['type=edge,branch=dev', 'type=sha'], 'edge sha-860c190'], // push09
  [pushMaster, ['type=edge,branch=dev', 'type=sha'], 'sha-2665741'], // push10
  [pushOdd, ['type=edge', 'type=sha'], 'sha-983315b'], // push11
  [pushOdd, ['type=semver,pattern={{version}}', 'type=pep440,pattern={{version}}', 'type=edge'], ''], // push12
  [pushMaster, ['type=ref,priority=2000,event=branch', 'type=edge'], 'master edge'], // push13
  [pushMaster, ['type=ref,event=branch', 'type=edge'], 'edge master'],
  [pushDev, ['type=ref,event=branch', 'type=sha,format=long'], `dev sha-${COMMIT}`], // push18
  [pushDev, ['type=raw,a', 'type=raw,b', 'type=raw,c'], 'a b c'],
  [pushDev, ['type=raw,a,priority=1', 'type=raw,b,priority=3', 'type=raw,c,priority=2'], 'b c a'],
  [pushDev, ['type=raw,a,priority=-1', 'type=sha', 'type=raw,b'], 'b sha-860c190 a'],
  [pushDev, ['type=raw,a,priority=', 'type=sha'], 'sha-860c190 a'],
  [pushDev, ['type=raw,a,priority=99.5', 'type=sha'], 'sha-860c190 a'],
  [
    pushMaster,
    [
      'type=sha',
      'type=raw,raw',
      'type=ref,event=branch',
      'type=edge',
      'type=match,pattern=.*,value=match',
      'type=semver,pattern={{version}},value=1.2.3',
      'type=pep440,pattern={{version}},value=4.5.6',
    ],
    '1.2.3 4.5.6 match edge master raw sha-2665741 latest',
  ],
]);

specify('a tag is listed once', [
  [pushDev, ['type=ref,event=branch', 'type=raw,dev'], 'dev'],
  [pushDev, ['type=raw,a', 'type=raw,b', 'type=raw,a', 'type=raw,b'], 'a b'],
  [pushDev, ['type=raw,a/b', 'type=raw,a#b'], 'a-b'],
  [pushDev, ['type=raw,latest', 'type=raw,a'], 'latest a', 'latest=true'],
  [pushTag('v1.2.3'), ['type=semver,pattern={{version}}', 'type=raw,latest'], '1.2.3 latest'],
]);

specify('enable decides whether a rule counts', [
  [pushDev, ['type=edge,branch=master', 'type=ref,event=branch,enable=false', 'type=sha'], 'sha-860c190'], // push20
  [
    pushDev,
    [
      'type=ref,event=branch,enable=false',
      'type=sha,format=long',
      'type=raw,value=defbranch,enable={{is_default_branch}}',
    ],
    `sha-${COMMIT}`,
  ], // push19
  [
    pushDev,
    ['type=sha,format=long', 'type=raw,value=notdefbranch,enable={{is_not_default_branch}}'],
    `notdefbranch sha-${COMMIT}`,
  ], // push22
  [pushMaster, 'type=raw,value=latest,enable={{is_default_branch}}', 'latest'],
  [pushDev, 'type=raw,value=latest,enable={{is_default_branch}}', ''],
  [pushMaster, 'type=raw,value=x,enable={{is_not_default_branch}}', ''],
  [pushMaster, ['type=match,enable=false,pattern=v(.*),group=1,value=v1.2.3', 'type=edge'], 'edge'], // push16
  [pushDev, ['type=raw,foo', 'type=raw,bar,enable=false', 'type=raw,baz,enable=true'], 'foo baz'], // raw10
  [pushDev, 'type=raw,a,enable={{#if branch}}true{{else}}false{{/if}}', 'a'],
  [pushTag('v1'), 'type=raw,a,enable={{#if branch}}true{{else}}false{{/if}}', ''],
  [pushTag('v1'), 'type=raw,a,enable={{#unless branch}}true{{else}}false{{/unless}}', 'a'],
]);

specify('a version may be given instead of pushed', [
  [
    pushMaster,
    ['type=semver,pattern={{version}},value=v1.2.3', 'type=pep440,pattern={{version}},value=v1.2.3', 'type=edge'],
    '1.2.3 edge latest',
  ], // push14
  [pushMaster, ['type=match,pattern=v(.*),group=1,value=v1.2.3', 'type=edge'], '1.2.3 edge latest'], // push15
  [
    pushMaster,
    [
      'type=semver,pattern={{version}},value=p1/v1.2.3,"match=v(\\d.\\d.\\d)$"',
      'type=pep440,pattern={{version}},value=p1/v1.2.3,"match=v(\\d.\\d.\\d)$"',
      'type=edge',
    ],
    '1.2.3 edge latest',
  ], // push35
  [push('v1.2.3'), 'type=semver,pattern={{major}}.{{minor}},value={{branch}}', '1.2 latest'],
  [push('release/1.2.3'), 'type=match,pattern=\\d.*,value={{branch}}', '1.2.3 latest'],
  [push('release/1.2.3'), 'type=semver,pattern={{major}},value={{branch}},match=release/(.*)', '1 latest'],
]);
