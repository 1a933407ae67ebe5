import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';

/**
 * Whether a registry wants a password. ECR always does; an emulator in its place may take what anyone pushes.
 * Source: https://distribution.github.io/distribution/spec/api/#api-version-check
 */
export async function isGuarded(host: string): Promise<boolean> {
  // BuildKit, too, goes without TLS to this machine only.
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host);
  const answer = await new Promise<IncomingMessage | undefined>((resolve) => {
    const request = local ? getPlain(`http://${host}/v2/`, resolve) : getTls(`https://${host}/v2/`, resolve);
    request.setTimeout(2_000, () => request.destroy()).on('error', () => resolve(undefined));
  });
  answer?.resume();
  return answer?.statusCode === 401;
}
