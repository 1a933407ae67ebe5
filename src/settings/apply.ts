import {
  type ECRClient,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-ecr';
import type { Repository } from '../registry/ecr-repository.ts';
import { mutabilityRequest, toTags } from './create.ts';
import { placeOf, type Setting, wantedMutability } from './difference.ts';
import { lifecyclePolicy } from './lifecycle-policy.ts';
import { repositoryPolicy } from './repository-policy.ts';
import type { Settings } from './schema.ts';

/** Brings one setting in line. */
export async function applySetting(
  ecr: ECRClient,
  repository: Repository,
  setting: Setting,
  settings: Settings,
): Promise<void> {
  const command = settingCommand(repository, setting, settings);
  // The SDK's types do not know that one of several commands is a command.
  if (command) await ecr.send(command as PutLifecyclePolicyCommand);
}

/** Pure: the request that brings one setting in line; none for what the settings leave out, or AWS cannot change. */
export function settingCommand(
  { name: repositoryName, arn: resourceArn }: Repository,
  setting: Setting,
  settings: Settings,
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
        new SetRepositoryPolicyCommand({ repositoryName, policyText: repositoryPolicy(policy, placeOf(resourceArn)) })
      );
    case 'resource-tags':
      return tags && new TagResourceCommand({ resourceArn, tags: toTags(tags) });
    case 'encryption':
      return undefined;
  }
}
