// All that needs the AWS SDK, which takes 40 ms to load: publish.ts does so while the builder is at work.
export { checkAccount } from '../aws/authorization.ts';
export { explainDryRun } from './dry-run.ts';
export { connect, isUnknown, lookAt } from './look.ts';
export { transact } from './transaction.ts';
