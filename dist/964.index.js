export const id = 964;
export const ids = [964];
export const modules = {

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


/***/ }),

/***/ 1964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readSettings: () => (/* binding */ readSettings)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/settings/source.js


/**
 * Parses YAML, of which JSON is a part.
 * @throws Failure when it is neither
 */
function parseSource({ name, file, text, gives }) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const fail = (offset, path, message, cause) => {
        const { line } = lines.linePos(offset);
        const place = file || text.trim().includes('\n') ? `${file ?? name}:${line}` : name;
        const at = file === undefined ? undefined : { file, line };
        return (0,failure/* failure */.V)([place, path.join('.'), message].filter(Boolean).join(': '), { at, ...(cause ? { cause } : {}) });
    };
    const [error] = document.errors;
    if (error)
        throw fail(error.pos[0], [], `It is neither YAML nor JSON: ${error.message}.`, error);
    return {
        gives,
        value: document.toJS(),
        wrong: (path, message) => {
            const own = path.slice(gives.length);
            return fail(offsetOf(document.contents, own), own, message);
        },
    };
}
/** Where a path begins, its key if it has one; of a path that is not there, where the last part of it is. */
function offsetOf(node, [first, ...rest]) {
    const start = node?.range?.[0] ?? 0;
    if (first === undefined)
        return start;
    if ((0,dist/* isSeq */.oP)(node))
        return offsetOf(node.items[Number(first)] ?? node, rest);
    if (!(0,dist/* isMap */.jh)(node))
        return start;
    const pair = node.items.find(({ key }) => (0,dist/* isScalar */.jn)(key) && String(key.value) === first);
    if (!pair)
        return start;
    return rest.length > 0 ? offsetOf(pair.value, rest) : (pair.key.range?.[0] ?? start);
}

// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/validator.js + 6 modules
var validator = __webpack_require__(207);
// EXTERNAL MODULE: ./build/settings/lifecycle.js
var settings_lifecycle = __webpack_require__(7140);
// EXTERNAL MODULE: ./build/settings/policy.js
var settings_policy = __webpack_require__(7092);
;// CONCATENATED MODULE: ./build/settings/schema.js
/**
 * The form of `repository-settings`; `node scripts/schema.ts` writes it to repository-settings.schema.json, where editors
 * find it. Limits are those of https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html and
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
const settingsSchema = {
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
            description: 'Tags that the opposite holds for.',
            type: 'array',
            maxItems: 5,
            uniqueItems: true,
            items: {
                description: 'Up to 128 letters, digits, dots, underscores and hyphens, and at most two * for any characters.',
                type: 'string',
                pattern: '^(?!(.*\\*){3})[0-9a-zA-Z._*-]{1,128}$',
            },
        },
        'scan-on-push': { description: 'Whether images are scanned as they arrive.', type: 'boolean' },
        encryption: {
            description: 'How images are encrypted. It cannot be changed once the repository is made.',
            type: 'object',
            additionalProperties: false,
            required: ['type'],
            properties: {
                type: { enum: ['AES256', 'KMS', 'KMS_DSSE'] },
                key: {
                    description: 'Id, alias or ARN of a KMS key in the same region.',
                    type: 'string',
                    minLength: 1,
                    maxLength: 2048,
                },
            },
        },
        'lifecycle-policy': {
            description: "What expires: in plain words, or ECR's own JSON with its rules.",
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            properties: {
                'keep-last': { description: 'How many tagged images stay.', type: 'integer', minimum: 1, maximum: 100000 },
                'expire-untagged-after': {
                    description: 'After how many days an image without a tag goes, such as 14d.',
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
                        description: 'Up to 128 letters, digits, dots, underscores and hyphens, and at most four * for any characters.',
                        type: 'string',
                        pattern: '^(?!(.*\\*){5})[0-9a-zA-Z._*-]{1,128}$',
                    },
                },
                rules: {
                    description: "ECR's rules as they are, without the words above.",
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
                                    countNumber: { type: 'integer', minimum: 1 },
                                },
                            },
                            action: { type: 'object', required: ['type'] },
                        },
                    },
                },
            },
        },
        'repository-policy': {
            description: "Who else may pull: in plain words, or IAM's own JSON with its statements.",
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
                        accounts: { description: 'Accounts, whose own policies say who of them.', $ref: '#/$defs/accounts' },
                        organizations: {
                            description: 'Organisations.',
                            type: 'array',
                            minItems: 1,
                            uniqueItems: true,
                            items: {
                                description: 'The id of an organisation, such as o-a1b2c3d4e5.',
                                type: 'string',
                                pattern: '^o-[a-z0-9]{10,32}$',
                            },
                        },
                        lambda: { description: 'Accounts, with their Lambda functions in this region.', $ref: '#/$defs/accounts' },
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
                    },
                },
                Version: { enum: ['2012-10-17', '2008-10-17'] },
                Id: { type: 'string' },
                Statement: { type: ['array', 'object'], minItems: 1, items: { type: 'object', required: ['Effect'] } },
            },
        },
        'resource-tags': {
            description: 'Tags of the repository itself. Others that it has stay.',
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
    $defs: {
        accounts: {
            type: 'array',
            minItems: 1,
            uniqueItems: true,
            items: {
                description: 'The id of an account: twelve digits, in quotes.',
                type: 'string',
                pattern: '^[0-9]{12}$',
            },
        },
    },
};

;// CONCATENATED MODULE: ./build/settings/valid.js




const SEE = 'See repository-settings.schema.json.';
/** Pure: the first thing that is wrong with settings of whatever form. */
function findMistake(value, region) {
    const [error, outer] = new validator/* Validator */.D(settingsSchema, '2020-12').validate(value).errors.toReversed();
    if (!error)
        return mistakesOfSense(value, region).find(({ message }) => message);
    const path = fromPointer(error.instanceLocation);
    const isKey = error.keywordLocation.includes('/propertyNames/');
    const given = isKey ? path.at(-1) : valueAt(value, path);
    const is = JSON.stringify(given);
    const schema = schemaAt(fromPointer(error.keywordLocation).slice(0, -1));
    switch (error.keyword) {
        case 'false': {
            // A property that is not to be; the object that has it is told of before it.
            const { properties = {} } = schemaAt(fromPointer(outer?.keywordLocation ?? '#').slice(0, -1));
            const known = Object.keys(properties).filter((name) => !name.startsWith('$'));
            return { path, message: `There is no such setting. There are ${known.join(', ')}.` };
        }
        case 'type': {
            const inQuotes = ['number', 'boolean'].includes(typeof given) && new RegExp(schema.pattern ?? '', 'u').test(is);
            const hint = schema.type === 'string' ? (inQuotes ? 'Put it in quotes.' : schema.description) : SEE;
            return { path, message: `${is} is not of the type ${schema.type}. ${hint}` };
        }
        case 'enum':
            return { path, message: `${is} is none of ${schema.enum?.join(', ')}.` };
        case 'pattern':
            return { path, message: `${is} does not have the right form. ${schema.description}` };
        case 'required':
            return { path, message: `It has no ${error.error.match(/"(.+)"/)?.[1]}. ${SEE}` };
        default:
            return { path, message: `${is} is not right. ${error.error} ${SEE}` };
    }
}
/** What no schema can say; where the message is empty, nothing is wrong. */
function mistakesOfSense(settings, region) {
    const { 'image-tag-mutability-exclusions': exclusions = [], encryption } = settings;
    const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
    const keyRegion = encryption?.key?.match(/^arn:[^:]+:kms:([^:]+):/)?.[1];
    return [
        {
            path: ['image-tag-mutability-exclusions'],
            message: exclusions.length > 0 &&
                !settings['image-tag-mutability'] &&
                'There is no image-tag-mutability that they could be excluded from.',
        },
        {
            path: ['encryption', 'key'],
            message: encryption?.key && encryption.type === 'AES256' && 'AES256 takes no key. Give KMS or KMS_DSSE, or no key.',
        },
        {
            path: ['encryption', 'key'],
            message: keyRegion &&
                keyRegion !== region &&
                `The key is in ${keyRegion}, and the repository in ${region}. Give a key of ${region}.`,
        },
        { path: ['lifecycle-policy'], message: lifecycle && (0,settings_lifecycle/* lifecycleMistake */.Hd)(lifecycle) },
        { path: ['repository-policy'], message: policy && (0,settings_policy/* policyMistake */.zh)(policy, { partition: 'aws', region }) },
    ];
}
/** `#/properties/a~1b` */
const fromPointer = (pointer) => pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
const valueAt = (value, path) => path.reduce((all, part) => all?.[part], value);
/** A reference stands in a path where it is followed. */
const schemaAt = (path) => path.reduce((schema, part) => part === '$ref'
    ? schemaAt(fromPointer(schema.$ref ?? ''))
    : (schema[part] ?? {}), settingsSchema);

;// CONCATENATED MODULE: ./build/settings/read.js




/** In the order in which they are put over one another. */
const NAMES = [
    'repository-settings',
    'image-tag-mutability',
    'image-tag-mutability-exclusions',
    'scan-on-push',
    'encryption',
    'kms-key',
    'lifecycle-policy',
    'repository-policy',
    'resource-tags',
];
/**
 * The settings of a repository, from the file and the single inputs, which win.
 * @throws Failure for the first thing that is wrong, with its file, line and path
 */
async function readSettings(inputs, region) {
    const texts = await Promise.all(NAMES.flatMap((name) => (inputs[name] ? [read(name, inputs[name])] : [])));
    const sources = texts.map(parseSource);
    const settings = sources.reduce(put, {});
    if (inputs['kms-key'] && !settings.encryption?.type) {
        throw (0,failure/* failure */.V)('kms-key: There is no encryption that it is for. Set encryption: KMS.');
    }
    const mistake = findMistake(settings, region);
    if (!mistake)
        return settings;
    const { path, message } = mistake;
    const gives = (source) => source.gives.every((part, at) => part === path[at]);
    const source = sources.findLast(gives) ?? sources.find((each) => each.gives[0] === path[0]);
    throw source?.wrong(path, message) ?? (0,failure/* failure */.V)(`${path.join('.')}: ${message}`);
}
/** Puts what a source gives over what there is. */
function put(settings, { gives: [name, part], value }) {
    if (!name)
        return value;
    const before = settings;
    if (!part)
        return { ...before, [name]: value };
    // A key is for the encryption that there is; a type begins anew.
    return { ...before, [name]: part === 'key' ? { ...before[name], key: value } : { [part]: value } };
}
async function read(name, text) {
    switch (name) {
        case 'repository-settings':
            return readFileOr(name, text, []);
        case 'lifecycle-policy':
        case 'repository-policy':
            return readFileOr(name, text, [name]);
        case 'encryption':
            return { name, text: JSON.stringify(text.toUpperCase()), gives: ['encryption', 'type'] };
        case 'kms-key':
            return { name, text: JSON.stringify(text), gives: ['encryption', 'key'] };
        case 'image-tag-mutability':
            return { name, text: JSON.stringify(text.toUpperCase()), gives: [name] };
        case 'image-tag-mutability-exclusions':
            return { name, text: JSON.stringify(text.split(/[\s,]+/).filter(Boolean)), gives: [name] };
        case 'resource-tags':
            return { name, text: JSON.stringify(tags(text)), gives: [name] };
        default:
            return { name, text, gives: [name] };
    }
}
/** A path is one line without anything that YAML or JSON could not do without. */
async function readFileOr(name, value, gives) {
    const file = value.trim();
    if (/[\n{[]|:( |$)/.test(file))
        return { name, text: value, gives };
    try {
        return { name, file, text: await (0,promises_.readFile)(file, 'utf8'), gives };
    }
    catch (cause) {
        throw (0,failure/* failure */.V)(`${name}: There is no file "${file}" in ${process.cwd()}. Give its path from the repository's root, or the settings themselves.`, { cause });
    }
}
function tags(text) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim());
    return Object.fromEntries(lines.map((line) => {
        const at = line.indexOf('=');
        if (at < 1)
            throw (0,failure/* failure */.V)(`resource-tags: "${line.trim()}" is no tag. Give one KEY=VALUE a line.`);
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }));
}


/***/ })

};
