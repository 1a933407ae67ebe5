import { setTimeout } from 'node:timers/promises';
import {
  type ECRClient,
  GetLifecyclePolicyPreviewCommand,
  type GetLifecyclePolicyPreviewCommandOutput,
  StartLifecyclePolicyPreviewCommand,
} from '@aws-sdk/client-ecr';
import { failure } from '../lib/failure.ts';
import { canonicalLifecycle } from './lifecycle-policy.ts';

/** An image that a lifecycle policy would expire, or archive: then nobody can pull it until it is restored. */
export type Expiring = { digest: string; tags: string[]; archived: boolean };

const PATIENCE_MS = 300_000;

/**
 * What a lifecycle policy would expire, as ECR itself says. A repository has one preview at a time, so what is found may
 * be another job's, which is waited for.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartLifecyclePolicyPreview.html
 */
export async function previewLifecycle(ecr: ECRClient, repositoryName: string, policy: string): Promise<Expiring[]> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await startPreview(ecr, repositoryName, policy);
    const pages = await readPreview(ecr, repositoryName, until);
    const isOurs = ({ lifecyclePolicyText: text }: GetLifecyclePolicyPreviewCommandOutput) =>
      text === undefined || canonicalLifecycle(text) === canonicalLifecycle(policy);
    if (pages.every(isOurs)) {
      return pages.flatMap(({ previewResults = [] }) =>
        previewResults.map(({ imageDigest = '', imageTags = [], action }) => ({
          digest: imageDigest,
          tags: imageTags,
          archived: action?.type === 'TRANSITION',
        })),
      );
    }
  }
  throw failure(
    `lifecycle-policy: other lifecycle previews of ${repositoryName} were running for ${PATIENCE_MS / 60_000} minutes. Run this again later.`,
  );
}

async function startPreview(ecr: ECRClient, repositoryName: string, lifecyclePolicyText: string): Promise<void> {
  try {
    await ecr.send(new StartLifecyclePolicyPreviewCommand({ repositoryName, lifecyclePolicyText }));
  } catch (error) {
    if ((error as Error).name !== 'LifecyclePolicyPreviewInProgressException') throw error;
  }
}

/** The SDK's own waiter would take a denial for something that passes. */
async function readPreview(
  ecr: ECRClient,
  repositoryName: string,
  until: number,
): Promise<GetLifecyclePolicyPreviewCommandOutput[]> {
  let page = await ecr.send(new GetLifecyclePolicyPreviewCommand({ repositoryName }));
  while (page.status === 'IN_PROGRESS' && Date.now() < until) {
    await setTimeout(1000);
    page = await ecr.send(new GetLifecyclePolicyPreviewCommand({ repositoryName }));
  }
  if (page.status !== 'COMPLETE') {
    throw failure(`lifecycle-policy: ECR's preview of ${repositoryName} ended as ${page.status}. Run this again.`);
  }
  const pages = [page];
  while (page.nextToken) {
    page = await ecr.send(new GetLifecyclePolicyPreviewCommand({ repositoryName, nextToken: page.nextToken }));
    pages.push(page);
  }
  return pages;
}
