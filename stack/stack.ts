import { chooseBuilder, describe, needsOf } from './builder/choose.ts';
import type { Builder } from './builder/start.ts';
import type { GoTool } from './install/go-tools.ts';
import { install } from './install/install.ts';
import { startParts } from './parts.ts';
import { createRun, destroyRun, removeLeftovers } from './run/folder.ts';
import { say, seconds } from './run/say.ts';

/** Where everything is. The file that the environment variable STACK names contains this as JSON. */
export type Stack = {
  aws: {
    /** For AWS_ENDPOINT_URL; empty when AWS answers under its own names. */
    endpoint: string;
    /** Where the ECR registry answers. */
    registry: string;
    /** The user and password for it, as GetAuthorizationToken gives them: base64. */
    registryAuth: string;
    region: string;
    account: string;
    /** May do everything. */
    root: { accessKeyId: string; secretAccessKey: string };
  };
  /**
   * A second emulator, for what the first does not keep: an ECR without images, in the same account, where everybody may
   * do everything.
   */
  moto: { endpoint: string };
  /**
   * ARNs. `publisher` trusts octo-org/hello's main branch and may publish to team/*; `hub` trusts the same and may only
   * become `chained`, which asks for the external id ext-42 and has the publisher's rights.
   */
  roles: { publisher: string; hub: string; chained: string };
  /** For ACTIONS_ID_TOKEN_REQUEST_URL (add the token's claims as a query) and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  github: { tokenUrl: string; requestToken: string };
  /** Two registries that check the password: one takes what ECR's GetAuthorizationToken gives, one does not. */
  registries: { accepting: string; rejecting: string };
  /** A small image with a shell, to build from. */
  baseImage: string;
  /** The ways to build, each as the environment that makes a program use it. */
  builders: Builder[];
  /** One that says that it is another kind of machine, where the first is the stack's own and tests want it. */
  secondBuildKit?: { address: string; platform: string };
  /** The run's folder, deleted when the stack stops. */
  dir: string;
};

export type { Builder } from './builder/start.ts';

export type Running = { stack: Stack; env: { STACK: string }; stop(): Promise<void> };

/** Brings up everything that the action talks to, and answers where it is. The signal interrupts the start. */
export async function startStack(signal?: AbortSignal, forTests = false): Promise<Running> {
  const since = performance.now();
  await removeLeftovers();
  const run = await createRun(signal);
  try {
    const choice = await chooseBuilder();
    say(`builds with ${describe(choice)}`);
    const needs = needsOf(choice);
    const tools: GoTool[] = forTests ? [...needs.tools, 'buildctl-0.23'] : needs.tools;
    await install({ ...needs, tools, dockerRegistry: forTests }, run);
    const { stack, env, stop } = await startParts(run, choice, undefined, forTests);
    say(`ready in ${seconds(since)}: AWS at ${stack.aws.endpoint}`);
    return {
      stack,
      env,
      async stop() {
        await stop();
        await destroyRun(run.dir);
      },
    };
  } catch (error) {
    await destroyRun(run.dir);
    throw error;
  }
}
