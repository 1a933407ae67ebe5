// What a session may be narrowed by. Pure.
// Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (Policy, PolicyArns),
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

import { cut, failure } from '../lib/failure.ts';
import type { AwsRequest } from './job.ts';

/** Of the plain text of the inline policy and the managed ones' ARNs together. */
const MOST_CHARACTERS = 2048;
const MOST_POLICIES = 10;

/** `least`, or a policy without the white space that would count. */
export function inlinePolicy(value: string, input: string): string {
  if (!value || value === 'least') return value;
  const policy = parsed(value);
  if (!(policy instanceof Object && 'Statement' in policy)) {
    throw failure(`${input}: the text is not an IAM policy. Give one in JSON with a Statement, or least.`);
  }
  const text = JSON.stringify(policy);
  const [character] = text.match(/[^\t\n\r\u0020-\u00FF]/u) ?? [];
  if (character) throw failure(`${input}: AWS does not accept "${character}" in a session policy. Remove it.`);
  return text;
}

/** The ARN of a managed policy, of AWS's or of an account's own. */
export function managedPolicy(value: string, input: string): string {
  if (/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(value)) return value;
  throw failure(
    `${input}: "${cut(value)}" is not the ARN of a managed policy. Use the form arn:aws:iam::<12-digit account, or aws>:policy/<name>.`,
  );
}

/** @throws Failure where STS would not take them together */
export function checkSessionPolicies(inline: string, managed: string[]): void {
  if (inline === 'least' && managed.length > 0) {
    throw failure(
      'inline-session-policy: least and managed-session-policies cannot go together, since AWS allows whatever any of them allows. Set only one of the two inputs.',
    );
  }
  if (managed.length > MOST_POLICIES) {
    throw failure(
      `managed-session-policies: there are ${managed.length}, and AWS accepts at most ${MOST_POLICIES}. Combine some of them.`,
    );
  }
  const characters = [inline === 'least' ? '' : inline, ...managed].join('').length;
  if (characters <= MOST_CHARACTERS) return;
  throw failure(
    `inline-session-policy: with managed-session-policies it has ${characters} characters, and AWS accepts at most ${MOST_CHARACTERS}. Give a shorter policy, such as one with wildcards, or create a managed policy and give its ARN.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws Failure for policies without a role; a fork's pull request may not see the secret that names it, and needs none. */
export function requireRole({ roles, inlinePolicy, managedPolicies }: AwsRequest): void {
  if (roles.length > 0 || (!inlinePolicy && managedPolicies.length === 0)) return;
  throw failure(
    `${inlinePolicy ? 'inline-session-policy' : 'managed-session-policies'}: there is no role whose session it could restrict. Set role-to-assume, or remove this input.`,
  );
}
