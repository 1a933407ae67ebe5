/** What a repository should be like; what is left out is nobody's business here. */
export type Settings = {
  'image-tag-mutability'?: 'MUTABLE' | 'IMMUTABLE';
  'image-tag-mutability-exclusions'?: string[];
  'scan-on-push'?: boolean;
  encryption?: { type: 'AES256' | 'KMS' | 'KMS_DSSE'; key?: string };
  'lifecycle-policy'?: LifecycleSettings;
  'repository-policy'?: PolicySettings;
  'resource-tags'?: Record<string, string>;
};

export type LifecycleSettings = {
  'keep-last'?: number;
  'expire-untagged-after'?: string;
  'keep-tagged'?: string[];
  /** ECR's own, in place of the words. */
  rules?: object[];
};

export type PolicySettings = {
  pull?: { accounts?: string[]; organizations?: string[]; lambda?: string[]; roles?: string[] };
  /** IAM's own, in place of the words. */
  Version?: string;
  Id?: string;
  Statement?: object | object[];
};
