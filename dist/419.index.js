export const id = 419;
export const ids = [419];
export const modules = {

/***/ 4799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ callsFor),
/* harmony export */   q: () => (/* binding */ CALLS)
/* harmony export */ });
const always = () => true;
const compares = ({ mode }) => mode !== 'off';
const creates = ({ mode }) => mode === 'create' || mode === 'reconcile';
const reconciles = ({ mode }) => mode === 'reconcile';
const previews = ({ mode, force }) => mode === 'reconcile' && !force;
/** For a setting that is given, and only then. */
const forSetting = (setting, when) => (needs) => needs.settings[setting] !== undefined && when(needs);
const ecr = (name, why, when = always, rest = {}) => ({
    action: `ecr:${name}`,
    resource: 'repository',
    by: 'client',
    why,
    when,
    ...rest,
});
/** Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
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
    ecr('CreateRepository', 'makes the repository where it is missing', creates),
    ecr('DescribeRepositoryCreationTemplates', "makes it as the registry's creation template says", creates, {
        resource: '*',
        optional: true,
    }),
    // AWS also asks for it where CreateRepository comes with tags.
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
    // Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html ("Required IAM permissions"): for
    // a key of one's own; whoever may make a repository may use AWS's own key.
    ...['CreateGrant', 'DescribeKey', 'RetireGrant'].map((name) => ({
        action: `kms:${name}`,
        resource: 'key',
        by: 'ecr',
        why: 'makes a repository that is encrypted with kms-key',
        when: (needs) => needs.settings.encryption?.key !== undefined && creates(needs),
    })),
    ...cacheCalls(),
];
/** A cache is a help: a run that is denied any of these goes on without it. */
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
/** Pure: what a run needs, and nothing else. */
const callsFor = ({ repository, tagConflict }, settings) => CALLS.filter(({ when }) => when({ ...repository, tagConflict, settings }));


/***/ }),

/***/ 419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkAccount: () => (/* reexport */ checkAccount),
  connect: () => (/* reexport */ connect),
  explainDryRun: () => (/* reexport */ explainDryRun),
  isUnknown: () => (/* reexport */ isUnknown),
  lookAt: () => (/* reexport */ lookAt),
  transact: () => (/* reexport */ transact)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecr/dist-cjs/index.js
var dist_cjs = __webpack_require__(8249);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
;// CONCATENATED MODULE: ./build/aws/authorization.js


/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html
 * (the proxyEndpoint's host begins with the account; authorizationToken is base64 of `AWS:password`)
 * @param mask told the secrets before they are used
 */
async function authorize(ecr, mask) {
    const { authorizationData } = await ecr.send(new dist_cjs/* GetAuthorizationTokenCommand */.Eu6({}));
    const { authorizationToken: auth, proxyEndpoint } = authorizationData?.[0] ?? {};
    if (!auth)
        throw (0,failure/* failure */.V)('AWS answered ecr:GetAuthorizationToken without a token.');
    mask(auth);
    mask(Buffer.from(auth, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''));
    return { auth, account: proxyEndpoint?.match(/^https?:\/\/(\d{12})\./)?.[1] };
}
/** @throws Failure unless the account is one of the allowed; an empty list allows any */
function checkAccount(account, allowed) {
    if (allowed.length === 0 || (account && allowed.includes(account)))
        return;
    throw (0,failure/* failure */.V)(`allowed-account-ids: these credentials are for account ${account ?? 'unknown'}, allowed is ${allowed.join(', ')}. Nothing was written. Check role-to-assume.`);
}

// EXTERNAL MODULE: ./build/plan/plan.js
var plan_plan = __webpack_require__(1583);
// EXTERNAL MODULE: ./build/settings/lifecycle.js
var settings_lifecycle = __webpack_require__(7140);
// EXTERNAL MODULE: ./build/settings/policy.js
var settings_policy = __webpack_require__(7092);
;// CONCATENATED MODULE: ./build/settings/difference.js


/** Pure: what differs in meaning; what the settings leave out does not. */
function differences(settings, actual) {
    return [
        ...mutability(settings, actual),
        ...scanning(settings, actual),
        ...encryption(settings, actual),
        ...lifecycle(settings, actual),
        ...policy(settings, actual),
        ...resourceTags(settings, actual),
    ];
}
/** Pure: a difference as the log shows it. */
const toDiff = ({ setting, is, should }) => `${setting}\n- ${is}\n+ ${should}`;
/** Pure: the settings' words in AWS's; `undefined` where they say nothing. */
function wantedMutability(settings) {
    const { 'image-tag-mutability': setting, 'image-tag-mutability-exclusions': exclusions = [] } = settings;
    if (!setting)
        return undefined;
    return { setting: exclusions.length > 0 ? `${setting}_WITH_EXCLUSION` : setting, exclusions };
}
function mutability(settings, actual) {
    const wanted = wantedMutability(settings);
    const words = ({ setting, exclusions }) => [setting, ...exclusions.toSorted()].join(' ');
    return wanted ? compare('image-tag-mutability', words(actual.mutability), words(wanted)) : [];
}
function scanning({ 'scan-on-push': wanted }, actual) {
    // A rule of the registry does what the repository's own setting, which AWS retires, would do.
    if (wanted === undefined || (wanted && actual.scannedBy))
        return [];
    return compare('scan-on-push', String(actual.scanOnPush), String(wanted));
}
function encryption({ encryption: wanted }, { encryption: is }) {
    if (!wanted)
        return [];
    const words = ({ type, key }) => wanted.key && key && !isSameKey(wanted.key, is.key) ? `${type} ${key}` : type;
    return compare('encryption', words(is), words(wanted), false);
}
/** AWS answers with the key's ARN. It ends with the key's id; nobody can see whether it is an alias's. */
const isSameKey = (wanted, is = '') => wanted === is || is.endsWith(`:key/${wanted}`) || /(^|:)alias\//.test(wanted);
function lifecycle({ 'lifecycle-policy': settings }, { lifecyclePolicy: is }) {
    if (!settings)
        return [];
    const should = (0,settings_lifecycle/* lifecyclePolicy */.Re)(settings);
    const same = is !== undefined && (0,settings_lifecycle/* canonicalLifecycle */.VD)(is) === (0,settings_lifecycle/* canonicalLifecycle */.VD)(should);
    return same ? [] : [{ setting: 'lifecycle-policy', is: is ?? 'none', should, changeable: true }];
}
function policy({ 'repository-policy': settings }, { repositoryPolicy: is, arn }) {
    if (!settings)
        return [];
    const should = (0,settings_policy/* repositoryPolicy */.tN)(settings, placeOf(arn));
    const same = is !== undefined && (0,settings_policy/* canonicalPolicy */.Hk)(is) === (0,settings_policy/* canonicalPolicy */.Hk)(should);
    return same ? [] : [{ setting: 'repository-policy', is: is ?? 'none', should, changeable: true }];
}
function resourceTags({ 'resource-tags': wanted = {} }, { resourceTags: is }) {
    const wrong = Object.keys(wanted).filter((name) => is[name] !== wanted[name]);
    const words = (tags) => wrong.flatMap((name) => (tags[name] === undefined ? [] : `${name}=${tags[name]}`)).join(', ') || 'none';
    return compare('resource-tags', words(is), words(wanted));
}
/** `arn:aws:ecr:eu-central-1:123456789012:repository/team/app` */
function placeOf(arn) {
    const [, partition = 'aws', , region = ''] = arn.split(':');
    return { partition, region };
}
const compare = (setting, is, should, changeable = true) => is === should ? [] : [{ setting, is, should, changeable }];

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-providers/dist-cjs/index.js
var credential_providers_dist_cjs = __webpack_require__(9719);
// EXTERNAL MODULE: ./build/aws/oidc.js
var oidc = __webpack_require__(6209);
;// CONCATENATED MODULE: ./build/aws/credentials.js



/**
 * The session of the last role: the first role is assumed with GitHub's token, each next one by the one before. The
 * client that uses it keeps the session and renews it when it runs out.
 * @returns undefined without roles, which leaves it to the SDK's default chain
 */
function session(options) {
    const [first, ...chain] = options.roles;
    if (!first)
        return undefined;
    return chain.reduce((master, role) => masked(chained(role, master, options), options.mask), masked(federated(first, options), options.mask));
}
function federated(role, options) {
    return async () => {
        const webIdentityToken = await options.idToken();
        const assume = (0,credential_providers_dist_cjs/* fromWebToken */.G7)({
            roleArn: role,
            roleSessionName: options.sessionName,
            durationSeconds: options.durationSeconds,
            webIdentityToken,
            clientConfig: { region: options.region },
        });
        return assume().catch((cause) => {
            throw (0,failure/* failure */.V)((0,oidc/* explainRefusal */.GC)(cause, role, (0,oidc/* readClaims */.Ip)(webIdentityToken)), { cause });
        });
    };
}
function chained(role, master, options) {
    const assume = (0,credential_providers_dist_cjs/* fromTemporaryCredentials */.ss)({
        params: {
            RoleArn: role,
            RoleSessionName: options.sessionName,
            DurationSeconds: options.durationSeconds,
            ExternalId: options.externalId,
        },
        masterCredentials: master,
        clientConfig: { region: options.region },
    });
    return () => assume().catch((cause) => {
        if (cause.name === 'Failure')
            throw cause;
        throw (0,failure/* failure */.V)(`AWS did not let the role before it in role-to-assume assume ${role}: ${cause.message} (${cause.name}). The role before needs sts:AssumeRole on it, its trust policy must name that role, and role-external-id must be what it asks for.`, { cause });
    });
}
const masked = (assume, mask) => async () => {
    const identity = await assume();
    mask(identity.secretAccessKey);
    if (identity.sessionToken)
        mask(identity.sessionToken);
    return identity;
};

// EXTERNAL MODULE: ./build/aws/calls.js
var calls = __webpack_require__(4799);
;// CONCATENATED MODULE: ./build/aws/errors.js
// Says in plain words what AWS, or the way to it, answered. Pure; told apart by the error's name, never its message.
/**
 * A message for what can go wrong with any request; undefined for an answer that only its caller can judge, such as
 * RepositoryNotFoundException.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 * @param operation as AWS names it, such as DescribeRepositories
 */
function explainAwsError(error, operation, region) {
    const action = `ecr:${operation}`;
    const said = `${error.message} (${error.name})`;
    switch (error.name) {
        case 'AccessDeniedException':
        case 'AccessDenied':
            return `AWS denied ${action}: ${said}. Allow this action in the role's policy.`;
        case 'ThrottlingException':
        case 'TooManyRequestsException':
        case 'RequestLimitExceeded':
            return `AWS throttled ${action}, after ${error.$metadata?.attempts ?? 1} attempts: ${said}. Run it again later, or raise AWS_MAX_ATTEMPTS.`;
        case 'ExpiredTokenException':
        case 'ExpiredToken':
            return `The AWS session has run out: ${said}. Raise role-duration-seconds, or renew the credentials that the environment gives.`;
        case 'UnrecognizedClientException':
        case 'InvalidClientTokenId':
        case 'InvalidSignatureException':
        case 'SignatureDoesNotMatch':
        case 'OptInRequired':
            return `AWS does not know these credentials, or not in ${region}: ${said}. Check the credentials, aws-region, and that the region is enabled for the account.`;
        case 'RequestExpired':
        case 'RequestTimeTooSkewed':
            return `AWS found the request's time wrong: ${said}. Set the runner's clock.`;
        case 'CredentialsProviderError':
            return `No AWS credentials were found: ${error.message}. Set role-to-assume (with permissions: id-token: write), or give the job credentials by the environment, a profile, a container or an instance.`;
        default:
            return error.code && error.$metadata?.httpStatusCode === undefined
                ? `AWS could not be reached for ${action} in ${region}: ${error.message || error.name} (${error.code}). Check aws-region and the network.`
                : undefined;
    }
}

;// CONCATENATED MODULE: ./build/aws/ecr.js




const LISTED = new Set(calls/* CALLS */.q.filter(({ by }) => by === 'client').map(({ action }) => action));
/**
 * A client for ECR whose errors say what to do; those that only the caller can judge come as the SDK throws them.
 * Without credentials the SDK's default chain finds them.
 */
function ecrClient(region, credentials) {
    const client = new dist_cjs/* ECRClient */.S70({ region, ...(credentials && { credentials }) });
    client.middlewareStack.add((next, context) => async (args) => {
        const operation = (context.commandName ?? '').replace(/Command$/, '');
        if (!LISTED.has(`ecr:${operation}`)) {
            throw new Error(`src/aws/calls.ts does not list ecr:${operation}, so that no policy would allow it.`);
        }
        try {
            return await next(args);
        }
        catch (cause) {
            if ((0,failure/* isFailure */.N)(cause))
                throw cause;
            const message = explainAwsError(cause, operation, region);
            throw message ? (0,failure/* failure */.V)(message, { cause }) : cause;
        }
    }, { step: 'initialize', priority: 'high', name: 'explainErrors' });
    return client;
}

;// CONCATENATED MODULE: ./build/aws/repository.js



/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 * @returns undefined when there is none; being denied is not that, and throws
 */
async function findRepository(ecr, name) {
    try {
        const { repositories } = await ecr.send(new dist_cjs/* DescribeRepositoriesCommand */.pE_({ repositoryNames: [name] }));
        return repositories?.[0] && toRepository(repositories[0], false);
    }
    catch (error) {
        if (error.name === 'RepositoryNotFoundException')
            return undefined;
        throw error;
    }
}
/**
 * Makes a repository with what can be said at once; another job that makes it first has done the same.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
async function createRepository(ecr, name, settings) {
    try {
        const { repository } = await ecr.send(new dist_cjs/* CreateRepositoryCommand */.WTe(createRequest(name, settings)));
        return toRepository(repository ?? {}, true);
    }
    catch (error) {
        const made = error.name === 'RepositoryAlreadyExistsException' && (await findRepository(ecr, name));
        if (made)
            return made;
        throw error;
    }
}
/** Pure: the request that makes a repository. */
function createRequest(name, settings) {
    const mutability = wantedMutability(settings);
    const { encryption, 'scan-on-push': scanOnPush, 'resource-tags': tags } = settings;
    return {
        repositoryName: name,
        ...(mutability && mutabilityRequest(mutability)),
        ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
        ...(encryption && {
            encryptionConfiguration: {
                encryptionType: encryption.type,
                ...(encryption.key && { kmsKey: encryption.key }),
            },
        }),
        ...(tags && { tags: toTags(tags) }),
    };
}
/** Pure: the part of a request that says which tags may move. */
const mutabilityRequest = ({ setting, exclusions }) => ({
    imageTagMutability: setting,
    ...(exclusions.length > 0 && {
        imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD', filter })),
    }),
});
const toTags = (tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
function toRepository(from, created) {
    const { repositoryName: name, repositoryUri: uri, repositoryArn: arn, registryId: account } = from;
    if (!name || !uri || !arn || !account) {
        throw (0,failure/* failure */.V)(`AWS described the repository without its name, URI, ARN or registry: ${JSON.stringify(from)}`);
    }
    const { encryptionType: type = 'AES256', kmsKey: key } = from.encryptionConfiguration ?? {};
    return {
        name,
        uri,
        arn,
        account,
        mutability: {
            setting: from.imageTagMutability ?? 'MUTABLE',
            exclusions: (from.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []),
        },
        scanOnPush: from.imageScanningConfiguration?.scanOnPush ?? false,
        encryption: { type, ...(key && { key }) },
        created,
    };
}
/**
 * Where the repository's images are pushed to and pulled from: its URI, with another host where an emulator's registry
 * answers elsewhere than its URI says.
 */
function imageUri(repository, endpoint) {
    return endpoint ? endpoint + repository.uri.slice(repository.uri.indexOf('/')) : repository.uri;
}

// EXTERNAL MODULE: ./build/plan/mutability.js
var plan_mutability = __webpack_require__(2064);
;// CONCATENATED MODULE: ./build/settings/template.js
/**
 * Pure: the registry's template for a repository of this name that a push makes, which is what this action's doing stands
 * for; AWS itself does not apply it to CreateRepository. The longest prefix wins, and ROOT is for the rest.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
function templateFor(name, templates) {
    const length = ({ prefix = '' }) => (prefix === 'ROOT' ? 0 : prefix.length);
    return templates
        .filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'))
        .filter(({ prefix = '' }) => prefix === 'ROOT' || name.startsWith(prefix.replace(/\/?$/, '/')))
        .sort((a, b) => length(b) - length(a))[0];
}
/** Pure: what a template says, under what the user says. */
function withTemplate(settings, template) {
    const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = template;
    const { encryptionConfiguration: encryption, lifecyclePolicy, repositoryPolicy, resourceTags = [] } = template;
    const tags = Object.fromEntries(resourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
    return {
        // Which tags are excluded says something of the one setting only.
        ...(!settings['image-tag-mutability'] && {
            'image-tag-mutability': imageTagMutability.startsWith('IMMUTABLE') ? 'IMMUTABLE' : 'MUTABLE',
            'image-tag-mutability-exclusions': filters.flatMap(({ filter }) => filter ?? []),
        }),
        ...(encryption?.encryptionType && {
            encryption: { type: encryption.encryptionType, ...(encryption.kmsKey && { key: encryption.kmsKey }) },
        }),
        ...(lifecyclePolicy && { 'lifecycle-policy': JSON.parse(lifecyclePolicy) }),
        ...(repositoryPolicy && { 'repository-policy': JSON.parse(repositoryPolicy) }),
        ...settings,
        ...((resourceTags.length > 0 || settings['resource-tags']) && {
            'resource-tags': { ...tags, ...settings['resource-tags'] },
        }),
    };
}

;// CONCATENATED MODULE: ./build/aws/settings.js








/** Asks for everything at the same time; a repository that is missing has nothing. */
async function readAttachments(ecr, repositoryName, settings, found) {
    const [scannedBy, lifecycle, policy, resourceTags] = await Promise.all([
        settings['scan-on-push'] ? scanningRule(ecr, repositoryName) : undefined,
        settings['lifecycle-policy'] &&
            orNone(ecr.send(new dist_cjs/* GetLifecyclePolicyCommand */.O0C({ repositoryName })), named('LifecyclePolicyNotFoundException', 'RepositoryNotFoundException')),
        settings['repository-policy'] &&
            orNone(ecr.send(new dist_cjs/* GetRepositoryPolicyCommand */.MeN({ repositoryName })), named('RepositoryPolicyNotFoundException', 'RepositoryNotFoundException')),
        settings['resource-tags'] ? found.then((repository) => readTags(ecr, repository)) : {},
    ]);
    return {
        ...(scannedBy && { scannedBy }),
        ...(lifecycle?.lifecyclePolicyText && { lifecyclePolicy: lifecycle.lifecyclePolicyText }),
        ...(policy?.policyText && { repositoryPolicy: policy.policyText }),
        resourceTags,
    };
}
/** undefined for an error that is an answer. */
async function orNone(asked, isAnswer) {
    try {
        return await asked;
    }
    catch (error) {
        if (isAnswer(error))
            return undefined;
        throw error;
    }
}
const named = (...names) => (error) => names.includes(error.name);
/** Whether AWS was asked for what it does not let this role do, or an emulator for what it does not know. */
function isRefused(error) {
    const refused = named('AccessDeniedException', 'AccessDenied', 'UnknownOperationException', 'InvalidAction');
    return refused((0,failure/* isFailure */.N)(error) ? (error.cause ?? error) : error);
}
/**
 * The registry's rule that scans this repository's images as they arrive.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 * @returns undefined where there is none, or it may not be read
 */
async function scanningRule(ecr, repositoryName) {
    const answer = await orNone(ecr.send(new dist_cjs/* GetRegistryScanningConfigurationCommand */.Mhg({})), isRefused);
    const rules = answer?.scanningConfiguration?.rules ?? [];
    const rule = rules
        .filter(({ scanFrequency }) => scanFrequency === 'SCAN_ON_PUSH' || scanFrequency === 'CONTINUOUS_SCAN')
        .flatMap(({ repositoryFilters = [] }) => repositoryFilters)
        // A filter without a wildcard matches any name that holds it.
        .find(({ filter = '' }) => (0,plan_mutability/* matches */.c)(repositoryName, filter.includes('*') ? filter : `*${filter}*`));
    return rule?.filter;
}
async function readTags(ecr, repository) {
    if (!repository)
        return {};
    const { tags = [] } = await ecr.send(new dist_cjs/* ListTagsForResourceCommand */.a_e({ resourceArn: repository.arn }));
    return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
/**
 * The registry's creation template for a repository of this name.
 * @returns undefined where there is none, or it may not be read
 */
async function creationTemplate(ecr, name) {
    return templateFor(name, (await orNone(creationTemplates(ecr), isRefused)) ?? []);
}
async function creationTemplates(ecr) {
    const templates = [];
    for await (const page of (0,dist_cjs/* paginateDescribeRepositoryCreationTemplates */.tBR)({ client: ecr }, {})) {
        templates.push(...(page.repositoryCreationTemplates ?? []));
    }
    return templates;
}
/** Brings one setting in line. */
async function applySetting(ecr, repository, setting, settings) {
    const command = settingCommand(repository, setting, settings);
    // The SDK's types do not know that one of several commands is a command.
    if (command)
        await ecr.send(command);
}
/** Pure: the request that brings one setting in line; none for what the settings leave out, or AWS cannot change. */
function settingCommand({ name: repositoryName, arn: resourceArn }, setting, settings) {
    const mutability = wantedMutability(settings);
    const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
    const { 'scan-on-push': scanOnPush, 'resource-tags': tags } = settings;
    switch (setting) {
        case 'image-tag-mutability':
            return mutability && new dist_cjs/* PutImageTagMutabilityCommand */.cKn({ repositoryName, ...mutabilityRequest(mutability) });
        case 'scan-on-push':
            return scanOnPush === undefined
                ? undefined
                : new dist_cjs/* PutImageScanningConfigurationCommand */.BlZ({ repositoryName, imageScanningConfiguration: { scanOnPush } });
        case 'lifecycle-policy':
            return (lifecycle && new dist_cjs/* PutLifecyclePolicyCommand */.Rcn({ repositoryName, lifecyclePolicyText: (0,settings_lifecycle/* lifecyclePolicy */.Re)(lifecycle) }));
        case 'repository-policy':
            return (policy &&
                new dist_cjs/* SetRepositoryPolicyCommand */.IOA({ repositoryName, policyText: (0,settings_policy/* repositoryPolicy */.tN)(policy, placeOf(resourceArn)) }));
        case 'resource-tags':
            return tags && new dist_cjs/* TagResourceCommand */.eqU({ resourceArn, tags: toTags(tags) });
        case 'encryption':
            return undefined;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/registry/manifest.js
var manifest = __webpack_require__(9329);
;// CONCATENATED MODULE: ./build/registry/read.js




/** BatchGetImage takes at most 100 images. */
const MOST = 100;
/**
 * The images that tags point at. A repository that is missing holds none.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
async function read_readTags(ecr, repository, tags) {
    const read = (some) => batchGet(ecr, repository, some.map((imageTag) => ({ imageTag })));
    try {
        const { images, missing } = await read(tags);
        const found = new Map(images.map((image) => [image.imageId?.imageTag, toStored(image)]));
        const missed = new Set(missing.map(({ imageTag }) => imageTag));
        // An answer may name an image only once, though several tags point at it. What it says nothing of is asked alone.
        await Promise.all(tags
            .filter((tag) => !found.has(tag) && !missed.has(tag))
            .map(async (tag) => {
            const [image] = (await read([tag])).images;
            if (image)
                found.set(tag, toStored(image));
        }));
        return new Map(tags.flatMap((tag) => (found.has(tag) ? [[tag, found.get(tag)]] : [])));
    }
    catch (error) {
        if (error.name === 'RepositoryNotFoundException')
            return new Map();
        throw error;
    }
}
/** A manifest or index by its digest; undefined where the repository does not hold it. */
async function readDigest(ecr, repository, digest) {
    const { images } = await batchGet(ecr, repository, [{ imageDigest: digest }]);
    return images[0] && toStored(images[0], digest);
}
/** An image with every manifest of its index; or the digest of the first one that is missing. */
async function readWhole(ecr, repository, root) {
    const digests = (root.manifest.manifests ?? []).map((child) => child.digest);
    const { images } = await batchGet(ecr, repository, digests.map((imageDigest) => ({ imageDigest })));
    const found = new Map(images.map((image) => [image.imageId?.imageDigest, image]));
    const missing = digests.find((digest) => !found.has(digest));
    if (missing)
        return { missing };
    return { image: [root, ...digests.map((digest) => toStored(found.get(digest), digest))] };
}
async function batchGet(ecr, repositoryName, imageIds) {
    const groups = Array.from({ length: Math.ceil(imageIds.length / MOST) }, (_, at) => imageIds.slice(at * MOST, (at + 1) * MOST));
    const answers = await Promise.all(groups.map((group) => ecr.send(new dist_cjs/* BatchGetImageCommand */.P8n({ repositoryName, imageIds: group, acceptedMediaTypes: manifest/* MANIFEST_TYPES */._P }))));
    const failures = answers.flatMap((answer) => answer.failures ?? []);
    const odd = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
    if (odd) {
        const id = odd.imageId?.imageTag ?? odd.imageId?.imageDigest;
        throw (0,failure/* failure */.V)(`ECR could not read ${id} of ${repositoryName}: ${odd.failureReason} (${odd.failureCode}).`);
    }
    return {
        images: answers.flatMap((answer) => answer.images ?? []),
        missing: failures.flatMap(({ imageId }) => imageId ?? []),
    };
}
/** @throws Failure when the bytes are not what the digest says */
function toStored({ imageId, imageManifest: text, imageManifestMediaType }, digest) {
    const wanted = digest ?? imageId?.imageDigest ?? '';
    const found = `sha256:${(0,external_node_crypto_.createHash)('sha256')
        .update(text ?? '')
        .digest('hex')}`;
    if (!text || found !== wanted) {
        throw (0,failure/* failure */.V)(`ECR returned something else for ${wanted}: its digest is ${found}. No tag was made.`);
    }
    return { digest: wanted, text, mediaType: imageManifestMediaType ?? '', manifest: JSON.parse(text) };
}

// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(7177);
// EXTERNAL MODULE: ./build/plan/cache.js
var plan_cache = __webpack_require__(896);
;// CONCATENATED MODULE: ./build/publish/cache.js



async function lookAtCache(ecr, name) {
    try {
        return { found: await findRepository(ecr, name) };
    }
    catch (error) {
        return { unusable: error.message };
    }
}
/**
 * The cache that a build reads and writes, its repository made where it is missing. A cache is a help: whatever is wrong
 * with it is a warning, and the build goes on without.
 */
async function ensureCache(ecr, request, scopes, look, warn) {
    try {
        if ('unusable' in look)
            throw new Error(look.unusable);
        const repository = look.found ?? (await makeCache(ecr, request, warn));
        const uri = imageUri(repository, request.endpoint);
        return {
            read: scopes.read.map((scope) => `${uri}:${scope}`),
            ...(scopes.write && { write: `${uri}:${scopes.write}` }),
        };
    }
    catch (error) {
        warn(`The build goes on without its cache in ${request.cache}: ${error.message}`);
        return undefined;
    }
}
async function makeCache(ecr, { cache, mode }, warn) {
    if (mode === 'off' || mode === 'verify')
        throw new Error(`there is none, and create-repository is ${mode}.`);
    const repository = await createRepository(ecr, cache, plan_cache/* CACHE_SETTINGS */.d);
    await applySetting(ecr, repository, 'lifecycle-policy', plan_cache/* CACHE_SETTINGS */.d).catch((error) => warn(`The cache in ${cache} grows without a lifecycle policy: ${error.message}`));
    return repository;
}

;// CONCATENATED MODULE: ./build/publish/look.js











const isUnknown = (look) => 'unknown' in look;
/** A client with the session of the request's roles. */
function connect({ aws }, around, report) {
    const credentials = session({ ...aws, ...around });
    return ecrClient(aws.region, credentials && ((options) => (0,report_report/* phase */.O)(report, 'role', () => credentials(options))));
}
/** One look at the registry, in one round trip. A dry run goes on without it. */
async function lookAt(ecr, { repository: { name, mode, cache: cacheName }, dryRun }, settings, drafted, mask) {
    try {
        const found = findRepository(ecr, name);
        const [repository, authorization, attachments, images, cache] = await Promise.all([
            found,
            authorize(ecr, mask),
            readAttachments(ecr, name, mode === 'off' ? {} : settings, found),
            drafted.then((draft) => read_readTags(ecr, name, (0,plan_plan/* lookedUpTags */.d9)(draft))),
            cacheName ? lookAtCache(ecr, cacheName) : undefined,
        ]);
        const mutability = mutabilityOf(repository, mode, settings);
        return { repository, authorization, attachments, images, mutability, ...(cache && { cache }) };
    }
    catch (error) {
        if (dryRun && (0,failure/* isFailure */.N)(error))
            return { unknown: error.message };
        throw error;
    }
}
/** What holds for tags once the settings are applied. */
function mutabilityOf(found, mode, settings) {
    const wanted = !found || mode === 'reconcile' ? wantedMutability(settings) : undefined;
    return wanted ?? found?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
}

// EXTERNAL MODULE: ./build/build/build.js + 2 modules
var build = __webpack_require__(4438);
// EXTERNAL MODULE: ./build/build/builder.js
var build_builder = __webpack_require__(7440);
// EXTERNAL MODULE: ./build/registry/auth.js
var registry_auth = __webpack_require__(3606);
;// CONCATENATED MODULE: ./build/registry/tag.js



/**
 * Points a tag at a verified image; one that already does is left as it is.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 * @throws Failure when ECR does not take it
 */
async function putTag(ecr, repository, tag, image) {
    const command = new dist_cjs/* PutImageCommand */.SUU({
        repositoryName: repository,
        imageTag: tag,
        imageManifest: image.text,
        imageManifestMediaType: image.mediaType,
        imageDigest: image.digest,
    });
    const digest = await ecr.send(command).then((answer) => answer.image?.imageId?.imageDigest, (cause) => putBefore(ecr, repository, tag, image, cause));
    if (digest === image.digest)
        return;
    throw (0,failure/* failure */.V)(`ECR pointed the tag "${tag}" of ${repository} at ${digest}, not at ${image.digest}.`);
}
/** The digest that the tag has after all, where the error says that another run was first. */
async function putBefore(ecr, repository, tag, image, cause) {
    if (cause.name === 'ImageAlreadyExistsException')
        return image.digest;
    if (cause.name === 'ImageTagAlreadyExistsException') {
        const now = (await read_readTags(ecr, repository, [tag])).get(tag)?.digest;
        if (now === image.digest)
            return now;
        throw (0,failure/* failure */.V)(explainConflict({ repository, tag, now: now ?? 'another image', digest: image.digest }), { cause });
    }
    const meaning = MEANINGS[cause.name];
    throw meaning
        ? (0,failure/* failure */.V)(`The tag "${tag}" of ${repository} could not be put: ${meaning} ${cause.message}`, { cause })
        : cause;
}
/** Source: the errors of https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
const MEANINGS = {
    ImageDigestDoesNotMatchException: 'the manifest is not what its digest says. Something between here and ECR changes it.',
    LayersNotFoundException: 'layers of the image are gone, such as by a clean-up while this ran. Run it again.',
    ReferencedImagesNotFoundException: 'images of the index are gone, such as by a lifecycle rule for untagged images. Run it again.',
    InvalidParameterException: 'ECR does not take this type of manifest.',
    LimitExceededException: 'a quota of ECR is used up, such as tags per image or images per repository.',
};
/** Pure: why a tag is in the way, and the ways out. */
function explainConflict(conflict) {
    const { repository, tag, now, since, digest } = conflict;
    return `The tag "${tag}" of ${repository} is immutable and already points at ${now}${since ? ` since ${since.toISOString()}` : ''}${digest ? `, not at ${digest}` : ', which was made from something else'}. Give another tag, or let the tag move (the repository's tag mutability, or an exclusion filter for it). With tag-conflict: keep it stays where it is, and the other tags are published.`;
}
/**
 * When the image that a tag points at was pushed; undefined where ecr:DescribeImages is not allowed.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 */
async function pushedAt(ecr, repository, tag) {
    const command = new dist_cjs/* DescribeImagesCommand */.ji5({ repositoryName: repository, imageIds: [{ imageTag: tag }] });
    const answer = await ecr.send(command).catch(() => undefined);
    return answer?.imageDetails?.[0]?.imagePushedAt;
}

;// CONCATENATED MODULE: ./build/registry/verify.js


/**
 * Reads back what was pushed, by digest, with every manifest of an index.
 * @param explain says what it means that something is missing
 * @throws Failure when something is missing or is not what its digest says
 */
async function verifyImage(ecr, repository, digest, explain = (missing) => `The push succeeded, but ECR has no ${missing} in ${repository}. No tag was made. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`) {
    const root = await readDigest(ecr, repository, digest);
    const whole = root ? await readWhole(ecr, repository, root) : { missing: digest };
    if ('image' in whole)
        return whole.image;
    throw (0,failure/* failure */.V)(explain(whole.missing));
}

// EXTERNAL MODULE: ./build/publish/destination.js
var destination = __webpack_require__(1028);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/aws/preview.js




const PATIENCE_MS = 300_000;
/**
 * What a lifecycle policy would expire, as ECR itself says. A repository has one preview at a time, so what is found may
 * be another job's, which is waited for.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartLifecyclePolicyPreview.html
 */
async function previewLifecycle(ecr, repositoryName, policy) {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
        await startPreview(ecr, repositoryName, policy);
        const pages = await readPreview(ecr, repositoryName, until);
        const isOurs = ({ lifecyclePolicyText: text }) => text === undefined || (0,settings_lifecycle/* canonicalLifecycle */.VD)(text) === (0,settings_lifecycle/* canonicalLifecycle */.VD)(policy);
        if (pages.every(isOurs)) {
            return pages.flatMap(({ previewResults = [] }) => previewResults.map(({ imageDigest = '', imageTags = [] }) => ({ digest: imageDigest, tags: imageTags })));
        }
    }
    throw (0,failure/* failure */.V)(`lifecycle-policy: The preview of ${repositoryName} was not ours for ${PATIENCE_MS / 60_000} minutes. Run this again later.`);
}
async function startPreview(ecr, repositoryName, lifecyclePolicyText) {
    try {
        await ecr.send(new dist_cjs/* StartLifecyclePolicyPreviewCommand */.oW5({ repositoryName, lifecyclePolicyText }));
    }
    catch (error) {
        if (error.name !== 'LifecyclePolicyPreviewInProgressException')
            throw error;
    }
}
/** The SDK's own waiter would take a denial for something that passes. */
async function readPreview(ecr, repositoryName, until) {
    let page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName }));
    while (page.status === 'IN_PROGRESS' && Date.now() < until) {
        await (0,promises_.setTimeout)(1000);
        page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName }));
    }
    if (page.status !== 'COMPLETE') {
        throw (0,failure/* failure */.V)(`lifecycle-policy: ECR's preview of ${repositoryName} ended as ${page.status}. Run this again.`);
    }
    const pages = [page];
    while (page.nextToken) {
        page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName, nextToken: page.nextToken }));
        pages.push(page);
    }
    return pages;
}

;// CONCATENATED MODULE: ./build/publish/repository.js








/** The repository as it should be, or an error before anything else is written. */
async function ensureRepository(step) {
    const { request, settings, found, attachments, say, warn } = step;
    const { name, mode } = request;
    if (!found)
        return makeRepository(step);
    if (mode === 'off')
        return found;
    const wrong = differences(settings, { ...found, ...attachments });
    if (wrong.length === 0)
        return found;
    const list = wrong.map(toDiff).join('\n');
    if (mode === 'create') {
        warn(`The repository ${name} differs from its settings, and create-repository is create, so it is left as it is:\n${list}`);
        return found;
    }
    if (mode === 'verify') {
        throw (0,failure/* failure */.V)(`The repository ${name} differs from its settings. Nothing was changed.\n${list}`);
    }
    await reconcile(step, found, wrong);
    say(`The repository ${name} was brought in line with its settings:\n${list}`);
    return found;
}
/** A repository is new and empty, so that no lifecycle policy can expire anything, and needs no preview. */
async function makeRepository(step) {
    const { ecr, request, settings, say } = step;
    const { name, mode } = request;
    if (mode === 'off' || mode === 'verify') {
        throw (0,failure/* failure */.V)(`repository: there is no "${name}", and create-repository is ${mode}. Make it, or let this step make it.`);
    }
    const template = await creationTemplate(ecr, name);
    const wanted = template ? withTemplate(settings, template) : settings;
    const made = await createRepository(ecr, name, wanted);
    // Another job that was first makes the same attachments; they are put whole, so that twice is as good as once.
    await Promise.all(['lifecycle-policy', 'repository-policy'].map((setting) => applySetting(ecr, made, setting, wanted)));
    if (!made.created) {
        // Whoever was first may have had other settings.
        const attachments = await readAttachments(ecr, name, wanted, Promise.resolve(made));
        return ensureRepository({ ...step, settings: wanted, found: made, attachments });
    }
    if (template)
        say(`The repository ${name} is made from the registry's creation template ${template.prefix}.`);
    return made;
}
async function reconcile(step, repository, wrong) {
    const { ecr, settings, request } = step;
    const fixed = wrong.filter(({ changeable }) => !changeable);
    if (fixed.length > 0) {
        throw (0,failure/* failure */.V)(`The repository ${repository.name} differs in what AWS cannot change once it is made. Nothing was changed. Make another repository, or change the settings.\n${fixed.map(toDiff).join('\n')}`);
    }
    const { 'lifecycle-policy': lifecycle } = settings;
    if (lifecycle && !request.force && wrong.some(({ setting }) => setting === 'lifecycle-policy')) {
        await checkLifecycle(step, lifecycle);
    }
    await Promise.all(wrong.map(({ setting }) => applySetting(ecr, repository, setting, settings)));
}
/** A lifecycle policy must not expire what this run publishes, or what its own words keep. */
async function checkLifecycle(step, lifecycle) {
    const { published, say } = step;
    const expiring = await preview(step, (0,settings_lifecycle/* lifecyclePolicy */.Re)(lifecycle));
    const kept = lifecycle['keep-tagged'] ?? [];
    const lost = expiring.filter(({ digest, tags }) => digest === published.digest ||
        tags.some((tag) => published.tags.includes(tag) || kept.some((pattern) => (0,plan_mutability/* matches */.c)(tag, pattern))));
    if (lost.length === 0) {
        say(`The lifecycle policy would expire ${expiring.length} images now.`);
        return;
    }
    const images = lost.map(({ digest, tags }) => `${digest} (${tags.join(', ')})`).join('\n');
    throw (0,failure/* failure */.V)(`lifecycle-policy: It would expire what this run publishes or what is to be kept, so nothing was changed. Change it, or set force: true.\n${images}`);
}
async function preview({ ecr, request }, policy) {
    try {
        return await previewLifecycle(ecr, request.name, policy);
    }
    catch (cause) {
        if (!isRefused(cause))
            throw cause;
        throw (0,failure/* failure */.V)(`lifecycle-policy: What it would expire cannot be known, so nothing was changed. ${cause.message} Or set force: true, which applies it unseen.`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/publish/transaction.js













/** Plans, and does it: an image by digest first, verified, then the tags. */
async function transact(all) {
    const { request, draft, ecr, look, early, around, report } = all;
    const { name } = request.repository;
    const plan = (0,plan_plan/* toPlan */.DC)(draft, name, look);
    report.plan = plan;
    if (look.repository)
        nameRepository(request, look.repository, report);
    const blocked = plan.tags.find(({ action }) => action === 'conflict');
    if (plan.image || (blocked && request.tagConflict !== 'keep'))
        void early?.end();
    if (blocked && request.tagConflict === 'fail')
        throw await conflict(ecr, name, blocked);
    const uri = await repositoryAsItShouldBe(all, plan);
    if (blocked && request.tagConflict === 'skip-push')
        return skipPush(ecr, name, blocked, report);
    const image = (await reusedImage(ecr, plan, report)) ?? (await makeImage(all, plan, uri));
    report.image = image;
    around.signal.throwIfAborted();
    await (0,report_report/* phase */.O)(report, 'tags', () => moveTags(all, plan, image));
}
/** @returns where its images are */
async function repositoryAsItShouldBe({ ecr, request, settings, draft, look, report }, plan) {
    const repository = await (0,report_report/* phase */.O)(report, 'repository', () => ensureRepository({
        ecr,
        settings,
        request: request.repository,
        found: look.repository,
        attachments: look.attachments,
        published: { tags: draft.tags, digest: plan.image?.digest },
        say: (text) => report.notes.push(text),
        warn: (text) => report.warnings.push(text),
    }));
    return nameRepository(request, repository, report);
}
async function conflict(ecr, repository, { tag, now = '' }) {
    return (0,failure/* failure */.V)(explainConflict({ repository, tag, now, since: await pushedAt(ecr, repository, tag) }));
}
/** The image that is in the way is the one that the outputs name. */
async function skipPush(ecr, name, { tag, now = '' }, report) {
    const explain = (missing) => `The tag "${tag}" of ${name} points at ${now}, but ${missing} of it is gone.`;
    report.image = await verifyImage(ecr, name, now, explain);
    report.tags = [tag];
    report.notPushed = `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.`;
}
/** The image that the plan found, if it is whole: an index may have lost a child to a lifecycle rule. */
async function reusedImage(ecr, { image, repository }, report) {
    if (!image)
        return undefined;
    const whole = await (0,report_report/* phase */.O)(report, 'verify', () => readWhole(ecr, repository, image));
    report.reused = 'image' in whole;
    return 'image' in whole ? whole.image : undefined;
}
async function makeImage(all, plan, uri) {
    const { ecr, around, report } = all;
    report.reused = false;
    around.signal.throwIfAborted();
    const { digest, metadata } = await buildAndPush(all, plan, uri);
    report.metadata = metadata;
    if (!digest)
        throw (0,failure/* failure */.V)('The builder pushed, but did not say which digest. Update buildctl or buildx.');
    return (0,report_report/* phase */.O)(report, 'verify', () => verifyImage(ecr, plan.repository, digest));
}
/** The build that runs already, if it is the one; or else one that is started now. */
async function buildAndPush(all, plan, uri) {
    const { draft, look, builder, early, around, report } = all;
    const { auth } = look.authorization;
    const output = (0,destination/* toOutput */.FQ)(builder, uri, draft, plan.tags);
    if (early?.letGo(output, auth))
        return early.built;
    await early?.end();
    const cache = await buildCache(all);
    const DOCKER_AUTH_CONFIG = (0,registry_auth/* dockerAuthConfig */.j)((0,destination/* hostOf */.w4)(uri), auth, around.env.DOCKER_AUTH_CONFIG);
    return (0,report_report/* phase */.O)(report, 'build and push', () => (0,build/* build */.j)(builder, { ...draft.build, ...(cache && { cache }) }, output, {
        env: { ...around.env, DOCKER_AUTH_CONFIG },
        signal: around.signal,
    }));
}
async function buildCache({ request, draft, ecr, look, builder, around, report, }) {
    const { cache: name } = request.repository;
    if (!name || !look.cache)
        return undefined;
    const warn = (text) => report.warnings.push(text);
    const cache = await ensureCache(ecr, { ...request.repository, cache: name }, draft.cacheScopes, look.cache, warn);
    if (!cache?.write || (await (0,build_builder/* canExportCache */.$)(builder, around.signal)))
        return cache;
    warn('The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.');
    return { read: cache.read };
}
/** Notes the repository and where its images are, which it returns. */
function nameRepository(request, repository, report) {
    report.repository = repository;
    report.uri = imageUri(repository, request.repository.endpoint);
    return report.uri;
}
async function moveTags(all, plan, [root]) {
    const { request, draft, ecr, look, report } = all;
    // A repository that was just made may have it from the registry's template.
    const mutability = report.repository?.created ? report.repository.mutability : look.mutability;
    const wanted = plan.tags.map((tag) => (0,plan_plan/* settleTag */.gi)(tag, root.digest, mutability));
    const blocked = wanted.filter(({ action }) => action === 'conflict');
    if (blocked[0] && request.tagConflict === 'skip-push')
        return skipPush(ecr, plan.repository, blocked[0], report);
    for (const { tag, now = '' } of blocked) {
        const message = explainConflict({ repository: plan.repository, tag, now, digest: root.digest });
        if (request.tagConflict === 'fail')
            throw (0,failure/* failure */.V)(message);
        report.warnings.push(`The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`);
    }
    const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
    try {
        for (const group of (0,plan_plan/* tagGroups */.by)([...wanted, ...contentTags(draft, { ...look, mutability }, root.digest)], mutability)) {
            await allSettled(group.map(async ({ tag }) => {
                await putTag(ecr, plan.repository, tag, root);
                done.add(tag);
            }));
        }
    }
    finally {
        // In the order that they were asked for, whichever came first.
        report.tags = draft.tags.filter((tag) => done.has(tag));
        const moved = wanted.find(({ tag, action }) => action === 'move' && done.has(tag));
        if (moved?.now)
            report.previousDigest = moved.now;
    }
}
/** The tag by which other commits find this content, where it is wanted and may be put. */
function contentTags({ contentTag: tag }, { images, mutability }, digest) {
    if (!tag)
        return [];
    const now = images.get(tag)?.digest;
    return [(0,plan_plan/* settleTag */.gi)({ tag, action: 'match', ...(now && { now }) }, digest, mutability)];
}
/** Waits for all, so that what is told of them is true, then throws the first error. */
async function allSettled(work) {
    const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
    if (failed)
        throw failed.reason;
}

;// CONCATENATED MODULE: ./build/publish/dry-run.js




/** Says what would be done, as far as the registry could be asked. */
function explainDryRun(request, settings, draft, look, report) {
    const state = isUnknown(look) ? undefined : look;
    report.plan = (0,plan_plan/* toPlan */.DC)(draft, request.repository.name, state);
    if (state?.repository) {
        nameRepository(request, state.repository, report);
        const wrong = differences(settings, { ...state.repository, ...state.attachments });
        if (wrong.length > 0)
            report.notes.push(`The repository differs from its settings:\n${wrong.map(toDiff).join('\n')}`);
    }
    report.notPushed = isUnknown(look)
        ? `This is a dry run, without the registry: ${look.unknown}`
        : 'This is a dry run.';
}

;// CONCATENATED MODULE: ./build/publish/registry.js
// All that needs the AWS SDK, which takes 40 ms to load: publish.ts does so while the builder is at work.






/***/ }),

/***/ 7140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ lifecycleMistake),
/* harmony export */   Re: () => (/* binding */ lifecyclePolicy),
/* harmony export */   VD: () => (/* binding */ canonicalLifecycle)
/* harmony export */ });
/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
const MOST_CHARACTERS = 30_720;
/** More images than a repository has, even where its quota of 100,000 was raised; a rule that keeps so many expires none. */
const ALL = 1_000_000;
/**
 * Pure: ECR's lifecycle policy as JSON text. An image that a rule selects is never expired by a rule after it, which is
 * how tags are kept; a rule selects what matches all of its patterns, so each has a rule of its own. Only tagged images
 * are counted, so that the images of an index do not use up the number; ECR expires none of them before their index.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
function lifecyclePolicy(settings) {
    const { 'keep-last': last, 'expire-untagged-after': untagged, 'keep-tagged': kept = [], rules } = settings;
    const selections = [
        ...kept.map((pattern) => tagged(pattern, ALL)),
        ...(untagged
            ? [
                {
                    tagStatus: 'untagged',
                    countType: 'sinceImagePushed',
                    countUnit: 'days',
                    countNumber: Number.parseInt(untagged, 10),
                },
            ]
            : []),
        ...(last ? [tagged('*', last)] : []),
    ];
    return JSON.stringify({
        rules: rules ?? selections.map((selection, at) => ({ rulePriority: at + 1, selection, action: { type: 'expire' } })),
    });
}
const tagged = (pattern, countNumber) => ({
    tagStatus: 'tagged',
    tagPatternList: [pattern],
    countType: 'imageCountMoreThan',
    countNumber,
});
/** Pure: why ECR would not take the policy, in words; undefined where it would. */
function lifecycleMistake(settings) {
    const { 'keep-last': last, 'expire-untagged-after': untagged, 'keep-tagged': kept, rules } = settings;
    if (rules && (last || untagged || kept))
        return 'It has rules and plain words as well. Give the one or the other.';
    if (last && kept?.includes('*')) {
        return `keep-tagged has "*", which keeps every tag, so keep-last: ${last} would do nothing. Leave one out.`;
    }
    const { length } = lifecyclePolicy(settings);
    return length > MOST_CHARACTERS ? `It has ${length} characters, and ECR takes ${MOST_CHARACTERS}.` : undefined;
}
/**
 * Pure: a lifecycle policy in one form for all that mean the same: of the priorities only their order counts, and lists
 * of tags are sets.
 */
function canonicalLifecycle(text) {
    const { rules = [] } = JSON.parse(text);
    const canonical = rules
        .toSorted((a, b) => a.rulePriority - b.rulePriority)
        .map(({ description = '', selection = {}, action = {} }) => [
        description,
        sortedKeys(selection),
        sortedKeys(action),
    ]);
    return JSON.stringify(canonical);
}
/** ECR writes an empty list where none was given. */
const sortedKeys = (record) => Object.entries(record)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));


/***/ }),

/***/ 7092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hk: () => (/* binding */ canonicalPolicy),
/* harmony export */   tN: () => (/* binding */ repositoryPolicy),
/* harmony export */   zh: () => (/* binding */ policyMistake)
/* harmony export */ });
/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
const MOST_CHARACTERS = 10_240;
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/**
 * Pure: the repository's policy as JSON text.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
 */
function repositoryPolicy({ pull = {}, Statement, ...rest }, place) {
    return JSON.stringify({ Version: '2012-10-17', ...rest, Statement: Statement ?? statements(pull, place) });
}
/**
 * Lambda in another account needs both: its service, and the account, as whose user a function is made.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-xaccount-permissions
 */
function statements({ accounts = [], organizations, lambda = [], roles }, { partition, region }) {
    const allow = (Sid, Principal, more = {}) => ({
        Sid,
        Effect: 'Allow',
        Principal,
        Action: PULL,
        ...more,
    });
    const roots = [...new Set([...accounts, ...lambda])].map((account) => `arn:${partition}:iam::${account}:root`);
    const functions = lambda.map((account) => `arn:${partition}:lambda:${region}:${account}:function:*`);
    return [
        ...(roots.length > 0 ? [allow('PullByAccounts', { AWS: roots })] : []),
        ...(roles ? [allow('PullByRoles', { AWS: roles })] : []),
        ...(organizations
            ? [allow('PullByOrganizations', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': organizations } } })]
            : []),
        ...(functions.length > 0
            ? [
                allow('PullByLambda', { Service: 'lambda.amazonaws.com' }, { Condition: { StringLike: { 'aws:SourceArn': functions } } }),
            ]
            : []),
    ];
}
/** Pure: why ECR would not take the policy, in words; undefined where it would. */
function policyMistake(settings, place) {
    const { pull, Statement } = settings;
    if (pull && Statement)
        return 'It has statements and plain words as well. Give the one or the other.';
    if (!pull && !Statement)
        return 'It allows nothing to anybody. Give pull or Statement.';
    const { length } = repositoryPolicy(settings, place);
    return length > MOST_CHARACTERS ? `It has ${length} characters, and ECR takes ${MOST_CHARACTERS}.` : undefined;
}
/**
 * Pure: a policy in one form for all that mean the same to IAM: the order of statements, keys and lists, a single value for
 * a list of one, an account's id for its root's ARN, `{"AWS": "*"}` for `"*"`, actions in any case.
 */
function canonicalPolicy(text) {
    // IAM takes a policy that names no version for one of the first.
    const { Version = '2008-10-17', Statement = [], ...rest } = JSON.parse(text);
    const all = [Statement].flat().map((statement) => JSON.stringify(canonicalStatement(statement)));
    return JSON.stringify([Version, canonical(rest), all.sort()]);
}
const canonicalStatement = (statement) => canonical(Object.fromEntries(Object.entries(statement).map(([key, value]) => {
    if (/Principal$/.test(key))
        return [key, canonicalPrincipal(value)];
    return [key, /Action$/.test(key) ? [value].flat().map((action) => String(action).toLowerCase()) : value];
})));
function canonicalPrincipal(principal) {
    if (!(principal instanceof Object))
        return { AWS: principal };
    const { AWS, ...rest } = principal;
    const ids = [AWS ?? []].flat().map((each) => String(each).replace(/^arn:aws[a-z-]*:iam::(\d{12}):root$/, '$1'));
    return ids.length > 0 ? { AWS: ids, ...rest } : rest;
}
/** Lists are sets, keys have no order, and a list of one is its one. */
function canonical(value) {
    if (Array.isArray(value)) {
        const items = value.map((item) => JSON.stringify(canonical(item)));
        const unique = [...new Set(items)].sort().map((item) => JSON.parse(item));
        return unique.length === 1 ? unique[0] : unique;
    }
    if (value instanceof Object) {
        return Object.entries(value)
            .map(([key, entry]) => [key, canonical(entry)])
            .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    }
    return String(value);
}


/***/ })

};
