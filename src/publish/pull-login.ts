import { readFile } from 'node:fs/promises';
import { ecrClient } from '../aws/client.ts';
import { idTokenOf, pullSession } from '../aws/sessions.ts';
import type { Login } from '../build/login.ts';
import type { Host } from '../host/host.ts';
import type { Job } from '../job/job.ts';
import { authorize, checkAccount, checkEndpointAccount } from '../registry/ecr-authorization.ts';
import { type CacheLookup, type CacheNames, lookUpCache } from './build-cache.ts';
import { type Result, timed } from './result.ts';

/** What a build that does not push gets of ECR. */
export type Pull = {
  login?: Login;
  /** Only read. */
  cache?: CacheLookup;
};

/**
 * Logs a build in that does not push, where it pulls from ECR. Its session may only pull. It is a help: without it the build
 * goes on, since not every role is for every run. Not for untrusted code.
 */
export async function pullLogin(job: Job, caches: CacheNames | undefined, host: Host, result: Result): Promise<Pull> {
  const { aws, repository } = job;
  // A default chain cannot be narrowed as the workflow asks.
  const mayAsk = aws.roles.length > 0 ? host.idToken : !aws.inlinePolicy && aws.managedPolicies.length === 0;
  if (!mayAsk || !aws.region || !(await pullsFromEcr(job))) return {};
  try {
    const credentials = pullSession({ ...aws, mask: host.mask, idToken: () => idTokenOf(host, aws.audience) });
    const ecr = ecrClient(aws.region, credentials);
    return await timed(result, 'login', async () => {
      const [authorization, cache] = await Promise.all([authorize(ecr, host.mask), caches && lookUpCache(ecr, caches)]);
      checkAccount(authorization.account, aws.allowedAccounts);
      checkEndpointAccount(repository.endpoint, authorization.account);
      for (const found of new Set(cache && [cache.own, cache.base])) {
        if ('unusable' in found) {
          result.warnings.push(`The build continues without its cache in ${found.name}: ${found.unusable}`);
        }
      }
      const name = repository.endpoint ?? authorization.host;
      return {
        ...(name && { login: { host: name, auth: authorization.auth } }),
        ...(cache && { cache }),
      };
    });
  } catch (error) {
    // What follows on the first line is how to let this run become the role, which is not for pull requests.
    const [why] = (error as Error).message.split('\n');
    result.warnings.push(
      `The build continues without a login to ECR${repository.cache ? ' and without its cache' : ''}: ${why} If it pulls from there, give runs that do not publish a role that may pull (docs/iam.md).`,
    );
    return {};
  }
}

async function pullsFromEcr({ build, repository }: Job): Promise<boolean> {
  if (repository.cache) return true;
  const dockerfile = await readFile(build.file, 'utf8');
  return [dockerfile, ...build.buildArgs.map(([, value]) => value)].some((text) => namesEcr(text, repository.endpoint));
}

/**
 * Pure: whether a text holds the host of an ECR, or of the registry that stands for it.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-settings-endpoint.html (the dual-stack form)
 */
export const namesEcr = (text: string, endpoint: string | undefined): boolean =>
  /\.dkr[.-]ecr[.-]/.test(text) || (endpoint !== undefined && text.includes(endpoint));
