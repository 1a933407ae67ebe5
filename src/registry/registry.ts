import type { Descriptor, StoredManifest } from '../image/manifest.ts';
import type { Authorization } from './ecr-authorization.ts';

/** One repository of a registry, as far as publishing goes. What only ECR has (settings, scans) is not here. */
export type Registry = {
  /** The repository's name, for messages. */
  repository: string;
  /** Credentials for the builder; undefined for a registry without. Secrets are masked before they are returned. */
  authorize(): Promise<Authorization | undefined>;
  /** The images that tags point at; a repository that is missing holds none. */
  readTags(tags: string[]): Promise<Map<string, StoredManifest>>;
  /** Manifests by their digests; one that is not there is left out. */
  readManifests(digests: string[]): Promise<Map<string, StoredManifest>>;
  /** Some of the images that were pushed last, as far as that can be told. */
  readNewest(): Promise<StoredManifest[]>;
  /** A blob, such as an image's configuration. @throws Failure where it cannot be had, or is not what its digest says */
  readBlob(blob: Descriptor, access: BlobAccess): Promise<Buffer>;
  /**
   * Points a tag at a verified image; one that already does is left as it is.
   * @returns the digest that the tag has: another image's where the tag never moves and another run was first
   */
  putTag(tag: string, image: StoredManifest): Promise<string>;
  /** When the image that a tag points at was pushed; undefined where that cannot be told. */
  pushedAt(tag: string): Promise<Date | undefined>;
};

/** Where a repository's images are pulled from, and the `user:password` for it in base64. */
export type BlobAccess = { uri: string; auth: string | undefined };

/** A repository as every registry has one. */
export type PublishedRepository = {
  name: string;
  /** Whether this run created it. */
  created: boolean;
  /** Whether it was created a moment ago, by this run or another one, so that AWS may not know it everywhere. */
  isNew?: boolean;
};

/** `registry.example:5000` of `registry.example:5000/team/app`. */
export const hostOf = (uri: string): string => uri.slice(0, uri.indexOf('/'));
