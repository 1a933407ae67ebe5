import { HttpClient } from '@actions/http-client';
import { fetch } from 'undici';
import { checkDigest, sha256 } from '../image/digest.ts';
import type { Descriptor } from '../image/manifest.ts';
import { failure } from '../lib/failure.ts';
import { addressOf, mayFollow } from './distribution-address.ts';
import { MOST_REDIRECTS, REDIRECTS } from './distribution-requests.ts';
import type { BlobAccess } from './registry.ts';

/** In bytes. The largest blob that is read here is an image's configuration. */
const MOST = 8_000_000;

const PATIENCE_MS = 10_000;

/**
 * A blob by the registry's own API, as a pull reads it: where ecr:GetDownloadUrlForLayer is allowed, ECR sends on to a signed
 * URL of S3. The password stays with the registry; whether there is a proxy on the way is asked for each host.
 * Sources: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs and
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html#registry_auth_http
 * @throws Failure where it cannot be had, or is not what its digest says
 */
export async function readBlob({ digest, size }: Descriptor, { uri, auth }: BlobAccess): Promise<Buffer> {
  checkDigest(digest);
  if (size > MOST) throw failure(`${digest} has ${size} bytes, more than the ${MOST} that are read.`);
  const { host, repository, origin } = addressOf(uri);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const get = async (url: URL, hops = 0): Promise<Response> => {
      const dispatcher = new HttpClient().getAgentDispatcher(url.href);
      const answer = (await fetch(url, {
        ...(dispatcher && { dispatcher }),
        headers: auth && url.origin === origin.origin ? { authorization: `Basic ${auth}` } : {},
        redirect: 'manual',
        signal,
      })) as Response;
      if (answer.ok) return answer;
      const to = REDIRECTS.includes(answer.status) ? URL.parse(answer.headers.get('location') ?? '', url.href) : null;
      if (!to || hops === MOST_REDIRECTS) throw failure(explainStatus(url.host, answer.status, digest));
      if (!mayFollow(to, origin))
        throw failure(
          `${url.host} sends ${digest} on to ${to.origin}, which is not https. Check the registry and the proxy.`,
        );
      await answer.body?.cancel();
      return get(to, hops + 1);
    };
    const answer = await get(new URL(`/v2/${repository}/blobs/${digest}`, origin));
    const bytes = await readBody(answer, size);
    const found = sha256(bytes);
    if (found === digest) return bytes;
    throw failure(`${host} returned something else for ${digest}: its digest is ${found}.`);
  } catch (cause) {
    const { name, message } = cause as Error;
    if (name === 'Failure') throw cause;
    const why = ((cause as Error).cause as Error | undefined)?.message ?? message;
    throw failure(`${digest} could not be read from ${host}, or from where it sends on to: ${why}.`, { cause });
  }
}

const explainStatus = (host: string, status: number, digest: string): string =>
  `${host} answered ${status} for ${digest}.${
    status === 401 || status === 403
      ? " Allow ecr:GetDownloadUrlForLayer in the role's policy."
      : ' Run it again later.'
  }`;

/** No more than the blob should have. */
async function readBody({ body }: Pick<Response, 'body'>, size: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > size) throw failure(`The registry sends more than the ${size} bytes that the manifest names.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
