export const id = 432;
export const ids = [432];
export const modules = {

/***/ 5073:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ readClaims),
/* harmony export */   s: () => (/* binding */ trustStatement)
/* harmony export */ });
function readClaims(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const { iss, sub } = claims;
        const [aud] = [claims.aud].flat();
        return iss && aud && sub ? { iss, aud, sub } : undefined;
    }
    catch {
        return undefined;
    }
}
function trustStatement(role, claims) {
    const [, partition, , , account] = role.split(':');
    const issuer = claims.iss.replace(/^https:\/\//, '');
    return {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:aud`]: claims.aud, [`${issuer}:sub`]: claims.sub } },
    };
}


/***/ }),

/***/ 2135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ni: () => (/* binding */ explainAwsError),
/* harmony export */   Uj: () => (/* binding */ NO_ID_TOKEN),
/* harmony export */   f9: () => (/* binding */ lacksCredentials),
/* harmony export */   n3: () => (/* binding */ explainNoAnswer)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(982);

function explainAwsError(error, operation, region) {
    const action = `ecr:${operation}`;
    const said = saidBy(error);
    switch (error.name) {
        case 'AccessDeniedException':
        case 'AccessDenied':
            return `AWS denied ${action}: ${said}. Allow this action in the role's policy.`;
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
            return explainNoAnswer(error, action, region);
    }
}
function explainNoAnswer(error, action, region) {
    const { httpStatusCode: status, attempts = 1 } = error.$metadata ?? {};
    const tried = attempts === 1 ? '' : `, after ${attempts} attempts`;
    if (THROTTLED.includes(error.name)) {
        return `AWS throttled ${action}${tried}: ${saidBy(error)}. Run it again later, or raise AWS_MAX_ATTEMPTS.`;
    }
    if (status !== undefined && status >= 500) {
        return `AWS failed to answer ${action} in ${region}${tried}: ${saidBy(error)}. Run it again later.`;
    }
    return isUnreachable(error)
        ? `AWS could not be reached for ${action} in ${region}: ${error.message || error.name} (${error.code ?? error.name}). Check aws-region and the network.`
        : undefined;
}
const THROTTLED = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded'];
const isUnreachable = ({ name, code, syscall, $metadata }) => $metadata?.httpStatusCode === undefined &&
    (name === 'TimeoutError' || (code !== undefined && code !== 'EISDIR' && syscall !== 'open'));
const saidBy = ({ message, name }) => `${message} (${name})`;
const lacksCredentials = (error) => (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error) &&
    ['CredentialsProviderError', NO_ID_TOKEN].includes(error.cause?.name ?? '');
const NO_ID_TOKEN = 'NoIdToken';


/***/ }),

/***/ 6588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uw: () => (/* binding */ idTokenOf),
  Uu: () => (/* binding */ pullSession),
  dZ: () => (/* binding */ session)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-providers/dist-cjs/index.js
var dist_cjs = __webpack_require__(9719);
// EXTERNAL MODULE: ./build/lib/failure.js
var failure = __webpack_require__(982);
// EXTERNAL MODULE: ./build/aws/id-token.js
var id_token = __webpack_require__(5073);
// EXTERNAL MODULE: ./build/aws/request-errors.js
var request_errors = __webpack_require__(2135);
// EXTERNAL MODULE: ./build/source/trust.js
var trust = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/aws/role-refusal.js


function explainNoToken(event) {
    const fork = (0,trust/* forkOf */.qc)(event);
    if (fork) {
        return `role-to-assume: this is a pull request from a fork (${fork}), and GitHub gives those no id-token. Leave push unset: then it is built without a push and its check is green.`;
    }
    if ((0,trust/* isDependabot */.DS)(event)) {
        return 'role-to-assume: Dependabot started this run, and GitHub gives it no id-token. Leave push unset: then it is built without a push and its check is green.';
    }
    if (!event.name) {
        return 'role-to-assume: there is no id-token outside GitHub Actions. Leave role-to-assume empty to use the credentials of the environment, a profile, a container or an instance.';
    }
    return `role-to-assume: the job may not ask GitHub for an id-token. Give it the permission (a reusable workflow needs it from its caller, too):

permissions:
  id-token: write
  contents: read`;
}
function explainRefusal(error, role, claims) {
    const said = `AWS did not let this run assume ${role}: ${error.message} (${error.name}).`;
    const policies = explainPolicies(error);
    if (policies)
        return `${said} ${policies}`;
    if (!claims)
        return said;
    const sent = `The token that GitHub gave this run says:
  iss  ${claims.iss}
  aud  ${claims.aud}
  sub  ${claims.sub}`;
    const provider = (0,id_token/* trustStatement */.s)(role, claims).Principal.Federated;
    switch (error.name) {
        case 'AccessDenied':
        case 'AccessDeniedException':
            return `${said}
${sent}
Either the role does not exist, or its trust policy does not accept this token.${immutable(claims.sub)}${pullRequest(claims.sub)} This statement in it accepts exactly this run:
${JSON.stringify((0,id_token/* trustStatement */.s)(role, claims), null, 2)}`;
        case 'InvalidIdentityTokenException':
            return `${said}
${sent}
The account needs an OIDC provider for this issuer with this audience:
  ${provider}
  aws iam create-open-id-connect-provider --url ${claims.iss} --client-id-list ${claims.aud}`;
        case 'ValidationError':
            return `${said} If it is the duration, lower role-duration-seconds or raise the role's maximum session duration; if it is a policy of managed-session-policies, it has to be there, AWS's or of the role's own account.`;
        default:
            return `${said}\n${sent}`;
    }
}
const explainChainRefusal = (error, role) => `AWS did not let the role before it in role-to-assume assume ${role}: ${error.message} (${error.name}). ${explainPolicies(error) ?? CHAIN}`;
const explainDefaultChain = ({ message, name }) => `The credentials that the environment, a profile, a container or an instance names could not be had: ${message} (${name}). Check what it names, such as AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, and the role's trust policy; or set role-to-assume.`;
const CHAIN = 'The role before needs sts:AssumeRole on it, its trust policy must name that role, and role-external-id must be what it asks for.';
function explainPolicies({ name }) {
    switch (name) {
        case 'PackedPolicyTooLargeException':
            return "AWS packs a session's policies into its token, and these are too large for it, though they are no longer than AWS takes as text. Give a shorter inline-session-policy of your own, such as by wildcards, or make it a managed policy and give its ARN to managed-session-policies.";
        case 'MalformedPolicyDocumentException':
            return 'Mend inline-session-policy: it is not a policy as AWS reads them.';
        default:
            return undefined;
    }
}
const immutable = (sub) => /^repo:[^/:]+@\d+\//.test(sub)
    ? ' The sub has the immutable form with ids, which a policy for repo:owner/name does not match.'
    : '';
const pullRequest = (sub) => sub.endsWith(':pull_request')
    ? ' Every pull request of the repository has this sub: give pull requests a role of their own, as print-policies prints it.'
    : '';

;// CONCATENATED MODULE: ./build/aws/sessions.js





async function idTokenOf({ idToken, event }, audience) {
    if (!idToken) {
        const cause = Object.assign(new Error('GitHub offers no id token'), { name: request_errors/* NO_ID_TOKEN */.Uj });
        throw (0,failure/* failure */.V2)(explainNoToken(event), { cause });
    }
    return idToken(audience);
}
function session(options) {
    const { mask, region } = options;
    const [first, ...chain] = options.roles;
    if (!first)
        return masked(defaultChain(region), mask);
    const limits = (number) => (number === options.roles.length ? limitsOf(options) : {});
    return chain.reduce((master, role, at) => masked(chained(role, master, options, limits(at + 2)), mask), masked(federated(first, options, limits(1)), mask));
}
const pullSession = (options) => session((options.inlinePolicy && options.inlinePolicy !== 'least') || options.managedPolicies.length > 0
    ? options
    : { ...options, inlinePolicy: JSON.stringify(PULL) });
const PULL = {
    Version: '2012-10-17',
    Statement: [
        {
            Effect: 'Allow',
            Action: [
                'ecr:GetAuthorizationToken',
                'ecr:DescribeRepositories',
                'ecr:BatchCheckLayerAvailability',
                'ecr:BatchGetImage',
                'ecr:GetDownloadUrlForLayer',
            ],
            Resource: '*',
        },
    ],
};
const limitsOf = ({ inlinePolicy, managedPolicies }) => ({
    ...(inlinePolicy && { policy: inlinePolicy }),
    ...(managedPolicies.length > 0 && { policyArns: managedPolicies.map((arn) => ({ arn })) }),
});
function federated(role, options, limits) {
    return async () => {
        const webIdentityToken = await options.idToken();
        const assume = (0,dist_cjs/* fromWebToken */.G7)({
            roleArn: role,
            roleSessionName: options.sessionName,
            durationSeconds: options.durationSeconds,
            webIdentityToken,
            ...limits,
            clientConfig: { region: options.region },
        });
        const refused = (cause) => explainRefusal(cause, role, (0,id_token/* readClaims */.I)(webIdentityToken));
        return assume().catch(explained('sts:AssumeRoleWithWebIdentity', options.region, refused));
    };
}
function chained(role, master, options, { policy, policyArns }) {
    const assume = (0,dist_cjs/* fromTemporaryCredentials */.ss)({
        params: {
            RoleArn: role,
            RoleSessionName: options.sessionName,
            DurationSeconds: options.durationSeconds,
            ExternalId: options.externalId,
            Policy: policy,
            PolicyArns: policyArns,
        },
        masterCredentials: master,
        clientConfig: { region: options.region },
    });
    return () => assume().catch(explained('sts:AssumeRole', options.region, (cause) => explainChainRefusal(cause, role)));
}
function defaultChain(region) {
    const find = (0,dist_cjs/* fromNodeProviderChain */.br)();
    return (client) => find(client).catch(explained('the credentials of the environment', region, explainDefaultChain));
}
const explained = (action, region, refused) => (cause) => {
    if (['Failure', 'CredentialsProviderError'].includes(cause.name))
        throw cause;
    throw (0,failure/* failure */.V2)((0,request_errors/* explainNoAnswer */.n3)(cause, action, region) ?? refused(cause), { cause });
};
const masked = (assume, mask) => async (client) => {
    const identity = await assume(client);
    mask(identity.secretAccessKey);
    if (identity.sessionToken)
        mask(identity.sessionToken);
    return identity;
};


/***/ }),

/***/ 5432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ publish_run)
});

// EXTERNAL MODULE: ./build/job/lists.js
var lists = __webpack_require__(5949);
// EXTERNAL MODULE: ./build/job/session-policies.js
var session_policies = __webpack_require__(9431);
// EXTERNAL MODULE: ./build/lib/failure.js
var failure = __webpack_require__(982);
// EXTERNAL MODULE: ./build/job/values.js
var values = __webpack_require__(3196);
;// CONCATENATED MODULE: ./build/job/triggers.js



function triggers(text, input) {
    if (/^(true|false)$/i.test(text))
        return (0,values/* boolean */.zM)(text, input) && [];
    return (0,lists/* asList */.DD)(text, input).map((item) => trigger(item, input));
}
function trigger(item, input) {
    const [, kind = '', , pattern = '*'] = item.match(/^([^:]*)(:(.*))?$/s) ?? [];
    const wrong = (message) => (0,failure/* failure */.V2)(`${input}: "${(0,failure/* cut */.Jj)(item)}" ${message}`);
    switch (kind) {
        case 'branch':
        case 'tag':
            if (/^(?!refs\/)[^\s~^:\\[]+$/.test(pattern))
                return { kind, pattern };
            throw wrong(`does not name a ${kind}. Give its name alone, such as ${kind === 'tag' ? 'tag:v*' : 'branch:main'}.`);
        case 'environment':
            if (pattern)
                return { kind, pattern };
            throw wrong('names no environment. Give one such as environment:production.');
        case 'pull_request':
            if (item === kind)
                return { kind };
            throw wrong('has a name, and all pull requests of a repository have one subject. Give pull_request alone.');
        case 'workflow':
            if (/^[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^\s@]+@\S+$/.test(pattern))
                return { kind, pattern };
            throw wrong('does not name a reusable workflow. Give its path and ref, such as workflow:octo-org/shared/.github/workflows/publish.yml@refs/heads/main.');
        default:
            throw wrong('must be true, false, or a list of branch:NAME, tag:NAME, environment:NAME, pull_request, workflow:PATH@REF, such as "branch:main, tag:v*".');
    }
}

;// CONCATENATED MODULE: ./build/job/inputs.js




const input = (type, rest = {}) => ({
    type,
    default: '',
    image: false,
    ...rest,
});
const inputs_text = (value) => value;
const inputs_boolean = values/* boolean */.zM;
const choice = (...words) => (value, name) => values/* choice */.Yq(name, value, words);
const each = (one) => (value, name) => (0,lists/* asList */.DD)(value, name).map((item) => one(item, name));
const INPUTS = {
    repository: input(values/* repositoryName */.aR),
    'aws-region': input(inputs_text),
    'role-to-assume': input(each(values/* roleArn */.w3)),
    'role-session-name': input(inputs_text),
    'role-duration-seconds': input(inputs_text, { default: '3600' }),
    'role-external-id': input(inputs_text),
    audience: input(inputs_text, { default: 'sts.amazonaws.com' }),
    'inline-session-policy': input(session_policies/* inlinePolicy */.Kr),
    'managed-session-policies': input(each(session_policies/* managedPolicy */.kL)),
    'allowed-account-ids': input(each(values/* accountId */.lS)),
    'create-repository': input(values/* creationMode */.tt, { default: 'create' }),
    'creation-template': input(inputs_boolean, { default: 'false' }),
    'repository-settings': input(inputs_text),
    'image-tag-mutability': input(inputs_text),
    'image-tag-mutability-exclusions': input(lists/* asList */.DD),
    'scan-on-push': input(inputs_text),
    encryption: input(inputs_text),
    'kms-key': input(inputs_text),
    'lifecycle-policy': input(inputs_text),
    'repository-policy': input(inputs_text),
    'resource-tags': input(lists/* asPairs */.er),
    force: input(inputs_boolean, { default: 'false' }),
    'registry-endpoint': input((value, name) => value && values/* registryHost */.U$(value, name)),
    cache: input(inputs_boolean, { default: 'false' }),
    'cache-repository': input(inputs_text),
    'pull-request-cache-repository': input(inputs_text),
    context: input(inputs_text, { default: '.', image: true }),
    file: input(inputs_text, { image: true }),
    target: input(inputs_text, { image: true }),
    'build-args': input(lists/* asArguments */.LG, { image: true }),
    labels: input(lists/* asPairs */.er, { image: true }),
    annotations: input(lists/* asLines */.Ih, { image: true }),
    platforms: input(each(values/* platform */.iD), { image: true }),
    'no-cache': input(inputs_boolean, { default: 'false' }),
    pull: input(inputs_boolean, { default: 'false' }),
    tags: input(inputs_text),
    flavor: input(inputs_text),
    ref: input(inputs_text),
    push: input((value, name) => (value ? values/* boolean */.zM(value, name) : undefined)),
    'dry-run': input(inputs_boolean, { default: 'false' }),
    'print-policies': input(triggers, { default: 'false' }),
    reuse: input(choice('commit', 'content', 'off'), { default: 'commit', image: true }),
    'tag-conflict': input(choice('fail', 'keep', 'skip-push'), { default: 'fail' }),
    'tag-order': input(choice('last-run', 'newest-commit'), { default: 'last-run' }),
    reproducible: input(inputs_boolean, { default: 'false', image: true }),
    builder: input(inputs_text),
    'buildkit-host': input(inputs_text),
    'builder-env': input(each(values/* builderVariable */.kj)),
};
function readInputs(textOf) {
    return Object.fromEntries(Object.entries(INPUTS).map(([name, { type, default: value }]) => [
        name,
        type(textOf(name) || value, name),
    ]));
}

// EXTERNAL MODULE: ./build/job/job.js + 1 modules
var job_job = __webpack_require__(7109);
;// CONCATENATED MODULE: ./build/publish/result.js
const newResult = () => ({ phases: [], dryRun: false, tags: [], warnings: [], notes: [] });
async function timed({ phases }, name, work) {
    const start = performance.now();
    try {
        return await work();
    }
    finally {
        phases.push({ name, start, end: performance.now() });
    }
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecr/dist-cjs/index.js
var dist_cjs = __webpack_require__(8249);
// EXTERNAL MODULE: ./build/aws/request-errors.js
var request_errors = __webpack_require__(2135);
;// CONCATENATED MODULE: ./build/aws/client.js



function ecrClient(region, credentials) {
    const client = new dist_cjs/* ECRClient */.S70({ region, credentials });
    client.middlewareStack.add((next, context) => async (args) => {
        const operation = (context.commandName ?? '').replace(/Command$/, '');
        try {
            return await next(args);
        }
        catch (cause) {
            if ((0,failure/* isFailure */.N6)(cause))
                throw cause;
            const message = (0,request_errors/* explainAwsError */.Ni)(cause, operation, region);
            throw message ? (0,failure/* failure */.V2)(message, { cause }) : cause;
        }
    }, { step: 'initialize', priority: 'high', name: 'explainErrors' });
    return client;
}

// EXTERNAL MODULE: ./build/aws/sessions.js + 1 modules
var sessions = __webpack_require__(6588);
// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(3053);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(7187);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io.js
var io = __webpack_require__(8701);
;// CONCATENATED MODULE: ./build/lib/processes.js







const KEPT_BYTES = 256 * 1024;
const GRACE_MS = 2_000;
async function run(tool, args, options = {}) {
    const { signal } = options;
    signal?.throwIfAborted();
    const stdout = tail(options.whole ? Number.POSITIVE_INFINITY : KEPT_BYTES);
    const output = tail(KEPT_BYTES);
    const program = await find(tool);
    const children = { alive: new Set(), isEnding: () => signal?.aborted ?? false };
    let ended;
    const end = () => {
        ended = endTrees(children.alive);
    };
    signal?.addEventListener('abort', end);
    const start = () => (0,exec/* exec */.m)(program ? `"${program}"` : tool, args, {
        ignoreReturnCode: true,
        silent: options.silent ?? false,
        ...(options.out && { outStream: options.out }),
        ...(options.env && { env: options.env }),
        ...(options.cwd && { cwd: options.cwd }),
        listeners: {
            stdout: (data) => {
                stdout.add(data);
                output.add(data);
            },
            stderr: output.add,
        },
    });
    try {
        const exitCode = await running.run(children, start);
        return { exitCode: exitCode ?? -1, stdout: stdout.text(), output: output.text() };
    }
    catch (cause) {
        throw (0,failure/* failure */.V2)(`Could not run ${tool}: ${cause.message}`, { cause });
    }
    finally {
        signal?.removeEventListener('abort', end);
        await ended;
    }
}
const isOnPath = async (tool) => (await find(tool)) !== '';
const programs = new Map();
function find(tool) {
    const found = programs.get(tool) ?? (0,io/* which */.K7)(tool);
    programs.set(tool, found);
    return found;
}
function tail(kept) {
    let chunks = [];
    let bytes = 0;
    return {
        add(data) {
            chunks.push(data);
            bytes += data.length;
            if (bytes > 2 * kept) {
                chunks = [Buffer.concat(chunks).subarray(-kept)];
                bytes = kept;
            }
        },
        text: () => Buffer.concat(chunks).subarray(-kept).toString(),
    };
}
const running = new external_node_async_hooks_.AsyncLocalStorage();
(0,external_node_diagnostics_channel_.subscribe)('child_process', (message) => {
    const children = running.getStore();
    if (!children)
        return;
    const { process: child } = message;
    child.once('spawn', () => {
        const pid = child.pid;
        children.alive.add(pid);
        child.once('exit', () => children.alive.delete(pid));
        if (children.isEnding())
            kill([pid], 'SIGKILL');
    });
});
async function endTrees(roots) {
    const seen = new Set([...roots].flatMap(tree));
    kill(seen, 'SIGTERM');
    for (const start = performance.now(); performance.now() - start < GRACE_MS; await (0,promises_.setTimeout)(25)) {
        for (const pid of [...roots].flatMap(tree))
            seen.add(pid);
        for (const pid of seen)
            if (!isAlive(pid))
                seen.delete(pid);
        if (seen.size === 0)
            return;
    }
    kill(seen, 'SIGKILL');
}
const isAlive = (pid) => {
    try {
        return process.kill(pid, 0) && statusOf(pid)?.state !== 'Z';
    }
    catch {
        return false;
    }
};
function tree(root) {
    const childrenOf = new Map();
    for (const entry of processes())
        childrenOf.set(entry.parent, [...(childrenOf.get(entry.parent) ?? []), entry.pid]);
    const below = (pid) => [pid, ...(childrenOf.get(pid) ?? []).flatMap(below)];
    return below(root);
}
function processes() {
    if (process.platform !== 'linux')
        return [];
    return (0,external_node_fs_.readdirSync)('/proc').flatMap((name) => (/^\d+$/.test(name) && statusOf(Number(name))) || []);
}
function statusOf(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return { pid, state, parent: Number(parent) };
    }
    catch {
        return undefined;
    }
}
function kill(pids, signal) {
    for (const pid of pids) {
        try {
            process.kill(pid, signal);
        }
        catch {
        }
    }
}

;// CONCATENATED MODULE: ./build/build/build-environment.js
const NAMES = new Set([
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_RUNTIME_DIR', 'TZ', 'LANG', 'LANGUAGE'],
    ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'USERPROFILE', 'USERNAME', 'HOMEDRIVE', 'HOMEPATH'],
    ...['APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'TEMP', 'TMP'],
    ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_AUTH_CONFIG', 'DOCKER_API_VERSION'],
    ...['DOCKER_TLS', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'],
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
]);
const PREFIXES = /^(LC|BUILDKIT|BUILDX|EXPERIMENTAL_BUILDKIT)_(?!BAKE_)/;
const KUBERNETES = new Set(['KUBECONFIG', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']);
function buildEnvironment(env, named, driver) {
    const kubernetes = driver === undefined || driver === 'kubernetes' || driver === 'kube-pod';
    const isSeen = (name) => {
        const capitals = name.toUpperCase();
        return (NAMES.has(capitals) || PREFIXES.test(capitals) || (kubernetes && KUBERNETES.has(capitals)) || named.includes(name));
    };
    return {
        ...Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value !== undefined && isSeen(name) ? [[name, value]] : []))),
        ...NO_GIT,
    };
}
const NO_GIT = {
    BUILDX_GIT_INFO: 'false',
    BUILDX_GIT_LABELS: 'false',
    BUILDX_GIT_CHECK_DIRTY: 'false',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.bareRepository',
    GIT_CONFIG_VALUE_0: 'explicit',
};

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/build/exporter.js
function imageExporter({ reproducible, annotations }, output) {
    return [
        ...target(output),
        ...(reproducible ? ['rewrite-timestamp=true'] : []),
        ...annotations.map(({ level, name, value }) => `${annotationKey(level)}.${name}=${value}`),
    ]
        .map(csvField)
        .join(',');
}
function target(output) {
    switch (output.to) {
        case 'digest':
            return ['type=image', `name=${output.uri}`, 'push-by-digest=true', 'name-canonical=true', 'push=true'];
        case 'tag':
            return ['type=image', `name=${output.uri}:${output.tag}`, 'unpack=false', 'push=true'];
        case 'layout':
            return ['type=oci', `dest=${output.folder}`, 'tar=false'];
    }
}
const cacheExporter = (ref) => `type=registry,ref=${ref},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true`;
const annotationKey = (level) => `annotation-${level}`.replace(/^annotation-manifest(?=$|\[)/, 'annotation');
const csvField = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

;// CONCATENATED MODULE: ./build/build/buildctl.js


function buildctlArguments(build, output, metadataFile) {
    const option = (name, value) => ['--opt', `${name}=${value}`];
    return [
        'build',
        ...['--frontend', 'dockerfile.v0'],
        ...['--local', `context=${build.context}`],
        ...['--local', `dockerfile=${(0,external_node_path_.dirname)(build.file)}`],
        ...option('filename', (0,external_node_path_.basename)(build.file)),
        ...(build.target ? option('target', build.target) : []),
        ...(build.platforms.length > 0 ? option('platform', build.platforms.join(',')) : []),
        ...Object.entries(build.buildArgs).flatMap(([name, value]) => option(`build-arg:${name}`, value)),
        ...Object.entries(build.labels).flatMap(([name, value]) => option(`label:${name}`, value)),
        ...(build.pull ? option('image-resolve-mode', 'pull') : []),
        ...(build.noCache ? ['--no-cache'] : []),
        ...(build.cache?.read ?? []).flatMap((ref) => ['--import-cache', `type=registry,ref=${ref}`]),
        ...(build.cache?.write ? ['--export-cache', cacheExporter(build.cache.write)] : []),
        ...(output.to === 'nothing' ? [] : ['--output', imageExporter(build, output)]),
        ...['--metadata-file', metadataFile],
    ];
}

;// CONCATENATED MODULE: ./build/build/buildx.js

function buildxArguments(builder, build, output, metadataFile) {
    return [
        'build',
        ...(builder ? ['--builder', builder] : []),
        ...['--file', build.file],
        ...(build.target ? ['--target', build.target] : []),
        ...(build.platforms.length > 0 ? ['--platform', build.platforms.join(',')] : []),
        ...Object.entries(build.buildArgs).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
        ...Object.entries(build.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
        ...(build.pull ? ['--pull'] : []),
        ...(build.noCache ? ['--no-cache'] : []),
        ...(build.cache?.read ?? []).flatMap((ref) => ['--cache-from', `type=registry,ref=${ref}`]),
        ...(build.cache?.write ? ['--cache-to', cacheExporter(build.cache.write)] : []),
        ...['--provenance', 'false'],
        ...['--output', output.to === 'nothing' ? 'type=cacheonly' : imageExporter(build, output)],
        ...['--metadata-file', metadataFile],
        build.context,
    ];
}

// EXTERNAL MODULE: ./node_modules/semver/functions/gte.js
var gte = __webpack_require__(1236);
;// CONCATENATED MODULE: ./build/build/capabilities.js

function buildctlCapabilities(driver, version, workers) {
    return {
        driver,
        ...ofBuildKit(workers),
        ...ofNodes([nodeIn(workers)]),
        authFromEnvironment: isAtLeast(version, '0.24.0'),
    };
}
function buildxCapabilities(version, inspection) {
    const driver = inspection.match(/^Driver:[ \t]+(\S+)/m)?.[1];
    if (!driver)
        return undefined;
    const kit = ofBuildKit(inspection);
    const full = driver !== 'docker' || inspection.includes('org.mobyproject.buildkit.worker.snapshotter');
    return {
        driver,
        pushes: driver !== 'docker' ? 'by digest' : full ? 'as layout' : 'by tag',
        annotations: full,
        attestations: full,
        cacheExport: full,
        severalOutputs: full && kit.severalOutputs && isAtLeast(version, '0.13.0'),
        severalPlatforms: full,
        ...ofNodes(inspection
            .split(/^Endpoint:/m)
            .slice(1)
            .map(nodeIn)),
        authFromEnvironment: isAtLeast(version, '0.26.0'),
    };
}
function ofBuildKit(printed) {
    const version = printed.match(/^BuildKit(?: version)?:\s+(.+)$/m)?.[1];
    return {
        pushes: 'by digest',
        annotations: true,
        attestations: true,
        cacheExport: true,
        severalOutputs: version === undefined || isAtLeast(version, '0.13.0'),
        severalPlatforms: true,
    };
}
function nodeIn(printed) {
    const items = printed.match(/^Platforms:\s+(.+)$/m)?.[1]?.split(/\s*,\s*/) ?? [];
    const given = items.flatMap((item) => (item.endsWith('*') ? [item.slice(0, -1)] : []));
    return { platforms: items.map((item) => item.replace('*', '')), given };
}
function ofNodes(nodes) {
    const own = new Set(nodes.map(({ platforms, given }) => (given.length > 0 ? undefined : platforms[0])));
    return { nodes, platform: own.size === 1 ? [...own][0] : undefined };
}
function isAtLeast(printed, wanted) {
    const [, version = '0.0.0'] = printed.match(/(?:^|\s)v?(\d+\.\d+\.\d+)(?![\w.])/m) ?? [];
    return gte(version, wanted);
}

;// CONCATENATED MODULE: ./build/build/builder.js






function findBuilder(request, builderEnv, { env, signal }) {
    const asking = (driver) => ({ env: buildEnvironment(env, builderEnv, driver), signal });
    if (request.kind === 'buildx')
        return findBuildx(request.name, asking());
    const driver = schemeOf(request.address);
    return findBuildctl(request.address, driver, asking(driver));
}
const schemeOf = (address) => address.slice(0, address.indexOf(':'));
async function findBuildctl(address, driver, asking) {
    if (!(await isOnPath('buildctl'))) {
        throw (0,failure/* failure */.V2)(`BuildKit is at ${address}, but there is no buildctl on PATH to reach it. Install it from https://github.com/moby/buildkit/releases, or unset buildkit-host and BUILDKIT_HOST to build with docker buildx.`);
    }
    const command = ['buildctl', '--addr', address];
    const [version, workers] = await Promise.all([
        ask(['buildctl', '--version'], asking),
        ask([...command, 'debug', 'workers', '--verbose'], asking),
    ]);
    if (workers.exitCode !== 0) {
        throw (0,failure/* failure */.V2)(`BuildKit at ${address} does not answer: ${workers.output}\nCheck that buildkitd runs there, and that this user may connect to it (buildkit-host, or BUILDKIT_HOST).`);
    }
    return { command, arguments: buildctlArguments, can: buildctlCapabilities(driver, version.stdout, workers.stdout) };
}
async function findBuildx(name, asking) {
    const command = await buildxCommand();
    const [version, inspection] = await Promise.all([
        ask([...command, 'version'], asking),
        ask([...command, 'inspect', ...(name ? [name] : [])], asking),
    ]);
    const can = buildxCapabilities(version.stdout, inspection.stdout);
    if (!can || inspection.exitCode !== 0 || /^Error:/m.test(inspection.output)) {
        throw (0,failure/* failure */.V2)(explainInspection(name, inspection.output));
    }
    return { command, arguments: (...build) => buildxArguments(name, ...build), can };
}
async function ask([tool, ...args], asking) {
    const { exitCode, stdout, output } = await run(tool, args, { silent: true, ...asking });
    return { exitCode, stdout, output: output.trim() };
}
async function buildxCommand() {
    if (await isOnPath('docker'))
        return ['docker', 'buildx'];
    if (await isOnPath('buildx'))
        return ['buildx'];
    throw (0,failure/* failure */.V2)('There is nothing to build with: neither docker nor buildx is on PATH, and no BuildKit is named. Use a runner with Docker, or set buildkit-host (or BUILDKIT_HOST) to the address of a BuildKit daemon.');
}
function explainInspection(name, output) {
    if (/not a docker command|unknown (shorthand )?(flag|command)/i.test(output)) {
        return `docker has no buildx here. Add docker/setup-buildx-action before this step, or install the plugin: ${output}`;
    }
    return name ? `builder: buildx cannot use "${name}": ${output}` : `buildx cannot use its current builder: ${output}`;
}
const THIS_MACHINE = /^tcp:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?\/?$/i;
function builderWarnings(request) {
    if (request.kind === 'buildx' || schemeOf(request.address) !== 'tcp' || THIS_MACHINE.test(request.address))
        return [];
    return [
        `BuildKit at ${request.address} is on another machine and not reached by TLS: whoever is between can read the registry's password and change the image. Reach it through an SSH tunnel, or by a builder of buildx with the remote driver and its certificates.`,
    ];
}
function checkBuilder({ can }, { platforms }) {
    if (platforms.length < 2)
        return;
    const list = platforms.join(', ');
    if (!can.severalPlatforms) {
        throw (0,failure/* failure */.V2)(`platforms: This Docker builds for one platform at a time, not for ${list}. Add docker/setup-buildx-action before this step, or turn on Docker's containerd image store.`);
    }
    if (can.nodes.length < 2)
        return;
    const nodes = new Set(nodesFor(can.nodes, platforms));
    if (nodes.size < 2 && !nodes.has(undefined))
        return;
    throw (0,failure/* failure */.V2)(`platforms: ${list} may be built on several nodes of this builder, and buildx would push their index under a tag before anybody could verify it. Use a builder of one node that builds for all of them.`);
}
function nodesFor(nodes, platforms) {
    const first = (list) => platforms.map((platform) => nodes.find((node) => node[list].includes(platform)));
    const given = first('given');
    if (!given.includes(undefined))
        return given;
    const areRunning = nodes.every((node) => node.platforms.length > node.given.length);
    return areRunning ? first('platforms') : [undefined];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/build/login.js




async function loginEnvironment({ authFromEnvironment }, login, env, folder) {
    if (authFromEnvironment)
        return { DOCKER_AUTH_CONFIG: environmentConfig(login, env.DOCKER_AUTH_CONFIG) };
    const original = dockerFolder(env);
    const own = (0,external_node_path_.join)(folder, 'docker');
    await linkAllBut('config.json', original, own);
    await writeConfig(own, fileConfig(login, await readConfig(original)));
    return { DOCKER_CONFIG: own, BUILDX_CONFIG: buildxFolder(env) };
}
async function withoutLogins(env, folder) {
    const { DOCKER_AUTH_CONFIG: _, ...rest } = env;
    const [own, buildx] = [(0,external_node_path_.join)(folder, 'docker-without-logins'), (0,external_node_path_.join)(folder, 'buildx-without-logins')];
    await Promise.all([
        linkAllBut('config.json', dockerFolder(env), own),
        linkAllBut('config', buildxFolder(env), buildx),
    ]);
    await writeConfig(own, fileConfigWithoutLogins(await readConfig(dockerFolder(env))));
    return { ...rest, DOCKER_CONFIG: own, BUILDX_CONFIG: buildx };
}
async function readProxies(env) {
    const { proxies = {} } = await readConfig(dockerFolder(env)).catch(() => ({}));
    return JSON.parse(JSON.stringify(proxies).replaceAll(/\/\/[^/"]*@/g, '//'));
}
const dockerFolder = (env) => (0,external_node_path_.resolve)(env.DOCKER_CONFIG || (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.docker'));
const buildxFolder = (env) => (0,external_node_path_.resolve)(env.BUILDX_CONFIG || (0,external_node_path_.join)(dockerFolder(env), 'buildx'));
async function linkAllBut(name, original, own) {
    await (0,external_node_fs_promises_.mkdir)(own, { mode: 0o700 });
    const names = (await (0,external_node_fs_promises_.readdir)(original).catch(() => [])).filter((each) => each !== name);
    await Promise.all(names.map((each) => (0,external_node_fs_promises_.symlink)((0,external_node_path_.join)(original, each), (0,external_node_path_.join)(own, each))));
}
async function readConfig(folder) {
    const file = (0,external_node_path_.join)(folder, 'config.json');
    return parse(await (0,external_node_fs_promises_.readFile)(file, 'utf8').catch(() => undefined), file);
}
const writeConfig = (folder, text) => (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), text, { mode: 0o600 });
function environmentConfig({ host, auth }, existing) {
    const { auths } = parse(existing, 'DOCKER_AUTH_CONFIG in the environment');
    const others = Object.entries(auths ?? {}).flatMap(([name, login]) => {
        const auth = login?.auth;
        return auth && /^[^:]+:/.test(Buffer.from(auth, 'base64').toString()) ? [[name, { auth }]] : [];
    });
    return JSON.stringify({ auths: { ...Object.fromEntries(others), [host]: { auth } } });
}
function fileConfig({ host, auth }, existing) {
    const { auths, credHelpers } = existing;
    return JSON.stringify({
        ...existing,
        auths: { ...auths, [host]: { auth } },
        ...((credHelpers || existing.credsStore) && { credHelpers: { ...credHelpers, [host]: '' } }),
    });
}
function fileConfigWithoutLogins({ currentContext, cliPluginsExtraDirs }) {
    return JSON.stringify({ currentContext, cliPluginsExtraDirs, auths: { 'none.invalid': {} } });
}
function parse(text, where) {
    try {
        const config = JSON.parse(text || '{}');
        if (config instanceof Object)
            return config;
    }
    catch {
    }
    throw (0,failure/* failure */.V2)(`${where} is not Docker's configuration in JSON. Mend it, or remove it for this step.`);
}

;// CONCATENATED MODULE: ./build/build/influences.js




async function readInfluences({ build, builder, builderEnv }, { env }, found) {
    const seen = buildEnvironment(env, builderEnv, undefined);
    const [variables, proxies] = await Promise.all([
        readVariables(seen),
        builder.kind === 'buildx' ? readProxies(seen) : {},
    ]);
    if (build.platforms.length > 0)
        return { variables, proxies };
    const platform = await found?.then(({ can }) => can.platform, () => undefined);
    return platform === undefined ? undefined : { platform, variables, proxies };
}
const SOURCE_POLICY = 'EXPERIMENTAL_BUILDKIT_SOURCE_POLICY';
async function readVariables(seen) {
    const variables = Object.fromEntries(Object.entries(seen).filter(([name]) => /^(BUILDKIT|BUILDX|EXPERIMENTAL_BUILDKIT)_/.test(name) && !CHANGES_NOTHING.test(name)));
    const policy = variables[SOURCE_POLICY];
    if (!policy)
        return variables;
    const text = await (0,external_node_fs_promises_.readFile)(policy).catch(() => '');
    return { ...variables, [SOURCE_POLICY]: (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex') };
}
const CHANGES_NOTHING = /^(BUILDKIT_(HOST|PROGRESS|COLORS|TTY_LOG_LINES|NO_CLIENT_TOKEN)|BUILDX_(BUILDER|CONFIG|EXPERIMENTAL|NO_DEFAULT_(LOAD|ATTESTATIONS)|(GIT|METADATA|CPU|MEM)_\w+))$/;

// EXTERNAL MODULE: ./build/source/paths.js
var paths = __webpack_require__(4900);
;// CONCATENATED MODULE: ./build/build/explain.js

function explainBuild(output, file) {
    const [, ...errors] = output.split(/^(?:error|ERROR): /m);
    const said = (errors.at(-1) ?? output.trim().split('\n').at(-1) ?? '').trim() || 'The builder said nothing.';
    const cause = new Error(said);
    const line = failingLine(output);
    if (line) {
        return (0,failure/* failure */.V2)(`The build failed at ${file}:${line.number}: ${line.text}\n${said}`, {
            cause,
            at: { file, line: line.number },
        });
    }
    return (0,failure/* failure */.V2)(`${hint(said)}\n${said}`, { cause });
}
function failingLine(output) {
    const marked = output.match(/^ *(\d+) \| >>> (.*)$/m);
    return marked ? { number: Number(marked[1]), text: (marked[2] ?? '').trim() } : undefined;
}
const PUSH_HINTS = [
    [
        /401 Unauthorized|no basic auth credentials|authorization failed/i,
        'The registry did not take the credentials. If registry-endpoint is set, check that it belongs to this account and region.',
    ],
    [
        /403 Forbidden|denied: /i,
        'The registry denied the push. The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository.',
    ],
    [/429 |toomanyrequests/i, 'The registry throttled the push. Run it again later.'],
];
const UNREACHABLE = /connection refused|no such host|cannot connect|context deadline exceeded|\.sock: no such file or directory|dial (tcp|unix)/i;
function hint(said) {
    if (/no space left on device/i.test(said)) {
        return "A disk is full: the builder's own, or that of RUNNER_TEMP, to which Docker's own driver exports the image. Free some space, or use a larger runner.";
    }
    const push = said.search(/push/i);
    const pushing = push < 0 ? '' : said.slice(push);
    const [, refused] = PUSH_HINTS.find(([pattern]) => pattern.test(pushing)) ?? [];
    if (refused)
        return refused;
    return UNREACHABLE.test(said) ? 'The builder, or the registry, could not be reached.' : 'The build failed.';
}

;// CONCATENATED MODULE: ./build/build/run-build.js








async function checkContext({ context, file }) {
    for (const path of [context, `${context}/.dockerignore`])
        (0,paths/* checkPath */.Cg)('context', path);
    for (const path of [file, `${file}.dockerignore`])
        (0,paths/* checkPath */.Cg)('file', path);
    const [folder, dockerfile] = await Promise.all([context, file].map((path) => (0,external_node_fs_promises_.stat)(path).catch(() => undefined)));
    if (!folder?.isDirectory()) {
        throw (0,failure/* failure */.V2)(`context: there is no folder "${(0,failure/* cut */.Jj)(context)}" in ${process.cwd()}. Check the repository out before this step (actions/checkout), and give the path from its root.`);
    }
    if (!dockerfile?.isFile()) {
        throw (0,failure/* failure */.V2)(`file: there is no Dockerfile "${(0,failure/* cut */.Jj)(file)}" in ${process.cwd()}. Give its path from the repository's root.`);
    }
}
async function build(builder, spec, output, { env, temp, signal, log }, { login, builderEnv, isolated = false }) {
    const folder = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(temp, 'ecr-publish-'));
    try {
        const metadataFile = (0,external_node_path_.join)(folder, 'metadata.json');
        const seen = buildEnvironment(env, builderEnv, builder.can.driver);
        const own = isolated ? await withoutLogins(seen, folder) : seen;
        const loggedIn = login && (await loginEnvironment(builder.can, login, own, folder));
        const [tool, ...args] = builder.command;
        const result = await log.untrusted((out) => run(tool, [...args, ...builder.arguments(spec, output, metadataFile)], {
            env: { ...own, BUILDX_METADATA_PROVENANCE: 'disabled', ...loggedIn },
            out,
            signal,
        }));
        signal.throwIfAborted();
        if (result.exitCode !== 0)
            throw explainBuild(result.output, spec.file);
        const metadata = JSON.parse(await (0,external_node_fs_promises_.readFile)(metadataFile, 'utf8').catch(() => '{}'));
        const digest = metadata['containerimage.digest'];
        return {
            digest: typeof digest === 'string' ? digest : undefined,
            metadata,
        };
    }
    finally {
        await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: ./build/iam/roles.js + 1 modules
var roles = __webpack_require__(5626);
// EXTERNAL MODULE: ./build/iam/statements.js
var statements = __webpack_require__(7210);
;// CONCATENATED MODULE: ./build/iam/least-policy.js



function inlinePolicyOf({ aws, ...request }, settings) {
    const role = aws.roles.at(-1);
    if (aws.inlinePolicy !== 'least' || !role)
        return aws.inlinePolicy;
    const text = JSON.stringify((0,statements/* policyOf */.US)((0,roles/* publishing */.Kc)(request, settings, (0,roles/* placeOf */.$t)(role, aws.region))));
    (0,session_policies/* checkSessionPolicies */.bG)(text, aws.managedPolicies);
    return text;
}

;// CONCATENATED MODULE: ./build/registry/registry.js
const hostOf = (uri) => uri.slice(0, uri.indexOf('/'));

;// CONCATENATED MODULE: ./build/registry/blobs.js



const MOST = 8_000_000;
const PATIENCE_MS = 10_000;
async function readBlob({ digest, size }, { uri, auth }) {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest))
        throw (0,failure/* failure */.V2)(`"${digest}" is no SHA-256 digest.`);
    if (size > MOST)
        throw (0,failure/* failure */.V2)(`${digest} has ${size} bytes, more than the ${MOST} that are read.`);
    const host = hostOf(uri);
    const scheme = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host) ? 'http' : 'https';
    try {
        const answer = await fetch(`${scheme}://${host}/v2${uri.slice(host.length)}/blobs/${digest}`, {
            headers: { authorization: `Basic ${auth}` },
            signal: AbortSignal.timeout(PATIENCE_MS),
        });
        if (!answer.ok)
            throw (0,failure/* failure */.V2)(explainStatus(new URL(answer.url).host, answer.status, digest));
        const bytes = await readBody(answer, size);
        const found = `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
        if (found === digest)
            return bytes;
        throw (0,failure/* failure */.V2)(`${host} returned something else for ${digest}: its digest is ${found}.`);
    }
    catch (cause) {
        const { name, message } = cause;
        if (name === 'Failure')
            throw cause;
        const why = cause.cause?.message ?? message;
        throw (0,failure/* failure */.V2)(`${digest} could not be read from ${host}, or from where it sends on to: ${why}.`, { cause });
    }
}
const explainStatus = (host, status, digest) => `${host} answered ${status} for ${digest}.${status === 401 || status === 403 ? " Allow ecr:GetDownloadUrlForLayer in the role's policy." : ''}`;
async function readBody({ body }, size) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body ?? []) {
        length += chunk.length;
        if (length > size)
            throw (0,failure/* failure */.V2)(`The registry sends more than the ${size} bytes that the manifest names.`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./build/registry/ecr-authorization.js


async function authorize(ecr, mask) {
    const { authorizationData } = await ecr.send(new dist_cjs/* GetAuthorizationTokenCommand */.Eu6({}));
    const { authorizationToken: auth, proxyEndpoint } = authorizationData?.[0] ?? {};
    if (!auth)
        throw (0,failure/* failure */.V2)('AWS answered ecr:GetAuthorizationToken without a token.');
    mask(auth);
    mask(Buffer.from(auth, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''));
    const host = proxyEndpoint && URL.parse(proxyEndpoint)?.host;
    return { auth, host: host || undefined, account: host?.match(/^(\d{12})\./)?.[1] };
}
function checkAccount(account, allowed) {
    if (allowed.length === 0 || (account && allowed.includes(account)))
        return;
    throw (0,failure/* failure */.V2)(`allowed-account-ids: these credentials are for account ${account ?? 'unknown'}, allowed is ${allowed.join(', ')}. Nothing was written. Check role-to-assume.`);
}

// EXTERNAL MODULE: ./build/image/manifest.js
var image_manifest = __webpack_require__(9941);
;// CONCATENATED MODULE: ./build/registry/ecr-images.js




const ecr_images_MOST = 100;
async function readTags(ecr, repository, tags) {
    const read = (some) => batchGet(ecr, repository, some.map((imageTag) => ({ imageTag })));
    try {
        const { images, missing } = await read(tags);
        const found = new Map(images.map((image) => [image.imageId?.imageTag ?? '', toStored(image)]));
        const missed = new Set(missing.map(({ imageTag }) => imageTag));
        const isNamed = found.size === images.length && [...found.keys()].every((tag) => tags.includes(tag));
        await Promise.all(tags
            .filter((tag) => !missed.has(tag) && !(isNamed && found.has(tag)))
            .map(async (tag) => {
            const [image] = (await read([tag])).images;
            if (image)
                found.set(tag, toStored(image));
            else
                found.delete(tag);
        }));
        return new Map(tags.flatMap((tag) => (found.has(tag) ? [[tag, found.get(tag)]] : [])));
    }
    catch (error) {
        if (error.name === 'RepositoryNotFoundException')
            return new Map();
        throw error;
    }
}
async function readManifests(ecr, repository, digests) {
    const { images } = await batchGet(ecr, repository, digests.map((imageDigest) => ({ imageDigest })));
    return new Map(images.map((image) => [image.imageId?.imageDigest ?? '', toStored(image)]));
}
const NEWEST = 5;
async function readNewest(ecr, repositoryName) {
    const command = new dist_cjs/* DescribeImagesCommand */.ji5({ repositoryName, maxResults: 1000, filter: { tagStatus: 'TAGGED' } });
    const { imageDetails = [] } = await ecr.send(command).catch(() => ({ imageDetails: [] }));
    const digests = imageDetails
        .toSorted((a, b) => Number(b.imagePushedAt ?? 0) - Number(a.imagePushedAt ?? 0))
        .flatMap(({ imageDigest }) => imageDigest ?? [])
        .slice(0, NEWEST);
    return digests.length > 0 ? [...(await readManifests(ecr, repositoryName, digests)).values()] : [];
}
async function batchGet(ecr, repositoryName, imageIds) {
    const groups = Array.from({ length: Math.ceil(imageIds.length / ecr_images_MOST) }, (_, at) => imageIds.slice(at * ecr_images_MOST, (at + 1) * ecr_images_MOST));
    const answers = await Promise.all(groups.map((group) => ecr.send(new dist_cjs/* BatchGetImageCommand */.P8n({ repositoryName, imageIds: group, acceptedMediaTypes: image_manifest/* MANIFEST_TYPES */._P }))));
    const failures = answers.flatMap((answer) => answer.failures ?? []);
    const odd = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
    if (odd) {
        const id = odd.imageId?.imageTag ?? odd.imageId?.imageDigest;
        throw (0,failure/* failure */.V2)(`ECR could not read ${id} of ${repositoryName}: ${odd.failureReason} (${odd.failureCode}).`);
    }
    return {
        images: answers.flatMap((answer) => answer.images ?? []),
        missing: failures.flatMap(({ imageId }) => imageId ?? []),
    };
}
function toStored({ imageId, imageManifest: text, imageManifestMediaType }) {
    const wanted = imageId?.imageDigest ?? '';
    const found = `sha256:${(0,external_node_crypto_.createHash)('sha256')
        .update(text ?? '')
        .digest('hex')}`;
    if (!text || found !== wanted) {
        throw (0,failure/* failure */.V2)(`ECR returned something else for ${wanted}: its digest is ${found}. No tag was made.`);
    }
    return { digest: wanted, text, mediaType: imageManifestMediaType ?? '', manifest: JSON.parse(text) };
}

;// CONCATENATED MODULE: ./build/registry/ecr-tags.js



async function putTag(ecr, repository, tag, image) {
    const command = new dist_cjs/* PutImageCommand */.SUU({
        repositoryName: repository,
        imageTag: tag,
        imageManifest: image.text,
        imageManifestMediaType: image.mediaType,
        imageDigest: image.digest,
    });
    return ecr.send(command).then((answer) => {
        const digest = answer.image?.imageId?.imageDigest;
        if (digest === image.digest)
            return digest;
        throw (0,failure/* failure */.V2)(`ECR pointed the tag "${tag}" of ${repository} at ${digest}, not at ${image.digest}.`);
    }, (cause) => putBefore(ecr, repository, tag, image, cause));
}
async function putBefore(ecr, repository, tag, image, cause) {
    if (cause.name === 'ImageAlreadyExistsException')
        return image.digest;
    if (cause.name === 'ImageTagAlreadyExistsException') {
        const now = (await readTags(ecr, repository, [tag])).get(tag)?.digest;
        if (now)
            return now;
    }
    const meaning = MEANINGS[cause.name];
    throw meaning
        ? (0,failure/* failure */.V2)(`The tag "${tag}" of ${repository} could not be put: ${meaning} ${cause.message}`, { cause })
        : cause;
}
const MEANINGS = {
    ImageDigestDoesNotMatchException: 'the manifest is not what its digest says. Something between here and ECR changes it.',
    LayersNotFoundException: 'layers of the image are gone, such as by a clean-up while this ran. Run it again.',
    ReferencedImagesNotFoundException: 'images of the index are gone, such as by a lifecycle rule for untagged images. Run it again.',
    InvalidParameterException: 'ECR does not take this type of manifest.',
    ImageTagAlreadyExistsException: 'another run had put it, and it was deleted again since. Run it again.',
    LimitExceededException: 'a quota of ECR is used up, such as tags per image or images per repository.',
};
function explainConflict(conflict) {
    const { repository, tag, now, since, digest } = conflict;
    return `The tag "${tag}" of ${repository} is immutable and already points at ${now}${since ? ` since ${since.toISOString()}` : ''}${digest ? `, not at ${digest}` : ', which was made from something else'}. Give another tag, or let the tag move (the repository's tag mutability, or an exclusion filter for it). With tag-conflict: keep it stays where it is, and the other tags are published.`;
}
async function pushedAt(ecr, repository, tag) {
    const command = new dist_cjs/* DescribeImagesCommand */.ji5({ repositoryName: repository, imageIds: [{ imageTag: tag }] });
    const answer = await ecr.send(command).catch(() => undefined);
    return answer?.imageDetails?.[0]?.imagePushedAt;
}

;// CONCATENATED MODULE: ./build/registry/ecr.js




const ecrRegistry = (ecr, repository, mask) => ({
    repository,
    authorize: () => authorize(ecr, mask),
    readTags: (tags) => readTags(ecr, repository, tags),
    readManifests: (digests) => readManifests(ecr, repository, digests),
    readNewest: () => readNewest(ecr, repository),
    readBlob: readBlob,
    putTag: (tag, image) => putTag(ecr, repository, tag, image),
    pushedAt: (tag) => pushedAt(ecr, repository, tag),
});

;// CONCATENATED MODULE: ./build/registry/ecr-repository.js


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
function toRepository(from, created) {
    const { repositoryName: name, repositoryUri: uri, repositoryArn: arn, registryId: account } = from;
    if (!name || !uri || !arn || !account) {
        throw (0,failure/* failure */.V2)(`AWS described the repository without its name, URI, ARN or registry: ${JSON.stringify(from)}`);
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
function imageUri(repository, endpoint) {
    return endpoint ? endpoint + repository.uri.slice(repository.uri.indexOf('/')) : repository.uri;
}

;// CONCATENATED MODULE: ./build/registry/image-labels.js


async function readLabels(registry, image, access) {
    const config = (0,image_manifest/* configOf */.W1)(image);
    if (!config)
        throw (0,failure/* failure */.V2)(`${image[0].digest} names no configuration.`);
    const text = (await registry.readBlob(config, access)).toString();
    try {
        return JSON.parse(text).config?.Labels ?? {};
    }
    catch (cause) {
        throw (0,failure/* failure */.V2)(`The configuration ${config.digest} is not JSON: ${cause.message}`, { cause });
    }
}

// EXTERNAL MODULE: ./build/settings/difference.js
var difference = __webpack_require__(1045);
;// CONCATENATED MODULE: ./build/registry/mutability.js
function canMove(tag, { setting, exclusions }) {
    const excluded = setting.endsWith('_WITH_EXCLUSION') && exclusions.some((filter) => matches(tag, filter));
    return setting.startsWith('MUTABLE') !== excluded;
}
function matches(tag, filter) {
    const pattern = filter
        .split('*')
        .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'))
        .join('.*');
    return new RegExp(`^${pattern}$`).test(tag);
}

;// CONCATENATED MODULE: ./build/settings/create.js



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
function createRequest(name, settings) {
    const mutability = (0,difference/* wantedMutability */._9)(settings);
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
const mutabilityRequest = ({ setting, exclusions }) => ({
    imageTagMutability: setting,
    ...(exclusions.length > 0 && {
        imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD', filter })),
    }),
});
const toTags = (tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

// EXTERNAL MODULE: ./build/settings/lifecycle-policy.js
var lifecycle_policy = __webpack_require__(3279);
// EXTERNAL MODULE: ./build/settings/repository-policy.js
var repository_policy = __webpack_require__(1565);
;// CONCATENATED MODULE: ./build/settings/apply.js





async function applySetting(ecr, repository, setting, settings) {
    const command = settingCommand(repository, setting, settings);
    if (command)
        await ecr.send(command);
}
function settingCommand({ name: repositoryName, arn: resourceArn }, setting, settings) {
    const mutability = (0,difference/* wantedMutability */._9)(settings);
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
            return (lifecycle && new dist_cjs/* PutLifecyclePolicyCommand */.Rcn({ repositoryName, lifecyclePolicyText: (0,lifecycle_policy/* lifecyclePolicy */.Re)(lifecycle) }));
        case 'repository-policy':
            return (policy &&
                new dist_cjs/* SetRepositoryPolicyCommand */.IOA({ repositoryName, policyText: (0,repository_policy/* repositoryPolicy */.tN)(policy, (0,difference/* placeOf */.$t)(resourceArn)) }));
        case 'resource-tags':
            return tags && new dist_cjs/* TagResourceCommand */.eqU({ resourceArn, tags: toTags(tags) });
        case 'encryption':
            return undefined;
    }
}

;// CONCATENATED MODULE: ./build/settings/creation-template.js
function templateFor(name, templates) {
    const length = ({ prefix = '' }) => (prefix === 'ROOT' ? 0 : prefix.length);
    return templates
        .filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'))
        .filter(({ prefix = '' }) => prefix === 'ROOT' || name.startsWith(prefix.replace(/\/?$/, '/')))
        .sort((a, b) => length(b) - length(a))[0];
}
function withTemplate(settings, template) {
    const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = template;
    const { encryptionConfiguration: encryption, lifecyclePolicy, repositoryPolicy, resourceTags = [] } = template;
    const tags = Object.fromEntries(resourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
    return {
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

;// CONCATENATED MODULE: ./build/settings/attachments.js





async function readAttachments(ecr, repositoryName, settings, found) {
    const [scannedBy, key, lifecycle, policy, resourceTags] = await Promise.all([
        settings['scan-on-push'] ? scanningRule(ecr, repositoryName) : undefined,
        found.then((repository) => readKey(ecr, settings, repository)),
        settings['lifecycle-policy'] &&
            orNone(ecr.send(new dist_cjs/* GetLifecyclePolicyCommand */.O0C({ repositoryName })), named('LifecyclePolicyNotFoundException', 'RepositoryNotFoundException')),
        settings['repository-policy'] &&
            orNone(ecr.send(new dist_cjs/* GetRepositoryPolicyCommand */.MeN({ repositoryName })), named('RepositoryPolicyNotFoundException', 'RepositoryNotFoundException')),
        settings['resource-tags'] ? found.then((repository) => attachments_readTags(ecr, repository)) : {},
    ]);
    return {
        ...(scannedBy && { scannedBy }),
        ...key,
        ...(lifecycle?.lifecyclePolicyText && { lifecyclePolicy: lifecycle.lifecyclePolicyText }),
        ...(policy?.policyText && { repositoryPolicy: policy.policyText }),
        resourceTags,
    };
}
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
function isRefused(error) {
    const refused = named('AccessDeniedException', 'AccessDenied', 'UnknownOperationException', 'InvalidAction');
    return refused((0,failure/* isFailure */.N6)(error) ? (error.cause ?? error) : error);
}
async function scanningRule(ecr, repositoryName) {
    const answer = await orNone(ecr.send(new dist_cjs/* GetRegistryScanningConfigurationCommand */.Mhg({})), isRefused);
    const rules = answer?.scanningConfiguration?.rules ?? [];
    const rule = rules
        .filter(({ scanFrequency }) => scanFrequency === 'SCAN_ON_PUSH' || scanFrequency === 'CONTINUOUS_SCAN')
        .flatMap(({ repositoryFilters = [] }) => repositoryFilters)
        .find(({ filter = '' }) => matches(repositoryName, filter.includes('*') ? filter : `*${filter}*`));
    return rule?.filter;
}
async function readKey(ecr, settings, repository) {
    const { key = '' } = settings.encryption ?? {};
    const { key: is } = repository?.encryption ?? {};
    if (!(0,difference/* isAlias */.Vj)(key) || !is || is === key)
        return {};
    const { aliasedKey } = await Promise.all(/* import() */[__webpack_require__.e(632), __webpack_require__.e(77)]).then(__webpack_require__.bind(__webpack_require__, 8077));
    const answer = await aliasedKey(ecr, key);
    if ('arn' in answer)
        return { aliasedKey: answer.arn };
    const warning = `kms-key: Whether the key behind ${key} is the repository's could not be compared: ${answer.unknown} Allow kms:DescribeKey on the key, or name it by its ARN.`;
    return { warnings: [warning] };
}
async function attachments_readTags(ecr, repository) {
    if (!repository)
        return {};
    const { tags = [] } = await ecr.send(new dist_cjs/* ListTagsForResourceCommand */.a_e({ resourceArn: repository.arn }));
    return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
async function creationTemplate(ecr, name) {
    const template = templateFor(name, await creationTemplates(ecr));
    if (template)
        return template;
    throw (0,failure/* failure */.V2)(`creation-template: The registry has no creation template for ${name} that is applied to CREATE_ON_PUSH. Create one, or leave creation-template out.`);
}
async function creationTemplates(ecr) {
    const templates = [];
    for await (const page of (0,dist_cjs/* paginateDescribeRepositoryCreationTemplates */.tBR)({ client: ecr }, {})) {
        templates.push(...(page.repositoryCreationTemplates ?? []));
    }
    return templates;
}

;// CONCATENATED MODULE: ./build/settings/lifecycle-preview.js




const lifecycle_preview_PATIENCE_MS = 300_000;
async function previewLifecycle(ecr, repositoryName, policy) {
    const until = Date.now() + lifecycle_preview_PATIENCE_MS;
    while (Date.now() < until) {
        await startPreview(ecr, repositoryName, policy);
        const pages = await readPreview(ecr, repositoryName, until);
        const isOurs = ({ lifecyclePolicyText: text }) => text === undefined || (0,lifecycle_policy/* canonicalLifecycle */.VD)(text) === (0,lifecycle_policy/* canonicalLifecycle */.VD)(policy);
        if (pages.every(isOurs)) {
            return pages.flatMap(({ previewResults = [] }) => previewResults.map(({ imageDigest = '', imageTags = [] }) => ({ digest: imageDigest, tags: imageTags })));
        }
    }
    throw (0,failure/* failure */.V2)(`lifecycle-policy: The preview of ${repositoryName} was not ours for ${lifecycle_preview_PATIENCE_MS / 60_000} minutes. Run this again later.`);
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
async function readPreview(ecr, repositoryName, until) {
    let page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName }));
    while (page.status === 'IN_PROGRESS' && Date.now() < until) {
        await (0,promises_.setTimeout)(1000);
        page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName }));
    }
    if (page.status !== 'COMPLETE') {
        throw (0,failure/* failure */.V2)(`lifecycle-policy: ECR's preview of ${repositoryName} ended as ${page.status}. Run this again.`);
    }
    const pages = [page];
    while (page.nextToken) {
        page = await ecr.send(new dist_cjs/* GetLifecyclePolicyPreviewCommand */.ynb({ repositoryName, nextToken: page.nextToken }));
        pages.push(page);
    }
    return pages;
}

;// CONCATENATED MODULE: ./build/settings/ensure.js









async function ensureRepository(step) {
    const { request, settings, found, attachments } = step;
    const { name, mode } = request;
    if (!found)
        return createWithSettings(step);
    const asItIs = { repository: found, notes: [], warnings: attachments.warnings ?? [] };
    if (mode === 'off')
        return asItIs;
    const wrong = (0,difference/* differences */.tX)(settings, { ...found, ...attachments });
    if (wrong.length === 0)
        return asItIs;
    const list = wrong.map(difference/* toDiff */.FV).join('\n');
    if (mode === 'create') {
        const warning = `The repository ${name} differs from its settings, and create-repository is create, so it is left as it is:\n${list}`;
        return { ...asItIs, warnings: [...asItIs.warnings, warning] };
    }
    if (mode === 'verify') {
        throw (0,failure/* failure */.V2)(`The repository ${name} differs from its settings. Nothing was changed.\n${list}`);
    }
    const notes = await reconcile(step, found, wrong);
    return { ...asItIs, notes: [...notes, `The repository ${name} was brought in line with its settings:\n${list}`] };
}
async function createWithSettings(step) {
    const { ecr, request, settings } = step;
    const { name, mode } = request;
    if (mode === 'off' || mode === 'verify') {
        throw (0,failure/* failure */.V2)(`repository: there is no "${name}", and create-repository is ${mode}. Make it, or let this step make it.`);
    }
    const template = request.template ? await creationTemplate(ecr, name) : undefined;
    const wanted = template ? withTemplate(settings, template) : settings;
    const made = await createRepository(ecr, name, wanted);
    const attached = ['lifecycle-policy', 'repository-policy'].filter((setting) => wanted[setting]);
    await applyAll(ecr, made, attached, wanted);
    if (!made.created) {
        const attachments = await readAttachments(ecr, name, wanted, Promise.resolve(made));
        return ensureRepository({ ...step, settings: wanted, found: made, attachments });
    }
    const notes = template ? [`The repository ${name} was created from the creation template ${template.prefix}.`] : [];
    return { repository: made, notes, warnings: [] };
}
async function reconcile(step, repository, wrong) {
    const { ecr, settings, request } = step;
    const fixed = wrong.filter(({ changeable }) => !changeable);
    if (fixed.length > 0) {
        throw (0,failure/* failure */.V2)(`The repository ${repository.name} differs in what AWS cannot change once it is made. Nothing was changed. Make another repository, or change the settings.\n${fixed.map(difference/* toDiff */.FV).join('\n')}`);
    }
    const { 'lifecycle-policy': lifecycle } = settings;
    const isPreviewed = !request.force && wrong.some(({ setting }) => setting === 'lifecycle-policy');
    const notes = lifecycle && isPreviewed ? [await checkLifecycle(step, lifecycle)] : [];
    await applyAll(ecr, repository, wrong.map(({ setting }) => setting), settings);
    return notes;
}
const AT_CREATION = ['image-tag-mutability', 'scan-on-push', 'encryption', 'resource-tags'];
async function applyAll(ecr, repository, asked, settings) {
    const outcomes = await Promise.allSettled(asked.map((setting) => applySetting(ecr, repository, setting, settings)));
    const errors = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined));
    const [cause] = errors.filter((error) => error !== undefined);
    if (!cause)
        return;
    const created = repository.created ? AT_CREATION.filter((setting) => settings[setting] !== undefined) : [];
    const applied = [...created, ...asked.filter((_, at) => !errors[at])];
    const reasons = asked.flatMap((setting, at) => {
        const error = errors[at];
        return error ? [`${setting}: ${error.message}${(0,failure/* isFailure */.N6)(error) ? '' : ` (${error.name})`}`] : [];
    });
    const made = repository.created ? ' was created, but' : '';
    throw (0,failure/* failure */.V2)(`The repository ${repository.name}${made} does not have all of its settings. Applied: ${applied.join(', ') || 'none'}. Not applied:\n${reasons.join('\n')}`, { cause });
}
async function checkLifecycle(step, lifecycle) {
    const { published } = step;
    const expiring = await preview(step, (0,lifecycle_policy/* lifecyclePolicy */.Re)(lifecycle));
    const kept = lifecycle['keep-tagged'] ?? [];
    const lost = expiring.filter(({ digest, tags }) => digest === published.digest ||
        tags.some((tag) => published.tags.includes(tag) || kept.some((pattern) => matches(tag, pattern))));
    if (lost.length === 0)
        return `The lifecycle policy would expire ${expiring.length} images now.`;
    const images = lost.map(({ digest, tags }) => `${digest} (${tags.join(', ')})`).join('\n');
    throw (0,failure/* failure */.V2)(`lifecycle-policy: It would expire what this run publishes or what is to be kept, so nothing was changed. Change it, or set force: true.\n${images}`);
}
async function preview({ ecr, request }, policy) {
    try {
        return await previewLifecycle(ecr, request.name, policy);
    }
    catch (cause) {
        if (!isRefused(cause))
            throw cause;
        throw (0,failure/* failure */.V2)(`lifecycle-policy: What it would expire cannot be known, so nothing was changed. ${cause.message} Or set force: true, which applies it unseen.`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/source/git.js




const ENVIRONMENT = [
    ...['PATH', 'HOME', 'TMPDIR', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'LC_MESSAGES'],
    ...['PATHEXT', 'SYSTEMROOT', 'COMSPEC', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'PROGRAMDATA'],
    ...['PROGRAMFILES', 'TEMP', 'TMP'],
];
function gitWith(env, signal) {
    const seen = Object.fromEntries(ENVIRONMENT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
    return async (root, ...args) => {
        const settings = [
            'safe.bareRepository=explicit',
            `safe.directory=${root}`,
            'core.fsmonitor=false',
            'core.hooksPath=/dev/null',
        ].flatMap((setting) => ['-c', setting]);
        const given = ['-C', root, '--git-dir=.git', '--no-optional-locks', '--literal-pathspecs', ...settings, ...args];
        const { exitCode, stdout } = await run('git', given, {
            silent: true,
            whole: true,
            env: {
                ...seen,
                GIT_TERMINAL_PROMPT: '0',
                GIT_CEILING_DIRECTORIES: (0,external_node_path_.dirname)(root),
                GIT_NO_LAZY_FETCH: '1',
                GIT_ALLOW_PROTOCOL: '',
                GIT_NO_REPLACE_OBJECTS: '1',
            },
            ...(signal && { signal }),
        });
        return exitCode === 0 ? stdout : undefined;
    };
}
function findRoot(context) {
    const workspace = (0,paths/* realPath */.Ye)('.');
    const folder = (0,paths/* realPath */.Ye)(context);
    const top = (0,paths/* isInside */.FK)(workspace, folder) ? workspace : undefined;
    return top && isRoot(workspace) ? workspace : foldersUpTo(top, folder).find(isRoot);
}
function isOfWorkspace(context) {
    const [workspace, folder] = [(0,paths/* realPath */.Ye)('.'), (0,paths/* realPath */.Ye)(context)];
    return findRoot(context) === workspace && (0,paths/* isInside */.FK)(workspace, folder) && !findNested(workspace, folder);
}
const findNested = (root, folder) => (0,paths/* isInside */.FK)(root, folder)
    ? foldersUpTo(root, folder)
        .filter((each) => each !== root)
        .findLast(isRoot)
    : undefined;
const innermostRoot = (root, folder) => ((0,paths/* isInside */.FK)(root, folder) && foldersUpTo(root, folder).find(isRoot)) || root;
const isRoot = (folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git'));
function foldersUpTo(top, folder) {
    const parent = (0,external_node_path_.dirname)(folder);
    return folder === top || folder === parent ? [folder] : [folder, ...foldersUpTo(top, parent)];
}
const gitPath = (folder, path) => (0,external_node_path_.relative)(folder, path).split(external_node_path_.sep).join('/');

;// CONCATENATED MODULE: ./build/source/commit.js





async function readCommit(event, context, file, env, signal) {
    const folder = [context, (0,external_node_path_.dirname)(file)].find((path) => findRoot(path) !== undefined);
    const root = folder === undefined ? undefined : findRoot(folder);
    if (folder === undefined || root === undefined || !(await isOnPath('git')))
        return toCommit(event, undefined);
    const head = await headOf(gitWith(env, signal), root, (0,paths/* realPath */.Ye)(folder));
    if (head)
        return toCommit(event, head);
    throw (0,failure/* failure */.V2)(`context: the checkout around "${(0,failure/* cut */.Jj)(folder)}" has a .git that Git cannot read, so nobody can tell which commit it is. Check it out again (actions/checkout), or remove the .git.`);
}
async function headOf(git, root, folder) {
    const nested = findNested(root, folder);
    if (!nested)
        return checkedOut(git, root);
    const [head, id, inner] = await Promise.all([
        checkedOut(git, root),
        git(root, 'rev-parse', '--verify', `HEAD:${gitPath(root, nested)}`),
        checkedOut(git, nested),
    ]);
    if (!inner || inner.sha !== id?.trim())
        return headOf(git, nested, folder);
    const innermost = await headOf(git, nested, folder);
    return innermost?.sha === inner.sha ? head : innermost;
}
function toCommit(event, head) {
    if (head && event.sha && head.sha !== event.sha)
        return { ...head, head: head.sha };
    const pullHead = /^pull_request(?!_target)/.test(event.name) ? event.payload.pull_request?.head?.sha : undefined;
    const pushed = Date.parse(event.payload.head_commit?.timestamp ?? '');
    const time = head?.time ?? (Number.isNaN(pushed) ? undefined : Math.floor(pushed / 1000));
    return {
        sha: pullHead ?? (event.sha || (head?.sha ?? '')),
        ...(head && { head: head.sha }),
        ...(time !== undefined && { time }),
    };
}
async function checkedOut(git, root) {
    const printed = await git(root, 'log', '-1', '--no-show-signature', '--format=%H %ct');
    const [sha, time] = printed?.trim().split(' ') ?? [];
    return sha ? { sha, time: Number(time) } : undefined;
}

// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(4158);
;// CONCATENATED MODULE: ./build/source/dockerignore.js



const ignoreFiles = (context, file) => [
    `${file}.dockerignore`,
    (0,external_node_path_.join)(context, '.dockerignore'),
];
function ignorePatterns(files) {
    const file = files.find(external_node_fs_.existsSync);
    return file ? (0,external_node_fs_.readFileSync)(file, 'utf8').split(/\r?\n/) : [];
}
function ignorer(patterns) {
    const exceptions = patterns.flatMap((pattern) => pattern.match(/^\s*!(.+)$/)?.[1] ?? []);
    const list = ignore["default"]({ ignorecase: false }).add(patterns);
    return (path) => {
        if (path.startsWith('..'))
            return false;
        const isFolder = path === '.' || path.endsWith('/');
        if (isFolder && exceptions.some((exception) => mayMatchBelow(exception, path)))
            return false;
        return list.ignores(path.replace(/\/$/, ''));
    };
}
const slowPattern = (patterns) => patterns.length > 1000
    ? `${patterns.length} lines`
    : patterns.find((pattern) => pattern.length > 1000 || (pattern.match(/\*+/g)?.length ?? 0) > 3);
function mayMatchBelow(pattern, folder) {
    const clean = (0,external_node_path_.normalize)(pattern.trim()).replace(/^\//, '');
    const [literal = ''] = clean.split(/[*?[\\]/);
    const goesDeep = /[*?[\\]/.test(clean) && /\/|\*\*/.test(clean);
    return folder === '.' || folder === './' || literal.startsWith(folder) || (goesDeep && folder.startsWith(literal));
}

;// CONCATENATED MODULE: ./build/source/tokens.js





function warnOfTokens(context, file) {
    const folder = (0,paths/* realPath */.Ye)(context);
    const git = (0,external_node_path_.join)(folder, '.git');
    if (!(0,external_node_fs_.statSync)(git, { throwIfNoEntry: false })?.isDirectory())
        return [];
    const configs = ['config', 'config.worktree', ...(0,external_node_fs_.globSync)('modules/**/config', { cwd: git })];
    const holders = configs.flatMap((config) => holdersOf((0,external_node_path_.join)(git, config), git));
    if (holders.length === 0 || !copiesAll((0,external_node_fs_.readFileSync)(file, 'utf8')))
        return [];
    const patterns = ignorePatterns(ignoreFiles(context, file));
    const ignores = slowPattern(patterns) ? () => false : ignorer(patterns);
    return holders
        .map((holder) => gitPath(folder, holder))
        .filter((holder) => !ignores(holder))
        .slice(0, 1)
        .map((holder) => `The image gets a token: ${holder} holds one, and ${file} copies the whole context. Set persist-credentials: false in the step of actions/checkout, or put .git into .dockerignore.`);
}
function holdersOf(config, git, including = []) {
    if (including.includes(config) || !(0,external_node_fs_.statSync)(config, { throwIfNoEntry: false })?.isFile())
        return [];
    const text = (0,external_node_fs_.readFileSync)(config, 'utf8');
    const included = includedBy(text).map((path) => (0,external_node_path_.resolve)((0,external_node_path_.dirname)(config), path));
    return [
        ...(holdsToken(text) ? [config] : []),
        ...included.filter((path) => (0,paths/* isInside */.FK)(git, path)).flatMap((path) => holdersOf(path, git, [...including, config])),
    ];
}
const holdsToken = (config) => /^[ \t]*extraheader[ \t]*=[ \t]*\S/im.test(config) || /:\/\/([^\s/@:"]*:[^\s/@"]+|[^\s/@:"]{20,})@/.test(config);
const includedBy = (config) => [...config.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\r\n]+)"?[ \t]*\r?$/gm)].map(([, path = '']) => path.trim());
function copiesAll(dockerfile) {
    const lines = dockerfile
        .replaceAll(/^[ \t]*#.*$\n?/gm, '')
        .replaceAll(/\\[ \t]*\r?\n/g, ' ')
        .split(/\r?\n/);
    return lines.some((line) => {
        const [, flags = '', rest = ''] = line.match(/^[ \t]*(?:ONBUILD\s+)?(?:COPY|ADD)\s+((?:--\S+\s+)*)(.*)$/i) ?? [];
        const words = flags.split(/\s+/);
        if (words.some((flag) => flag.startsWith('--from=')))
            return false;
        if (words.some((flag) => flag.startsWith('--exclude=') && flag.includes('.git')))
            return false;
        const names = rest.trim().startsWith('[')
            ? [...rest.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
            : rest.trim().split(/\s+/);
        return names.slice(0, -1).some((source) => /^\.?\/*(\.|\*+|\.\*|\.git(\/.*)?)?$/.test(source));
    });
}

// EXTERNAL MODULE: ./build/source/trust.js
var source_trust = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/source/compare.js




const SUBMODULE = '160000';
const LINK = '120000';
const PROGRAM = '100755';
const parseTree = (printed) => new Map(printed
    .split('\0')
    .filter(Boolean)
    .map((line) => {
    const tab = line.indexOf('\t');
    const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
    return [line.slice(tab + 1), { mode, id }];
}));
const TURN_MS = 10;
async function differences(folder, entries, isSeen, outside) {
    const missing = new Set([...entries.keys()].filter((path) => !path.startsWith('../')));
    const folders = foldersOf(missing);
    const pause = pacer();
    const isSame = comparer(pause);
    const different = [];
    const isRepository = (below, name) => name === '.git' && (below === '' || entries.get(below.slice(0, -1))?.mode === SUBMODULE);
    async function walk(below) {
        for (const found of (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(folder, below), { withFileTypes: true })) {
            const path = below + found.name;
            const entry = entries.get(path);
            missing.delete(path);
            if (isRepository(below, found.name))
                continue;
            await pause();
            if (!found.isDirectory()) {
                if (isSeen(path) && !(await isSame((0,external_node_path_.join)(folder, path), entry)))
                    different.push(path);
            }
            else if (folders.has(path) || entry?.mode === SUBMODULE)
                await walk(`${path}/`);
            else if (isSeen(`${path}/`))
                different.push(`${path}/`);
        }
    }
    await walk('');
    for (const path of missing) {
        if (isSeen(entries.get(path)?.mode === SUBMODULE ? `${path}/` : path))
            different.push(`${path} (missing)`);
    }
    for (const path of outside)
        if (!(await isSame((0,external_node_path_.join)(folder, path), entries.get(path))))
            different.push(path);
    return different.sort();
}
function pacer() {
    let since = performance.now();
    return async () => {
        if (performance.now() - since < TURN_MS)
            return;
        await (0,promises_.setImmediate)();
        since = performance.now();
    };
}
function foldersOf(paths) {
    const folders = new Set();
    for (const path of paths) {
        for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            const folder = path.slice(0, end);
            if (folders.has(folder))
                break;
            folders.add(folder);
        }
    }
    return folders;
}
function comparer(pause) {
    const buffer = Buffer.alloc(256 * 1024);
    return async (path, entry) => {
        if (!entry)
            return !(0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        const hash = (size) => (0,external_node_crypto_.createHash)(entry.id.length === 64 ? 'sha256' : 'sha1').update(`blob ${size}\0`);
        let file;
        try {
            if (entry.mode === LINK) {
                const target = (0,external_node_fs_.readlinkSync)(path, { encoding: 'buffer' });
                return hash(target.length).update(target).digest('hex') === entry.id;
            }
            file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
            const stat = (0,external_node_fs_.fstatSync)(file);
            if (!stat.isFile() || (stat.mode & 0o100) > 0 !== (entry.mode === PROGRAM))
                return false;
            const content = hash(stat.size);
            for (let left = stat.size; left > 0;) {
                const bytes = (0,external_node_fs_.readSync)(file, buffer);
                if (bytes === 0)
                    return false;
                content.update(buffer.subarray(0, bytes));
                left -= bytes;
                await pause();
            }
            return content.digest('hex') === entry.id;
        }
        catch {
            return false;
        }
        finally {
            if (file !== undefined)
                (0,external_node_fs_.closeSync)(file);
        }
    };
}

;// CONCATENATED MODULE: ./build/source/worktree.js








async function readWorktree(context, file, env, signal) {
    if (!(await isOnPath('git')))
        return { clean: false, why: 'there is no git to compare the files with the commit' };
    const none = { clean: false, why: `Git has no commit that holds ${file}` };
    const [own, list] = ignoreFiles(context, file);
    const policy = `${file}.rego`;
    const link = [context, file, own, list, policy].find((path) => (0,paths/* realPath */.Ye)(path) !== (0,external_node_path_.resolve)(path));
    if (link)
        return { clean: false, why: `${link} is a link, or behind one, which may lead anywhere` };
    const git = gitWith(env, signal);
    const folder = (0,external_node_path_.resolve)(context);
    const outermost = findRoot(context);
    if (!outermost)
        return none;
    const root = innermostRoot(outermost, folder);
    const name = (path) => gitPath(root, (0,external_node_path_.resolve)(path));
    const prefix = name(folder);
    const [tree, listing] = await Promise.all([
        git(root, 'rev-parse', '--verify', `HEAD:${prefix}`),
        listTree(git, root, 'HEAD', prefix ? [prefix, ...[file, own, list, policy].map(name)] : []),
    ]);
    if (!tree || !listing?.has(name(file)))
        return none;
    const read = [file, own, policy, ...((0,external_node_fs_.existsSync)(own) ? [] : [list])].map((path) => gitPath(folder, (0,external_node_path_.resolve)(path)));
    const patterns = ignorePatterns([own, list]);
    const slow = slowPattern(patterns);
    if (slow)
        return { clean: false, why: `.dockerignore has a pattern with more wildcards than are compared: ${(0,failure/* cut */.Jj)(slow)}` };
    const ignores = ignorer(patterns);
    const isSeen = (path) => read.includes(path) || !ignores(path);
    const below = prefix && `${prefix}/`;
    const fromContext = (path) => path.startsWith(below) ? path.slice(below.length) : gitPath(folder, (0,external_node_path_.join)(root, path));
    const entries = new Map([...listing].map(([path, entry]) => [fromContext(path), entry]));
    const missing = await addSubmodules(git, folder, entries, isSeen);
    if (missing)
        return { clean: false, why: `the submodule ${missing} is not checked out as the commit has it` };
    const foreign = await differences(folder, entries, isSeen, read.filter((path) => path.startsWith('../')));
    const ids = [file, own, policy].map((path) => listing.get(name(path))?.id ?? '');
    return foreign.length === 0
        ? { clean: true, context: tree.trim(), dockerfile: ids.join(' ').trim() }
        : { clean: false, why: `the build sees what the commit does not hold: ${some(foreign)}` };
}
async function addSubmodules(git, folder, entries, isSeen) {
    for (const [path, { mode, id }] of entries) {
        if (mode !== SUBMODULE || !isSeen(`${path}/`))
            continue;
        const tree = await listTree(git, (0,external_node_path_.join)(folder, path), id, []);
        if (!tree)
            return path;
        for (const [below, entry] of tree)
            entries.set(`${path}/${below}`, entry);
    }
    return undefined;
}
async function listTree(git, root, commit, paths) {
    const printed = await git(root, 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths);
    return printed === undefined ? undefined : parseTree(printed);
}
const some = (paths) => paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');

;// CONCATENATED MODULE: ./build/publish/cache-scopes.js

function cacheScopes(trust, { payload }) {
    const main = payload.repository?.default_branch;
    const from = (branch) => (branch ? [branchTag(branch)] : []);
    switch (trust.level) {
        case 'trusted': {
            const [own] = trust.ref.startsWith('refs/heads/') ? from(trust.ref.slice('refs/heads/'.length)) : [];
            return { ...(own && { own }), base: from(main).filter((tag) => tag !== own) };
        }
        case 'pull request':
            return { own: `pr-${trust.number}`, base: from(payload.pull_request?.base?.ref ?? main) };
        default:
            return { base: from(main) };
    }
}
function branchTag(branch) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(branch).digest('hex').slice(0, 12);
    return `branch-${branch.replace(/[^\w.-]+/g, '-').slice(0, 100)}-${hash}`;
}
const CACHE_SETTINGS = {
    'image-tag-mutability': 'MUTABLE',
    'lifecycle-policy': {
        rules: [
            rule(1, { tagStatus: 'untagged' }, 1),
            rule(2, { tagStatus: 'tagged', tagPatternList: ['pr-*'] }, 14),
            rule(3, { tagStatus: 'any' }, 90),
        ],
    },
};
function rule(rulePriority, which, days) {
    return {
        rulePriority,
        selection: { ...which, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
        action: { type: 'expire' },
    };
}

;// CONCATENATED MODULE: ./build/publish/build-cache.js




async function lookUpCache(ecr, { own, base }) {
    const ofBase = lookUp(ecr, base);
    const [found, others] = await Promise.all([own === base ? ofBase : lookUp(ecr, own), ofBase]);
    return { own: found, base: others };
}
async function lookUp(ecr, name) {
    try {
        return { name, repository: await findRepository(ecr, name) };
    }
    catch (error) {
        return { name, unusable: error.message };
    }
}
function readOnly({ own, base }, scopes, endpoint) {
    const refs = (found, tags) => 'repository' in found && found.repository
        ? tags.map((tag) => `${imageUri(found.repository, endpoint)}:${tag}`)
        : [];
    return { read: [...refs(own, scopes.own ? [scopes.own] : []), ...refs(base, scopes.base)] };
}
async function ensureCache(ecr, { mode, endpoint }, scopes, { own, base }) {
    const warnings = [];
    const uriOf = async (found) => {
        try {
            if ('unusable' in found)
                throw new Error(found.unusable);
            return imageUri(found.repository ?? (await createCache(ecr, found.name, mode, warnings)), endpoint);
        }
        catch (error) {
            warnings.push(`The build goes on without its cache in ${found.name}: ${error.message}`);
            return undefined;
        }
    };
    const baseUri = await uriOf(base);
    const ownUri = own.name === base.name ? baseUri : await uriOf(own);
    const write = ownUri && scopes.own && `${ownUri}:${scopes.own}`;
    const read = [...(write ? [write] : []), ...(baseUri ? scopes.base.map((scope) => `${baseUri}:${scope}`) : [])];
    return { cache: { read, ...(write && { write }) }, warnings };
}
async function createCache(ecr, name, mode, warnings) {
    if (mode === 'off' || mode === 'verify')
        throw new Error(`there is none, and create-repository is ${mode}.`);
    const repository = await createRepository(ecr, name, CACHE_SETTINGS);
    await applySetting(ecr, repository, 'lifecycle-policy', CACHE_SETTINGS).catch((error) => warnings.push(`The cache in ${name} grows without a lifecycle policy: ${error.message}`));
    return repository;
}

// EXTERNAL MODULE: ./build/image/annotations.js
var image_annotations = __webpack_require__(2908);
;// CONCATENATED MODULE: ./build/image/labels.js
const VERSION = 'org.opencontainers.image.version';
function ociDescription(event, commit, version) {
    const repository = event.payload.repository;
    const url = repository?.html_url ?? (event.repository && `${event.serverUrl}/${event.repository}`);
    const license = repository?.license?.spdx_id;
    const known = {
        created: commit.time === undefined ? undefined : new Date(commit.time * 1000).toISOString(),
        description: repository?.description,
        licenses: license === 'NOASSERTION' ? undefined : license,
        revision: commit.head ?? commit.sha,
        source: url,
        title: repository?.name ?? event.repository.split('/')[1],
        url,
        version,
    };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value ? [[`org.opencontainers.image.${name}`, value]] : [])));
}

;// CONCATENATED MODULE: ./build/image/tag-context.js

function refOf({ event }) {
    const { number } = event.payload;
    const isTarget = event.name.includes('pull_request_target') && number !== undefined;
    return isTarget ? `refs/pull/${number}/merge` : event.ref;
}
function nameOf(subject, kind) {
    const ref = refOf(subject);
    if (!ref.startsWith(`refs/${kind}/`))
        return undefined;
    const name = ref.slice(`refs/${kind}/`.length);
    return kind === 'pull' ? name.replace(/\/merge$/, '') : name;
}
function commitOf({ event, commit }) {
    const head = event.name.includes('pull_request') ? event.payload.pull_request?.head?.sha : undefined;
    return commit?.sha || head || event.sha;
}
function shortCommitOf(subject) {
    const { shortShaLength: length = 7 } = subject;
    if (Number.isInteger(length) && length > 0)
        return commitOf(subject).slice(0, length);
    throw (0,failure/* failure */.V2)(`The length of a short commit is ${length}. Give a whole number above 0, such as 7.`);
}
function commitDateOf(subject) {
    const { event, commit, now } = subject;
    if (commit?.time !== undefined)
        return new Date(commit.time * 1000);
    const sha = commitOf(subject);
    const known = [...(event.payload.commits ?? []), event.payload.head_commit].find((pushed) => pushed?.id === sha);
    const time = Date.parse(known?.timestamp ?? '');
    return Number.isNaN(time) ? now : new Date(time);
}
function defaultBranchOf({ event, defaultBranch }) {
    return event.payload.repository?.default_branch ?? defaultBranch;
}
function isDefaultBranch(subject) {
    const branch = refOf(subject).replace(/^refs\/heads\//, '');
    if (!branch)
        return false;
    return branch === defaultBranchOf(subject) || /discussion|issues|schedule/.test(subject.event.name);
}

;// CONCATENATED MODULE: ./build/image/expressions.js


async function loadExpressions(texts) {
    if (!texts.some((text) => text.includes('{{')))
        return { fill: (text) => text, isOnly: () => false };
    const [{ default: shared }, dates] = await Promise.all([
        __webpack_require__.e(/* import() */ 347).then(__webpack_require__.t.bind(__webpack_require__, 6347, 19)),
        texts.some((text) => /\{\{.*date/s.test(text)) ? Promise.all(/* import() */[__webpack_require__.e(282), __webpack_require__.e(727)]).then(__webpack_require__.bind(__webpack_require__, 727)) : undefined,
    ]);
    const handlebars = shared.create();
    handlebars.registerHelper('log', () => {
        throw (0,failure/* failure */.V2)('log is off: what it prints, the runner would take for its own.');
    });
    const options = { data: dates, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
    return {
        fill(text, scope) {
            return text.includes('{{') ? inWords(text, () => handlebars.compile(text)(scope, options)) : text;
        },
        isOnly(text, name) {
            const [statement, ...rest] = inWords(text, () => handlebars.parseWithoutProcessing(text)).body;
            if (rest.length > 0 || statement?.type !== 'MustacheStatement')
                return false;
            const { path } = statement;
            return path.type === 'PathExpression' && path.parts.join('.') === name;
        },
    };
}
function inWords(text, read) {
    try {
        return read();
    }
    catch (cause) {
        throw (0,failure/* failure */.V2)(`The expression in "${(0,failure/* cut */.Jj)(text)}" cannot be filled in: ${reason(cause)}`, { cause });
    }
}
function reason(cause) {
    if ((0,failure/* isFailure */.N6)(cause))
        return cause.message;
    const message = cause instanceof Error ? cause.message : String(cause);
    if (!/^(Parse|Lexical) error/.test(message))
        return `${message}.`;
    return 'it is not written as Handlebars wants it. See https://handlebarsjs.com/guide/expressions.html.';
}
function globalScope(subject) {
    const baseRef = () => {
        const { base_ref: pushed, pull_request: pull } = subject.event.payload;
        if (nameOf(subject, 'tags') !== undefined)
            return pushed?.replace(/^refs\/heads\//, '') ?? '';
        return (nameOf(subject, 'pull') !== undefined && pull?.base?.ref) || '';
    };
    return {
        ...dateScope(subject),
        branch: () => nameOf(subject, 'heads') ?? '',
        tag: () => nameOf(subject, 'tags') ?? '',
        sha: () => shortCommitOf(subject),
        base_ref: baseRef,
        is_default_branch: () => String(isDefaultBranch(subject)),
        is_not_default_branch: () => String(!isDefaultBranch(subject)),
    };
}
function dateScope(subject) {
    return {
        date: dateExpression('date', subject.now),
        commit_date: dateExpression('commit_date', commitDateOf(subject)),
    };
}
function dateExpression(name, instant) {
    return (...given) => {
        const { hash, data } = given.at(-1);
        const [format] = given.slice(0, -1);
        const unknown = Object.keys(hash).find((key) => key !== 'tz');
        if (unknown)
            throw (0,failure/* failure */.V2)(`${name} takes a format and tz, not ${unknown}.`);
        const { tz = 'UTC' } = hash;
        if (given.length === 1 || (format !== undefined && typeof format !== 'string') || typeof tz !== 'string') {
            throw (0,failure/* failure */.V2)(`${name} takes a format and a zone in quotes: {{${name} 'YYYYMMDD' tz='Asia/Tokyo'}}.`);
        }
        return data.formatDate(instant, format, tz);
    };
}

;// CONCATENATED MODULE: ./build/image/metadata-outputs.js

async function fillLines(lines, subject) {
    const { fill } = await loadExpressions(lines);
    const scope = globalScope(subject);
    return lines.map((line) => fill(line, scope));
}
function toLines(pairs) {
    return byName(pairs).map(([name, value]) => toLine(`${name}=${value}`));
}
const toLine = (text) => (/[\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const byName = (pairs) => Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));
function toAnnotationLines(pairs, levels) {
    return levels.flatMap((level) => byName(pairs).map(([name, value]) => toLine(`${level}:${name}=${value}`)));
}
function toReferences(images, tags) {
    return images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => `${image}:${tag}`));
}
function toMetadataJson(given) {
    const { images, tags, labels, annotations, levels } = given;
    return {
        tags: toReferences(images, tags),
        'tag-names': tags,
        labels: Object.fromEntries(byName(labels)),
        annotations: toAnnotationLines(annotations, levels),
    };
}

;// CONCATENATED MODULE: ./build/publish/fingerprint.js



const FINGERPRINT = 'io.github.ecr-publish.fingerprint';
const SCHEME = 3;
function fingerprintFor({ reuse, build }, trust, commit, { context: tree, dockerfile }, influences) {
    const { noCache, pull, context, file, ...rest } = build;
    const asked = {
        ...rest,
        influences,
        platforms: rest.platforms.toSorted(),
        annotationLevels: rest.annotationLevels.toSorted(),
        buildArgs: Object.fromEntries(rest.buildArgs),
        labels: Object.fromEntries(rest.labels),
        annotations: Object.fromEntries((0,image_annotations/* allAnnotations */.G7)({}, rest.annotations, rest.annotationLevels).map(({ level, name, value }) => [
            `${level}:${name}`,
            value,
        ])),
    };
    const source = { context: tree, dockerfile };
    return reuse === 'content'
        ? fingerprintOf((0,source_trust/* scopeOf */.Od)(trust), source, asked)
        : fingerprintOf((0,source_trust/* scopeOf */.Od)(trust), { ...source, commit: commit.head ?? commit.sha }, { ...asked, context, file });
}
function fingerprintOf(scope, source, build) {
    const text = JSON.stringify({ scheme: SCHEME, scope, source, build }, (_, value) => value instanceof Object && !Array.isArray(value) ? canonical(value) : value);
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`;
}
const fingerprintIn = ({ manifest, labels }) => manifest.annotations ? manifest.annotations[FINGERPRINT] : labels?.[FINGERPRINT];
const contentTag = (fingerprint) => `content-${fingerprint.slice('sha256:'.length, 47)}`;
const isContentTag = (tag) => /^content-[0-9a-f]{40}$/.test(tag);
const canonical = (record) => Object.fromEntries(Object.entries(record)
    .filter(([, value]) => !isEmpty(value))
    .toSorted(([a], [b]) => (a < b ? -1 : 1)));
const isEmpty = (value) => value === undefined || value === false || (value instanceof Object && Object.keys(value).length === 0);

;// CONCATENATED MODULE: ./build/publish/tag-order.js
const COMMIT_TIME = 'io.github.ecr-publish.commit-time';
const commitTimeOf = ({ time }) => time === undefined ? undefined : new Date(time * 1000).toISOString();
function commitTimeIn({ annotations }) {
    const time = new Date(annotations?.[COMMIT_TIME] ?? '');
    return Number.isNaN(time.getTime()) ? undefined : time;
}
function isNewer(manifest, { time }) {
    const there = commitTimeIn(manifest);
    return there !== undefined && time !== undefined && there.getTime() > time * 1000;
}

// EXTERNAL MODULE: ./build/image/tag-rules.js
var tag_rules = __webpack_require__(8036);
;// CONCATENATED MODULE: ./build/image/tags.js




async function resolveTags(rules, flavor, subject) {
    const expressions = await loadExpressions([flavor.prefix, flavor.suffix, ...rules.flatMap(expressionsOf)]);
    const warnings = new Set([...flavor.notes, ...rules.flatMap(({ notes }) => notes)]);
    const reading = { ...expressions, subject, scope: globalScope(subject), warnings };
    const tags = new Set();
    let followsVersion = false;
    for (const rule of rules) {
        const enable = expressions.fill(rule.enable, reading.scope);
        const made = (0,tag_rules/* trueOrFalse */.d)(rule.line, enable) === 'true' ? await make(rule, reading) : undefined;
        const tag = made && dress(made.value, { ...flavor, ...rule }, reading);
        if (!tag)
            continue;
        if (tags.size === 0)
            followsVersion = made.isVersion;
        tags.add(toTag(tag, `tags: "${(0,failure/* cut */.Jj)(rule.line)}"`));
    }
    const [version = ''] = tags;
    const latest = version !== '' && (flavor.latest === 'auto' ? followsVersion : flavor.latest === 'true');
    if (latest)
        tags.add(toTag(dress('latest', ofLatest(flavor), reading), 'flavor: latest'));
    return { version, tags: [...tags], latest, warnings: [...warnings] };
}
const expressionsOf = (rule) => [
    rule.enable,
    rule.prefix ?? '',
    rule.suffix ?? '',
    'value' in rule ? rule.value : '',
    'pattern' in rule && rule.type !== 'match' ? rule.pattern : '',
];
async function make(rule, reading) {
    const { subject, fill, scope } = reading;
    switch (rule.type) {
        case 'schedule':
            return subject.event.name.includes('schedule') ? plain(fill(rule.pattern, dateScope(subject))) : undefined;
        case 'semver':
        case 'pep440':
            return makeVersion(rule, reading);
        case 'match':
            return makeMatch(rule, reading);
        case 'edge': {
            const wanted = rule.branch || defaultBranchOf(subject);
            return wanted !== undefined && nameOf(subject, 'heads') === wanted ? plain('edge') : undefined;
        }
        case 'ref': {
            const name = nameOf(subject, { branch: 'heads', tag: 'tags', pr: 'pull' }[rule.event]);
            return name === undefined ? undefined : { value: name, isVersion: rule.event === 'tag' };
        }
        case 'raw':
            return plain(fill(rule.value, scope));
        case 'sha': {
            const commit = rule.format === 'short' ? shortCommitOf(subject) : commitOf(subject);
            return commit ? plain(commit) : undefined;
        }
    }
}
const plain = (value) => ({ value, isVersion: false });
async function makeVersion(rule, reading) {
    const source = sourceOf(rule, reading);
    if (source === undefined)
        return undefined;
    const text = (rule.match ? matched(rule, source, reading) : source).replaceAll('/', '-');
    const made = rule.type === 'semver'
        ? (await __webpack_require__.e(/* import() */ 208).then(__webpack_require__.bind(__webpack_require__, 1208))).semverTag(text, rule.pattern, reading)
        : (await __webpack_require__.e(/* import() */ 983).then(__webpack_require__.bind(__webpack_require__, 983))).pep440Tag(text, rule.pattern, reading);
    if (made)
        return { value: made.value, isVersion: made.isRelease };
    const [kind, about] = rule.type === 'semver' ? ['semantic', 'semver.org'] : ['PEP 440', 'peps.python.org/pep-0440'];
    reading.warnings.add(`tags: "${(0,failure/* cut */.Jj)(rule.line)}" gives no tag: "${(0,failure/* cut */.Jj)(text)}" is not a ${kind} version (https://${about}).`);
    return undefined;
}
function matched(rule, text, { warnings }) {
    const found = text.match(regularExpression(rule.match, '', rule.line));
    if (!found) {
        warnings.add(`tags: "${(0,failure/* cut */.Jj)(rule.line)}": ${rule.match} does not match "${(0,failure/* cut */.Jj)(text)}", so all of it counts.`);
        return text;
    }
    const [, group] = found;
    if (group !== undefined)
        return group;
    throw (0,failure/* failure */.V2)(`tags: "${(0,failure/* cut */.Jj)(rule.line)}": ${rule.match} has no group that matches "${(0,failure/* cut */.Jj)(text)}". Put the version's part in brackets, such as match=v(.*).`);
}
function makeMatch(rule, reading) {
    const text = sourceOf(rule, reading);
    if (text === undefined)
        return undefined;
    const [, source = rule.pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(rule.pattern) ?? [];
    const value = text.match(regularExpression(source, flags, rule.line))?.[rule.group];
    if (value !== undefined)
        return { value, isVersion: true };
    const what = rule.group === 0 ? rule.pattern : `group ${rule.group} of ${rule.pattern}`;
    reading.warnings.add(`tags: "${(0,failure/* cut */.Jj)(rule.line)}" gives no tag: ${what} does not match "${(0,failure/* cut */.Jj)(text)}".`);
    return undefined;
}
function sourceOf({ value }, { fill, scope, subject }) {
    return value ? fill(value, scope) : nameOf(subject, 'tags');
}
function regularExpression(source, flags, line) {
    try {
        return new RegExp(source, flags);
    }
    catch (cause) {
        throw (0,failure/* failure */.V2)(`tags: "${(0,failure/* cut */.Jj)(line)}" has a regular expression that is wrong: ${cause.message}. A comma ends a field: put double quotes around one that holds it, such as "pattern=\\d{1,2}".`, { cause });
    }
}
function ofLatest(flavor) {
    return {
        prefix: flavor.prefixOnLatest ? flavor.prefix : '',
        suffix: flavor.suffixOnLatest ? flavor.suffix : '',
    };
}
function dress(value, { prefix, suffix }, { fill, scope }) {
    return fill(prefix, scope) + value + fill(suffix, scope);
}
function toTag(text, where) {
    const tag = text.replace(/[^A-Za-z0-9._-]+/g, '-');
    if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))
        return tag;
    const reason = tag.length > 128
        ? `it has ${tag.length} characters, and 128 are the most. Make it shorter, with type=match or a shorter prefix or suffix`
        : 'it has to start with a letter, a digit or _. Add a prefix, such as prefix=v';
    throw (0,failure/* failure */.V2)(`${where} gives "${(0,failure/* cut */.Jj)(tag)}", which is not a tag: ${reason}.`);
}

;// CONCATENATED MODULE: ./build/publish/tags-by-trust.js





const COMMIT_TAG = (0,tag_rules/* parseTagRules */.h)(['type=sha,format=long,prefix=']);
function eventFor(event, trust, ref) {
    if (ref)
        return { ...event, ref };
    if (trust.level === 'trusted')
        return { ...event, ref: trust.ref };
    if (event.ref.startsWith('refs/pull/'))
        return event;
    const { base_ref: _, ...payload } = event.payload;
    return { ...event, ref: '', payload };
}
async function tagsFor(job, trust, subject) {
    if (trust.level === 'pull request')
        return ofPullRequest(job, trust, subject);
    const rules = job.tags.length > 0 ? job.tags : COMMIT_TAG;
    if (trust.level === 'trusted' || job.ref) {
        const { tags, ...rest } = await resolveTags(rules, job.flavor, subject);
        return { ...rest, tags: someTag(tags, subject) };
    }
    const { tags, version, warnings } = await resolveTags(rules, { ...job.flavor, latest: 'false' }, subject);
    const silent = rules.filter(namesRef).map(({ line }) => `"${(0,failure/* cut */.Jj)(line)}"`);
    const warning = `The commit that is checked out is not the event's, so rules that take the event's ref gave no tag${silent.length > 0 ? ` (${silent.join(', ')})` : ''}. Name the ref of what is checked out in the ref input.`;
    const isTold = trust.level === 'other checkout' && (silent.length > 0 || job.flavor.latest === 'true');
    const sha = commitOf(subject);
    return {
        version: version || sha,
        tags: someTag(tags.length > 0 ? tags : [sha], subject),
        warnings: isTold ? [...warnings, warning] : warnings,
    };
}
const namesRef = (rule) => rule.type === 'ref' || rule.type === 'edge' || ('value' in rule && rule.type !== 'raw' && !rule.value);
async function ofPullRequest({ tags: rules, flavor }, { number, head }, subject) {
    const { tags, warnings } = await resolveTags(rules, flavor, subject);
    const isOwn = (tag) => tag === `pr-${number}` || tag.startsWith(`pr-${number}-`);
    const [main = `pr-${number}-${head || commitOf(subject)}`, ...others] = tags.filter(isOwn);
    const dropped = tags.filter((tag) => !isOwn(tag)).map((tag) => `"${(0,failure/* cut */.Jj)(tag)}"`);
    const warning = `A pull request has tags that begin with pr-${number} only; left out: ${dropped.join(', ')}.`;
    return { version: main, tags: [main, ...others], warnings: dropped.length > 0 ? [...warnings, warning] : warnings };
}
function someTag([main, ...others], { event, commit }) {
    const content = [main, ...others].find((tag) => tag && isContentTag(tag));
    if (content) {
        throw (0,failure/* failure */.V2)(`tags: "${content}" is of the form that reuse: content finds images by. Give another one, such as with a prefix.`);
    }
    if (main)
        return [main, ...others];
    throw (0,failure/* failure */.V2)(commit?.sha
        ? `tags: no rule gives a tag for this event (${event.name || 'none'} of ${event.ref || 'no ref'}). Add one that does, such as type=sha, or run this step for other events only.`
        : 'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.');
}

;// CONCATENATED MODULE: ./build/publish/draft.js








async function toDraft(job, event, trust, commit, worktree, influences, now) {
    const subject = subjectFor(job, event, trust, commit, now);
    const { tags, version, warnings } = await tagsFor(job, trust, subject);
    const { annotationLevels, ...build } = job.build;
    const given = await filled(build, subject);
    const description = { ...ociDescription(event, commit, version), ...pullRequestHead(trust, commit) };
    const annotations = (0,image_annotations/* allAnnotations */.G7)(description, given.annotations, annotationLevels);
    const scope = (0,source_trust/* scopeOf */.Od)(trust);
    const fingerprint = worktree.clean && influences ? fingerprintFor(job, trust, commit, worktree, influences) : undefined;
    return {
        tags,
        version,
        warnings,
        commit,
        trust,
        annotations,
        build: {
            ...build,
            labels: { ...ociDescription(event, commit, version), ...Object.fromEntries(given.labels) },
            buildArgs: {
                ...(commit.time !== undefined && { SOURCE_DATE_EPOCH: String(commit.time) }),
                ...(scope !== 'trusted' && { BUILDKIT_CACHE_MOUNT_NS: scope }),
                ...Object.fromEntries(build.buildArgs),
            },
            annotations: [...annotations, ...ownAnnotations(build.platforms, fingerprint, commit)],
        },
        ...(fingerprint && { fingerprint }),
        ...(fingerprint && job.reuse === 'content' && scope === 'trusted' && { contentTag: contentTag(fingerprint) }),
        cacheScopes: cacheScopes(trust, event),
        reuse: reuseOf(job, event, worktree, influences),
        tagOrder: job.tagOrder,
    };
}
async function earlyTags(job, event, trust, commit, now) {
    if (job.reuse === 'content')
        return undefined;
    const { tags } = await tagsFor(job, trust, subjectFor(job, event, trust, commit, now));
    return { tags, commit };
}
const subjectFor = (job, event, trust, commit, now) => ({
    event: eventFor(event, trust, job.ref),
    commit,
    now,
    ...(job.shortShaLength !== undefined && { shortShaLength: job.shortShaLength }),
});
async function filled({ labels, annotations }, subject) {
    const texts = [...labels.map(([, value]) => value), ...annotations.map(({ value }) => value)];
    const values = (await fillLines(texts, subject)).values();
    const next = () => values.next().value ?? '';
    return {
        labels: labels.map(([name]) => [name, next()]),
        annotations: annotations.map((each) => ({ ...each, value: next() })),
    };
}
function ownAnnotations(platforms, fingerprint, commit) {
    const level = platforms.length > 1 ? 'index' : 'manifest';
    const time = commitTimeOf(commit);
    return [
        ...(fingerprint ? [{ level, name: FINGERPRINT, value: fingerprint }] : []),
        ...(time ? [{ level, name: COMMIT_TIME, value: time }] : []),
    ];
}
const NO_PLATFORM = 'without platforms, an image is for the platform of the builder, which does not tell its own; name platforms to reuse an image';
function reuseOf({ reuse, build }, event, worktree, influences) {
    const why = reuse === 'off'
        ? 'reuse is off'
        : build.pull
            ? 'pull asks for newer base images'
            : build.noCache
                ? 'no-cache asks for a fresh build'
                : event.name === 'schedule'
                    ? 'a schedule is there to build afresh'
                    : !worktree.clean
                        ? worktree.why
                        : influences
                            ? undefined
                            : NO_PLATFORM;
    return why ? { wanted: false, why } : { wanted: true };
}
const pullRequestHead = (trust, { head }) => trust.level === 'pull request' && trust.head && head !== trust.head ? { [PULL_REQUEST_HEAD]: trust.head } : {};
const PULL_REQUEST_HEAD = 'io.github.ecr-publish.pull-request-head';

;// CONCATENATED MODULE: ./build/publish/lookup.js






const isUnknown = (lookup) => 'unknown' in lookup;
async function lookup_lookUp({ registry, ecr }, { repository: { name, mode, endpoint }, dryRun }, settings, tags, caches) {
    try {
        const found = findRepository(ecr, name);
        const [repository, authorization, attachments, images, cache] = await Promise.all([
            found,
            registry.authorize(),
            readAttachments(ecr, name, mode === 'off' ? {} : settings, found),
            tags.then((wanted) => registry.readTags(wanted)),
            caches ? lookUpCache(ecr, caches) : undefined,
        ]);
        const labelled = repository && (await withLabels(registry, images, imageUri(repository, endpoint), authorization));
        const mutability = mutabilityOf(repository, mode, settings);
        return { repository, authorization, attachments, images: labelled ?? images, mutability, ...(cache && { cache }) };
    }
    catch (error) {
        if (dryRun && (0,request_errors/* lacksCredentials */.f9)(error))
            return { unknown: error.message };
        throw error;
    }
}
async function withLabels(registry, images, uri, { auth }) {
    const bare = [...images].filter(([, { manifest }]) => !manifest.annotations && manifest.config);
    const read = bare.map(async ([tag, image]) => {
        const labels = await readLabels(registry, [image], { uri, auth }).catch(() => ({}));
        return [tag, { ...image, labels }];
    });
    return new Map([...images, ...(await Promise.all(read))]);
}
function mutabilityOf(found, mode, settings) {
    const wanted = !found || mode === 'reconcile' ? (0,difference/* wantedMutability */._9)(settings) : undefined;
    return wanted ?? found?.mutability ?? { setting: 'MUTABLE', exclusions: [] };
}

;// CONCATENATED MODULE: ./build/build/layout.js


async function prepareLayout(folder, layers) {
    const blobs = (0,external_node_path_.join)(folder, 'blobs', 'sha256');
    await (0,external_node_fs_promises_.mkdir)(blobs, { recursive: true });
    await Promise.all(layers.flatMap(({ digest }) => {
        const [, name] = digest.match(/^sha256:([0-9a-f]{64})$/) ?? [];
        return name ? [(0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(blobs, name), '')] : [];
    }));
}
async function freeSpace(folder) {
    const { bavail, bsize } = await (0,external_node_fs_promises_.statfs)(folder);
    return bavail * bsize;
}

;// CONCATENATED MODULE: ./build/registry/verify.js

async function verifyImage(registry, digest, explain = (missing) => `The push succeeded, but there is no ${missing} in ${registry.repository}. No tag was put. If registry-endpoint is set, check that it is the registry of the account and region that are asked.`) {
    const root = (await registry.readManifests([digest])).get(digest);
    const whole = root ? await readWhole(registry, root) : { missing: digest };
    if ('image' in whole)
        return whole.image;
    throw (0,failure/* failure */.V2)(explain(whole.missing));
}
async function readWhole(registry, root) {
    const digests = (root.manifest.manifests ?? []).map((child) => child.digest);
    const found = digests.length > 0 ? await registry.readManifests(digests) : new Map();
    const missing = digests.find((digest) => !found.has(digest));
    if (missing)
        return { missing };
    return { image: [root, ...digests.map((digest) => found.get(digest))] };
}

;// CONCATENATED MODULE: ./build/publish/plan.js



function toPlan(draft, repository, state) {
    const fingerprint = draft.fingerprint && { fingerprint: draft.fingerprint };
    if (!state) {
        const tags = draft.tags.map((tag) => ({ tag, action: 'unknown' }));
        return { repository, action: 'build', why: 'the registry was not asked', ...fingerprint, tags };
    }
    const image = draft.reuse.wanted ? reusable(draft, state) : undefined;
    return {
        repository,
        createRepository: !state.repository,
        ...(image ? { action: 'reuse', image } : { action: 'build', why: whyBuild(draft) }),
        ...fingerprint,
        tags: draft.tags.map((tag) => planTag(tag, state.images.get(tag), image?.digest, state.mutability, draft)),
    };
}
const lookedUpTags = ({ tags, commit, contentTag }) => [
    ...new Set([...tags, commit.sha, contentTag ?? ''].filter(Boolean)),
];
function reusable(draft, { images }) {
    const candidates = lookedUpTags(draft).flatMap((tag) => images.get(tag) ?? []);
    return candidates.find((image) => draft.fingerprint && fingerprintIn(image) === draft.fingerprint);
}
const whyBuild = ({ reuse }) => reuse.wanted ? 'the registry holds no image with this fingerprint' : reuse.why;
function planTag(tag, image, digest, mutability, draft) {
    if (!image || digest)
        return settleTag(tag, image, digest, mutability, draft);
    const action = canMove(tag, mutability) ? moveOrStay(image, draft) : mayBuild(image, draft) ? 'match' : 'conflict';
    return { tag, action, now: image.digest };
}
const mayBuild = (image, { fingerprint }) => !fingerprint || fingerprintIn(image) === fingerprint;
function settleTag(tag, image, digest, mutability, draft) {
    if (!image)
        return { tag, action: 'create' };
    const now = image.digest;
    if (now === digest)
        return { tag, action: 'keep', now };
    return { tag, action: canMove(tag, mutability) ? moveOrStay(image, draft) : 'conflict', now };
}
const moveOrStay = ({ manifest }, { commit, tagOrder }) => (tagOrder === 'newest-commit' && isNewer(manifest, commit) ? 'stay' : 'move');
function tagGroups(tags, mutability) {
    const needed = tags.filter(({ action }) => action === 'create' || action === 'move');
    const first = ({ tag, action }) => !canMove(tag, mutability) || (action === 'create' && !isLatest(tag));
    return [needed.filter(first), needed.filter((tag) => !first(tag))];
}
const isLatest = (tag) => /(^|[-_.])latest($|[-_.])/.test(tag);
function tagOfPush(tags, { tagOrder }, unique) {
    const actions = tagOrder === 'newest-commit' ? ['create'] : ['create', 'move'];
    const candidates = actions.flatMap((action) => {
        const some = tags.filter((tag) => tag.action === action);
        return [...some.filter(({ tag }) => !isLatest(tag)), ...some];
    });
    return candidates[0]?.tag ?? `unverified-${unique}`;
}
function planTable(plan) {
    const rows = [
        ['tag', 'action', 'points at now'],
        ...plan.tags.map(({ tag, action, now }) => [tag, action, now ?? '']),
    ];
    const width = (column) => Math.max(...rows.map((row) => row[column].length)) + 2;
    const [first, second] = [width(0), width(1)];
    const made = { true: ' (will be made)', false: '', undefined: ' (not asked)' }[String(plan.createRepository)];
    return [
        `repository   ${plan.repository}${made}`,
        `image        ${plan.image ? `reuse ${plan.image.digest}` : `build: ${plan.why}`}`,
        `fingerprint  ${plan.fingerprint ?? 'none'}`,
        ...rows.map((row) => `  ${row[0].padEnd(first)}${row[1].padEnd(second)}${row[2]}`.trimEnd()),
    ].join('\n');
}

;// CONCATENATED MODULE: ./build/publish/read-back.js

const read_back_readTags = (registry, { tags, contentTag }) => registry.readTags([...tags, ...(contentTag ? [contentTag] : [])]);
async function readPushed(registry, digest, draft, before) {
    const [image, now] = await Promise.all([verifyImage(registry, digest), read_back_readTags(registry, draft)]);
    if (!before)
        return { image, images: now };
    const images = [...now].flatMap(([tag, there]) => {
        const known = there.digest === digest ? before.get(tag) : there;
        return known ? [[tag, known]] : [];
    });
    return { image, images: new Map(images) };
}
async function readReused(registry, { image }, draft, fresh) {
    if (!image)
        return undefined;
    const again = fresh && !image.manifest.manifests ? fresh : read_back_readTags(registry, draft);
    const [whole, images] = await Promise.all([readWhole(registry, image), again]);
    return 'image' in whole ? { image: whole.image, images } : undefined;
}

;// CONCATENATED MODULE: ./build/publish/make-image.js















async function makeImage({ registry, ecr }, known, plan, uri, result) {
    const { job, host, draft, builder, lookup } = known;
    host.signal.throwIfAborted();
    checkBuilder(builder, draft.build);
    const cache = await buildCache(ecr, job, draft, builder, lookup, result);
    const fingerprint = { [FINGERPRINT]: draft.fingerprint ?? '' };
    const spec = {
        ...draft.build,
        ...(!builder.can.annotations && { labels: { ...draft.build.labels, ...fingerprint } }),
        ...(cache && { cache }),
    };
    const login = { host: hostOf(uri), auth: lookup.authorization.auth };
    const make = (output) => timed(result, output.to === 'layout' ? 'build' : 'build and push', () => build(builder, spec, output, host, { login, builderEnv: job.builderEnv }));
    const built = await push(registry, known, plan, uri, make, result);
    result.metadata = built.metadata;
    const before = builder.can.pushes === 'by tag' ? lookup.images : undefined;
    const pushed = await timed(result, 'verify', () => readPushed(registry, digestOf(built), draft, before));
    const [image] = pushed.image;
    const claimed = fingerprintIn(image);
    if (claimed === undefined || claimed === draft.fingerprint)
        return pushed;
    throw (0,failure/* failure */.V2)(`The image ${image.digest} says that it was made from something else (${FINGERPRINT}=${claimed}). No tag was put. The frontend that the Dockerfile names in its # syntax= line may have written that; use another one.`);
}
async function push(registry, known, plan, uri, make, result) {
    switch (known.builder.can.pushes) {
        case 'by digest':
            return make({ to: 'digest', uri });
        case 'by tag': {
            const tag = tagOfPush(plan.tags, known.draft, (0,external_node_crypto_.randomBytes)(4).toString('hex'));
            result.warnings.push(`This Docker keeps its images without the containerd image store. It can only push under a tag, so "${tag}" named the image before it was verified; it drops annotations, and the fingerprint is a label. Turn the containerd image store on, or add docker/setup-buildx-action before this step.`);
            return make({ to: 'tag', uri, tag });
        }
        case 'as layout':
            return pushAsLayout(registry, known, uri, make, result);
    }
}
async function pushAsLayout(registry, { host, lookup }, uri, make, result) {
    const [{ distributionClient }, { pushLayout }] = await Promise.all([
        __webpack_require__.e(/* import() */ 108).then(__webpack_require__.bind(__webpack_require__, 3727)),
        __webpack_require__.e(/* import() */ 165).then(__webpack_require__.bind(__webpack_require__, 3165)),
    ]);
    const client = distributionClient({
        host: hostOf(uri),
        repository: uri.slice(uri.indexOf('/') + 1),
        auth: lookup.authorization.auth,
        mask: host.mask,
        signal: host.signal,
    });
    const images = await wholeImages(registry, lookup);
    const layers = images.flatMap((image) => image.flatMap(({ manifest }) => manifest.layers ?? []));
    await checkSpace(host.temp, images, result);
    const attempt = async (present) => {
        const folder = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(host.temp, 'ecr-publish-layout-'));
        try {
            await prepareLayout(folder, present);
            const built = await make({ to: 'layout', folder });
            const { missing } = await timed(result, 'push', () => pushLayout(client, folder, digestOf(built)));
            return { built, missing };
        }
        finally {
            await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
        }
    };
    const first = await attempt(layers);
    if (first.missing.length === 0)
        return first.built;
    const { built, missing } = await attempt([]);
    if (missing.length === 0)
        return built;
    throw (0,failure/* failure */.V2)(`Docker exported the image ${digestOf(built)} without its layers ${missing.join(', ')}. Update Docker.`);
}
async function wholeImages(registry, { repository, images }) {
    const known = images.size > 0 || !repository ? [...images.values()] : await registry.readNewest();
    const roots = new Map(known.map((image) => [image.digest, image]));
    const whole = await Promise.all([...roots.values()].map((root) => readWhole(registry, root)));
    return whole.flatMap((each) => ('image' in each ? [each.image] : []));
}
async function checkSpace(folder, images, { warnings }) {
    const [free, needed] = [await freeSpace(folder), Math.max(0, ...images.map(image_manifest/* storedBytes */.Zk))];
    if (free >= needed)
        return;
    const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
    warnings.push(`Docker exports the image to ${folder} before it is pushed, where ${gigabytes(free)} are free; the image that is there has ${gigabytes(needed)}. If the build ends for want of space, free some, or add docker/setup-buildx-action before this step, which pushes without an export.`);
}
function digestOf({ digest }) {
    if (!digest)
        throw (0,failure/* failure */.V2)('The builder made an image, but did not say which digest it has. Update buildctl or buildx.');
    return digest;
}
async function buildCache(ecr, { repository }, { cacheScopes }, { can }, lookup, { warnings }) {
    if (!lookup.cache)
        return undefined;
    const ensured = await ensureCache(ecr, repository, cacheScopes, lookup.cache);
    warnings.push(...ensured.warnings);
    const { cache } = ensured;
    if (!cache.write || can.cacheExport)
        return cache;
    warnings.push('The cache is only read: this Docker keeps its images without the containerd store, and so cannot write one.');
    return { read: cache.read };
}

;// CONCATENATED MODULE: ./build/publish/pull-login.js






async function pullLogin(job, caches, host, result) {
    const { aws, repository } = job;
    const mayAsk = aws.roles.length > 0 ? host.idToken : !aws.inlinePolicy && aws.managedPolicies.length === 0;
    if (!mayAsk || !aws.region || !(await pullsFromEcr(job)))
        return {};
    try {
        const credentials = (0,sessions/* pullSession */.Uu)({ ...aws, mask: host.mask, idToken: () => (0,sessions/* idTokenOf */.uw)(host, aws.audience) });
        const ecr = ecrClient(aws.region, credentials);
        return await timed(result, 'login', async () => {
            const [authorization, cache] = await Promise.all([authorize(ecr, host.mask), caches && lookUpCache(ecr, caches)]);
            checkAccount(authorization.account, aws.allowedAccounts);
            for (const found of new Set(cache && [cache.own, cache.base])) {
                if ('unusable' in found) {
                    result.warnings.push(`The build goes on without its cache in ${found.name}: ${found.unusable}`);
                }
            }
            const name = repository.endpoint ?? authorization.host;
            return {
                ...(name && { login: { host: name, auth: authorization.auth } }),
                ...(cache && { cache }),
            };
        });
    }
    catch (error) {
        const [why] = error.message.split('\n');
        result.warnings.push(`The build goes on without a login to ECR${repository.cache ? ' and without its cache' : ''}: ${why} If it pulls from there, give runs that do not publish a role that may pull (docs/iam.md).`);
        return {};
    }
}
async function pullsFromEcr({ build, repository }) {
    if (repository.cache)
        return true;
    const dockerfile = await (0,external_node_fs_promises_.readFile)(build.file, 'utf8');
    return [dockerfile, ...build.buildArgs.map(([, value]) => value)].some((text) => namesEcr(text, repository.endpoint));
}
const namesEcr = (text, endpoint) => /\.dkr[.-]ecr[.-]/.test(text) || (endpoint !== undefined && text.includes(endpoint));

;// CONCATENATED MODULE: ./build/publish/put-tags.js




async function putTags(registry, what) {
    const { image, draft, images, mutability, signal, onPut } = what;
    const settle = (tag) => settleTag(tag, images.get(tag), image.digest, mutability, draft);
    const wanted = draft.tags.map(settle);
    const taken = wanted.filter(({ action }) => action === 'conflict');
    let end = endFor(registry, what, taken);
    if (end)
        return { warnings: [], ...end };
    const done = new Set(wanted.filter(({ action }) => action === 'keep').map(({ tag }) => tag));
    const isDone = ({ tag }) => done.has(tag);
    onPut(wanted.filter(isDone));
    const point = async (planned) => {
        signal.throwIfAborted();
        const now = await registry.putTag(planned.tag, image);
        if (now !== image.digest)
            return planned.tag === draft.contentTag ? [] : [{ ...planned, now }];
        done.add(planned.tag);
        onPut(wanted.filter(isDone));
        return [];
    };
    for (const group of tagGroups([...wanted, ...(draft.contentTag ? [settle(draft.contentTag)] : [])], mutability)) {
        const answers = await Promise.allSettled(group.map(point));
        const failed = answers.find((each) => each.status === 'rejected');
        const late = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
        taken.push(...late);
        end = failed ? { error: failed.reason } : endFor(registry, what, late);
        if (end)
            break;
    }
    const put = wanted.filter((planned) => planned.action !== 'keep' && isDone(planned));
    const warnings = [
        ...wanted.flatMap((planned) => explainOrder(planned, isDone(planned), what)),
        ...(what.tagConflict === 'keep' ? taken.map(explainKeep) : []),
        ...(end?.blocked && put.length > 0 ? [explainPut(put, image)] : []),
    ];
    return { warnings, ...end };
}
function endFor({ repository }, { image, tagConflict }, [first]) {
    if (!first || tagConflict === 'keep')
        return undefined;
    if (tagConflict === 'skip-push')
        return { blocked: first };
    const { tag, now = '' } = first;
    return { error: (0,failure/* failure */.V2)(explainConflict({ repository, tag, now, digest: image.digest })) };
}
const explainKeep = ({ tag, now }) => `The tag "${tag}" stays at ${now}: it is immutable, and tag-conflict is keep.`;
function explainOrder({ tag, action, now }, isDone, { images, draft }) {
    const there = images.get(tag);
    if (!there || !isNewer(there.manifest, draft.commit))
        return [];
    const newer = `${now} there is of a newer commit (${commitTimeIn(there.manifest)?.toISOString()}) than this run's (${commitTimeOf(draft.commit)})`;
    if (action === 'stay')
        return [`The tag "${tag}" stays where it is: ${newer}, and tag-order is newest-commit.`];
    if (action !== 'move' || !isDone)
        return [];
    return [
        `The tag "${tag}" was moved to an older commit's image: ${newer}. If that was not meant, run the newer commit's job again; with tag-order: newest-commit such a tag stays where it is.`,
    ];
}
const explainPut = (put, { digest }) => `These tags had been put by then and point at ${digest}: ${put.map(({ tag }) => tag).join(', ')}.`;

;// CONCATENATED MODULE: ./build/publish/skip-push.js


async function readBlocking(registry, { tag, now = '' }, { fingerprint }) {
    const explain = (missing) => `The tag "${tag}" of ${registry.repository} points at ${now}, but ${missing} of it is gone.`;
    const image = await verifyImage(registry, now, explain);
    const isKnown = fingerprint !== undefined && fingerprintIn(image[0]) === fingerprint;
    return {
        image,
        notPushed: `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.${isKnown ? '' : ' That image is not known to be made from this commit.'}`,
    };
}

;// CONCATENATED MODULE: ./build/publish/steps.js

































async function publish(asked, host, result) {
    result.dryRun = asked.dryRun;
    result.warnings.push(...builderWarnings(asked.builder), ...(0,job_job/* jobWarnings */.p6)(asked));
    const [settings] = await Promise.all([settingsOf(asked), checkContext(asked.build)]);
    const { event, env, signal } = host;
    const { context, file } = asked.build;
    const found = asked.dryRun && asked.build.platforms.length > 0
        ? undefined
        : timed(result, 'builder', () => findBuilder(asked.builder, asked.builderEnv, host));
    found?.catch(() => { });
    const compared = timed(result, 'Git', () => readWorktree(context, file, env, signal));
    compared.catch(() => { });
    const commit = await timed(result, 'commit', () => readCommit(event, context, file, env, signal));
    const clean = (0,source_trust/* mayCarryForeignCode */.SZ)(event) && isOfWorkspace(context) && (await compared).clean;
    const trust = (0,source_trust/* trustOf */.An)(event, { head: commit.head, clean }, host.idToken !== undefined);
    if (event.sha && !commit.head)
        result.warnings.push(UNKNOWN_COMMIT);
    const job = withRights(asked, trust);
    const push = (0,source_trust/* pushOf */.yS)(job.push, trust);
    if (push.wanted || job.printPolicies)
        (0,values/* region */.Ny)(job.aws.region);
    if (push.wanted)
        (0,session_policies/* requireRole */.cl)(job.aws);
    const inlinePolicy = push.wanted ? inlinePolicyOf(job, settings) : undefined;
    const caches = cacheNames(job, trust);
    const now = new Date();
    const drafted = readDraft(job, host, trust, commit, compared, found, now);
    const policies = job.printPolicies ? printPolicies(job, settings, host) : undefined;
    if (!push.wanted || job.printPolicies) {
        const why = push.wanted ? 'print-policies asks AWS for nothing.' : push.why;
        const pulled = !job.dryRun && trust.level !== 'untrusted' ? pullLogin(job, caches, host, result) : undefined;
        const [draft, builder, printed, pull] = await Promise.all([
            drafted,
            job.dryRun ? undefined : found,
            policies,
            pulled,
        ]);
        noteDraft(draft, result);
        if (printed)
            result.notes.push(printed);
        if (!builder)
            return noteDryRun(job, settings, draft, { unknown: why }, result);
        checkBuilder(builder, draft.build);
        result.notPushed = why;
        const cache = pull?.cache && readOnly(pull.cache, draft.cacheScopes, job.repository.endpoint);
        const spec = { ...draft.build, ...(cache && { cache }) };
        const built = await timed(result, 'build', () => build(builder, spec, { to: 'nothing' }, host, {
            builderEnv: job.builderEnv,
            isolated: trust.level === 'untrusted',
            ...(pull?.login && { login: pull.login }),
        }));
        result.metadata = built.metadata;
        return;
    }
    const destination = connect(job, inlinePolicy, host, result);
    const tags = earlyTags(job, event, trust, commit, now).then(async (early) => lookedUpTags(early ?? (await drafted)));
    const looked = timed(result, 'lookup', () => lookup_lookUp(destination, job, settings, tags, caches));
    try {
        const [draft, lookup] = await Promise.all([drafted, looked]);
        noteDraft(draft, result);
        host.signal.throwIfAborted();
        if (!isUnknown(lookup))
            checkAccount(lookup.authorization.account, job.aws.allowedAccounts);
        if (!found || job.dryRun || isUnknown(lookup))
            return noteDryRun(job, settings, draft, lookup, result);
        await publishTo(destination, { job, host, settings, draft, found, lookup }, result);
    }
    catch (error) {
        await drafted;
        throw error;
    }
}
const UNKNOWN_COMMIT = 'Nobody can tell which commit is built: there is no .git around the context, or no git. It is taken for the commit of the event. Use an image with git for the job, and check the repository out with actions/checkout.';
function withRights(job, trust) {
    if (trust.level === 'untrusted') {
        const isGiven = ([name]) => !job.argsFromEnv.includes(name);
        return { ...job, builderEnv: [], build: { ...job.build, buildArgs: job.build.buildArgs.filter(isGiven) } };
    }
    if (trust.level !== 'pull request')
        return job;
    const { mode } = job.repository;
    const without = { create: 'off', reconcile: 'verify', off: 'off', verify: 'verify' };
    return { ...job, repository: { ...job.repository, mode: without[mode] } };
}
async function publishTo(destination, known, result) {
    const { registry, ecr } = destination;
    const { job, host, settings, draft, found, lookup } = known;
    const plan = toPlan(draft, registry.repository, lookup);
    result.plan = plan;
    if (lookup.repository)
        noteRepository(job, lookup.repository, result);
    const blocked = plan.tags.find(({ action }) => action === 'conflict');
    if (blocked && job.tagConflict === 'fail')
        throw await conflict(registry, blocked);
    if (plan.action === 'build')
        checkBuilder(await found, draft.build);
    if (!lookup.repository && draft.trust.level === 'pull request') {
        throw (0,failure/* failure */.V2)(`repository: there is no "${registry.repository}", and a pull request never creates one. Let a run of a branch create it first, or name one that is there.`);
    }
    const ensured = await timed(result, 'repository', () => ensureRepository({
        ecr,
        settings,
        request: job.repository,
        found: lookup.repository,
        attachments: lookup.attachments,
        published: { tags: draft.tags, digest: plan.image?.digest },
    }));
    result.notes.push(...ensured.notes);
    result.warnings.push(...ensured.warnings);
    const uri = noteRepository(job, ensured.repository, result);
    const access = { uri, auth: lookup.authorization.auth };
    if (blocked && job.tagConflict === 'skip-push')
        return skipPush(registry, blocked, draft, access, result);
    const fresh = ensured.notes.length > 0 ? undefined : lookup.images;
    const reused = plan.image && (await timed(result, 'verify', () => readReused(registry, plan, draft, fresh)));
    result.reused = reused !== undefined;
    const { image, images } = reused ?? (await makeImage(destination, { job, host, draft, builder: await found, lookup }, plan, uri, result));
    result.image = image;
    if (!reused)
        result.labels = draft.build.labels;
    const [put] = await Promise.all([
        timed(result, 'tags', () => putTags(registry, {
            image: image[0],
            draft,
            images,
            mutability: ensured.repository.created ? ensured.repository.mutability : lookup.mutability,
            tagConflict: job.tagConflict,
            signal: host.signal,
            onPut: (tags) => notePut(tags, result),
        })),
        reused && noteLabels(registry, image, access, result),
    ]);
    result.warnings.push(...put.warnings);
    if (put.error)
        throw put.error;
    if (put.blocked)
        await skipPush(registry, put.blocked, draft, access, result);
}
function connect({ aws, repository }, inlinePolicy, host, result) {
    const credentials = (0,sessions/* session */.dZ)({
        ...aws,
        inlinePolicy,
        mask: host.mask,
        idToken: () => timed(result, 'id token', () => (0,sessions/* idTokenOf */.uw)(host, aws.audience)),
    });
    const phase = aws.roles.length > 0 ? 'role' : 'credentials';
    const ecr = ecrClient(aws.region, (client) => timed(result, phase, () => credentials(client)));
    return { ecr, registry: ecrRegistry(ecr, repository.name, host.mask) };
}
async function printPolicies(...of) {
    const { policiesOf } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(406)]).then(__webpack_require__.bind(__webpack_require__, 3406));
    return policiesOf(...of);
}
async function settingsOf({ settings, aws }) {
    if (!Object.values(settings).some((given) => given?.length))
        return {};
    const { readSettings } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(207), __webpack_require__.e(121)]).then(__webpack_require__.bind(__webpack_require__, 5121));
    return readSettings(settings, aws.region);
}
async function readDraft(job, host, trust, commit, compared, found, now) {
    const [worktree, influences] = await Promise.all([compared, readInfluences(job, host, found)]);
    const draft = await toDraft(job, host.event, trust, commit, worktree, influences, now);
    return { ...draft, warnings: [...draft.warnings, ...warnOfTokens(job.build.context, job.build.file)] };
}
function noteDraft(draft, result) {
    result.draft = draft;
    result.warnings.push(...draft.warnings);
}
function noteRepository({ repository: { endpoint } }, repository, result) {
    result.repository = repository;
    result.uri = imageUri(repository, endpoint);
    return result.uri;
}
function noteDryRun(job, settings, draft, lookup, result) {
    const state = isUnknown(lookup) ? undefined : lookup;
    result.plan = toPlan(draft, job.repository.name, state);
    result.notPushed = isUnknown(lookup)
        ? `This is a dry run, without the registry: ${lookup.unknown}`
        : 'This is a dry run.';
    if (!state?.repository)
        return;
    noteRepository(job, state.repository, result);
    result.warnings.push(...(state.attachments.warnings ?? []));
    const wrong = (0,difference/* differences */.tX)(settings, { ...state.repository, ...state.attachments });
    if (wrong.length > 0)
        result.notes.push(`The repository differs from its settings:\n${wrong.map(difference/* toDiff */.FV).join('\n')}`);
}
async function conflict(registry, { tag, now = '' }) {
    const { repository } = registry;
    return (0,failure/* failure */.V2)(explainConflict({ repository, tag, now, since: await registry.pushedAt(tag) }));
}
function notePut(tags, result) {
    result.tags = tags.map(({ tag }) => tag);
    const moved = tags.find(({ action }) => action === 'move');
    if (moved?.now)
        result.previousDigest = moved.now;
}
async function noteLabels(registry, image, access, result) {
    try {
        const { [FINGERPRINT]: _, ...labels } = await timed(result, 'labels', () => readLabels(registry, image, access));
        result.labels = labels;
    }
    catch (error) {
        result.warnings.push(`The outputs leave out the labels of ${image[0].digest}, which could not be read: ${error.message}`);
    }
}
async function skipPush(registry, blocked, draft, access, result) {
    const { image, notPushed } = await readBlocking(registry, blocked, draft);
    delete result.labels;
    Object.assign(result, { image, notPushed, tags: [blocked.tag] });
    await noteLabels(registry, image, access, result);
}
function cacheNames({ repository: { cache, pullRequestCache } }, trust) {
    return cache ? { own: (trust.level === 'pull request' && pullRequestCache) || cache, base: cache } : undefined;
}

;// CONCATENATED MODULE: ./build/report/outputs.js







const outputNames = (/* unused pure expression or super */ null && ([
    'image',
    'image-uri',
    'digest',
    'digests',
    'imageid',
    'previous-digest',
    'tags',
    'tag-names',
    'version',
    'repository-uri',
    'repository-name',
    'registry',
    'repository-created',
    'reused',
    'plan',
    'labels',
    'annotations',
    'json',
    'metadata',
]));
function toOutputs(result) {
    const { repository, uri, image, metadata, tags, reused, previousDigest } = result;
    const imageId = image?.[0].manifest.config?.digest;
    return {
        ...imageOutputs(result),
        ...(imageId && { imageid: imageId }),
        ...(previousDigest && { 'previous-digest': previousDigest }),
        ...(uri && tags.length > 0 && { tags: tags.map((tag) => `${uri}:${tag}`).join('\n') }),
        ...(uri && { 'repository-uri': uri, registry: hostOf(uri) }),
        ...(repository && {
            'repository-name': repository.name,
            'repository-created': String(repository.created),
        }),
        ...(reused !== undefined && { reused: String(reused) }),
        ...planOutput(result),
        ...metadataOutputs(result),
        ...(metadata && { metadata: JSON.stringify(metadata) }),
    };
}
function imageOutputs({ draft, uri, image, tags }) {
    const tag = draft && tags.includes(draft.version) ? draft.version : tags[0];
    const main = uri && tag && { 'image-uri': `${uri}:${tag}` };
    if (!image)
        return { ...main };
    const { digest, manifest } = image[0];
    const [platform] = draft?.build.platforms ?? [];
    const digests = manifest.manifests ? (0,image_manifest/* digestsByPlatform */.oj)(image) : platform ? { [platform]: digest } : {};
    return { ...(uri && { image: `${uri}@${digest}` }), ...main, digest, digests: JSON.stringify(digests) };
}
function planOutput({ plan }) {
    if (!plan)
        return {};
    const { image, ...rest } = plan;
    return { plan: JSON.stringify({ ...rest, ...(image && { digest: image.digest }) }) };
}
function metadataOutputs(result) {
    const { draft, uri, image } = result;
    if (!draft)
        return {};
    const names = tagNames(result, draft);
    const labels = image ? result.labels : draft.build.labels;
    const annotations = image ? (0,image_annotations/* annotationsOf */.Ih)(image).filter(({ name }) => !INTERNAL.includes(name)) : draft.annotations;
    const lines = annotations.flatMap(({ level, name, value }) => toAnnotationLines({ [name]: value }, [level])).sort();
    const json = toMetadataJson({
        images: uri ? [uri] : [],
        tags: names,
        labels: labels ?? {},
        annotations: {},
        levels: [],
    });
    return {
        ...(names.length > 0 && { 'tag-names': names.join('\n') }),
        version: draft.version,
        ...(labels && { labels: toLines(labels).join('\n') }),
        annotations: lines.join('\n'),
        json: JSON.stringify({ ...json, labels: labels && json.labels, annotations: lines }),
    };
}
const INTERNAL = [FINGERPRINT, COMMIT_TIME];
function tagNames({ image, notPushed, dryRun, plan, tags }, draft) {
    if (image || !(notPushed || dryRun))
        return tags;
    const left = plan?.tags.filter(({ action }) => action === 'stay' || action === 'conflict').map(({ tag }) => tag);
    return draft.tags.filter((tag) => !left?.includes(tag));
}
function otherVersion({ labels, draft }) {
    const version = labels?.[VERSION];
    return draft && version !== draft.build.labels[VERSION] ? version : undefined;
}

;// CONCATENATED MODULE: ./build/report/timeline.js
const WIDTH = 40;
function toTimeline(phases) {
    const sorted = phases.toSorted((a, b) => a.start - b.start || b.end - a.end);
    const total = Math.max(...phases.map(({ end }) => end));
    const names = Math.max(...phases.map(({ name }) => name.length));
    return sorted.map(({ name, start, end }) => {
        const from = Math.min(Math.floor((start / total) * WIDTH), WIDTH - 1);
        const length = Math.max(Math.round((end / total) * WIDTH) - from, 1);
        const bar = `${' '.repeat(from)}${'█'.repeat(length)}`.padEnd(WIDTH);
        return `${name.padEnd(names)} │${bar}│ ${duration(end - start)}`;
    });
}
const duration = (ms) => ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 100_000 ? 2 : 0)} s`;

;// CONCATENATED MODULE: ./build/report/summary.js



function toSummary(result) {
    const failed = result.error?.message;
    const { draft, plan, uri, image, repository, tags, notPushed, reused, previousDigest } = result;
    const root = image?.[0];
    const version = otherVersion(result);
    const platforms = image && root?.manifest.manifests ? Object.keys((0,image_manifest/* digestsByPlatform */.oj)(image)) : draft?.build.platforms;
    const rows = [
        ['Failed', failed && summary_plain(failed.split(/\r|\n/)[0] ?? '')],
        ['Image', uri && root && code(`${uri}@${root.digest}`)],
        ['Tags', list(uri ? tags : (draft?.tags ?? []))],
        ['Before', previousDigest && code(previousDigest)],
        ['Version', version && `${code(version)}, as the label of the image that was there has it`],
        ['Commit', draft?.commit.sha && code(draft.commit.sha)],
        ['Platforms', list(platforms ?? [])],
        ['Size', image && size((0,image_manifest/* storedBytes */.Zk)(image))],
        ['Repository', repository && `${code(repository.name)}${repository.created ? ', created by this run' : ''}`],
        ['Built', reused ? 'no: this image was there' : result.metadata && plan?.why && summary_plain(plan.why)],
        ['Not pushed', notPushed && summary_plain(notPushed)],
    ];
    const title = failed
        ? 'failed'
        : notPushed
            ? result.metadata
                ? 'built, not pushed'
                : 'not pushed'
            : reused
                ? 'published, without a build'
                : 'published';
    return [
        `### ecr-publish: ${title}`,
        '',
        '| | |',
        '|---|---|',
        ...rows.flatMap(([name, value]) => (value ? [`| ${name} | ${value} |`] : [])),
        ...time(result.phases),
        '',
    ].join('\n');
}
const summary_plain = (text) => oneLine(text).replace(/[\\`*_~[\]<>&|$]/g, '\\$&');
function code(text) {
    const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
    const space = fence === '`' ? '' : ' ';
    return `${fence}${space}${oneLine(text).replaceAll('|', '\\|')}${space}${fence}`;
}
const oneLine = (text) => text.replace(/\s+/g, ' ');
const list = (values) => (values.length > 0 ? values.map(code).join(' ') : undefined);
const size = (bytes) => `${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} compressed`;
const time = (phases) => phases.length === 0
    ? []
    : [
        `| Time | ${duration(Math.max(...phases.map(({ end }) => end)))} |`,
        '',
        '```text',
        ...toTimeline(phases),
        '```',
    ];

;// CONCATENATED MODULE: ./build/report/tell.js





async function tell(result, { log, output, summary }) {
    const { error, plan, dryRun, notPushed, metadata, reused, uri, image, notes, warnings, draft } = result;
    if (error) {
        log.error((0,failure/* isFailure */.N6)(error) ? error.message : `${error.name}: ${error.message}`, (0,failure/* isFailure */.N6)(error) ? error.at : undefined);
        for (let cause = error; cause instanceof Error; cause = cause.cause)
            log.debug(cause.stack ?? String(cause));
    }
    else {
        if (dryRun && plan)
            log.info(planTable(plan));
        if (notPushed)
            log.notice(`${metadata ? 'Built, not pushed' : 'Not pushed'}. ${notPushed}`);
        else
            log.info(`${reused ? 'Reused' : 'Published'} ${uri}@${image?.[0].digest}`);
    }
    const version = otherVersion(result);
    if (version)
        log.info(`The image was there already. Its label ${VERSION} names ${version}, not ${draft?.build.labels[VERSION]}.`);
    for (const note of notes)
        log.info(note);
    for (const warning of warnings)
        log.warning(warning);
    for (const [name, value] of Object.entries(toOutputs(result)))
        output(name, value);
    await summary(toSummary(result)).catch((cause) => log.warning(`The summary could not be written: ${cause.message}`));
}

;// CONCATENATED MODULE: ./build/entries/publish.js





async function publish_run(host) {
    const result = newResult();
    try {
        const job = (0,job_job/* toJob */.z6)(readInputs(host.input), host.event, host.env);
        result.phases.push({ name: 'start-up', start: 0, end: performance.now() });
        await Promise.race([publish(job, host, result), host.gaveUp]);
    }
    catch (error) {
        result.error = host.signal.aborted ? host.signal.reason : error;
    }
    await tell(result, host);
    return result;
}


/***/ }),

/***/ 5626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vJ: () => (/* binding */ UNKNOWN_ACCOUNT),
  $t: () => (/* binding */ placeOf),
  Kc: () => (/* binding */ publishing),
  ZI: () => (/* binding */ rolesFor),
  c$: () => (/* binding */ suggestedRole)
});

// EXTERNAL MODULE: ./build/settings/difference.js
var difference = __webpack_require__(1045);
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
const MAKES = 'makes a repository that is encrypted with kms-key';
const hasKey = ({ settings }) => settings.encryption?.key !== undefined;
const hasAlias = ({ settings }) => (0,difference/* isAlias */.Vj)(settings.encryption?.key ?? '');
const kms = (name, why, when, by = 'ecr') => ({
    action: `kms:${name}`,
    resource: 'key',
    by,
    why,
    when,
});
const CALLS = [
    ecr('GetAuthorizationToken', "the registry's password", always, { resource: '*' }),
    ecr('DescribeRepositories', "the repository's URI and settings"),
    ecr('BatchGetImage', 'looks at the tags, and reads the image back before it is tagged'),
    ecr('PutImage', 'pushes manifests, and points tags at them'),
    ...['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'].map((name) => ecr(name, 'pushes layers', always, { by: 'builder' })),
    ecr('GetDownloadUrlForLayer', "reads the labels of an image that is there; pulls the repository's own images", always, {
        by: 'builder',
        optional: true,
    }),
    ecr('DescribeImages', "says since when a tag points elsewhere; finds the newest image, whose layers Docker's own driver need not export", always, { optional: true }),
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
    kms('CreateGrant', MAKES, (needs) => hasKey(needs) && creates(needs)),
    kms('DescribeKey', `${MAKES}; compares the key behind an alias, where a run does without`, (needs) => hasKey(needs) && (creates(needs) || (hasAlias(needs) && compares(needs))), 'client'),
    kms('RetireGrant', MAKES, (needs) => hasKey(needs) && creates(needs)),
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

// EXTERNAL MODULE: ./build/iam/statements.js
var statements = __webpack_require__(7210);
// EXTERNAL MODULE: ./build/iam/trust-policy.js
var trust_policy = __webpack_require__(5767);
;// CONCATENATED MODULE: ./build/iam/roles.js



const UNKNOWN_ACCOUNT = 'ACCOUNT_ID';
function rolesFor({ aws, ...request }, settings, run) {
    const arns = aws.roles.length > 0 ? aws.roles : [suggestedRole(aws.region)];
    return arns.map((arn, at) => {
        const role = arn.slice(arn.indexOf(':role/') + 1);
        const [before, next] = [arns[at - 1], arns[at + 1]];
        const place = placeOf(arn, aws.region);
        return {
            account: place.account,
            name: role.slice(role.lastIndexOf('/') + 1),
            path: role.slice('role'.length, role.lastIndexOf('/') + 1),
            ...(aws.durationSeconds > 3600 && { maxSessionDuration: aws.durationSeconds }),
            trust: (0,statements/* policyOf */.US)(before ? [(0,trust_policy/* trustRole */.JK)(before, aws.externalId)] : (0,trust_policy/* trustGitHub */.Mi)(arn, aws.audience, run)),
            identity: next
                ? (0,statements/* policyOf */.US)([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: next }])
                : (0,statements/* policyOf */.US)(publishing(request, settings, place)),
        };
    });
}
function publishing(request, settings, place) {
    const { name: repository, cache } = request.repository;
    const resources = { repository, cache, key: settings.encryption?.key };
    return (0,statements/* identityStatements */.NU)(callsFor(request, settings), resources, place);
}
function placeOf(role, region) {
    const [, partition = '', , , account = ''] = role.split(':');
    return { partition, region, account };
}
const suggestedRole = (region) => `arn:${partitionOf(region)}:iam::${UNKNOWN_ACCOUNT}:role/ecr-publish`;
const partitionOf = (region) => region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';


/***/ }),

/***/ 7210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NU: () => (/* binding */ identityStatements),
/* harmony export */   US: () => (/* binding */ policyOf),
/* harmony export */   qM: () => (/* binding */ repositoryArn)
/* harmony export */ });
const policyOf = (Statement) => ({ Version: '2012-10-17', Statement });
const repositoryArn = (name, { partition, region, account }) => `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
function identityStatements(calls, resources, place) {
    const repository = (name = '') => repositoryArn(name, place);
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


/***/ }),

/***/ 5767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JK: () => (/* binding */ trustRole),
/* harmony export */   Mi: () => (/* binding */ trustGitHub),
/* harmony export */   eP: () => (/* binding */ whens),
/* harmony export */   iM: () => (/* binding */ pullRequestRun),
/* harmony export */   q_: () => (/* binding */ hasDefaultSubject),
/* harmony export */   r0: () => (/* binding */ isPullRequest)
/* harmony export */ });
/* harmony import */ var _aws_id_token_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5073);

function trustGitHub(role, audience, run) {
    const iss = run.claims?.iss ?? 'https://token.actions.githubusercontent.com';
    const issuer = iss.replace(/^https:\/\//, '');
    const workflows = byOperator((run.triggers ?? []).flatMap((each) => (each.kind === 'workflow' ? each.pattern : [])));
    const { Condition: _, ...statement } = (0,_aws_id_token_js__WEBPACK_IMPORTED_MODULE_0__/* .trustStatement */ .s)(role, { iss, aud: audience, sub: '' });
    return accepted(run).flatMap((subject) => (workflows.length > 0 ? workflows : [undefined]).map((workflow) => {
        const claims = [
            { operator: 'StringEquals', claim: 'aud', values: audience },
            { ...subject, claim: 'sub' },
            ...(workflow ? [{ ...workflow, claim: 'job_workflow_ref' }] : []),
        ];
        const condition = [...Map.groupBy(claims, ({ operator }) => operator)].map(([operator, of]) => [
            operator,
            Object.fromEntries(of.map(({ claim, values }) => [`${issuer}:${claim}`, values])),
        ]);
        return { ...statement, Condition: Object.fromEntries(condition) };
    }));
}
function byOperator(values) {
    const isPattern = (value) => /[*?]/.test(value);
    const all = [
        { operator: 'StringEquals', values: values.filter((value) => !isPattern(value)) },
        { operator: 'StringLike', values: values.filter(isPattern) },
    ];
    return all.filter((each) => each.values.length > 0);
}
const trustRole = (before, externalId) => ({
    Effect: 'Allow',
    Principal: { AWS: before },
    Action: 'sts:AssumeRole',
    ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
});
function pullRequestRun({ event, claims, triggers = [] }) {
    const sub = claims?.sub.replace(/:(ref|environment):.*$/s, PULL_REQUEST);
    const known = sub?.endsWith(PULL_REQUEST) ? sub : `repo:${event.repository}${PULL_REQUEST}`;
    return {
        event: { ...event, name: 'pull_request' },
        claims: claims && { ...claims, sub: known },
        triggers: triggers.filter(({ kind }) => kind === 'workflow'),
    };
}
const isPullRequest = (run) => whens(run).length === 0 && subjects(run).some((sub) => sub.endsWith(PULL_REQUEST));
const PULL_REQUEST = ':pull_request';
const whens = ({ triggers = [] }) => triggers.filter((each) => each.kind !== 'workflow');
const hasDefaultSubject = ({ claims }) => !claims || /^repo:[^:]+:(ref:[^:]+|environment:[^:]+|pull_request)$/.test(claims.sub);
function accepted(run) {
    const contexts = whens(run).flatMap((each) => (each.kind === 'pull_request' ? [] : contextOf(each)));
    if (contexts.length === 0)
        return [{ operator: 'StringEquals', values: subjects(run) }];
    return byOperator(contexts.flatMap((context) => prefixes(run).map((prefix) => prefix + context)));
}
function contextOf({ kind, pattern }) {
    if (kind === 'environment')
        return `environment:${pattern.replaceAll(':', '%3A')}`;
    return `ref:refs/${kind === 'branch' ? 'heads' : 'tags'}/${pattern}`;
}
function subjects(run) {
    const { event, claims } = run;
    const all = prefixes(run);
    const context = event.name === 'pull_request' ? 'pull_request' : `ref:${event.ref || 'refs/heads/main'}`;
    const sub = claims?.sub ?? all[0] + context;
    const [own] = all.filter((prefix) => sub.startsWith(prefix));
    return own ? all.map((prefix) => prefix + sub.slice(own.length)) : [sub];
}
function prefixes({ event, claims }) {
    const repository = event.repository || 'OWNER/NAME';
    const named = `repo:${repository}:`;
    const [own = named] = claims?.sub.match(/^repo:[^:]+:/) ?? [];
    const { ids } = event;
    if (own !== named || !ids.owner || !ids.repository)
        return [own];
    const [owner, name] = repository.split('/');
    return [named, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:`];
}


/***/ }),

/***/ 2908:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G7: () => (/* binding */ allAnnotations),
/* harmony export */   GB: () => (/* binding */ parseAnnotationLevels),
/* harmony export */   Ih: () => (/* binding */ annotationsOf)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(982);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9941);


function allAnnotations(description, given, levels) {
    const everywhere = levels.flatMap((level) => Object.entries(description).map(([name, value]) => ({ level, name, value })));
    const leveled = given.flatMap((each) => (each.level ? [each] : levels.map((level) => ({ ...each, level }))));
    const byPlace = new Map([...everywhere, ...leveled].map((each) => [`${each.level}:${each.name}`, each]));
    return [...byPlace.values()];
}
function annotationsOf(image) {
    const [{ manifest: root }, ...children] = image;
    const at = (level, pairs = {}) => Object.entries(pairs).map(([name, value]) => ({ level, name, value }));
    if (!root.manifests)
        return at('manifest', root.annotations);
    const images = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesOf */ .IC)(root);
    const below = (level, pairsOf) => {
        const shared = ([name, value]) => images.every((child) => pairsOf(child)?.[name] === value);
        const [first] = images;
        return [
            ...at(level, Object.fromEntries(Object.entries((first && pairsOf(first)) ?? {}).filter(shared))),
            ...images.flatMap((child) => {
                const own = Object.entries(pairsOf(child) ?? {}).filter((pair) => !shared(pair));
                return at(`${level}[${(0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .platformOf */ .tj)(child)}]`, Object.fromEntries(own));
            }),
        ];
    };
    return [
        ...at('index', root.annotations),
        ...below('manifest', ({ digest }) => children.find((child) => child.digest === digest)?.manifest.annotations),
        ...below('manifest-descriptor', ({ annotations }) => annotations),
    ];
}
function parseAnnotationLevels(text) {
    const levels = text
        .split(',')
        .map((level) => level.trim())
        .filter(Boolean);
    for (const level of levels) {
        if (!/^(manifest|index|manifest-descriptor|index-descriptor)(\[[\w./]+\])?$/.test(level)) {
            throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`annotation levels: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(level)}" is none. It is manifest, index, manifest-descriptor or index-descriptor, with a platform such as manifest[linux/amd64] if it is for one alone.`);
        }
    }
    return levels.length > 0 ? levels : ['manifest'];
}


/***/ }),

/***/ 9941:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   W1: () => (/* binding */ configOf),
/* harmony export */   Zk: () => (/* binding */ storedBytes),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   oj: () => (/* binding */ digestsByPlatform),
/* harmony export */   tj: () => (/* binding */ platformOf)
/* harmony export */ });
const MANIFEST_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
function platformOf(child) {
    const { platform } = child;
    if (!platform || isAttestation(child))
        return undefined;
    return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}
const isAttestation = ({ annotations }) => annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
const imagesOf = ({ manifests }) => (manifests ?? []).filter((child) => !isAttestation(child));
function configOf(image) {
    const [root] = image;
    const digest = imagesOf(root.manifest)[0]?.digest ?? root.digest;
    return image.find((each) => each.digest === digest)?.manifest.config;
}
function digestsByPlatform([root]) {
    return Object.fromEntries((root.manifest.manifests ?? []).flatMap((child) => {
        const platform = platformOf(child);
        return platform ? [[platform, child.digest]] : [];
    }));
}
function storedBytes(image) {
    const blobs = image.flatMap(({ manifest }) => [manifest.config, ...(manifest.layers ?? [])]);
    const sizes = new Map(blobs.flatMap((blob) => (blob ? [[blob.digest, blob.size]] : [])));
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}


/***/ }),

/***/ 578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ splitFields),
/* harmony export */   y: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(982);

function splitFields(line, input) {
    return split(line, input).map((text) => {
        const [, name, value] = /^([^={]+)=(.*)$/.exec(text) ?? [];
        return name === undefined || value === undefined
            ? { value: text.trim() }
            : { name: name.trim().toLowerCase(), value: value.trim() };
    });
}
function split(line, input) {
    const texts = [];
    for (const [, quoted, bare = ''] of line.matchAll(/(?<=^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))(?=,|$)/g)) {
        if (quoted === undefined) {
            checkBare(bare, line, input);
            texts.push(bare);
            continue;
        }
        const text = quoted.replaceAll('""', '"');
        texts.push(/^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text);
    }
    const [only = ''] = texts;
    return texts.length === 1 && only !== line && /^\w+=.*,/.test(only) ? split(only, input) : texts;
}
function checkBare(text, line, input) {
    if (/\{\{[^}]*$/.test(text)) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: in "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(line)}" a comma cuts the expression "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(text.trim())}" in two. Put double quotes around the whole field: "value={{date 'D, M'}}".`);
    }
    if (text.replace(/\{\{.*?\}\}/g, '').includes('"')) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: in "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(line)}" the field ${text.trim()} has a quote in its middle. Quotes go around a whole field: "name=value".`);
    }
}
function oneOf(where, name, allowed, value) {
    const found = allowed.find((word) => word === value);
    if (found !== undefined)
        return found;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${where} has ${name} "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}". It is ${allowed.join(' or ')}.`);
}


/***/ }),

/***/ 8036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ trueOrFalse),
/* harmony export */   h: () => (/* binding */ parseTagRules)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(982);
/* harmony import */ var _rule_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(578);


const PRIORITY = {
    schedule: 1000,
    semver: 900,
    pep440: 900,
    match: 800,
    edge: 700,
    ref: 600,
    raw: 200,
    sha: 100,
};
const COMMON = ['enable', 'priority', 'prefix', 'suffix'];
const ATTRIBUTES = {
    schedule: ['pattern'],
    semver: ['pattern', 'value', 'match'],
    pep440: ['pattern', 'value', 'match'],
    match: ['pattern', 'value', 'group'],
    edge: ['branch'],
    ref: ['event'],
    raw: ['value'],
    sha: ['format'],
};
function parseTagRules(lines) {
    const rules = lines.flatMap((line) => {
        const fields = (0,_rule_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .splitFields */ .K)(line, 'tags');
        return fields.every(({ name }) => name === undefined)
            ? fields.filter(({ value }) => value).map(({ value }) => plainTag(value, line))
            : [toRule(line, fields)];
    });
    return rules.sort((a, b) => b.priority - a.priority);
}
function plainTag(value, line) {
    if (/^[^{]*[\w\]][:@]\w[^{]*$/.test(value)) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(value)}" looks like an image reference. Give the tag alone, such as "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(value.replace(/^.*[:@]/, ''))}": the repository comes from the repository input.`);
    }
    return { line, type: 'raw', value, enable: 'true', priority: PRIORITY.raw, notes: [] };
}
function toRule(line, fields) {
    const given = toAttributes(line, fields);
    const type = ruleType(line, given.get('type') ?? 'raw');
    const { enable = 'true', priority = String(PRIORITY[type]), prefix, suffix } = Object.fromEntries(given);
    const fixedPrefix = prefix ?? defaultPrefix(type, given);
    return {
        line,
        ...ruleKind(line, type, given),
        enable: enable.includes('{{') ? enable : trueOrFalse(line, enable),
        priority: number(line, 'priority', priority),
        ...(fixedPrefix !== undefined && { prefix: fixedPrefix }),
        ...(suffix !== undefined && { suffix }),
        notes: notesOn(line, type, given),
    };
}
function toAttributes(line, fields) {
    const plain = fields.filter(({ name }) => name === undefined);
    if (plain.length > 1) {
        const values = plain.map(({ value }) => `"${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(value)}"`).join(' and ');
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}" has more than one value: ${values}. A comma ends a field: put double quotes around a field that holds one, such as "pattern=\\d{1,2}".`);
    }
    return new Map(fields.map(({ name = 'value', value }) => [name, value]));
}
function ruleType(line, value) {
    const found = Object.keys(PRIORITY).find((type) => type === value);
    if (found)
        return found;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}" has the type "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(value)}", which is none. It is one of ${Object.keys(PRIORITY).join(', ')}.`);
}
function ruleKind(line, type, given) {
    const value = given.get('value') ?? '';
    switch (type) {
        case 'schedule':
            return { type, pattern: given.get('pattern') ?? 'nightly' };
        case 'semver':
        case 'pep440':
            return { type, pattern: required(line, given, 'pattern', '{{version}}'), value, match: given.get('match') ?? '' };
        case 'match': {
            const pattern = required(line, given, 'pattern', 'v(.*),group=1');
            return { type, pattern, value, group: number(line, 'group', given.get('group') ?? '0') };
        }
        case 'edge':
            return { type, branch: given.get('branch') ?? '' };
        case 'ref':
            return {
                type,
                event: (0,_rule_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}"`, 'event', ['branch', 'tag', 'pr'], required(line, given, 'event', 'branch')),
            };
        case 'raw':
            return { type, value: required(line, given, 'value', 'v1') };
        case 'sha':
            return {
                type,
                format: (0,_rule_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}"`, 'format', ['short', 'long'], given.get('format') ?? 'short'),
            };
    }
}
function defaultPrefix(type, given) {
    if (type === 'sha')
        return 'sha-';
    return type === 'ref' && given.get('event') === 'pr' ? 'pr-' : undefined;
}
function notesOn(line, type, given) {
    const known = ['type', ...ATTRIBUTES[type], ...COMMON];
    return [...given.keys()]
        .filter((name) => !known.includes(name))
        .map((name) => `tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}": "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(name)}" has no effect, type=${type} takes ${known.slice(1).join(', ')}.`);
}
function required(line, given, name, example) {
    const value = given.get(name);
    if (value !== undefined)
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}" has no ${name}. Add one, such as ${name}=${example}.`);
}
function trueOrFalse(line, value) {
    return (0,_rule_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}"`, 'enable', ['true', 'false'], value);
}
function number(line, name, value) {
    const read = Number(value);
    if (!Number.isNaN(read))
        return read;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`tags: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}" has ${name} "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(value)}". It is a number, such as ${name}=1.`);
}


/***/ }),

/***/ 7109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yy: () => (/* binding */ SETTINGS),
  p6: () => (/* binding */ jobWarnings),
  z6: () => (/* binding */ toJob)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/image/annotations.js
var annotations = __webpack_require__(2908);
// EXTERNAL MODULE: ./build/lib/failure.js
var failure = __webpack_require__(982);
// EXTERNAL MODULE: ./build/image/rule-fields.js
var rule_fields = __webpack_require__(578);
;// CONCATENATED MODULE: ./build/image/flavor.js


function parseFlavor(lines) {
    const flavor = {
        latest: 'auto',
        prefix: '',
        suffix: '',
        prefixOnLatest: false,
        suffixOnLatest: false,
        notes: [],
    };
    for (const line of lines)
        readEntry(line, flavor);
    return flavor;
}
function readEntry(line, flavor) {
    let owner;
    const where = `flavor: "${(0,failure/* cut */.Jj)(line)}"`;
    for (const { name, value } of (0,rule_fields/* splitFields */.K)(line, 'flavor')) {
        switch (name) {
            case 'latest':
                flavor.latest = (0,rule_fields/* oneOf */.y)(where, name, ['auto', 'true', 'false'], value);
                break;
            case 'prefix':
            case 'suffix':
                flavor[name] = value;
                owner = name;
                break;
            case 'onlatest': {
                const wanted = (0,rule_fields/* oneOf */.y)(where, name, ['true', 'false'], value) === 'true';
                if (owner)
                    flavor[`${owner}OnLatest`] = wanted;
                else {
                    flavor.notes.push(`${where} has no effect: onlatest goes on the line of a prefix or suffix, such as suffix=-alpine,onlatest=true.`);
                }
                break;
            }
            default:
                throw (0,failure/* failure */.V2)(`${where} is not an entry. Give latest=auto, latest=true, latest=false, prefix=<text> or suffix=<text>, the last two with ,onlatest=true if latest takes them too.`);
        }
    }
}

// EXTERNAL MODULE: ./build/image/tag-rules.js
var tag_rules = __webpack_require__(8036);
// EXTERNAL MODULE: ./build/job/lists.js
var lists = __webpack_require__(5949);
// EXTERNAL MODULE: ./build/job/session-policies.js
var session_policies = __webpack_require__(9431);
// EXTERNAL MODULE: ./build/job/values.js
var values = __webpack_require__(3196);
;// CONCATENATED MODULE: ./build/job/job.js








const SETTINGS = [
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
function toJob(inputs, event, env) {
    const { 'registry-endpoint': endpoint, target } = inputs;
    const shortShaLength = env.DOCKER_METADATA_SHORT_SHA_LENGTH;
    if (endpoint)
        checkEmulated(endpoint, env);
    const dryRun = inputs['dry-run'] || inputs['print-policies'] !== false;
    const region = inputs['aws-region'] || env.AWS_REGION || env.AWS_DEFAULT_REGION || '';
    return {
        repository: {
            name: inputs.repository,
            mode: inputs['create-repository'],
            template: inputs['creation-template'],
            force: inputs.force,
            ...(inputs.cache && toCaches(inputs)),
            ...(endpoint && { endpoint }),
        },
        aws: {
            ...toAws(inputs, event),
            region: region && values/* region */.Ny(region),
        },
        settings: Object.fromEntries(SETTINGS.map((name) => [name, inputs[name]])),
        build: {
            context: inputs.context,
            file: inputs.file || (0,external_node_path_.join)(inputs.context, 'Dockerfile'),
            ...(target && { target }),
            buildArgs: inputs['build-args'].flatMap((argument) => buildArg(argument, env)),
            labels: inputs.labels,
            annotations: inputs.annotations.flatMap(annotation),
            annotationLevels: (0,annotations/* parseAnnotationLevels */.GB)(env.DOCKER_METADATA_ANNOTATIONS_LEVELS ?? ''),
            reproducible: inputs.reproducible,
            platforms: inputs.platforms,
            noCache: inputs['no-cache'],
            pull: inputs.pull,
        },
        builder: toBuilder(inputs, env),
        builderEnv: inputs['builder-env'],
        argsFromEnv: inputs['build-args'].flatMap(([name, value]) => (value === undefined ? [name] : [])),
        ...(inputs.ref && { ref: inputs.ref }),
        tags: (0,tag_rules/* parseTagRules */.h)(ruleLines(inputs.tags)),
        flavor: parseFlavor(ruleLines(inputs.flavor)),
        ...(shortShaLength && { shortShaLength: Number(shortShaLength) }),
        reuse: inputs.reuse,
        tagConflict: inputs['tag-conflict'],
        tagOrder: tagOrder(inputs),
        dryRun,
        printPolicies: inputs['print-policies'],
        ...(inputs.push !== undefined && { push: inputs.push }),
    };
}
function toCaches(inputs) {
    const { repository, 'cache-repository': cache, 'pull-request-cache-repository': pullRequestCache } = inputs;
    return {
        cache: cacheName(cache || `${repository}/cache`, 'cache-repository', repository),
        ...(pullRequestCache && {
            pullRequestCache: cacheName(pullRequestCache, 'pull-request-cache-repository', repository),
        }),
    };
}
function cacheName(value, input, repository) {
    if (value !== repository)
        return values/* repositoryName */.aR(value, input);
    throw (0,failure/* failure */.V2)(`${input}: "${(0,failure/* cut */.Jj)(value)}" is the repository of the images, and the cache needs one of its own, with its own lifecycle. Name another one, such as "${(0,failure/* cut */.Jj)(repository)}/cache".`);
}
function toAws(inputs, event) {
    const { 'role-to-assume': roles, 'role-external-id': externalId, audience } = inputs;
    const { 'inline-session-policy': inlinePolicy, 'managed-session-policies': managedPolicies } = inputs;
    (0,session_policies/* checkSessionPolicies */.bG)(inlinePolicy, managedPolicies);
    if (externalId && roles.length === 1) {
        throw (0,failure/* failure */.V2)('role-external-id: the only role is assumed by OIDC, and AssumeRoleWithWebIdentity takes no external id. It is for the second and later roles of role-to-assume.');
    }
    return {
        roles,
        sessionName: values/* sessionName */.Cy(inputs['role-session-name'] || `ecr-publish-${event.runId || 'local'}`),
        durationSeconds: values/* durationSeconds */.o8(inputs['role-duration-seconds'], roles.length > 1 ? 3600 : 43200),
        ...(externalId && { externalId: values/* externalId */.pP(externalId) }),
        audience,
        ...(inlinePolicy && { inlinePolicy }),
        managedPolicies,
        allowedAccounts: inputs['allowed-account-ids'],
    };
}
const AWS_HOST = /\.(amazonaws\.(com|com\.cn|eu)|amazonwebservices\.com\.cn|(api|on)\.aws|ic\.gov|sgov\.gov|adc-e\.uk)\.?$/;
function checkEmulated(endpoint, env) {
    const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
    const url = ignored ? '' : env.AWS_ENDPOINT_URL_ECR || env.AWS_ENDPOINT_URL || '';
    const host = URL.parse(url)?.hostname;
    if (host && !AWS_HOST.test(host))
        return;
    throw (0,failure/* failure */.V2)(`registry-endpoint: "${(0,failure/* cut */.Jj)(endpoint)}" would get a password of AWS itself, since the environment names no emulator. Remove the input, or set AWS_ENDPOINT_URL to the emulator that the registry belongs to.`);
}
function tagOrder({ 'tag-order': order, reuse }) {
    if (order === 'last-run' || reuse !== 'content')
        return order;
    throw (0,failure/* failure */.V2)('tag-order: newest-commit does not go with reuse: content: an image that is reused for its content carries the time of the commit that it was built from, and says nothing of the newest one that it stands for. Set reuse: commit, or tag-order: last-run.');
}
function annotation(line) {
    const [, levels, rest = line] = line.match(/^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):(.*)$/s) ?? [];
    const [name, value] = (0,lists/* asPair */.li)(rest, 'annotations');
    if (/\s/.test(name))
        throw (0,failure/* failure */.V2)(`annotations: "${(0,failure/* cut */.Jj)(name)}" has white space in it. A name is such as org.example.team.`);
    if (!levels)
        return [{ name, value }];
    return (0,annotations/* parseAnnotationLevels */.GB)(levels).map((level) => ({ level, name, value }));
}
function buildArg([name, value], env) {
    const given = value ?? env[name];
    return given === undefined ? [] : [[name, given]];
}
const jobWarnings = ({ argsFromEnv, build: { buildArgs } }) => argsFromEnv
    .filter((name) => !buildArgs.some(([each]) => each === name))
    .map((name) => `build-args: "${name}" is given without a value, and the environment has none, so the build goes without it. Give ${name}=VALUE, or set it in the step's env.`);
function toBuilder(inputs, env) {
    const { builder: name, 'buildkit-host': given } = inputs;
    if (name && given) {
        throw (0,failure/* failure */.V2)('builder and buildkit-host are both given. Name a builder of buildx, or a BuildKit daemon, not both.');
    }
    const address = given || (name ? '' : env.BUILDKIT_HOST);
    if (!address)
        return { kind: 'buildx', ...(name && { name }) };
    if (/^(unix|tcp|npipe|docker-container|kube-pod|nerdctl-container|podman-container|ssh):\/\/./.test(address)) {
        return { kind: 'buildctl', address };
    }
    throw (0,failure/* failure */.V2)(`${given ? 'buildkit-host' : 'BUILDKIT_HOST'}: "${(0,failure/* cut */.Jj)(address)}" is not an address of BuildKit. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.`);
}
const ruleLines = (text) => text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));


/***/ }),

/***/ 5949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DD: () => (/* binding */ asList),
/* harmony export */   Ih: () => (/* binding */ asLines),
/* harmony export */   LG: () => (/* binding */ asArguments),
/* harmony export */   er: () => (/* binding */ asPairs),
/* harmony export */   li: () => (/* binding */ asPair)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5175);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(982);


const asList = (text, name) => trimmed(records(text, name).flat());
const asLines = (text, name) => trimmed(records(text, name).map((record) => record.join(',')));
const trimmed = (entries) => entries.map((entry) => entry.trim()).filter(Boolean);
const asPairs = (text, name) => asLines(text, name).map((line) => asPair(line, name));
function asPair(line, name) {
    const at = line.indexOf('=');
    if (at > 0)
        return [line.slice(0, at).trim(), line.slice(at + 1)];
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`${name}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(line)}" has no ${at === 0 ? 'key' : 'value'}. Give one KEY=VALUE a line.`);
}
function asArguments(text, input) {
    const given = text.trimStart().startsWith('{') ? fromJson(text, input) : asLines(text, input).map(toArgument(input));
    const [wrong] = given.find(([name]) => /[\s=]/.test(name) || name === '') ?? [];
    if (wrong === undefined)
        return given;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(wrong)}" is not an argument's name: it is ${wrong ? 'one word without =' : 'empty'}. Give one NAME=VALUE a line, or a JSON object.`);
}
const toArgument = (input) => (line) => line.includes('=') ? asPair(line, input) : [line];
const parseJson = JSON.parse;
function fromJson(text, input) {
    let object;
    try {
        object = parseJson(text, (_, value, { source }) => (typeof value === 'number' ? source : value));
    }
    catch (cause) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`${input}: the text begins with { and is not JSON: ${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(cause.message)}. Give a JSON object such as {"NAME": "value"}, or one NAME=VALUE a line.`, { cause });
    }
    return Object.entries(object).map(([name, value]) => {
        if (typeof value === 'string' || typeof value === 'boolean')
            return [name, String(value)];
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(name)}" is ${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(JSON.stringify(value))}. Its value has to be a string, a number, true or false.`);
    });
}
function records(text, name) {
    try {
        const lines = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, {
            comment: '#',
            comment_no_infix: true,
            record_delimiter: ['\r\n', '\n'],
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
        });
        return lines.filter(([first = '']) => !first.trim().startsWith('#'));
    }
    catch (cause) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`${name}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(text)}" is not a list: ${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(cause.message)}. A field in quotes begins and ends with one: "KEY=a,b".`, { cause });
    }
}


/***/ }),

/***/ 9431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kr: () => (/* binding */ inlinePolicy),
/* harmony export */   bG: () => (/* binding */ checkSessionPolicies),
/* harmony export */   cl: () => (/* binding */ requireRole),
/* harmony export */   kL: () => (/* binding */ managedPolicy)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(982);

const MOST_CHARACTERS = 2048;
const MOST_POLICIES = 10;
function inlinePolicy(value, input) {
    if (!value || value === 'least')
        return value;
    const policy = parsed(value);
    if (!(policy instanceof Object && 'Statement' in policy)) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: the text is not a policy. Give one in JSON with a Statement, or least.`);
    }
    const text = JSON.stringify(policy);
    const [character] = text.match(/[^\t\n\r\u0020-\u00FF]/u) ?? [];
    if (character)
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: AWS takes no "${character}" in a session's policy. Leave it out.`);
    return text;
}
function managedPolicy(value, input) {
    if (/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a managed policy's ARN. It has the form arn:aws:iam::<12-digit account, or aws>:policy/<name>.`);
}
function checkSessionPolicies(inline, managed) {
    if (inline === 'least' && managed.length > 0) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)('inline-session-policy: least and managed-session-policies cannot go together, since AWS allows what any of them allows. Give the one or the other.');
    }
    if (managed.length > MOST_POLICIES) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`managed-session-policies: there are ${managed.length}, and AWS takes ${MOST_POLICIES}. Put some of them into one.`);
    }
    const characters = [inline === 'least' ? '' : inline, ...managed].join('').length;
    if (characters <= MOST_CHARACTERS)
        return;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`inline-session-policy: with managed-session-policies it has ${characters} characters, and AWS takes ${MOST_CHARACTERS}. Give a policy of your own that is shorter, such as by wildcards, or make it a managed policy and give its ARN.`);
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function requireRole({ roles, inlinePolicy, managedPolicies }) {
    if (roles.length > 0 || (!inlinePolicy && managedPolicies.length === 0))
        return;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${inlinePolicy ? 'inline-session-policy' : 'managed-session-policies'}: there is no role whose session it would narrow. Set role-to-assume, or leave it empty.`);
}


/***/ }),

/***/ 3196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ sessionName),
/* harmony export */   Ny: () => (/* binding */ region),
/* harmony export */   U$: () => (/* binding */ registryHost),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   aR: () => (/* binding */ repositoryName),
/* harmony export */   iD: () => (/* binding */ platform),
/* harmony export */   kj: () => (/* binding */ builderVariable),
/* harmony export */   lS: () => (/* binding */ accountId),
/* harmony export */   o8: () => (/* binding */ durationSeconds),
/* harmony export */   pP: () => (/* binding */ externalId),
/* harmony export */   tt: () => (/* binding */ creationMode),
/* harmony export */   w3: () => (/* binding */ roleArn),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(982);

function repositoryName(value, input = 'repository') {
    const pattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
    const lower = value.toLowerCase();
    if (!value)
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: no name is given. Set the input, such as team/app.`);
    if (/^\d+\.dkr[.-]ecr[.-].*\/|^public\.ecr\.aws\//.test(lower)) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is an image address. Give the name alone, such as "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(lower.slice(lower.indexOf('/') + 1).replace(/[:@].*$/, ''))}": the registry comes from the account and aws-region.`);
    }
    if (value.length >= 2 && value.length <= 256 && pattern.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a name that ECR takes. It has 2 to 256 characters: lower-case letters and digits, parted by single . _ - or /.${lower !== value && pattern.test(lower) ? ` Did you mean "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(lower)}"?` : ''}`);
}
const OPERATING_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'wasi', 'wasip1', 'js'];
const ARCHITECTURES = '386 amd64 arm arm64 loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm'.split(' ');
function platform(value) {
    const [os = '', architecture = '', variant, ...rest] = value.split('/');
    if (OPERATING_SYSTEMS.includes(os) &&
        ARCHITECTURES.includes(architecture) &&
        rest.length === 0 &&
        (variant === undefined || /^v?[a-z0-9.]+$/.test(variant))) {
        return value;
    }
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`platforms: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a platform. It has the form os/architecture[/variant], such as linux/amd64 or linux/arm/v7.`);
}
function region(value) {
    if (/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(value
        ? `aws-region: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a region's name. Give one such as eu-central-1.`
        : 'aws-region: no region is given. Set the input (or AWS_REGION in the environment), such as eu-central-1.');
}
function roleArn(value) {
    if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value) && value.length <= 2048)
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`role-to-assume: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a role's ARN. It has the form arn:aws:iam::<12-digit account>:role/<name>.`);
}
function sessionName(value) {
    if (/^[\w+=,.@-]{2,64}$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`role-session-name: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a session's name. It has 2 to 64 characters: letters, digits and _ + = , . @ -.`);
}
function externalId(value) {
    if (/^[\w+=,.@:/-]{2,1224}$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)('role-external-id: the value is not an external id. It has 2 to 1224 characters: letters, digits and _ + = , . @ : / -.');
}
function durationSeconds(value, most) {
    const seconds = Number(value);
    if (/^\d+$/.test(value) && seconds >= 900 && seconds <= most)
        return seconds;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`role-duration-seconds: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is out of range. It is a whole number from 900 to ${most}${most === 3600 ? ' (AWS limits a chain of roles to an hour)' : ''}.`);
}
function accountId(value) {
    if (/^\d{12}$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`allowed-account-ids: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not an account id. It has 12 digits; in YAML, put it in quotes.`);
}
const MAKES_IMAGE = new Map([
    ['DOCKER_DEFAULT_PLATFORM', 'platforms'],
    ['SOURCE_DATE_EPOCH', 'build-args'],
]);
function builderVariable(value) {
    const instead = MAKES_IMAGE.get(value);
    if (!instead)
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`builder-env: "${value}" changes what is built, so that an image of other runs could stand in for it. Use the input ${instead} for it.`);
}
function registryHost(value, input) {
    if (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/.test(value))
        return value;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" is not a host. Give host[:port] without a scheme or path, such as localhost:4566.`);
}
function choice(input, value, words) {
    const word = words.find((each) => each === value);
    if (word)
        return word;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" must be one of ${words.join(', ')}.`);
}
function creationMode(value, input) {
    const word = { true: 'create', false: 'off' }[value.toLowerCase()] ?? value;
    return choice(input, word, ['off', 'create', 'reconcile', 'verify']);
}
function boolean(value, input) {
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    if (/^(false|False|FALSE)$/.test(value))
        return false;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(value)}" must be true or false.`);
}


/***/ }),

/***/ 1045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   FV: () => (/* binding */ toDiff),
/* harmony export */   Vj: () => (/* binding */ isAlias),
/* harmony export */   _9: () => (/* binding */ wantedMutability),
/* harmony export */   tX: () => (/* binding */ differences)
/* harmony export */ });
/* harmony import */ var _lifecycle_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3279);
/* harmony import */ var _repository_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1565);


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
const toDiff = ({ setting, is, should }) => `${setting}\n- ${is}\n+ ${should}`;
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
    if (wanted === undefined || (wanted && actual.scannedBy))
        return [];
    return compare('scan-on-push', String(actual.scanOnPush), String(wanted));
}
function encryption({ encryption: wanted }, { encryption: is, aliasedKey }) {
    if (!wanted)
        return [];
    const { key = '' } = wanted;
    const same = isSameKey(key, is.key, aliasedKey);
    const words = (type, name) => (key && name && !same ? `${type} ${name}` : type);
    const behind = isAlias(key) ? ` (${aliasedKey || 'no key has it'})` : '';
    return compare('encryption', words(is.type, is.key), words(wanted.type, key + behind), false);
}
const isSameKey = (wanted, is = '', aliased) => wanted === is || (isAlias(wanted) ? aliased === undefined || aliased === is : is.endsWith(`:key/${wanted}`));
const isAlias = (key) => /(^|:)alias\//.test(key);
function lifecycle({ 'lifecycle-policy': settings }, { lifecyclePolicy: is }) {
    if (!settings)
        return [];
    const should = (0,_lifecycle_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .lifecyclePolicy */ .Re)(settings);
    const same = is !== undefined && (0,_lifecycle_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalLifecycle */ .VD)(is) === (0,_lifecycle_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalLifecycle */ .VD)(should);
    return same ? [] : [{ setting: 'lifecycle-policy', is: is ?? 'none', should, changeable: true }];
}
function policy({ 'repository-policy': settings }, { repositoryPolicy: is, arn }) {
    if (!settings)
        return [];
    const should = (0,_repository_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryPolicy */ .tN)(settings, placeOf(arn));
    const same = is !== undefined && (0,_repository_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalPolicy */ .Hk)(is) === (0,_repository_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalPolicy */ .Hk)(should);
    return same ? [] : [{ setting: 'repository-policy', is: is ?? 'none', should, changeable: true }];
}
function resourceTags({ 'resource-tags': wanted = {} }, { resourceTags: is }) {
    const wrong = Object.keys(wanted).filter((name) => is[name] !== wanted[name]);
    const words = (tags) => wrong.flatMap((name) => (tags[name] === undefined ? [] : `${name}=${tags[name]}`)).join(', ') || 'none';
    return compare('resource-tags', words(is), words(wanted));
}
function placeOf(arn) {
    const [, partition = 'aws', , region = ''] = arn.split(':');
    return { partition, region };
}
const compare = (setting, is, should, changeable = true) => is === should ? [] : [{ setting, is, should, changeable }];


/***/ }),

/***/ 3279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ lifecycleMistake),
/* harmony export */   Re: () => (/* binding */ lifecyclePolicy),
/* harmony export */   VD: () => (/* binding */ canonicalLifecycle)
/* harmony export */ });
const MOST_CHARACTERS = 30_720;
const ALL = 1_000_000;
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
const sortedKeys = (record) => Object.entries(record)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));


/***/ }),

/***/ 1565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hk: () => (/* binding */ canonicalPolicy),
/* harmony export */   tN: () => (/* binding */ repositoryPolicy),
/* harmony export */   zh: () => (/* binding */ policyMistake)
/* harmony export */ });
const MOST_CHARACTERS = 10_240;
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
function repositoryPolicy({ pull = {}, Statement, ...rest }, place) {
    return JSON.stringify({ Version: '2012-10-17', ...rest, Statement: Statement ?? statements(pull, place) });
}
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
function policyMistake(settings, place) {
    const { pull, Statement } = settings;
    if (pull && Statement)
        return 'It has statements and plain words as well. Give the one or the other.';
    if (!pull && !Statement)
        return 'It allows nothing to anybody. Give pull or Statement.';
    const { length } = repositoryPolicy(settings, place);
    return length > MOST_CHARACTERS ? `It has ${length} characters, and ECR takes ${MOST_CHARACTERS}.` : undefined;
}
function canonicalPolicy(text) {
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

/***/ 4900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cg: () => (/* binding */ checkPath),
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   Ye: () => (/* binding */ realPath),
/* harmony export */   vH: () => (/* binding */ checkFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(982);



function checkPath(input, path) {
    const workspace = realPath('.');
    const real = realPath(path);
    const isWithin = (each) => isInside(workspace, each);
    if (isWithin(real))
        return;
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    if (realPath(whole) !== real || foldersOf(whole).some((folder) => isWithin(folder) || isWithin(realPath(folder)))) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(path)}" is a link, or behind one, that leads out of the workspace, to "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(real)}". Put what it leads to into the repository, or give its own absolute path.`);
    }
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path))
        return;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(path)}" leads out of the workspace, ${workspace}. Give an absolute path if it is meant: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(whole)}".`);
}
function checkFile(input, path) {
    const workspace = realPath('.');
    const real = realPath(path);
    if (!isInside(workspace, real)) {
        throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(path)}" leads out of the workspace, ${workspace}, to "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(real)}". Give a file of the repository, by its path from the root.`);
    }
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(real, { throwIfNoEntry: false })?.isFile() ?? true)
        return real;
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V2)(`${input}: "${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .Jj)(path)}" is not a file. Give a file's path from the repository's root.`);
}
function isInside(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
function realPath(path) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
    }
    catch (cause) {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path)
            throw cause;
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realPath((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
    }
}
const foldersOf = (path) => ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path ? [path] : [path, ...foldersOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path))]);


/***/ }),

/***/ 1822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ trustOf),
/* harmony export */   DS: () => (/* binding */ isDependabot),
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   SZ: () => (/* binding */ mayCarryForeignCode),
/* harmony export */   qc: () => (/* binding */ forkOf),
/* harmony export */   yS: () => (/* binding */ pushOf)
/* harmony export */ });
const CHOOSING = [
    'push',
    'create',
    'delete',
    'release',
    'schedule',
    'merge_group',
    'workflow_dispatch',
    'workflow_call',
];
const WRITING = ['repository_dispatch', 'deployment', 'deployment_status', 'registry_package', 'page_build', 'public'];
const mayCarryForeignCode = ({ name }) => name !== '' && ![...CHOOSING, ...WRITING].includes(name) && !/^(pull_request|workflow_run)/.test(name);
function trustOf(event, checkout, hasIdToken) {
    const fork = forkOf(event);
    if (fork)
        return untrusted(`what it builds is from a fork (${fork})`);
    if (isDependabot(event) && !hasIdToken) {
        return untrusted('Dependabot started this run, and GitHub gives it no id token');
    }
    const { pull_request: pull, workflow_run: run, number } = event.payload;
    if (pull)
        return pullRequest(pull.number ?? number, pull.head?.sha);
    if (run)
        return ofWorkflowRun(run, event, checkout);
    if (/^(pull_request|workflow_run)/.test(event.name))
        return untrusted(`the event ${event.name} does not say of what`);
    const { head } = checkout;
    const trusted = { level: 'trusted', ref: event.ref };
    if (!event.name || !event.sha)
        return trusted;
    if (CHOOSING.includes(event.name))
        return !head || head === event.sha ? trusted : { level: 'other checkout' };
    if (head !== event.sha)
        return untrusted(`${event.name} may come from anybody, and its own commit is not checked out`);
    if (mayCarryForeignCode(event) && !checkout.clean) {
        return untrusted(`${event.name} may come from anybody, and the files are not those of its own commit`);
    }
    return trusted;
}
function ofWorkflowRun(run, event, { head }) {
    const { event: name = '', head_sha: sha, pull_requests: pulls = [] } = run;
    if (name.startsWith('pull_request')) {
        const own = pulls.filter(({ base, head }) => base?.repo?.id === run.repository?.id && (head?.sha ?? sha) === sha);
        return pullRequest(own.length === 1 ? own[0]?.number : undefined, sha);
    }
    if (!CHOOSING.includes(name) || !sha || !head || (head !== sha && head !== event.sha)) {
        return untrusted('nothing says that the commit of the run that it follows is checked out');
    }
    const main = event.payload.repository?.default_branch;
    const isMain = head === event.sha && (head !== sha || run.head_branch === main);
    return isMain ? { level: 'trusted', ref: event.ref } : { level: 'other checkout' };
}
const untrusted = (why) => ({ level: 'untrusted', why });
const pullRequest = (number, head) => number === undefined
    ? untrusted('it builds a pull request that the event does not name')
    : { level: 'pull request', number, head: head ?? '' };
function scopeOf(trust) {
    switch (trust.level) {
        case 'pull request':
            return `pull-request:${trust.number}`;
        case 'untrusted':
            return 'untrusted';
        default:
            return 'trusted';
    }
}
function pushOf(asked, trust) {
    if (trust.level === 'untrusted')
        return { wanted: false, why: `This run is not trusted: ${trust.why}.` };
    if (asked === false)
        return { wanted: false, why: 'push is false.' };
    if (asked === undefined && trust.level === 'pull request') {
        return { wanted: false, why: 'This is a pull request: it is pushed only with push: true, under tags of its own.' };
    }
    return { wanted: true };
}
function forkOf({ payload, repository }) {
    const { pull_request: pull, workflow_run: run } = payload;
    if (run)
        return otherThan(run.repository?.full_name ?? repository, run.head_repository?.full_name);
    return pull && otherThan(pull.base?.repo?.full_name ?? repository, pull.head?.repo?.full_name);
}
function otherThan(own, from = 'a deleted repository') {
    return from.toLowerCase() === own.toLowerCase() ? undefined : from;
}
const isDependabot = ({ actor }) => actor === 'dependabot[bot]';


/***/ })

};
