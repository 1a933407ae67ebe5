export const id = 121;
export const ids = [121];
export const modules = {

/***/ 5121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readSettings: () => (/* binding */ readSettings)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/job/job.js + 1 modules
var job = __webpack_require__(7109);
// EXTERNAL MODULE: ./build/lib/failure.js
var failure = __webpack_require__(982);
// EXTERNAL MODULE: ./build/source/paths.js
var paths = __webpack_require__(4900);
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/validator.js + 6 modules
var validator = __webpack_require__(207);
// EXTERNAL MODULE: ./build/settings/lifecycle-policy.js
var lifecycle_policy = __webpack_require__(3279);
// EXTERNAL MODULE: ./build/settings/repository-policy.js
var repository_policy = __webpack_require__(1565);
;// CONCATENATED MODULE: ./build/settings/schema.js
const ACCOUNTS = {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: {
        description: 'The id of an account: twelve digits, in quotes.',
        type: 'string',
        pattern: '^[0-9]{12}$',
    },
};
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
                        accounts: { description: 'Accounts, whose own policies say who of them.', ...ACCOUNTS },
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
                        lambda: { description: 'Accounts, with their Lambda functions in this region.', ...ACCOUNTS },
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
                Statement: {
                    type: ['array', 'object'],
                    required: ['Effect'],
                    minItems: 1,
                    items: { type: 'object', required: ['Effect'] },
                },
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
};

;// CONCATENATED MODULE: ./build/settings/mistakes.js





const SEE = 'See repository-settings.schema.json.';
function findMistake(value, region) {
    const [error, outer] = new validator/* Validator */.D(settingsSchema, '2020-12').validate(value).errors.toReversed();
    if (!error)
        return mistakeOfSense(value, region);
    const { keywordLocation } = (error.keyword === 'false' && outer) || error;
    const schema = valueAt(settingsSchema, fromPointer(keywordLocation).slice(0, -1));
    const path = fromPointer(error.instanceLocation);
    const given = keywordLocation.includes('/propertyNames/') ? path.at(-1) : valueAt(value, path);
    return { path, message: inWords(error, schema, given) };
}
function inWords({ keyword, error }, schema, given) {
    const whole = JSON.stringify(given) ?? 'nothing';
    const is = (0,failure/* cut */.Jj)(whole);
    switch (keyword) {
        case 'false': {
            const known = Object.keys(schema.properties ?? {}).filter((name) => !name.startsWith('$'));
            return `There is no such setting. There are ${known.join(', ')}.`;
        }
        case 'type': {
            const inQuotes = typeof given !== 'object' && new RegExp(schema.pattern ?? '', 'u').test(whole);
            const hint = schema.type === 'string' && (inQuotes ? 'Put it in quotes.' : schema.description);
            return `${is} is not of the type ${[schema.type].flat().join(' or ')}. ${hint || SEE}`;
        }
        case 'enum':
            return `${is} must be one of ${schema.enum?.join(', ')}.`;
        case 'pattern':
            return `${is} does not have the right form. ${schema.description}`;
        case 'required':
            return `It has no ${schema.required?.filter((name) => !Object.hasOwn(given, name)).join(', ')}. ${SEE}`;
        case 'maxProperties':
            return `It has more than ${schema.maxProperties} entries.`;
        default:
            return `${is} is not right. ${(0,failure/* cut */.Jj)(error)} ${SEE}`;
    }
}
function mistakeOfSense(settings, region) {
    const { 'image-tag-mutability-exclusions': exclusions = [], encryption } = settings;
    const { 'lifecycle-policy': lifecycle, 'repository-policy': policy } = settings;
    const messages = {
        'image-tag-mutability-exclusions': exclusions.length > 0 &&
            !settings['image-tag-mutability'] &&
            'There is no image-tag-mutability that they could be excluded from.',
        'encryption.key': encryption && keyMistake(encryption, region),
        'lifecycle-policy': lifecycle && (0,lifecycle_policy/* lifecycleMistake */.Hd)(lifecycle),
        'repository-policy': policy && (0,repository_policy/* policyMistake */.zh)(policy, { partition: 'aws', region }),
    };
    return Object.entries(messages).flatMap(([path, message]) => (message ? { path: path.split('.'), message } : []))[0];
}
function keyMistake({ type, key }, region) {
    if (key && type === 'AES256')
        return 'AES256 takes no key. Give KMS or KMS_DSSE, or no key.';
    const keyRegion = key?.match(/^arn:[^:]+:kms:([^:]+):/)?.[1];
    if (!keyRegion || keyRegion === region)
        return undefined;
    return `The key is in ${(0,failure/* cut */.Jj)(keyRegion)}, and the repository in ${region}. Give a key of ${region}.`;
}
const fromPointer = (pointer) => pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
const valueAt = (value, path) => path.reduce((all, part) => all?.[part], value);

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/settings/yaml-source.js


const MOST_CHARACTERS = 100_000;
function parseSource({ name, file, text, gives }) {
    if (text.length > MOST_CHARACTERS) {
        throw (0,failure/* failure */.V2)(`${file ?? name}: It has ${text.length} characters, and ${MOST_CHARACTERS} are read. Make it shorter.`);
    }
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const fail = (offset, path, message) => {
        const { line } = lines.linePos(offset);
        const place = file || text.trim().includes('\n') ? `${file ?? name}:${line}` : name;
        const at = file === undefined ? undefined : { file, line };
        return (0,failure/* failure */.V2)([place, (0,failure/* cut */.Jj)(path.join('.')), message].filter(Boolean).join(': '), { at });
    };
    const [error] = document.errors;
    if (error)
        throw fail(error.pos[0], [], `It is neither YAML nor JSON: ${error.code.toLowerCase().replaceAll('_', ' ')}.`);
    return {
        gives,
        value: toPlain(document, () => fail(0, [], 'An alias in it has no anchor or is in itself, or there are too many.')),
        wrong: (path, message) => {
            const own = path.slice(gives.length);
            return fail(offsetOf(document.contents, own), own, message);
        },
    };
}
function toPlain(document, wrong) {
    try {
        const value = document.toJS();
        JSON.stringify(value);
        return value;
    }
    catch {
        throw wrong();
    }
}
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

;// CONCATENATED MODULE: ./build/settings/settings-inputs.js






async function readSettings(inputs, region) {
    const given = job/* SETTINGS */.yy.filter((name) => inputs[name]?.length);
    const texts = await Promise.all(given.map((name) => read(name, inputs)));
    const sources = texts.map(parseSource);
    const settings = sources.reduce(put, {});
    if (inputs['kms-key'] && !settings.encryption?.type) {
        throw (0,failure/* failure */.V2)('kms-key: There is no encryption that it is for. Set encryption: KMS.');
    }
    const mistake = findMistake(settings, region);
    if (!mistake)
        return settings;
    const { path, message } = mistake;
    const gives = (source) => source.gives.every((part, at) => part === path[at]);
    const source = sources.findLast(gives) ?? sources.find((each) => each.gives[0] === path[0]);
    throw source?.wrong(path, message) ?? (0,failure/* failure */.V2)(`${(0,failure/* cut */.Jj)(path.join('.'))}: ${message}`);
}
function put(settings, { gives: [name, part], value }) {
    if (!name)
        return value;
    const before = settings;
    if (!part)
        return { ...before, [name]: value };
    return { ...before, [name]: part === 'key' ? { ...before[name], key: value } : { [part]: value } };
}
async function read(name, inputs) {
    switch (name) {
        case 'image-tag-mutability-exclusions':
            return { name, text: JSON.stringify(inputs[name]), gives: [name] };
        case 'resource-tags':
            return { name, text: JSON.stringify(tags(inputs[name])), gives: [name] };
    }
    const text = inputs[name] ?? '';
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
        case 'scan-on-push':
            return { name, text, gives: [name] };
    }
}
async function readFileOr(name, value, gives) {
    const file = value.trim();
    if (/[\n{[]|:( |$)/.test(file))
        return { name, text: value, gives };
    const path = (0,paths/* checkFile */.vH)(name, file);
    try {
        return { name, file, text: await (0,promises_.readFile)(path, 'utf8'), gives };
    }
    catch (cause) {
        throw (0,failure/* failure */.V2)(`${name}: There is no file "${(0,failure/* cut */.Jj)(file)}" in ${process.cwd()}. Give its path from the repository's root, or the settings themselves.`, { cause });
    }
}
const tags = (pairs = []) => Object.fromEntries(pairs.map(([key, value]) => [key, value.trim()]));


/***/ })

};
