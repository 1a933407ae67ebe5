import { join } from 'node:path';
import { findProgram } from '../install/find.ts';
import { execute } from '../run/execute.ts';
import type { Run } from '../run/folder.ts';
import { AWS_HOSTS } from '../servers/ministack.ts';
import { certificateIn } from './files.ts';

/** Makes an authority of the run's own and its certificate for AWS's host names. */
export async function createCertificate(run: Run): Promise<void> {
  const openssl = await findProgram('openssl');
  if (!openssl) throw new Error('openssl is missing (Debian and Ubuntu: apt-get install openssl)');
  const { ca, certificate, key } = certificateIn(run.dir);
  const authorityKey = join(run.dir, 'ca.key');
  const create = (...args: string[]) =>
    execute(openssl, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...args], { run });
  await create('-subj', '/CN=stack', '-addext', 'keyUsage=critical,keyCertSign', '-keyout', authorityKey, '-out', ca);
  const names = `subjectAltName=${AWS_HOSTS.map((host) => `DNS:${host}`).join(',')}`;
  const signed = ['-CA', ca, '-CAkey', authorityKey, '-addext', 'basicConstraints=critical,CA:FALSE'];
  await create(...signed, '-subj', '/CN=aws', '-addext', names, '-keyout', key, '-out', certificate);
}
