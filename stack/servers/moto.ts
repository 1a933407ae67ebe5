import { pythonOf } from '../install/python.ts';
import type { Run } from '../run/folder.ts';
import { freePort } from '../run/port.ts';
import { type Server, startServer } from '../run/server.ts';
import { ACCOUNT } from './ministack.ts';

export type Moto = Server & { endpoint: string };

/** Starts moto, an emulator of AWS that keeps settings of ECR which MiniStack does not. It checks neither signatures nor IAM. */
export async function startMoto(run: Run): Promise<Moto> {
  const port = await freePort();
  const server = await startServer(run, {
    name: 'moto',
    command: pythonOf('moto'),
    args: ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)],
    // The region is that of each request's signature.
    env: { MOTO_ACCOUNT_ID: ACCOUNT },
    ready: async (log) => log.includes('Running on http'),
  });
  return { ...server, endpoint: `http://127.0.0.1:${port}` };
}
