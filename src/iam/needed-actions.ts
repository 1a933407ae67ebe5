import type { Catalog } from '../job/catalog.ts';
import type { Job, RepositoryRequest } from '../job/job.ts';
import { isAlias } from '../settings/difference.ts';
import type { Settings } from '../settings/schema.ts';

/**
 * An action of AWS that a run may need. The policies that the action prints are made of this
 * table; a test holds it against what the code sends.
 */
export type Call = {
  /** `ecr:PutImage`. */
  action: string;
  /** What it is allowed on: the image's repository, the cache's, the KMS key, the signing profile; `*` for an action that has no resource. */
  resource: 'repository' | 'public repository' | 'cache' | 'key' | 'signing profile' | '*';
  /** Who asks: this action's own client, the builder as it pushes and pulls, or ECR itself in the caller's name. */
  by: 'client' | 'builder' | 'ecr';
  /** In words, for the documents. */
  why: string;
  /** Whether a run that is asked for this needs it. */
  when: (needs: Needs) => boolean;
  /** Where it is denied, the run does without. */
  optional?: true;
};

/** What a run is asked for, as far as permissions go. */
export type Needs = Pick<RepositoryRequest, 'mode' | 'template' | 'force' | 'cache' | 'signingProfile'> &
  Pick<Job, 'tagConflict'> & { settings: Settings } & {
    /** Of ECR Public: what its gallery shows. */
    catalog?: Catalog;
    allowedAccounts?: string[];
  };

type When = Call['when'];

const always: When = () => true;
const compares: When = ({ mode }) => mode !== 'off';
const creates: When = ({ mode }) => mode === 'create' || mode === 'reconcile';
const reconciles: When = ({ mode }) => mode === 'reconcile';
const previews: When = ({ mode, force }) => mode === 'reconcile' && !force;

/** For a setting that is given, and only then. */
const forSetting =
  (setting: keyof Settings, when: When): When =>
  (needs) =>
    needs.settings[setting] !== undefined && when(needs);

type Rest = Partial<Pick<Call, 'resource' | 'by' | 'optional'>>;

const ecr = (name: string, why: string, when: When = always, rest: Rest = {}): Call => ({
  action: `ecr:${name}`,
  resource: 'repository',
  by: 'client',
  why,
  when,
  ...rest,
});

const MAKES = 'creates a repository that is encrypted with kms-key';
const hasKey: When = ({ settings }) => settings.encryption?.key !== undefined;
const hasAlias: When = ({ settings }) => isAlias(settings.encryption?.key ?? '');

const kms = (name: string, why: string, when: When, by: Call['by'] = 'ecr'): Call => ({
  action: `kms:${name}`,
  resource: 'key',
  by,
  why,
  when,
});

/** Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const CALLS: readonly Call[] = [
  ecr('GetAuthorizationToken', "the registry's password", always, { resource: '*' }),
  ecr('DescribeRepositories', "the repository's URI and settings"),
  ecr('BatchGetImage', 'looks the tags up, and reads the image back before it is tagged'),
  ecr('PutImage', 'pushes manifests, and points tags at them'),
  ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'].map((name) =>
    ecr(name, 'pushes layers', always, { by: 'builder' }),
  ),
  // The registry asks for it in whoever's name a blob is read.
  ecr(
    'GetDownloadUrlForLayer',
    "reads the labels of an image that is there; pulls the repository's own images; copies one to another destination",
    always,
    {
      by: 'builder',
      optional: true,
    },
  ),
  ecr(
    'DescribeImages',
    "says when the image was pushed that a tag points at; whether a repository is empty; whether a reused image would expire; finds the newest image, whose layers Docker's own driver need not export",
    always,
    { optional: true },
  ),

  ecr(
    'GetLifecyclePolicy',
    'warns where a reused image would expire',
    (needs) => !forSetting('lifecycle-policy', compares)(needs),
    { optional: true },
  ),
  // Managed signing acts in the name of who pushes: https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
  {
    action: 'signer:SignPayload',
    resource: 'signing profile',
    by: 'ecr',
    why: 'signs the image, where the registry has managed signing',
    when: ({ signingProfile }) => signingProfile !== undefined,
  },
  ecr(
    'DescribeImageSigningStatus',
    'tells whether the image is signed',
    ({ signingProfile }) => signingProfile !== undefined,
    {
      optional: true,
    },
  ),

  ecr('CreateRepository', 'creates the repository where it is missing', creates),
  ecr(
    'DescribeRepositoryCreationTemplates',
    "creates it as the registry's creation template says",
    (needs) => needs.template && creates(needs),
    { resource: '*' },
  ),
  // AWS also asks for it where CreateRepository comes with tags.
  ecr('TagResource', 'sets resource-tags', forSetting('resource-tags', creates)),
  ecr('ListTagsForResource', 'compares resource-tags', forSetting('resource-tags', compares)),
  ecr('GetLifecyclePolicy', 'compares lifecycle-policy', forSetting('lifecycle-policy', compares)),
  ecr('PutLifecyclePolicy', 'sets lifecycle-policy', forSetting('lifecycle-policy', creates)),
  ...['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'].map((name) =>
    ecr(name, 'previews what lifecycle-policy would expire', forSetting('lifecycle-policy', previews)),
  ),
  ecr('GetRepositoryPolicy', 'compares repository-policy', forSetting('repository-policy', compares)),
  ecr('SetRepositoryPolicy', 'sets repository-policy', forSetting('repository-policy', creates)),
  ecr('PutImageTagMutability', 'sets image-tag-mutability', forSetting('image-tag-mutability', reconciles)),
  ecr('PutImageScanningConfiguration', 'sets scan-on-push', forSetting('scan-on-push', reconciles)),
  ecr(
    'BatchGetRepositoryScanningConfiguration',
    "says whether the images are scanned, by scan-on-push or the registry's rules",
    (needs) => needs.settings['scan-on-push'] === true && compares(needs),
    { optional: true },
  ),

  // Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html ("Required IAM permissions"): for
  // a key of one's own; whoever may make a repository may use AWS's own key.
  kms('CreateGrant', MAKES, (needs) => hasKey(needs) && creates(needs)),
  kms(
    'DescribeKey',
    `${MAKES}; compares the key behind an alias, where a run does without`,
    (needs) => hasKey(needs) && (creates(needs) || (hasAlias(needs) && compares(needs))),
    'client',
  ),
  kms('RetireGrant', MAKES, (needs) => hasKey(needs) && creates(needs)),

  ...cacheCalls(),
];

/** A cache is a help: a run that is denied any of these goes on without it. */
function cacheCalls(): Call[] {
  const cached: When = ({ cache }) => cache !== undefined;
  const cachedNew: When = (needs) => cached(needs) && creates(needs);
  const rest: Rest = { resource: 'cache', optional: true };
  const builder: Rest = { ...rest, by: 'builder' };
  return [
    ecr('DescribeRepositories', "the URI of the cache's repository", cached, rest),
    ecr('CreateRepository', "creates the cache's repository where it is missing", cachedNew, rest),
    ecr('PutLifecyclePolicy', 'lets the cache expire', cachedNew, rest),
    ...['BatchGetImage', 'GetDownloadUrlForLayer'].map((name) => ecr(name, 'reads the cache', cached, builder)),
    ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'].map(
      (name) => ecr(name, 'writes the cache', cached, builder),
    ),
  ];
}

const hasCatalog: When = ({ catalog }) => catalog !== undefined;

const ecrPublic = (name: string, why: string, when: When = always, rest: Rest = {}): Call => ({
  ...ecr(name, why, when, { resource: 'public repository', ...rest }),
  action: `ecr-public:${name}`,
});

/**
 * What a repository of ECR Public takes, whose images everybody may pull.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html
 */
export const PUBLIC_CALLS: readonly Call[] = [
  ecrPublic('GetAuthorizationToken', "the public registry's password", always, { resource: '*' }),
  {
    action: 'sts:GetServiceBearerToken',
    resource: '*',
    by: 'ecr',
    why: "the public registry's password",
    when: always,
  },
  ecrPublic(
    'DescribeRegistries',
    'whose account it is, for allowed-account-ids',
    ({ allowedAccounts = [] }) => allowedAccounts.length > 0,
    { resource: '*' },
  ),
  ecrPublic('DescribeRepositories', "the repository's URI"),
  ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'].map(
    (name) => ecrPublic(name, 'pushes layers and manifests, and points tags at them', always, { by: 'builder' }),
  ),
  ecrPublic('CreateRepository', 'creates the repository where it is missing', creates),
  ecrPublic('GetRepositoryCatalogData', 'compares catalog', (needs) => hasCatalog(needs) && compares(needs)),
  ecrPublic('PutRepositoryCatalogData', 'sets catalog', (needs) => hasCatalog(needs) && reconciles(needs)),
];

/** As much of a job as its actions depend on. */
type Request = Pick<Job, 'repository' | 'tagConflict'> & Partial<Pick<Job, 'aws' | 'place'>>;

/** Pure: what a run needs, and nothing else. */
export function callsFor({ repository, tagConflict, aws, place }: Request, settings: Settings): Call[] {
  const needs = { ...repository, tagConflict, settings };
  if (place?.kind !== 'ecr-public') return CALLS.filter(({ when }) => when(needs));
  const { catalog } = place;
  const { allowedAccounts = [] } = aws ?? {};
  return PUBLIC_CALLS.filter(({ when }) => when({ ...needs, ...(catalog && { catalog }), allowedAccounts }));
}
