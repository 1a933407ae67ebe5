import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { proxyFor } from '../lib/proxy.ts';

/**
 * How the SDK's clients send their requests: as they do by themselves, but through the proxy that the environment names for
 * the request's host. The SDK itself knows no proxies:
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-proxies.html
 *
 * Not for the credentials that a container or an instance gives, which are asked for on a link of the machine's own.
 */
export function requestHandler(options: NodeHttpHandlerOptions = {}) {
  const direct = new NodeHttpHandler(options);
  const proxied = new Map<string, NodeHttpHandler>();
  const through = ({ href }: URL): NodeHttpHandler => {
    const handler = proxied.get(href) ?? new NodeHttpHandler(async () => ({ ...options, ...(await agents(href)) }));
    proxied.set(href, handler);
    return handler;
  };
  const handle: NodeHttpHandler['handle'] = async (request, more) => {
    const proxy = proxyFor(urlOf(request));
    if (!proxy) return direct.handle(request, more);
    // The error stays the SDK's to judge, which sends again what failed on its way.
    return through(proxy)
      .handle(request, more)
      .catch((error) => Promise.reject(Object.assign(error, { proxy: proxy.host })));
  };
  return {
    handle,
    metadata: direct.metadata,
    updateHttpClientConfig: direct.updateHttpClientConfig.bind(direct),
    httpHandlerConfigs: direct.httpHandlerConfigs.bind(direct),
  };
}

const urlOf = ({ protocol, hostname, port }: Parameters<NodeHttpHandler['handle']>[0]): string =>
  `${protocol}//${hostname}${port ? `:${port}` : ''}`;

/** Loaded only where there is a proxy. Node's own `proxyEnv` came with 24.5, and the runner 2.327 has 24.4. */
async function agents(proxy: string): Promise<NodeHttpHandlerOptions> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true, maxSockets: 50 });
  // Its refusal would come as if AWS had answered it.
  agent.on('proxyConnect', ({ statusCode, statusText }, request) => {
    if (statusCode === 200) return;
    const refusal = new Error(`it answered ${statusCode} ${statusText}`.trim());
    request.destroy(Object.assign(refusal, { code: 'PROXY_REFUSED' }));
  });
  return { httpAgent: agent, httpsAgent: agent };
}
