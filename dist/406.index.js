export const id = 406;
export const ids = [406];
export const modules = {

/***/ 3406:
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
    return `resource "aws_iam_role" "${label(name)}" {
  name = ${quoted(name)}
${path === '/' ? '' : `\n  path = ${quoted(path)}\n`}${maxSessionDuration ? `\n  max_session_duration = ${maxSessionDuration}\n` : ''}
  assume_role_policy = ${encoded(trust)}
}

resource "aws_iam_role_policy" "${label(name)}" {
  name = "${POLICY}"
  role = aws_iam_role.${label(name)}.id

  policy = ${encoded(identity)}
}`;
}
const label = (name) => name.replace(/^(?=\d)|\W/g, '_');
const quoted = (value) => JSON.stringify(value, null, 2).replace(/[$%](?=\{)/g, '$&$&');
const encoded = (policy) => `jsonencode(${quoted(policy)
    .replaceAll('\n', '\n  ')
    .replace(/^( +"[^"]*"):/gm, '$1 :')})`;

// EXTERNAL MODULE: ./build/iam/roles.js + 1 modules
var iam_roles = __webpack_require__(5626);
// EXTERNAL MODULE: ./build/iam/statements.js
var statements = __webpack_require__(7210);
// EXTERNAL MODULE: ./build/iam/trust-policy.js
var trust_policy = __webpack_require__(5767);
;// CONCATENATED MODULE: ./build/iam/pull-requests.js



const REPOSITORY = '/pull-requests';
const ROLE = '-pull-requests';
const MOST_CHARACTERS = 64;
function publisherOf(given) {
    const { aws, repository } = given;
    const roles = aws.roles.length > 0 ? aws.roles : [(0,iam_roles/* suggestedRole */.c$)(aws.region)];
    return {
        ...given,
        aws: { ...aws, roles: roles.map((role) => without(ROLE, role)) },
        repository: {
            ...repository,
            name: without(REPOSITORY, repository.name),
            ...(repository.cache && { cache: repository.cache.replace(`${REPOSITORY}/cache`, '/cache') }),
        },
    };
}
function pullRequestOf({ aws, repository, ...rest }) {
    const name = `${repository.name}${REPOSITORY}`;
    return {
        ...rest,
        aws: { ...aws, roles: aws.roles.map(pullRequestRole) },
        repository: {
            name,
            mode: repository.mode === 'off' ? 'off' : 'verify',
            template: false,
            force: false,
            ...(repository.cache && { cache: `${name}/cache` }),
        },
    };
}
function pullRequestRoles(publisher, settings, run) {
    const roles = (0,iam_roles/* rolesFor */.ZI)(pullRequestOf(publisher), settings, (0,trust_policy/* pullRequestRun */.iM)(run));
    return roles.map((role, at) => (at === roles.length - 1 ? withPull(role, publisher) : role));
}
function withPull(role, { aws, repository: { name, cache } }) {
    const place = (0,iam_roles/* placeOf */.$t)(aws.roles.at(-1) ?? '', aws.region);
    const statement = {
        Effect: 'Allow',
        Action: [
            ...(cache ? ['ecr:DescribeRepositories'] : []),
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
        ],
        Resource: [name, ...(cache ? [cache] : [])].map((each) => (0,statements/* repositoryArn */.qM)(each, place)),
    };
    return { ...role, identity: { ...role.identity, Statement: [...role.identity.Statement, statement] } };
}
const pullRequestRole = (arn) => arn.replace(/[^/]+$/, (name) => `${name.slice(0, MOST_CHARACTERS - ROLE.length)}${ROLE}`);
const without = (suffix, text) => text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;

;// CONCATENATED MODULE: ./build/iam/print-policies.js






async function policiesOf(job, settings, host) {
    const claims = await (0,sessions/* idTokenOf */.uw)(host, job.aws.audience).then(id_token/* readClaims */.I, () => undefined);
    return printPolicies(job, settings, { event: host.event, claims, triggers: job.printPolicies || [] });
}
function printPolicies(request, settings, run) {
    const publisher = publisherOf(request);
    const asked = (0,trust_policy/* whens */.eP)(run).map(({ kind }) => kind);
    const publishes = asked.length === 0 || asked.some((kind) => kind !== 'pull_request');
    const pulls = asked.length === 0 || asked.includes('pull_request');
    const roles = [
        ...(publishes ? (0,iam_roles/* rolesFor */.ZI)(publisher, settings, run) : []),
        ...(pulls ? pullRequestRoles(publisher, settings, run) : []),
    ];
    return [...notes(roles, run), ...(pulls ? [choice(publisher)] : []), ...roles.map(printRole)].join('\n\n');
}
function notes(roles, run) {
    const { claims } = run;
    return [
        ...((0,trust_policy/* isPullRequest */.r0)(run)
            ? [
                "Warning: this is the run of a pull request, so the publisher's trust policy below holds its subject, which every pull request of the repository has: each of them could publish. Do not use that trust policy. Print it from a push to the branch that publishes.",
            ]
            : []),
        ...(roles.some(({ account }) => account === iam_roles/* UNKNOWN_ACCOUNT */.vJ)
            ? [
                `${iam_roles/* UNKNOWN_ACCOUNT */.vJ} stands for the account: set role-to-assume to the role that is to be made, and it is named.`,
            ]
            : []),
        ...((0,trust_policy/* whens */.eP)(run).some(({ kind }) => kind === 'environment')
            ? [
                "A job that names an environment has its subject whatever caused the run, a pull request, too: say in the environment's settings which branches and tags may use it.",
            ]
            : []),
        ...((0,trust_policy/* whens */.eP)(run).length > 0 && !(0,trust_policy/* hasDefaultSubject */.q_)(run)
            ? [
                `Warning: the subjects of this repository have a form of their own, such as ${claims?.sub}, and those below are in GitHub's: write them in that form before you use them.`,
            ]
            : []),
        ...(claims || (0,trust_policy/* whens */.eP)(run).length > 0
            ? []
            : [
                'The job has no id-token, so its subject is worked out from the event. If the job names an environment, give it `id-token: write`: then the subject is what GitHub says.',
            ]),
    ];
}
function choice(publisher) {
    const { aws, repository } = pullRequestOf(publisher);
    const choose = (pull, other) => `\${{ github.event_name == 'pull_request' && '${pull}' || '${other}' }}`;
    const repositories = [repository.name, ...(repository.cache ? [repository.cache] : [])].map((name) => `\`${name}\``);
    return `Pull requests have a role and a repository of their own, since whoever may push to a repository can forge what is reused from it. Make ${repositories.join(' and ')} once: their role may not. A workflow for both says

\`\`\`yaml
role-to-assume: ${choose(aws.roles.join(','), publisher.aws.roles.join(','))}
repository: ${choose(repository.name, publisher.repository.name)}
\`\`\``;
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
