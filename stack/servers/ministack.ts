import { join } from 'node:path';
import { pythonOf } from '../install/python.ts';
import type { Run } from '../run/folder.ts';
import { freePort } from '../run/port.ts';
import { type Server, startServer } from '../run/server.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';

/** MiniStack's root user. */
export const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The names that AWS answers under, for a MiniStack that takes their place. */
export const REGISTRY_HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
export const AWS_HOSTS = [
  `sts.${REGION}.amazonaws.com`,
  `api.ecr.${REGION}.amazonaws.com`,
  `ecr.${REGION}.amazonaws.com`,
  'sts.amazonaws.com',
  'iam.amazonaws.com',
  REGISTRY_HOST,
];

export type Certificate = { ca: string; certificate: string; key: string };

export type MiniStack = Server & { /** A URL. */ origin: string };

/** Starts MiniStack, the AWS emulator, which enforces IAM but for its registry, on a free port. */
export async function startMiniStack(run: Run): Promise<MiniStack> {
  const port = await freePort();
  const server = await startServer(run, {
    name: 'ministack',
    command: pythonOf('MiniStack'),
    args: ['-m', 'ministack'],
    env: {
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      PERSIST_STATE: '0',
      // It would look for containers of its own in a Docker that is none of its business.
      DOCKER_HOST: `unix://${join(run.dir, 'no-docker.sock')}`,
    },
    ready: async (log) => log.includes('Running on http'),
  });
  return { ...server, origin: `http://127.0.0.1:${port}` };
}
