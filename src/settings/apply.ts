import {
  type ECRClient,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-ecr';
import { CREATION, isNoRepository, waitFor } from '../aws/waits.ts';
import type { Repository } from '../registry/ecr-repository.ts';
import { mutabilityRequest, toTags } from './create.ts';
import { type Actual, placeOf, type Setting, wantedMutability } from './difference.ts';
import { lifecyclePolicy } from './lifecycle-policy.ts';
import { repositoryPolicy, withLambdas } from './repository-policy.ts';
import type { Settings } from './schema.ts';

/** Brings one setting in line; a repository that was just created is waited for. */
export async function applySetting(
  ecr: ECRClient,
  repository: Repository,
  setting: Setting,
  settings: Settings,
  { repositoryPolicy: is }: Pick<Actual, 'repositoryPolicy'> = {},
): Promise<void> {
  const command = settingCommand(repository, setting, settings, is);
  if (!command) return;
  await waitFor(
    CREATION,
    (error) => repository.isNew === true && isNoRepository(error),
    // The SDK's types do not know that one of several commands is a command.
    () => ecr.send(command as PutLifecyclePolicyCommand),
  );
}

/**
 * Pure: the request that brings one setting in line; none for what the settings leave out, or AWS cannot change.
 * @param is the repository's policy
 */
export function settingCommand(
  { name: repositoryName, arn: resourceArn }: Repository,
  setting: Setting,
  settings: Settings,
  is?: string,
) {
  const mutability = wantedMutability(settings);
  const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
  const { 'scan-on-push': scanOnPush, 'resource-tags': tags } = settings;
  switch (setting) {
    case 'image-tag-mutability':
      return mutability && new PutImageTagMutabilityCommand({ repositoryName, ...mutabilityRequest(mutability) });
    case 'scan-on-push':
      return scanOnPush === undefined
        ? undefined
        : new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration: { scanOnPush } });
    case 'lifecycle-policy':
      return (
        lifecycle && new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: lifecyclePolicy(lifecycle) })
      );
    case 'repository-policy':
      return (
        policy &&
        new SetRepositoryPolicyCommand({
          repositoryName,
          policyText: withLambdas(repositoryPolicy(policy, placeOf(resourceArn)), is),
        })
      );
    case 'resource-tags':
      return tags && new TagResourceCommand({ resourceArn, tags: toTags(tags) });
    case 'encryption':
      return undefined;
  }
}
