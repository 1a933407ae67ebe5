// What a builder can do, read from what its programs print of themselves. Pure.
import gte from 'semver/functions/gte.js';

/** A machine that a builder builds on. */
export type Node = {
  /** What it builds by itself or by emulation; empty where it was not started yet. */
  platforms: string[];
  /** Those of them that its builder was made with (`--platform`): buildx goes by these first. */
  given: string[];
};

export type Capabilities = {
  /** How it is reached: buildx's driver, or the scheme of BuildKit's address. */
  driver: string;
  /**
   * How an image comes to the registry: pushed `by digest`, so that no tag names it yet; `as layout`, an OCI layout that this
   * action pushes by digest; or `by tag`, where one tag names it before anybody can verify it.
   */
  pushes: 'by digest' | 'as layout' | 'by tag';
  annotations: boolean;
  attestations: boolean;
  /** Writes a cache to a registry. */
  cacheExport: boolean;
  /** Several --output of one build. */
  severalOutputs: boolean;
  severalPlatforms: boolean;
  nodes: Node[];
  /** What it builds for unless it is told; undefined where nobody can tell. */
  platform: string | undefined;
  /** Reads logins from DOCKER_AUTH_CONFIG, so that no file needs to hold them. */
  authFromEnvironment: boolean;
};

/**
 * @param driver the scheme of its address
 * @param version what `buildctl --version` prints
 * @param workers what `buildctl debug workers --verbose` prints: of each worker its platforms and BuildKit's version
 */
export function buildctlCapabilities(driver: string, version: string, workers: string): Capabilities {
  return {
    driver,
    ...ofBuildKit(workers),
    ...ofNodes([nodeIn(workers)]),
    // https://github.com/moby/buildkit/releases/tag/v0.24.0
    authFromEnvironment: isAtLeast(version, '0.24.0'),
  };
}

/**
 * @param version what `buildx version` prints
 * @param inspection what `buildx inspect` prints
 * @returns undefined where it names no driver: there is no such builder, or its daemon does not answer
 */
export function buildxCapabilities(version: string, inspection: string): Capabilities | undefined {
  const driver = inspection.match(/^Driver:[ \t]+(\S+)/m)?.[1];
  if (!driver) return undefined;
  const kit = ofBuildKit(inspection);
  // Docker's own driver can do most of it only where Docker keeps its images in containerd's store. buildx itself
  // tells by this label: https://github.com/docker/buildx/blob/master/driver/docker/driver.go
  const full = driver !== 'docker' || inspection.includes('org.mobyproject.buildkit.worker.snapshotter');
  return {
    driver,
    // Docker's own driver refuses push-by-digest: https://github.com/docker/buildx/blob/master/build/opt.go
    pushes: driver !== 'docker' ? 'by digest' : full ? 'as layout' : 'by tag',
    annotations: full,
    attestations: full,
    cacheExport: full,
    severalOutputs: full && kit.severalOutputs && isAtLeast(version, '0.13.0'),
    severalPlatforms: full,
    ...ofNodes(
      inspection
        .split(/^Endpoint:/m)
        .slice(1)
        .map(nodeIn),
    ),
    // https://github.com/docker/buildx/releases/tag/v0.26.0
    authFromEnvironment: isAtLeast(version, '0.26.0'),
  };
}

function ofBuildKit(printed: string) {
  const version = printed.match(/^BuildKit(?: version)?:\s+(.+)$/m)?.[1];
  return {
    pushes: 'by digest' as const,
    annotations: true,
    attestations: true,
    cacheExport: true,
    // https://github.com/moby/buildkit/releases/tag/v0.13.0; a builder that was not started yet will be a new one.
    severalOutputs: version === undefined || isAtLeast(version, '0.13.0'),
    severalPlatforms: true,
  };
}

/** `linux/arm64*, linux/amd64`: what a builder was made with has a star. */
function nodeIn(printed: string): Node {
  const items = printed.match(/^Platforms:\s+(.+)$/m)?.[1]?.split(/\s*,\s*/) ?? [];
  const given = items.flatMap((item) => (item.endsWith('*') ? [item.slice(0, -1)] : []));
  return { platforms: items.map((item) => item.replace('*', '')), given };
}

/**
 * BuildKit names its own platform first (https://github.com/moby/buildkit/blob/master/util/archutil/detect.go), but buildx puts
 * those before it that a node was made with. Of a Deployment's pods, any may be the one that builds.
 */
function ofNodes(nodes: Node[]): Pick<Capabilities, 'nodes' | 'platform'> {
  const own = new Set(nodes.map(({ platforms, given }) => (given.length > 0 ? undefined : platforms[0])));
  return { nodes, platform: own.size === 1 ? [...own][0] : undefined };
}

/**
 * A version that is none, such as a development build has, counts as old.
 * @param printed `github.com/docker/buildx v0.36.1 <commit>`, with a `v` or without
 */
function isAtLeast(printed: string, wanted: string): boolean {
  const [, version = '0.0.0'] = printed.match(/(?:^|\s)v?(\d+\.\d+\.\d+)(?![\w.])/m) ?? [];
  return gte(version, wanted);
}
