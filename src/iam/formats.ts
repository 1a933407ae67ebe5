import { stringify } from 'yaml';
import type { Role } from './roles.ts';
import type { Policy } from './statements.ts';

/** What the identity policy is called where it is part of the role. */
const POLICY = 'ecr-publish';

export const toJson = (policy: Policy): string => JSON.stringify(policy, null, 2);

export function toCloudFormation({ name, path, maxSessionDuration, trust, identity }: Role): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          ...(path !== '/' && { Path: path }),
          ...(maxSessionDuration && { MaxSessionDuration: maxSessionDuration }),
          AssumeRolePolicyDocument: trust,
          Policies: [{ PolicyName: POLICY, PolicyDocument: identity }],
        },
      },
    },
  };
  // Version 1.1 is what CloudFormation reads: there a date is none only in quotes.
  return stringify(template, { version: '1.1', lineWidth: 0 }).trimEnd();
}

export function toTerraform({ name, path, maxSessionDuration, trust, identity }: Role): string {
  return `resource "aws_iam_role" "${label(name)}" {
  name = ${quoted(name)}
${path === '/' ? '' : `\n  path = ${quoted(path)}\n`}${
  maxSessionDuration ? `\n  max_session_duration = ${maxSessionDuration}\n` : ''
}
  assume_role_policy = ${encoded(trust)}
}

resource "aws_iam_role_policy" "${label(name)}" {
  name = "${POLICY}"
  role = aws_iam_role.${label(name)}.id

  policy = ${encoded(identity)}
}`;
}

/** Several roles may stand in one module. A name of HCL's begins with no digit. */
const label = (name: string): string => name.replace(/^(?=\d)|\W/g, '_');

/** JSON is an expression of HCL, too, but for the beginning of a template. */
const quoted = (value: unknown): string => JSON.stringify(value, null, 2).replace(/[$%](?=\{)/g, '$&$&');

/** With colons as `terraform fmt` writes them. */
const encoded = (policy: Policy): string =>
  `jsonencode(${quoted(policy)
    .replaceAll('\n', '\n  ')
    .replace(/^( +"[^"]*"):/gm, '$1 :')})`;
