export const id = 570;
export const ids = [570];
export const modules = {

/***/ 8570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  policiesOf: () => (/* binding */ policiesOf)
});

// UNUSED EXPORTS: printPolicies

// EXTERNAL MODULE: ./build/aws/id-token.js
var id_token = __webpack_require__(5073);
// EXTERNAL MODULE: ./build/aws/sessions.js + 1 modules
var sessions = __webpack_require__(6588);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/iam/formats.js

const POLICY = 'ecr-publish';
const toJson = (policy) => JSON.stringify(policy, null, 2);
function toCloudFormation({ name, path, maxSessionDuration, trust, identity }) {
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
    return (0,dist/* stringify */.As)(template, { version: '1.1', lineWidth: 0 }).trimEnd();
}
function toTerraform({ name, path, maxSessionDuration, trust, identity }) {
    return `resource "aws_iam_role" "ecr_publish" {
  name = ${quoted(name)}
${path === '/' ? '' : `\n  path = ${quoted(path)}\n`}${maxSessionDuration ? `\n  max_session_duration = ${maxSessionDuration}\n` : ''}
  assume_role_policy = ${encoded(trust)}
}

resource "aws_iam_role_policy" "ecr_publish" {
  name = "${POLICY}"
  role = aws_iam_role.ecr_publish.id

  policy = ${encoded(identity)}
}`;
}
const quoted = (value) => JSON.stringify(value, null, 2).replace(/[$%](?=\{)/g, '$&$&');
const encoded = (policy) => `jsonencode(${quoted(policy)
    .replaceAll('\n', '\n  ')
    .replace(/^( +"[^"]*"):/gm, '$1 :')})`;

;// CONCATENATED MODULE: ./build/iam/needed-actions.js
const always = () => true;
const compares = ({ mode }) => mode !== 'off';
const creates = ({ mode }) => mode === 'create' || mode === 'reconcile';
const reconciles = ({ mode }) => mode === 'reconcile';
const previews = ({ mode, force }) => mode === 'reconcile' && !force;
const forSetting = (setting, when) => (needs) => needs.settings[setting] !== undefined && when(needs);
const ecr = (name, why, when = always, rest = {}) => ({
    action: `ecr:${name}`,
    resource: 'repository',
    by: 'client',
    why,
    when,
    ...rest,
});
const CALLS = [
    ecr('GetAuthorizationToken', "the registry's password", always, { resource: '*' }),
    ecr('DescribeRepositories', "the repository's URI and settings"),
    ecr('BatchGetImage', 'looks at the tags, and reads the image back before it is tagged'),
    ecr('PutImage', 'pushes manifests, and points tags at them'),
    ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'].map((name) => ecr(name, 'pushes layers', always, { by: 'builder' })),
    ecr('GetDownloadUrlForLayer', "builds from the repository's own images, or copies from them", always, {
        by: 'builder',
        optional: true,
    }),
    ecr('DescribeImages', 'says since when a tag points elsewhere', ({ tagConflict }) => tagConflict === 'fail', {
        optional: true,
    }),
    ecr('CreateRepository', 'creates the repository where it is missing', creates),
    ecr('DescribeRepositoryCreationTemplates', "creates it as the registry's creation template says", (needs) => needs.template && creates(needs), { resource: '*' }),
    ecr('TagResource', 'sets resource-tags', forSetting('resource-tags', creates)),
    ecr('ListTagsForResource', 'compares resource-tags', forSetting('resource-tags', compares)),
    ecr('GetLifecyclePolicy', 'compares lifecycle-policy', forSetting('lifecycle-policy', compares)),
    ecr('PutLifecyclePolicy', 'sets lifecycle-policy', forSetting('lifecycle-policy', creates)),
    ...['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'].map((name) => ecr(name, 'looks at what lifecycle-policy would expire', forSetting('lifecycle-policy', previews))),
    ecr('GetRepositoryPolicy', 'compares repository-policy', forSetting('repository-policy', compares)),
    ecr('SetRepositoryPolicy', 'sets repository-policy', forSetting('repository-policy', creates)),
    ecr('PutImageTagMutability', 'sets image-tag-mutability', forSetting('image-tag-mutability', reconciles)),
    ecr('PutImageScanningConfiguration', 'sets scan-on-push', forSetting('scan-on-push', reconciles)),
    ecr('GetRegistryScanningConfiguration', "reads the registry's rules, which may do what scan-on-push asks for", (needs) => needs.settings['scan-on-push'] === true && compares(needs), { resource: '*', optional: true }),
    ...['CreateGrant', 'DescribeKey', 'RetireGrant'].map((name) => ({
        action: `kms:${name}`,
        resource: 'key',
        by: 'ecr',
        why: 'makes a repository that is encrypted with kms-key',
        when: (needs) => needs.settings.encryption?.key !== undefined && creates(needs),
    })),
    ...cacheCalls(),
];
function cacheCalls() {
    const cached = ({ cache }) => cache !== undefined;
    const cachedNew = (needs) => cached(needs) && creates(needs);
    const rest = { resource: 'cache', optional: true };
    const builder = { ...rest, by: 'builder' };
    return [
        ecr('DescribeRepositories', "the URI of the cache's repository", cached, rest),
        ecr('CreateRepository', "makes the cache's repository where it is missing", cachedNew, rest),
        ecr('PutLifecyclePolicy', 'lets the cache expire', cachedNew, rest),
        ...['BatchGetImage', 'GetDownloadUrlForLayer'].map((name) => ecr(name, 'reads the cache', cached, builder)),
        ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'].map((name) => ecr(name, 'writes the cache', cached, builder)),
    ];
}
const callsFor = ({ repository, tagConflict }, settings) => CALLS.filter(({ when }) => when({ ...repository, tagConflict, settings }));

;// CONCATENATED MODULE: ./build/iam/statements.js
const policyOf = (Statement) => ({ Version: '2012-10-17', Statement });
function identityStatements(calls, resources, place) {
    const repository = (name = '') => `arn:${place.partition}:ecr:${place.region}:${place.account}:repository/${name}`;
    const on = {
        '*': () => ({ Resource: '*' }),
        repository: () => ({ Resource: repository(resources.repository) }),
        cache: () => ({ Resource: repository(resources.cache) }),
        key: () => keyResource(resources.key ?? '', place),
    };
    return Object.keys(on).flatMap((resource) => {
        const actions = calls.filter((call) => call.resource === resource).map(({ action }) => action);
        return actions.length > 0 ? [{ Effect: 'Allow', Action: actions, ...on[resource]() }] : [];
    });
}
function keyResource(key, place) {
    const inPlace = `arn:${place.partition}:kms:${place.region}:${place.account}:`;
    const arn = key.startsWith('arn:') ? key : `${inPlace}${key.startsWith('alias/') ? key : `key/${key}`}`;
    const [, owner, alias] = arn.match(/^(.*:)(alias\/.*)$/) ?? [];
    if (!alias)
        return { Resource: arn };
    return {
        Resource: `${owner}key/*`,
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    };
}

;// CONCATENATED MODULE: ./build/iam/trust-policy.js

function trustGitHub(role, audience, run) {
    const iss = run.claims?.iss ?? 'https://token.actions.githubusercontent.com';
    return (0,id_token/* trustStatement */.s)(role, { iss, aud: audience, sub: subjects(run) });
}
const trustRole = (before, externalId) => ({
    Effect: 'Allow',
    Principal: { AWS: before },
    Action: 'sts:AssumeRole',
    ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
});
function subjects({ event, claims }) {
    const repository = event.repository || 'OWNER/NAME';
    const named = `repo:${repository}:`;
    const sub = claims?.sub ?? named + (event.name === 'pull_request' ? 'pull_request' : `ref:${event.ref || 'refs/heads/main'}`);
    const { ids } = event;
    if (!sub.startsWith(named) || !ids.owner || !ids.repository)
        return [sub];
    const [owner, name] = repository.split('/');
    return [sub, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:${sub.slice(named.length)}`];
}

;// CONCATENATED MODULE: ./build/iam/roles.js



const UNKNOWN_ACCOUNT = 'ACCOUNT_ID';
function rolesFor({ aws, ...request }, settings, run) {
    const arns = aws.roles.length > 0 ? aws.roles : [`arn:${partitionOf(aws.region)}:iam::${UNKNOWN_ACCOUNT}:role/ecr-publish`];
    return arns.map((arn, at) => {
        const [, partition = '', , , account = '', role = ''] = arn.split(':');
        const [before, next] = [arns[at - 1], arns[at + 1]];
        const place = { partition, region: aws.region, account };
        return {
            account,
            name: role.slice(role.lastIndexOf('/') + 1),
            path: role.slice('role'.length, role.lastIndexOf('/') + 1),
            ...(aws.durationSeconds > 3600 && { maxSessionDuration: aws.durationSeconds }),
            trust: policyOf([before ? trustRole(before, aws.externalId) : trustGitHub(arn, aws.audience, run)]),
            identity: next
                ? policyOf([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: next }])
                : publishing(request, settings, place),
        };
    });
}
function publishing(request, settings, place) {
    const { name: repository, cache } = request.repository;
    const resources = { repository, cache, key: settings.encryption?.key };
    return policyOf(identityStatements(callsFor(request, settings), resources, place));
}
const partitionOf = (region) => region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

;// CONCATENATED MODULE: ./build/iam/print-policies.js




async function policiesOf(job, settings, host) {
    const claims = await (0,sessions/* idTokenOf */.u)(host, job.aws.audience).then(id_token/* readClaims */.I, () => undefined);
    return printPolicies(job, settings, { event: host.event, claims });
}
function printPolicies(request, settings, run) {
    const roles = rolesFor(request, settings, run);
    return [...notes(roles, run), ...roles.map(printRole)].join('\n\n');
}
function notes(roles, { claims }) {
    return [
        ...(roles.some(({ account }) => account === UNKNOWN_ACCOUNT)
            ? [
                `${UNKNOWN_ACCOUNT} stands for the account: set role-to-assume to the role that is to be made, and it is named.`,
            ]
            : []),
        ...(claims
            ? []
            : [
                'The job has no id-token, so its subject is worked out from the event. If the job names an environment, give it `id-token: write`: then the subject is what GitHub says.',
            ]),
    ];
}
const printRole = (role) => [
    `## Role ${role.name} of account ${role.account}`,
    block('Trust policy', 'json', toJson(role.trust)),
    block('Identity policy', 'json', toJson(role.identity)),
    block('CloudFormation', 'yaml', toCloudFormation(role)),
    block('Terraform', 'hcl', toTerraform(role)),
].join('\n\n');
const block = (title, language, text) => `### ${title}\n\n\`\`\`${language}\n${text}\n\`\`\``;


/***/ })

};
