import type { Repository } from '../../src/registry/ecr-repository.ts';

export const URI = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app';

/** `team/app` as AWS describes a repository that nobody has said anything of. */
export const repository: Repository = {
  name: 'team/app',
  uri: URI,
  arn: 'arn:aws:ecr:eu-central-1:111122223333:repository/team/app',
  account: '111122223333',
  mutability: { setting: 'MUTABLE', exclusions: [] },
  scanOnPush: false,
  encryption: { type: 'AES256' },
  created: false,
};
