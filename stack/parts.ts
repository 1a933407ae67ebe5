import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { baseImageOf, createBaseRepository, writeBaseContext } from './base-image.ts';
import type { Choice } from './builder/choose.ts';
import { type Started, startBuilder } from './builder/start.ts';
import { startIssuer } from './issuer.ts';
import { startGate } from './password-proxy.ts';
import type { Run } from './run/folder.ts';
import type { Server } from './run/server.ts';
import { loggedIn } from './runner.ts';
import { seed } from './seed.ts';
import { startBuildkitd } from './servers/buildkitd.ts';
import { ACCOUNT, type Certificate, REGION, REGISTRY_HOST, ROOT, startMiniStack } from './servers/ministack.ts';
import { startMoto } from './servers/moto.ts';
import { startRegistry } from './servers/registry.ts';
import type { Stack } from './stack.ts';

/** That of a machine of another kind, for which no RUN is started here. */
const OTHER_PLATFORM = process.arch === 'arm64' ? 'linux/amd64' : 'linux/arm64';

type Parts = { stack: Stack; env: { STACK: string }; stop(): Promise<void> };

/**
 * Starts the parts of the stack: each as soon as what it needs is there, all others at the same time.
 * @param forTests with what nothing but the tests needs
 */
export async function startParts(run: Run, choice: Choice, tls?: Certificate, forTests = false): Promise<Parts> {
  const issuer = startIssuer();
  const builder = startBuilder(run, choice, tls);
  const second =
    forTests && choice.kind === 'own buildkit'
      ? startBuildkitd(run, tls, 'second-buildkitd', OTHER_PLATFORM)
      : undefined;
  const ministack = startMiniStack(run);
  const auth = ministack.then(({ origin }) => registryAuth(origin));
  const gate = Promise.all([ministack, auth]).then(([{ origin }, auth]) => startGate(origin, auth, tls));
  const moto = startMoto(run);
  const aws = Promise.all([ministack, gate, auth]).then(([{ origin }, { port }, registryAuth]) => ({
    registryAuth,
    ...(tls ? { endpoint: '', registry: REGISTRY_HOST } : { endpoint: origin, registry: `localhost:${port}` }),
    region: REGION,
    account: ACCOUNT,
    root: ROOT,
  }));
  const roles = aws.then(seed);
  const rejecting = startRegistry(run, 'rejecting', 'not-the-password');
  const accepting = auth.then((auth) => startRegistry(run, 'accepting', passwordIn(auth)));
  const context = writeBaseContext(run.dir);
  const baseImage = Promise.all([aws, builder, context, aws.then(createBaseRepository)]).then(
    async ([aws, { push }, folder]) => {
      const image = baseImageOf(aws.registry);
      await push(folder, image, loggedIn(aws));
      return image;
    },
  );

  const servers = [issuer, ministack, gate, moto, rejecting, accepting, second, builder.then(stopAll)];
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
      secondBuildKit,
    ] = await Promise.all([aws, moto, roles, issuer, accepting, rejecting, baseImage, builder, second]);
    const stack: Stack = {
      aws: theAws,
      moto: { endpoint: motoEndpoint },
      roles: theRoles,
      github: { tokenUrl, requestToken },
      registries: { accepting: accept.host, rejecting: reject.host },
      baseImage: image,
      builders,
      ...(secondBuildKit && { secondBuildKit: { address: secondBuildKit.address, platform: OTHER_PLATFORM } }),
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

const stopAll = ({ servers }: Started): Server => ({
  stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
});

/** What a job gets from ECR to log in with. */
async function registryAuth(endpoint: string): Promise<string> {
  const ecr = new ECRClient({ region: REGION, credentials: ROOT, endpoint });
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const auth = authorizationData?.[0]?.authorizationToken;
  if (!auth) throw new Error('MiniStack gave no authorization token.');
  return auth;
}

const passwordIn = (auth: string): string => Buffer.from(auth, 'base64').toString().replace(/^AWS:/, '');
