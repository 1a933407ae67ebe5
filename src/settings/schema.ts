import type { FromSchema } from 'json-schema-to-ts';

const ACCOUNTS = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: {
    description: 'The ID of an account: twelve digits, in quotes.',
    type: 'string',
    pattern: '^[0-9]{12}$',
  },
} as const;

/** Who may do something, in plain words. */
const PRINCIPALS = {
  accounts: { description: 'Accounts; their own policies say which of their users and roles.', ...ACCOUNTS },
  organizations: {
    description: 'Organizations.',
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: {
      description: 'The ID of an organization, such as o-a1b2c3d4e5.',
      type: 'string',
      pattern: '^o-[a-z0-9]{10,32}$',
    },
  },
  roles: {
    description: 'Roles, such as those of another region or account.',
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: {
      description: 'The ARN of a role, such as arn:aws:iam::123456789012:role/deploy.',
      type: 'string',
      pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$',
    },
  },
} as const;

/**
 * The form of `repository-settings`, of which the types below are made; `node scripts/schema.ts` writes it to
 * repository-settings.schema.json, where editors find it. Limits are those of
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html and
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const settingsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Repository settings of ecr-publish',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { description: 'Where editors find this schema.', type: 'string' },
    'image-tag-mutability': {
      description: 'Whether a tag that points at one image may be pointed at another.',
      enum: ['MUTABLE', 'IMMUTABLE'],
    },
    'image-tag-mutability-exclusions': {
      description: 'Tag filters exempt from this setting (image-tag-mutability).',
      type: 'array',
      maxItems: 5,
      uniqueItems: true,
      items: {
        description: 'Up to 128 letters, digits, dots, underscores and hyphens, and at most two * for any characters.',
        type: 'string',
        pattern: '^(?!(.*\\*){3})[0-9a-zA-Z._*-]{1,128}$',
      },
    },
    'scan-on-push': { description: 'Whether images are scanned on push.', type: 'boolean' },
    encryption: {
      description: 'How images are encrypted. It cannot be changed once the repository is created.',
      type: 'object',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: { enum: ['AES256', 'KMS', 'KMS_DSSE'] },
        key: {
          description: 'ID, alias or ARN of a KMS key in the same region.',
          type: 'string',
          minLength: 1,
          maxLength: 2048,
        },
      },
    },
    'lifecycle-policy': {
      description: "Which images expire: in short form, or ECR's own JSON with its rules.",
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        'keep-last': { description: 'How many tagged images to keep.', type: 'integer', minimum: 1, maximum: 100000 },
        'expire-untagged-after': {
          description: 'How old an untagged image must be to expire: use days, such as 14d.',
          type: 'string',
          pattern: '^[1-9][0-9]{0,4}d$',
        },
        'keep-tagged': {
          description: 'Tags that never expire.',
          type: 'array',
          minItems: 1,
          maxItems: 48,
          uniqueItems: true,
          items: {
            description:
              'Up to 128 letters, digits, dots, underscores and hyphens, and at most four * for any characters.',
            type: 'string',
            pattern: '^(?!(.*\\*){5})[0-9a-zA-Z._*-]{1,128}$',
          },
        },
        rules: {
          description: "ECR's own rules, in place of the short form above.",
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: {
            type: 'object',
            required: ['rulePriority', 'selection', 'action'],
            properties: {
              rulePriority: { type: 'integer', minimum: 1 },
              description: { type: 'string' },
              selection: {
                type: 'object',
                required: ['tagStatus', 'countType', 'countNumber'],
                properties: {
                  tagStatus: { enum: ['tagged', 'untagged', 'any'] },
                  storageClass: { enum: ['standard', 'archive'] },
                  countType: {
                    enum: ['imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned'],
                  },
                  countUnit: { enum: ['days'] },
                  countNumber: { type: 'integer', minimum: 1 },
                },
              },
              action: {
                description: 'Expires images, or archives them (`type: transition`, `targetStorageClass: archive`).',
                type: 'object',
                required: ['type'],
                properties: { type: { enum: ['expire', 'transition'] }, targetStorageClass: { enum: ['archive'] } },
              },
            },
          },
        },
      },
    },
    'repository-policy': {
      description: "Who else may pull and push: in short form, or IAM's own JSON with its statements.",
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        pull: {
          description: 'Who may pull.',
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: {
            ...PRINCIPALS,
            lambda: { description: 'Accounts, with their Lambda functions in this region.', ...ACCOUNTS },
          },
        },
        push: {
          description: 'Who may push. This does not include pulling.',
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: PRINCIPALS,
        },
        Version: { enum: ['2012-10-17', '2008-10-17'] },
        Id: { type: 'string' },
        Statement: {
          type: ['array', 'object'],
          required: ['Effect'],
          minItems: 1,
          items: { type: 'object', required: ['Effect'] },
        },
      },
    },
    'resource-tags': {
      description: 'Resource tags of the repository itself. Its other tags are kept.',
      type: 'object',
      maxProperties: 50,
      propertyNames: {
        description: 'Up to 128 letters, digits, spaces and _.:/=+-@, and not aws: at the start.',
        pattern: '^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$',
      },
      additionalProperties: {
        description: 'Up to 256 letters, digits, spaces and _.:/=+-@.',
        type: 'string',
        pattern: '^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$',
      },
    },
  },
} as const;

/** What a repository should be like; what is left out is nobody's business here. */
export type Settings = Omit<FromSchema<typeof settingsSchema>, '$schema'>;

export type LifecycleSettings = NonNullable<Settings['lifecycle-policy']>;

export type PolicySettings = NonNullable<Settings['repository-policy']>;
