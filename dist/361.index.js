export const id = 361;
export const ids = [361];
export const modules = {

/***/ 4361:
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

// EXTERNAL MODULE: ./build/iam/roles.js + 2 modules
var iam_roles = __webpack_require__(7857);
;// CONCATENATED MODULE: ./build/iam/print-policies.js




async function policiesOf(job, settings, host) {
    const claims = await (0,sessions/* idTokenOf */.u)(host, job.aws.audience).then(id_token/* readClaims */.I, () => undefined);
    return printPolicies(job, settings, { event: host.event, claims });
}
function printPolicies(request, settings, run) {
    const roles = (0,iam_roles/* rolesFor */.ZI)(request, settings, run);
    return [...notes(roles, run), ...roles.map(printRole)].join('\n\n');
}
function notes(roles, { claims }) {
    return [
        ...(roles.some(({ account }) => account === iam_roles/* UNKNOWN_ACCOUNT */.vJ)
            ? [
                `${iam_roles/* UNKNOWN_ACCOUNT */.vJ} stands for the account: set role-to-assume to the role that is to be made, and it is named.`,
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
