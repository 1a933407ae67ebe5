import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { baseImageOf, createBaseRepository, writeBaseContext } from './base-image.ts';
import type { Choice } from './builder/choose.ts';
import { startBuilder } from './builder/start.ts';
import { startIssuer } from './issuer.ts';
import type { Run } from './run/folder.ts';
import { seed } from './seed.ts';
import { ACCOUNT, type Certificate, REGION, ROOT, startMiniStack } from './servers/ministack.ts';
import { startMoto } from './servers/moto.ts';
import { startRegistry } from './servers/registry.ts';
import type { Stack } from './stack.ts';

type Parts = { stack: Stack; env: { STACK: string }; stop(): Promise<void> };

/** Starts the parts of the stack: each as soon as what it needs is there, all others at the same time. */
export async function startParts(run: Run, choice: Choice, tls?: Certificate): Promise<Parts> {
  const issuer = startIssuer();
  const builder = startBuilder(run, choice, tls);
  const ministack = startMiniStack(run, tls);
  const moto = startMoto(run);
  const aws = ministack.then(({ endpoint, registry }) => ({
    endpoint,
    registry,
    region: REGION,
    account: ACCOUNT,
    root: ROOT,
  }));
  const roles = aws.then(seed);
  const rejecting = startRegistry(run, 'rejecting', 'not-the-password');
  const accepting = aws.then(registryPassword).then((password) => startRegistry(run, 'accepting', password));
  const context = writeBaseContext(run.dir);
  const baseImage = Promise.all([aws, builder, context, aws.then(createBaseRepository)]).then(
    async ([{ registry }, { push }, folder]) => {
      const image = baseImageOf(registry);
      await push(folder, image);
      return image;
    },
  );

  const servers = [issuer, ministack, moto, rejecting, accepting, builder.then(({ server }) => server)];
  const stop = async () => {
    const started = (await Promise.allSettled(servers)).flatMap((server) =>
      server.status === 'fulfilled' ? [server.value] : [],
    );
    await Promise.all(started.map((server) => server?.stop()));
  };
  try {
    const [
      theAws,
      { endpoint: motoEndpoint },
      theRoles,
      { tokenUrl, requestToken },
      accept,
      reject,
      image,
      { builders },
    ] = await Promise.all([aws, moto, roles, issuer, accepting, rejecting, baseImage, builder]);
    const stack: Stack = {
      aws: theAws,
      moto: { endpoint: motoEndpoint },
      roles: theRoles,
      github: { tokenUrl, requestToken },
      registries: { accepting: accept.host, rejecting: reject.host },
      baseImage: image,
      builders,
      dir: run.dir,
    };
    const file = join(run.dir, 'stack.json');
    await writeFile(file, JSON.stringify(stack, undefined, 2), { mode: 0o600 });
    return { stack, env: { STACK: file }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a job gets from ECR to log in with. */
async function registryPassword({ endpoint, region, root }: Stack['aws']): Promise<string> {
  const ecr = new ECRClient({ region, credentials: { ...root }, ...(endpoint && { endpoint }) });
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const [, password = ''] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
    .toString()
    .split(':');
  return password;
}
