import { join } from 'node:path';
import type { Certificate } from '../servers/ministack.ts';

/** What stack/tls.ts leaves for tls/inside.ts in the run folder. */
export function certificateIn(dir: string): Certificate {
  return { ca: join(dir, 'ca.crt'), certificate: join(dir, 'aws.crt'), key: join(dir, 'aws.key') };
}

export function hostsIn(dir: string): string {
  return join(dir, 'hosts');
}
