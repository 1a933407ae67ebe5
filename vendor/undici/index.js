// Stands in for undici, which @actions/http-client and @actions/github import for two names that this action never calls:
// its requests to GitHub are http-client's own, through a proxy, too. Undici would be a third of the bundle and 40 ms of
// every run. Node 24 has the same fetch built in.

class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is not in this bundle (vendor/undici): a client of GitHub’s API behind a proxy needs the real one.',
    );
  }
}

module.exports = { fetch: globalThis.fetch, ProxyAgent };
