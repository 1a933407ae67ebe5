import { checkSessionPolicies } from '../job/session-policies.ts';
import type { Settings } from '../settings/schema.ts';
import { type Configuration, placeOf, publishing } from './roles.ts';
import { policyOf } from './statements.ts';

/**
 * Pure: the policy that the last role's session is narrowed by. Of `least` that is the one that print-policies prints for the role.
 * @throws Failure where it is longer than STS takes
 */
export function inlinePolicyOf(request: Configuration, settings: Settings): string | undefined {
  const { aws } = request;
  const role = aws.roles.at(-1);
  if (aws.inlinePolicy !== 'least' || !role) return aws.inlinePolicy;
  const text = JSON.stringify(policyOf(publishing(request, settings, placeOf(role, aws.region))));
  checkSessionPolicies(text, aws.managedPolicies);
  return text;
}
