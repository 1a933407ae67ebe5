// npm run lock: completes package-lock.json. A registry that offers no packages of other platforms makes npm leave them
// out of the lock file, and npm ci then refuses it. Each needs an entry with its version, os and cpu; npm fetches the one
// that fits. To be run after every npm install that changed the file.
import { readFileSync, writeFileSync } from 'node:fs';

type Package = { version: string; optionalDependencies?: Record<string, string>; resolved?: string };

const file = new URL('../package-lock.json', import.meta.url);
const lock: { packages: Record<string, Package> } = JSON.parse(readFileSync(file, 'utf8'));

const CPUS: Record<string, string> = {
  ppc64: 'ppc64',
  'arm-eabi': 'arm',
  'arm-gnueabihf': 'arm',
  'arm-musleabihf': 'arm',
};

for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const path = `node_modules/${name}`;
    const platform = name.match(/(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(-[a-z]+)?$/);
    if (lock.packages[path] || !platform) continue;
    const [, os = '', cpu = '', abi = ''] = platform;
    const libc =
      os === 'linux' && /musl/.test(abi) ? ['musl'] : os === 'linux' && /gnu/.test(abi) ? ['glibc'] : undefined;
    lock.packages[path] = {
      version,
      cpu: [CPUS[`${cpu}${abi}`] ?? cpu],
      dev: true,
      ...(libc && { libc }),
      optional: true,
      os: [os],
    } as Package;
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
