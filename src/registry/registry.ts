import type { StoredManifest } from '../image/manifest.ts';
import type { Authorization } from './ecr-authorization.ts';

/** One repository of a registry, as far as publishing goes. What only ECR has (settings, scans) is not here. */
export type Registry = {
  /** The repository's name, for messages. */
  repository: string;
  /** Credentials for the builder. Secrets are masked before they are returned. */
  authorize(): Promise<Authorization>;
  /** The images that tags point at; a repository that is missing holds none. */
  readTags(tags: string[]): Promise<Map<string, StoredManifest>>;
  /** Manifests by their digests; one that is not there is left out. */
  readManifests(digests: string[]): Promise<Map<string, StoredManifest>>;
  /** Some of the images that were pushed last, as far as that can be told. */
  readNewest(): Promise<StoredManifest[]>;
  /** Points a tag at a verified image; one that already does is left as it is. */
  putTag(tag: string, image: StoredManifest): Promise<void>;
  /** When the image that a tag points at was pushed; undefined where that cannot be told. */
  pushedAt(tag: string): Promise<Date | undefined>;
};

/** `registry.example:5000` of `registry.example:5000/team/app`. */
export const hostOf = (uri: string): string => uri.slice(0, uri.indexOf('/'));
