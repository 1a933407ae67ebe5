import { expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { freshName, project } from './project.ts';
import { startProxy } from './proxy.ts';
import { stack } from './stack.ts';

// runAction searches the log, the runner's files, what is left on disk and every command line. Here it is told what AWS
// and GitHub really gave the run, so that a secret which is not even masked is found, too.
test.each(stack.builders)('no secret of a publish with $name is to be found', async ({ env }) => {
  await using aws = await startProxy();
  const secrets = () => aws.exchanges.flatMap(({ request, response }) => [...tokens(request), ...secretsIn(response)]);
  const run = await runAction({
    inputs: publishing(freshName()),
    project: project(),
    env: { ...env, AWS_ENDPOINT_URL: aws.url },
    secrets,
  });
  expect(run.errors).toEqual([]);
  // The id token, the session's secret key and token, the registry's password in both of its forms.
  expect(new Set(secrets()).size).toBe(5);
});

const tokens = (request: string): string[] => {
  const token = new URLSearchParams(request).get('WebIdentityToken');
  return token ? [token] : [];
};

function secretsIn(response: string): string[] {
  const keys = [...response.matchAll(/<(?:SecretAccessKey|SessionToken)>([^<]+)</g)].map(([, secret = '']) => secret);
  const authorization = response.match(/"authorizationToken": ?"([^"]+)"/)?.[1];
  const password = authorization && Buffer.from(authorization, 'base64').toString().replace('AWS:', '');
  return [...keys, ...(authorization && password ? [authorization, password] : [])];
}
