import { createHash } from 'node:crypto';
import type { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { verifyImage } from '../../src/registry/verify.ts';
import { digestOf } from './images.ts';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const child = JSON.stringify({ layers: [] });
const parent = JSON.stringify({ manifests: [{ digest: sha256(child), size: child.length }] });

/** ECR as far as it is asked here: it holds these manifests. */
const holding = (...texts: string[]) => {
  const held = new Map(texts.map((text) => [sha256(text), text]));
  const send = async ({ input }: BatchGetImageCommand) => ({
    images: (input.imageIds ?? []).flatMap(({ imageDigest = '' }) =>
      held.has(imageDigest) ? [{ imageId: { imageDigest }, imageManifest: held.get(imageDigest) }] : [],
    ),
    failures: (input.imageIds ?? []).flatMap((imageId) =>
      held.has(imageId.imageDigest ?? '') ? [] : [{ imageId, failureCode: 'ImageNotFound' }],
    ),
  });
  return { send } as unknown as ECRClient;
};

test('an image is read back with every manifest of its index', async () => {
  const image = await verifyImage(holding(parent, child), 'team/app', sha256(parent));
  expect(image.map(({ digest }) => digest)).toEqual([sha256(parent), sha256(child)]);
});

test.each<[string, ECRClient, digest: string, missing: string]>([
  ['the image', holding(), digestOf('a'), digestOf('a')],
  ['one of its manifests', holding(parent), sha256(parent), sha256(child)],
])('what is missing is named, in the caller’s words if there are any: %s', async (_, ecr, digest, missing) => {
  await expect(verifyImage(ecr, 'team/app', digest)).rejects.toThrow(
    new Error(
      `The push succeeded, but ECR has no ${missing} in team/app. No tag was made. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`,
    ),
  );
  await expect(verifyImage(ecr, 'team/app', digest, (what) => `${what} is gone.`)).rejects.toThrow(
    new Error(`${missing} is gone.`),
  );
});
