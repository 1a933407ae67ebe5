// Looks at the registry from outside, past the action: its API as AWS's root user, its images with crane.
import { execFileSync } from 'node:child_process';
import { DescribeImagesCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { crane } from '../../stack/crane.ts';
import { stack } from './stack.ts';

export const root = new ECRClient({
  region: stack.aws.region,
  credentials: stack.aws.root,
  ...(stack.aws.endpoint && { endpoint: stack.aws.endpoint }),
});

export async function repositoryNames(): Promise<string[]> {
  const { repositories = [] } = await root.send(new DescribeRepositoriesCommand({}));
  return repositories.map(({ repositoryName }) => repositoryName ?? '');
}

/**
 * Each tag of a repository and the digest it points at, but for the tag of its own that a Docker without the containerd image store
 * pushes under.
 */
export async function tagsOf(repository: string): Promise<Record<string, string>> {
  const tags = Object.entries(await allTagsOf(repository));
  return Object.fromEntries(tags.filter(([tag]) => !/^unverified-[0-9a-f]{8}$/.test(tag)));
}

/** Each tag of a repository and the digest it points at. */
export async function allTagsOf(repository: string): Promise<Record<string, string>> {
  const { imageDetails = [] } = await root.send(new DescribeImagesCommand({ repositoryName: repository }));
  return Object.fromEntries(
    imageDetails.flatMap(({ imageTags = [], imageDigest = '' }) => imageTags.map((tag) => [tag, imageDigest])),
  );
}

/** The configuration of an image, `registry/name@digest`. */
export const configOf = (image: string, platform?: string) =>
  JSON.parse(crane(stack, 'config', image, ...(platform ? [`--platform=${platform}`] : [])).toString());

/** The manifest or index of an image. */
export const manifestOf = (image: string) => JSON.parse(crane(stack, 'manifest', image).toString());

/** A file of the image's whole file system. */
export function fileOf(image: string, path: string, platform?: string): string {
  const tar = crane(stack, 'export', image, '-', ...(platform ? [`--platform=${platform}`] : []));
  return execFileSync('tar', ['-xOf', '-', path], { input: tar, encoding: 'utf8' });
}
